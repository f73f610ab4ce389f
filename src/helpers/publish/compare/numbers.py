"""Two reports side by side, number by number: what changed, what is new or gone, and what its publisher has revised since."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from helpers.errors import ReportError
from helpers.sources import calendar_periods
from helpers.statistics import units

LEDGER = "numbers.csv"
NO_LEDGER = "{} has no numbers.csv. Build that report first: make report PARTNERSHIP={} YEAR={}"
NO_COLUMNS = "{} is not the list of numbers of a report: it has no column {}. Build the report anew."
REVISED, CHANGED, DIFFERENT, NEW, REMOVED, UNMOVED, SAME = STATES = (
    "revised",
    "changed",
    "different",
    "new",
    "gone",
    "newer, and as before",
    "the same",
)
OF_TWO_PLACES = {REVISED: DIFFERENT, CHANGED: DIFFERENT, UNMOVED: SAME}
COLUMNS = ("chapter", "name", "unit", "period", "value", "shown", "row", "kind")
NO_DIFFERENCE = ("rank", "year", "date", "month", "period", "words")
KINDS = ("published", "fact", "count", "derived")
OWN_AREA, OF_ITS_YEAR = "its area", "_…"
SAID_TWICE = re.compile(
    r"chance_limit\(| [-+*/] | against |^rules of kind "
)  # follows from numbers that are compared themselves
DECIMALS = re.compile(r"^[^0-9]*[0-9][0-9,]*(?:\.([0-9]+))?")
FIGURES = r"data/(?:\w+/)?published/figures\.(?:parquet|csv)"
READ_OF_ONE = re.compile(rf"{FIGURES}, (\w+\|\w+\|[^|;]+), value")

Row = Mapping[str, str]


@dataclass(frozen=True)
class ComparedNumber:
    """One number in both reports: what it is called, its unit and state, and its period and value in each (empty where it has none).

    `state` is one of STATES: "revised" where both give the same period another value. `rows` are its rows of both ledgers, blank where it has none.
    """

    chapter: str
    name: str
    unit: str
    state: str
    period_before: str
    before: str
    period_after: str
    after: str
    rows: tuple[Row, Row] = field(default=({}, {}), compare=False, repr=False)

    @property
    def measure(self) -> str:
        """The published measure that the number is a figure of or was worked out from; empty of any other."""
        return next((row["measure"] for row in reversed(self.rows) if row.get("measure")), "")

    @property
    def moved(self) -> Decimal | None:
        """How far the value moved, between the two as they are printed; None where that says nothing."""
        printed = self._printed
        return None if printed is None or self.unit in NO_DIFFERENCE else printed[1] - printed[0]

    @property
    def difference(self) -> str:
        """The same in words, as precisely as the more precise of the two is printed: "up 7.7 percentage points"; empty where nothing moved."""
        moved = self.moved
        if not moved:
            return ""
        unit = "percentage_points" if self.unit == "percent" else self.unit
        amount = units.formatted(float(abs(moved)), unit, decimals=-int(moved.as_tuple().exponent))
        return f"{'up' if moved > 0 else 'down'} {amount}"

    @property
    def is_printed_alike(self) -> bool:
        """Whether a reader sees the same value in both, though one may have its unit beside it."""
        printed = self._printed
        return self.before == self.after if printed is None else printed[0] == printed[1]

    @property
    def _printed(self) -> tuple[Decimal, Decimal] | None:
        """Both values to the decimals that the more precise is printed with; None where one is no number."""
        try:
            values = [Decimal(row["value"]) for row in self.rows]
        except (KeyError, InvalidOperation):
            return None
        matches = [match for shown in (self.before, self.after) if (match := DECIMALS.match(shown))]
        places = max((len(match[1] or "") for match in matches), default=0)
        earlier, later = (value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) for value in values)
        return earlier, later


def comparison(
    before: Path, after: Path, *, own: tuple[Sequence[str], Sequence[str]] = ((), ())
) -> list[ComparedNumber]:
    """Compare the reports in two folders; return every number of either, by chapter and state, each with its newest period.

    A figure that prose reads of a published measure is that measure's. A number of a period that both give is compared with itself as well, so that a revision of an earlier year is told.
    `own` are the codes of the area of each report, where the two are of different partnerships: each is then its own
    area's. Raises ReportError for a folder without a report's ledger.
    """
    first, second = _by_name(before, own[0]), _by_name(after, own[1])
    names = first.keys() | second.keys()
    pairs = (number for name in names for number in _compared(name, first.get(name, {}), second.get(name, {})))
    numbers = [number for number in pairs if any(row["value"] for row in number.rows)]
    if own[0]:
        numbers = [replace(number, state=OF_TWO_PLACES.get(number.state, number.state)) for number in numbers]
    return sorted(numbers, key=lambda n: (n.chapter, STATES.index(n.state), n.name, n.period_after))


def _compared(name: str, before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[ComparedNumber]:
    """The newest figure of each report, and each earlier one that is another in the second."""
    for period in sorted(before.keys() & after.keys()):
        values = (before[period]["value"], after[period]["value"])
        if period and all(values) and values[0] != values[1]:
            yield _number(name, REVISED, before[period], after[period])
    first, last = _newest(before), _newest(after)
    if not (before and after):
        yield _number(name, NEW if after else REMOVED, before.get(first), after.get(last))
    elif before[first]["value"] == after[last]["value"] and first == last:
        yield _number(name, SAME, before[first], after[last])
    elif first != last or not first:
        number = _number(name, CHANGED, before[first], after[last])
        yield replace(number, state=UNMOVED) if number.is_printed_alike else number


def _newest(periods: Iterable[str]) -> str:
    return next(reversed(calendar_periods.in_order(periods)), "")


def _number(name: str, state: str, before: Row | None, after: Row | None) -> ComparedNumber:
    blank = dict.fromkeys(COLUMNS, "")
    first, second = before or blank, after or blank
    about = after or first
    return ComparedNumber(
        about["chapter"],
        name,
        about["unit"],
        state,
        first["period"],
        first["shown"],
        second["period"],
        second["shown"],
        rows=(first, second),
    )


def _by_name(folder: Path, own: Sequence[str]) -> dict[str, dict[str, Row]]:
    """The numbers of a report that say something of the world, by name and period; pages, axes, periods and what follows from others are left out.

    A figure that a code stands for, such as one that its publisher hides, is a number too: its value is empty.
    """
    by_name: dict[str, dict[str, Row]] = {}
    for row in ledger(folder):
        if row["kind"] in KINDS and (row["value"] or row.get("code")) and not SAID_TWICE.search(row["name"]):
            by_name.setdefault(_name(row, own), {}).setdefault(row["period"], row)
    return by_name


def _name(row: Row, own: Sequence[str]) -> str:
    """What a number is called whatever its period: a published one by its measure and area."""
    measure, *parts = published_row(row).split("|")
    if len(parts) == 2:
        return f"{measure}|{OWN_AREA if parts[0] in own else parts[0]}"
    name = row["name"].replace(f"|{row['period']}", "")
    return name.replace(f"_{row['period']}", OF_ITS_YEAR) if row["period"] else name


def shown_in_one(before: Path, after: Path) -> list[str]:
    """Return the names of figures that one report hides, since they are of few people, and that another shows for the same period.

    Together the two may let a hidden one be worked out.
    """
    reports = (_by_name(before, ()), _by_name(after, ()))
    return [
        f"{name}, {period}"
        for name in sorted(reports[0].keys() & reports[1].keys())
        for period in sorted(reports[0][name].keys() & reports[1][name].keys())
        if sorted(report[name][period].get("code", "") for report in reports) == ["", "c"]
    ]


def published_row(row: Row) -> str:
    """Return the row of the national figures that a number is, or that prose reads: "referrals|E08000015|2024"; else an empty text."""
    if row["kind"] == "published":
        return row["row"]
    read = READ_OF_ONE.fullmatch(row.get("inputs", "")) if row.get("formula", "").startswith("published(") else None
    return read[1] if read else ""


def ledger(folder: Path) -> list[Row]:
    """Return the rows of a report's ledger. Raises ReportError where there is none, or another file of its name."""
    path = folder / LEDGER
    if not path.is_file():
        raise ReportError(NO_LEDGER.format(folder, folder.parent.name, folder.name))
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list[Row](csv.DictReader(opened))
    absent = [column for column in COLUMNS if rows and column not in rows[0]]
    if absent:
        raise ReportError(NO_COLUMNS.format(path, ", ".join(absent)))
    return rows
