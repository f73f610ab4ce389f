"""An area's figures of one published measure, in order of period."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.errors import ReportError
from helpers.sources import areas, published
from helpers.statistics.comparison import movements
from helpers.statistics.comparison.movements import SeriesPoint
from helpers.statistics.derivations import Derivation
from helpers.statistics.numbers import Number, Text, compose, over_inputs
from helpers.statistics.statistic import Statistic
from helpers.statistics.units import WITHHELD

NO_FIGURE = "No figure is published for {} in {}."
NO_EARLIER = "No earlier figure is published for {}."
NONE_SHOWN = "No figure is published for {} in the years just before."
EARLIER_WITHHELD = "The earlier figures for {} are withheld."
NOBODY = "There were none to count for {} in {}."
NOTHING = "No figure is published for {}."
NOT_YET = "The figures published for {} are all of a time after the year’s end."
WHY_WITHHELD = {  # by the publisher's code
    "c": "The figure for {} in {} is withheld, because it is small.",
    "u": "The figure for {} in {} is withheld, because it is not reliable.",
    "k": "The figure for {} in {} is so small that it rounds to nothing.",
    "low": "The figure for {} in {} is so small that it rounds to nothing.",
}
NEEDED = ("area", "area_name", "period", "value", "numerator", "denominator")


class Series:
    """The rows of a statistic that are of one area, the oldest period first; the statistic is named by its measure's id."""

    def __init__(self, statistic: Statistic, area: str) -> None:
        self.cells = statistic.measure.cells
        _check(statistic)
        self.statistic, self.about = statistic, published.store().measure(statistic.name)
        self.code, self.name = area_of(statistic, area)
        self.rows = [row for row, code in enumerate(self.cells["area"]) if code == self.code]
        self.rows_with_value = sorted((row for row in self.rows if self.value(row) == self.value(row)), key=self.period)
        self.newest = max(self.cells["period"], default="")

    def value(self, row: int) -> float:
        """The value of a row, NaN where there is none."""
        return float(self.cells["value"][row])

    def period(self, row: int) -> str:
        """The period of a row."""
        return str(self.cells["period"][row])

    def number(self, row: int) -> Number:
        """The number of a row."""
        return self.statistic.number(row, "value")

    def point(self, row: int) -> SeriesPoint:
        """The figure of a row with the cases behind it."""
        return SeriesPoint(float(self.cells["numerator"][row]), float(self.cells["denominator"][row]), self.period(row))

    @property
    def last(self) -> int | None:
        """The row of the newest period of the statistic, where the area has a value in it."""
        return (
            self.rows_with_value[-1]
            if self.rows_with_value and self.period(self.rows_with_value[-1]) == self.newest
            else None
        )

    @property
    def why_no_last(self) -> Text:
        """A sentence that says the area has no figure in the newest period, or in any."""
        if not self.newest:
            later = published.store().figures(self.about.measure, areas=[self.code])["value"].notna().any()
            return compose(NOT_YET if later else NOTHING, areas.in_sentence(self.name))
        newest = [row for row in self.rows if self.period(row) == self.newest]
        why = next((WHY_WITHHELD[code] for code in map(self._status, newest) if code in WITHHELD), NO_FIGURE)
        is_of_nobody = any(float(self.cells["denominator"][row]) == 0 for row in newest)
        return compose(NOBODY if is_of_nobody else why, areas.in_sentence(self.name), self.when)

    def _status(self, row: int) -> str:
        """The publisher's code in place of a row's value; empty where the statistic has no codes."""
        codes = self.statistic.measure.codes.get("value", ())
        return codes[row] if codes else ""

    @property
    def when(self) -> Number:
        """The newest period, as a number for a sentence to name."""
        return self.number(self.cells["period"].index(self.newest)).when

    def pair(self, since: str | None) -> tuple[int, int] | Text:
        """Return the rows to compare: the newest with the one before, or with the first from `since` on; else why there are none."""
        if self.last is None:
            return self.why_no_last
        before = [row for row in self.rows_with_value[:-1] if since is None or self.period(row) >= since]
        if not before:
            return self._why_none_before(self.period(self.last))
        first = before[-1] if since is None else before[0]
        what = movements.broken(self.about, self.period(first), self.newest)
        return what or (first, self.last)

    def _why_none_before(self, period: str) -> Text:
        """A sentence that says why no figure shown is of before a period: there is none, or all are withheld, of other years, or before a break."""
        place = areas.in_sentence(self.name)
        if any(self.period(row) < period and self._status(row) in WITHHELD for row in self.rows):
            return compose(EARLIER_WITHHELD, place)
        published_figures = published.store().figures(self.about.measure, areas=[self.code]).dropna(subset="value")
        earlier = [str(other) for other in published_figures["period"] if str(other) < period]
        if not earlier:
            return compose(NO_EARLIER, place)
        return movements.broken(self.about, max(earlier), period) or compose(NONE_SHOWN, place)

    def derived(
        self, function: str, value: float, rows: Sequence[int], *arguments: str | float, unit: str = ""
    ) -> Number:
        """Return a number worked out by a function from the numbers of rows, which are its inputs."""
        inputs = [self.number(row) for row in rows]
        derivation = over_inputs(function, inputs, *arguments)
        return derived(derivation, value, inputs, name=f"{inputs[-1].name}.{derivation}", unit=unit or inputs[-1].unit)


def area_of(statistic: Statistic, area: str) -> tuple[str, str]:
    """Return the code and the shown name of an area by any of its names; raises UnknownName where there is none."""
    cells = statistic.measure.cells
    named = {str(code): str(name) for code, name in zip(cells["area"], cells["area_name"], strict=True)}
    for code, name in named.items():
        if area in (code, name):
            return code, name
    match = areas.find(area)
    return match.code, named.get(match.code, match.plain_name)


def derived(derivation: Derivation, value: float, inputs: Sequence[Number], *, name: str, unit: str) -> Number:
    """Return a number worked out from others, of their last period and all their sources."""
    return Number(
        name=name,
        value=value,
        unit=unit,
        period=inputs[-1].period,
        source=", ".join(dict.fromkeys(number.source for number in inputs if number.source)),
        derivation=derivation,
        decimals=inputs[-1].decimals,
    )


def _check(statistic: Statistic) -> None:
    missing = [column for column in NEEDED if column not in statistic.measure.cells]
    if missing:
        raise ReportError(
            f"{statistic.name} has no {', '.join(missing)}, so it cannot be compared. "
            "Make it with measures.figures or comparisons.all_authorities, under the id of a published measure."
        )
