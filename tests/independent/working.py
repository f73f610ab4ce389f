"""The grammar of the ledger's formulas, worked out over the files alone; docs/decisions/0009-ledger.md tells it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import median
from typing import Any

from . import methods
from .data_files import DataFiles, NotDerivable, Row

SCALES = {**methods.SCALES, "ratio": 1.0, "count": 1.0}
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
HEADINGS = {"percent": "%", "per_1k": "per 1,000", "per_10k": "per 10,000", "per_100k": "per 100,000"}
PHRASES = "src/helpers/statistics/measures/hundred_children.csv"
YEAR = re.compile(r"\d{4}")
Value = float | str | date | None


@dataclass(frozen=True)
class Working:
    """One formula being worked out: the unit it must end in, and the rows and inputs that its words "rows" and "inputs" name."""

    data: DataFiles
    unit: str
    rows: tuple[tuple[str, str], ...] = ()
    inputs: tuple[str, ...] = ()

    def of(self, formula: str) -> Value:
        """Return the value of a formula."""
        return self._of(ast.parse(formula, mode="eval").body)

    def _of(self, node: ast.expr) -> Any:
        if isinstance(node, ast.BinOp):
            return self._sum(node.op, self._of(node.left), self._of(node.right), node)
        if isinstance(node, ast.Call):
            return self._called(node)
        return self.named(_dotted(node))

    def _sum(self, sign: ast.operator, left: float, right: float, node: ast.BinOp) -> float:
        if isinstance(sign, ast.Div):
            same = self._unit_of(node.left) == self._unit_of(node.right)
            return left / right * (SCALES[self.unit] if same else 1)
        return {ast.Add: left + right, ast.Sub: left - right, ast.Mult: left * right}[type(sign)]

    def _called(self, node: ast.Call) -> Any:
        name, first = _dotted(node.func), _dotted(node.args[0]) if isinstance(node.args[0], ast.Name) else ""
        options = [ast.literal_eval(argument) for argument in node.args[1:] if isinstance(argument, ast.Constant)]
        selected = {word.arg: ast.literal_eval(word.value) for word in node.keywords if word.arg}
        if name == "constant":
            return float(ast.literal_eval(node.args[0]))
        if name == "period":
            return " and ".join(dict.fromkeys(self._periods(node.args[0])))
        if name == "declared":
            return self._declared()
        if first in ("inputs", "rows"):
            return getattr(self, f"_{name}_of_{first}")(*options)
        return self._looked_up(name, node, selected)

    def _looked_up(self, name: str, node: ast.Call, selected: dict[str, str]) -> Any:
        """What a formula asks of a table or of the published store."""
        if name == "share":
            return 100 * self._of(node.args[0]) / self._of(node.args[1])
        if name == "published":
            return self._figure(_dotted(node.args[0]), **selected)["value"]
        table, _, column = _dotted(node.args[0]).partition(".")
        rows = [row for row in self.data.table(table) if all(row[key] == value for key, value in selected.items())]
        return float(sum(float(row[column]) for row in rows)) if name == "total" else float(len(rows))

    # over the inputs

    @cached_property
    def values(self) -> list[Any]:
        """The values of the inputs, in order."""
        return [self.input(address) for address in self.inputs]

    def input(self, address: str) -> Any:
        """Return the value of one input: a cell by its address, a number by its name, or a formula's."""
        if ", " in address and "(" not in address:
            return _figure(self.data.cell(address))
        return self.of(address)

    def _count_of_inputs(self) -> float:
        for address in self.inputs:
            self.data.row(*address.split(", ")[:2]) if address.count(", ") else None
        return float(len(self.inputs))

    def _difference_of_inputs(self) -> float:
        return self.values[0] - self.values[1]

    def _apart_of_inputs(self) -> float:
        apart = self.values[0] - self.values[1]
        return float(abs(apart.days)) if isinstance(self.values[0], date) else abs(apart)

    def _total_of_inputs(self) -> float:
        return sum(self.values)

    def _median_of_inputs(self) -> float:
        return median(self.values)

    def _place_from_highest_of_inputs(self) -> float:
        own, *rest = self.values
        return 1.0 + sum(other > own for other in rest)

    def _place_from_lowest_of_inputs(self) -> float:
        own, *rest = self.values
        return 1.0 + sum(other < own for other in rest)

    def _chance_limit_of_inputs(self, side: str, factor: float) -> float:
        file, row, _ = self.inputs[0].split(", ")
        row_values = self.data.row(file, row)
        unit = self.data.unit(row_values["measure"])
        return methods.chance_limit(
            row_values["numerator"], row_values["denominator"], unit=unit, side=side, factor=factor
        )

    def _implied_chance_limit_of_inputs(self, side: str, factor: float) -> float:
        *implying, unit = map(self._unit_of_cell, self.inputs)
        base = methods.implied_base(self.values[:-1], implying)
        return methods.chance_limit(self.values[-1] / SCALES[unit] * base, base, unit=unit, side=side, factor=factor)

    def _unit_of_cell(self, address: str) -> str:
        """The unit of a figure of the store by its address."""
        return self.data.unit(self.data.row(*address.split(", ")[:2])["measure"])

    # over the rows

    @cached_property
    def data_rows(self) -> list[Row]:
        """The rows named, each looked up."""
        return [self.data.row(file, row) for file, row in self.rows]

    def _count_of_rows(self) -> float:
        if len(set(self.rows)) != len(self.rows):
            raise NotDerivable("a row is named twice")
        return float(len(self.data_rows))

    def _distinct_of_rows(self, column: str) -> float:
        return float(len({self.data.of(row, column) for row in self.data_rows} - {None}))

    def _span_of_rows(self, column: str) -> str:
        periods = _outermost({str(row[column]) for row in self.data_rows})
        return periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"

    def _share_of_rows(self, part: str, whole: str, unit: str) -> float:
        (row,) = self.data_rows
        return SCALES[unit] * float(row[part]) / float(row[whole])

    def _report_year_of_rows(self) -> str:
        (row,) = self.data_rows
        first, _ = _months(row["period"]) or (0, 0)
        year = (first - 3) // 12
        return f"{year}-{(year + 1) % 100:02d}"

    def _titled_of_rows(self) -> str:
        """The name of a measure and, after a comma, its unit where it is a share or a rate."""
        (row,) = self.data_rows
        heading = HEADINGS.get(self.data.unit(row["measure"]), "")
        return ", ".join(part for part in (self.data.of(row, "name"), heading) if part)

    def _titled_and_dated_of_rows(self) -> str:
        return f"{self._titled_of_rows()} ({self.data_rows[0]['period']})"

    def _phrase_of_rows(self) -> str:
        """What the list of phrases says of a measure; where the report is of several areas, whose it is."""
        (row,) = self.data_rows
        (phrase,) = [row_of_list for row_of_list in self.data.rows(PHRASES) if row_of_list["measure"] == row["measure"]]
        several = len(self.data.areas) > 1
        return f"{phrase['phrase']} ({self.data.name(row['area'])})" if several else phrase["phrase"]

    def _defined_of_rows(self) -> str:
        """What a measure is and, after that, every break that it lists."""
        (row,) = self.data_rows
        breaks = f" Figures before and after cannot be compared: {'; '.join(row['breaks'])}." if row["breaks"] else ""
        return row["definition"] + breaks

    def _usual_edition_of_rows(self) -> date:
        """The last day on which a source's figures end whose usual month of issue is before that of the year's end."""
        (row,) = self.data_rows
        month, limit = MONTHS.index(row["month"][:3]) + 1, (self.data.end.year, self.data.end.month)
        return max(day for day in self.data.ends(row["id"]) if (day.year + row["years_after"], month) < limit)

    def _listed_break_of_rows(self, period: str) -> str:
        """A period from which a measure is not like the years before, where the measure lists it."""
        (row,) = self.data_rows
        if not any(entry.startswith(f"{period}: ") for entry in row["breaks"]):
            raise NotDerivable(f"no break is listed in {period}")
        return period

    def _of_hundred_of_rows(self) -> float:
        (row,) = self.data_rows
        return row["value"] * 100 / SCALES[self.data.unit(row["measure"])]

    def _funnel_limit_of_rows(self, side: str, percent: float, factor: float) -> float:
        (row,) = self.data_rows
        authorities, unit = self.data.authorities(), self.data.unit(row["measure"])
        cases = [
            (figure["numerator"], figure["denominator"])
            for figure in self.data.figures(row["measure"])
            if figure["period"] == row["period"] and figure["area"] in authorities and _has_cases(figure)
        ]
        return methods.funnel_limit(cases, row["denominator"], unit=unit, side=side, percent=percent, factor=factor)

    def _declared(self) -> str:
        file = self.rows[0][0]
        year = file.split("/")[2] if self.data.is_own(file) else ""
        return self.data.declared_period(file.rpartition("/")[2].removesuffix(".csv"), year)

    # by name

    def named(self, name: str) -> Any:
        """Return a number that the year's files name: a fact, a derived number, or table.row.column."""
        for row in self.data.table("facts"):
            if row["id"] == name:
                return _figure(row["value"])
        for row in self.data.table("derived"):
            if row["id"] == name:
                return Working(self.data, row["unit"]).of(row["formula"])
        return _figure(self._row_named(name)[name.rpartition(".")[2]])

    def _row_named(self, name: str) -> Row:
        table, _, row = name.rpartition(".")[0].partition(".")
        for candidate in self.data.table(table) if row else []:
            if candidate["id"] == row:
                return candidate
        raise NotDerivable(f"nothing is called {name}")

    def _unit_of(self, node: ast.expr) -> str:
        name = ast.unparse(node)
        declared = {row["id"]: row["unit"] for table in ("facts", "derived") for row in self.data.table(table)}
        return declared.get(name, "count")

    def _periods(self, node: ast.expr) -> list[str]:
        """The periods of the numbers that a formula takes in."""
        if isinstance(node, ast.BinOp):
            return [*self._periods(node.left), *self._periods(node.right)]
        if not isinstance(node, ast.Call):
            return self._period_named(_dotted(node))
        name, first = _dotted(node.func), _dotted(node.args[0])
        if first == "inputs":
            return [self.data.cell(f"{address.rpartition(', ')[0]}, period") for address in self.inputs]
        selected = {word.arg: ast.literal_eval(word.value) for word in node.keywords if word.arg}
        if name == "published":
            return [self._figure(first, **selected)["period"]]
        return self._periods_of_table(first.partition(".")[0], selected)

    def _periods_of_table(self, table: str, selected: dict[str, str]) -> list[str]:
        rows = [row for row in self.data.table(table) if all(row[key] == value for key, value in selected.items())]
        periods = {row.get("period", "") for row in rows} - {""}
        return sorted(periods) if len(periods) == 1 else [self.data.declared_period(table)]

    def _period_named(self, name: str) -> list[str]:
        for row in self.data.table("facts"):
            if row["id"] == name:
                return [row["period"]]
        for row in self.data.table("derived"):
            if row["id"] == name:
                return self._periods(ast.parse(row["formula"], mode="eval").body)
        return [self._row_named(name).get("period", "")]

    # in the published store

    def _figure(self, measure: str, *, period: str = "", area: str = "") -> Row:
        figures = [
            row
            for row in self.data.figures(measure)
            if row["area"] == (area or self.data.areas[0]) and row["period_end"] <= self.data.end
        ]
        in_period = [row for row in figures if not period or row["period"] == period]
        if not in_period:
            raise NotDerivable(f"no {measure} is published for {period or 'the year'}")
        return max(in_period, key=lambda row: row["period_end"])


