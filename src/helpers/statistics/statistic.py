"""The gate: what has not passed it cannot be drawn, tabled or said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from helpers.errors import ReportError, UnknownName, nearest
from helpers.sources.origins import Origin
from helpers.sources.periods import Period
from helpers.sources.typed_numbers import holds_number
from helpers.statistics import disclosure
from helpers.statistics.derivations import ROWS, Derivation, Name
from helpers.statistics.disclosure.measure import Column, Measure
from helpers.statistics.numbers import Number, Part, Text, text

POLICIES = {
    "released": "Released by an official publisher; shown as released, with the publisher's own codes.",
    "open": "Money, dates, organisations, activity and facts of published reviews: no child can be known from them.",
}
DECLARED = Derivation("declared", (Name("period"),))


@dataclass(frozen=True, eq=False)
class Statistic:
    """A safe table with its title, unit, period, sources and base: all that a chart, a table or a sentence needs.

    Made by `protect` alone. `supplied` is false where the partnership has not sent the file; `supplied_by` then says what is
    missing and who sends it, and whatever would have shown the statistic shows that instead.
    """

    measure: Measure
    title: Text
    subtitle: Text = Text()

    @property
    def name(self) -> str:
        """The statistic's name: of its download, and the start of its numbers' names."""
        return self.measure.name

    @property
    def table(self) -> pd.DataFrame:
        """A copy of the table; changing it changes nothing."""
        return self.measure.table.copy()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the order shown."""
        return self.measure.columns

    @property
    def supplied(self) -> bool:
        """Whether there is anything to show."""
        return self.measure.supplied and len(self.measure.table) > 0

    @property
    def period(self) -> Period:
        """The period the figures are of, as a reader says it."""
        return self.measure.period

    @property
    def sources(self) -> tuple[str, ...]:
        """Source ids, in the order in which rows cite them."""
        return self.measure.sources

    def __len__(self) -> int:
        return len(self.measure.table)

    def column(self, name: str) -> Column:
        """Return the column of that name; an unknown one raises UnknownName with the nearest."""
        for column in self.columns:
            if column.name == name:
                return column
        names = [column.name for column in self.columns]
        raise UnknownName(
            f'{self.name} has no column "{name}". {nearest(name, names) or "It has " + ", ".join(names) + "."}'
        )

    @property
    def values(self) -> list[Column]:
        """The columns of numbers, in order."""
        return [column for column in self.columns if column.is_number]

    def number(self, row: int, column: str) -> Number:
        """Return the number at a place (rows counted from 0), with its origin and any code."""
        form, value = self.column(column), self.measure.cells[column][row]
        return Number(
            name=f"{self.name}.{self.measure.row_key(row)}.{column}",
            value=_plain(value),
            unit=self._of_row(row, "unit", form.unit) if form.unit == "mixed" else form.unit,
            period=self._period(row),
            source=self._source(row),
            origins=(self._origin(row, column),),
            derivation=self.measure.derivations.get(column),
            code=self.measure.codes[column][row] if column in self.measure.codes else "",
            qualifier=self._qualifier(row) if form.unit not in ("date", "year", "rank") else "",
            decimals=int(self._of_row(row, "decimals", "0")),
        )

    def cell(self, row: int, column: str) -> Text:
        """Return what stands at a place as text: words, or a number, without its unit where the heading names it."""
        form = self.column(column)
        if not form.is_number:
            return self._phrase(row, column) or text(form.blank)
        number = self.number(row, column)
        if number.value is None and not number.code:
            return text("")
        return text(number if form.unit == "mixed" else number.bare)

    def label(self, row: int, column: str) -> Text:
        """Return the words at a place for a picture to write: a name or a period, bound where it holds a number.

        Equal words of a column are one name, so each is bound to the first row that has it, wherever it is written.
        """
        blank = next((form.blank for form in self.columns if form.name == column), "")
        return self.labels(column)[self.plain(row, column)] or text(blank)

    def labels(self, column: str) -> dict[str, Text]:
        """Return each different word of a column with its label, in the order of the rows."""
        if column not in self._labels:
            rows: dict[str, int] = {}
            for row, words in enumerate(self.measure.cells[column]):
                rows.setdefault(str(words), row)
            self._labels[column] = {words: self._phrase(row, column) for words, row in rows.items()}
        return self._labels[column]

    @cached_property
    def _labels(self) -> dict[str, dict[str, Text]]:
        """The labels of the columns that were needed so far."""
        return {}

    def _phrase(self, row: int, column: str) -> Text:
        words = self.plain(row, column)
        return text(self.words(row, column) if holds_number(words) else words)

    def words(self, row: int, column: str) -> Number:
        """Return words that hold a number, such as a neighbourhood's name or a period, with the row they stand in."""
        return Number(
            name=f"{self.name}.{self.measure.row_key(row)}.{column}",
            value=self.plain(row, column),
            unit="period" if column == "period" else "words",
            period=self._period(row),
            source=self._source(row),
            origins=(self._origin(row, column),),
            derivation=self.measure.derivations.get(column),
        )

    @property
    def when(self) -> Number:
        """The period the figures are of, to be named in a sentence: the span of the rows' own, or what the file is declared to be of."""
        column = "edition" if "edition" in self.measure.cells else "period"
        own = {
            str(period): row for row, period in reversed(list(enumerate(self.measure.cells.get(column, [])))) if period
        }
        rows = [own[period] for period in sorted(own)]
        return Number(
            name=f"{self.name}.period",
            value=self.period.label,
            unit="period",
            period=self.period,
            source=", ".join(dict.fromkeys(self._source(row) for row in rows)) or "".join(self.sources[:1]),
            origins=tuple(self.measure.origins[row] for row in rows)
            or tuple(Origin(origin.file) for origin in self.measure.origins[:1]),
            derivation=Derivation("span", (ROWS, column)) if rows else DECLARED,
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Go through the rows as words and `Number`s by column name."""
        for row in range(len(self)):
            yield {c.name: self.number(row, c.name) if c.is_number else self.plain(row, c.name) for c in self.columns}

    def table_value(self, row: int, column: str) -> Any:
        """The raw value at a place."""
        return self.measure.cells[column][row]

    def plain(self, row: int, column: str) -> str:
        """What stands at a place as plain words: for a name to look up, not to print."""
        return str(self.measure.cells[column][row])

    def where(self, **values: str) -> Statistic:
        """Keep the rows whose columns have the values given."""
        selected = self.measure.table
        for column, value in values.items():
            selected = selected[selected[column] == value]
        places = {label: place for place, label in enumerate(self.measure.table.index)}
        return self.picked([places[label] for label in selected.index])

    def ordered(self, column: str, *, descending: bool = True) -> Statistic:
        """Put the rows in order of a column, ties left as they were."""
        order = self.measure.table[column].reset_index(drop=True).sort_values(ascending=not descending, kind="stable")
        return self.picked(list(order.index))

    def titled(self, title: Part, subtitle: Part = "") -> Statistic:
        """The same statistic under another title."""
        return replace(self, title=text(title), subtitle=text(subtitle) or self.subtitle)

    def picked(self, places: list[int]) -> Statistic:
        """Keep the rows at some places, counted from 0, in that order; where rows name their periods, the period is theirs."""
        measure = self.measure
        table = measure.table.iloc[places].reset_index(drop=True)
        is_spanned = "period" in table and len(table) and measure.period == Period.span(measure.table["period"])
        return replace(
            self,
            measure=replace(
                measure,
                table=table,
                period=Period.span(table["period"]) if is_spanned else measure.period,
                sources=tuple(dict.fromkeys(table["source"])) if "source" in table else measure.sources,
                origins=tuple(measure.origins[place] for place in places),
                codes={column: tuple(codes[place] for place in places) for column, codes in measure.codes.items()},
            ),
        )

    def _origin(self, row: int, column: str) -> Origin:
        """Where a cell was read; the row where its column was worked out, and so stands in no column of the file."""
        origin, measure = self.measure.origins[row], self.measure
        return origin if column in measure.derivations else origin.at(measure.file_columns.get(column, column))

    def _of_row(self, row: int, column: str, otherwise: str) -> str:
        return self.plain(row, column) if column in self.measure.cells else otherwise

    def _period(self, row: int) -> Period:
        return Period(self._of_row(row, "period", self.period.label))

    def _qualifier(self, row: int) -> str:
        return self._of_row(row, "qualifier", "")

    def _source(self, row: int) -> str:
        return self._of_row(row, "source", self.sources[0] if self.sources else "")


def protect(measure: Measure, *, title: Part = "", subtitle: Part = "") -> Statistic:
    """Pass a measure through the gate, under a title of its own or else the measure's default.

    The measure's policy decides: `released` figures pass as released, codes and all; `open` ones hold nothing that could
    show a child. Under a policy of `disclosure/policies.toml` small numbers of people are hidden, with whatever would give
    them away in this table or in those published with it. A measure without a policy or a title does not pass.
    """
    title = title or measure.default_title
    if not title:
        raise ReportError(f"{measure.name} has no title of its own. Give statistics.protect one: title=…")
    if disclosure.is_protective(measure.policy):
        return Statistic(measure=_hidden(measure), title=text(title), subtitle=text(subtitle))
    if measure.policy == "open" and measure.layout and measure.layout.people:
        raise ReportError(
            f'{measure.name} counts {", ".join(sorted(measure.layout.people))} under the policy "open", which hides nothing. '
            f"Name one of {', '.join(disclosure.policies())} in its schema."
        )
    if measure.policy not in POLICIES:
        raise ReportError(
            f'{measure.name} has the policy "{measure.policy}", which the gate does not know, so it is not shown. '
            f"Declare one of {', '.join([*POLICIES, *disclosure.policies()])} in its schema."
        )
    return Statistic(measure=measure, title=text(title), subtitle=text(subtitle))


def _hidden(measure: Measure) -> Measure:
    """The measure with its small numbers hidden."""
    if not measure.supplied:
        return replace(measure, beside=(), already_public=())
    return disclosure.suppress_beside_others(measure)


def _plain(value: Any) -> float | date | None:
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value if isinstance(value, date) else float(value)