def _months(period: str) -> tuple[int, int] | None:
    """The first and last month of a period of the calendar, counted from the year nought; None for any other."""
    if re.fullmatch(r"[A-Z][a-z]+ \d{4}", period):
        month = MONTHS.index(period[:3]) + 12 * int(period[-4:])
        return month, month
    parts = re.fullmatch(r"(?:Q([1-4]) )?(\d{4})([-/])\d\d", period)
    if not parts:
        return None
    start = 12 * int(parts[2]) + (8 if parts[3] == "/" else 3)
    return (start + 3 * int(parts[1]) - 3, start + 3 * int(parts[1]) - 1) if parts[1] else (start, start + 11)


def _outermost(periods: set[str]) -> list[str]:
    """Periods in order, without those that lie within another."""
    spans = {period: _months(period) for period in periods}
    dated = {period: span for period, span in spans.items() if span}
    if len(dated) < len(spans):
        return sorted(periods)
    within = [
        period
        for period, (first, last) in dated.items()
        if any(low <= first and last <= high and (low, high) != (first, last) for low, high in dated.values())
    ]
    return sorted(periods - set(within), key=lambda period: dated[period])


def _has_cases(row: Row) -> bool:
    return row["value"] is not None and row["numerator"] is not None and (row["denominator"] or 0) > 0


def _figure(cell: Any) -> Any:
    """A cell as a number or a date where it reads as one."""
    if not isinstance(cell, str):
        return cell
    try:
        return date.fromisoformat(cell) if cell.count("-") == 2 else float(cell)
    except ValueError:
        return cell


def _dotted(node: ast.expr) -> str:
    return ast.unparse(node)
