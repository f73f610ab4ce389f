"""Rank an area among all authorities: its place, its quarter, and whether it lies outside the limits of a funnel plot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from helpers.errors import ReportError
from helpers.sources import areas
from helpers.statistics.comparison.authorities import AUTHORITY, ENGLAND, NEIGHBOUR, REGION, reporting_year
from helpers.statistics.comparison.series import Series, derived
from helpers.statistics.numbers import Number, Text, over_inputs, text
from helpers.statistics.statistic import Statistic

FEWEST_NEIGHBOURS = 5  # of ten: a median of fewer would be one or two authorities rather than what is usual
SIZED_UNITS = ("count", "fte", "pounds")
SIZED = "A total grows with the size of a place, so it is not compared with others."
ABOVE, BELOW, WITHIN = "above", "below", "within"


@dataclass(frozen=True)
class Ranking:
    """The place of an area among the authorities with a figure in the newest period.

    `rank` is counted from the nearer end (`is_from_highest` says which) and shared by ties; `quarter` is 4 for the highest
    quarter of authorities and 1 for the lowest. `lies` is "above", "below" or "within" the 99.8% limits, or "" where the cases
    behind the figures are not published. `missing` names the authorities without a figure. Where the area has none, `reason`
    says so and there is no rank. England, region and neighbours are None where they have no figure.
    """

    area: str
    number: Number | None
    of: Number | None
    missing: tuple[str, ...]
    rank: Number | None = None
    is_from_highest: bool = True
    is_tied: bool = False
    quarter: int = 0
    lies: str = ""
    england: Number | None = None
    region: Number | None = None
    region_name: str = ""
    neighbours_median: Number | None = None
    reason: Text = Text()

    @property
    def outside_limits(self) -> bool | None:
        """Whether the area lies outside the 99.8% limits; None where there are none."""
        return self.lies in (ABOVE, BELOW) if self.lies else None


def ranking(statistic: Statistic, area: str) -> Ranking:
    """Return the ranking of an area in a statistic of `all_authorities`; raises ReportError for any other statistic.

    Totals are not ranked: they grow with the size of a place.
    """
    if "kind" not in statistic.measure.cells:
        raise ReportError(f"{statistic.name} does not hold every authority. Make it with comparisons.all_authorities.")
    order = _Order(statistic, area)
    if order.about.unit in SIZED_UNITS:
        return Ranking(order.name, None, None, (), reason=text(SIZED))
    return _unplaced(order) if order.mine is None else _placed(order, order.mine)


class _Order(Series):
    """The authorities of the newest period with a value."""

    @cached_property
    def ranked(self) -> list[int]:
        """The rows of authorities with a value."""
        return [row for row in self._of(AUTHORITY, NEIGHBOUR) if self.value(row) == self.value(row)]

    @property
    def mine(self) -> int | None:
        """The area's row, where it has a value."""
        return self.last if self.last in self.ranked else None

    @property
    def is_seen_from(self) -> bool:
        """Whether neighbours and region are the area's own."""
        return self.code in self.cells["seen_from"]

    @property
    def count(self) -> Number | None:
        """How many authorities are ranked."""
        if not self.ranked:
            return None
        counted = self.derived("count", float(len(self.ranked)), self.ranked, unit="count")
        return replace(counted, name=f"{self.statistic.name}|{self.newest}.authorities with a figure")

    @property
    def missing(self) -> tuple[str, ...]:
        """The authorities without a value, by the names they had then; those without a row are known from the year."""
        ranked_codes = {self.cells["area"][row] for row in self.ranked}
        ends = [
            end
            for end, period in zip(self.cells["period_end"], self.cells["period"], strict=True)
            if period == self.newest
        ]
        authorities = areas.authorities(reporting_year(ends[0])) if ends else []
        return tuple(authority.plain_name for authority in authorities if authority.code not in ranked_codes)

    def only(self, kind: str) -> Number | None:
        """Return the number of England or of the region, or None where it has no value or the region is another area's."""
        if kind == REGION and not self.is_seen_from:
            return None
        rows = [row for row in self._of(kind) if self.value(row) == self.value(row)]
        return self.number(rows[0]) if rows else None

    def beyond(self, row: int) -> tuple[int, int]:
        """Return how many authorities are higher than a row, and how many lower."""
        own = self.value(row)
        values = [self.value(rival) for rival in self.ranked]
        return sum(value > own for value in values), sum(value < own for value in values)

    def place(self, row: int, place: float, end: str) -> Number:
        """Return the place of a row as a number, whose inputs are the row's own value and then all others."""
        rivals = [rival for rival in self.ranked if rival != row]
        own = self.number(row)
        inputs = [own, *(self.number(rival) for rival in rivals)]
        number = derived(over_inputs(f"place_from_{end}", inputs), place, inputs, name=f"{own.name}.place", unit="rank")
        return replace(number, period=own.period)

    def median_of_neighbours(self) -> Number | None:
        """The median of the statistical neighbours with a value; None for fewer than five, or where they are another area's."""
        rows = [row for row in self.ranked if self.cells["kind"][row] == NEIGHBOUR]
        if len(rows) < FEWEST_NEIGHBOURS or not self.is_seen_from:
            return None
        inputs = [self.number(row) for row in rows]
        middle = float(np.median([self.value(row) for row in rows]))
        name = f"{self.statistic.name}|{self.code}|{self.newest}.median of neighbours"
        return derived(over_inputs("median", inputs), middle, inputs, name=name, unit=inputs[0].unit)

    def lies(self, row: int) -> str:
        """Return "above", "below" or "within" the 99.8% limits, empty where the row has none."""
        lower, upper = (float(self.cells[column][row]) for column in ("lower_998", "upper_998"))
        if lower != lower:
            return ""
        return ABOVE if self.value(row) > upper else BELOW if self.value(row) < lower else WITHIN

    def _of(self, *kinds: str) -> list[int]:
        return [row for row, kind in enumerate(self.cells["kind"]) if kind in kinds and self.period(row) == self.newest]


def _placed(order: _Order, row: int) -> Ranking:
    higher, lower = order.beyond(row)
    tied = len(order.ranked) - higher - lower
    place = 1 + min(higher, lower)
    end = "highest" if higher <= lower else "lowest"
    return replace(
        _unplaced(order),
        number=order.number(row),
        rank=order.place(row, float(place), end),
        is_from_highest=end == "highest",
        is_tied=tied > 1,
        quarter=1 + int(4 * (lower + tied / 2) / len(order.ranked)),
        lies=order.lies(row),
        reason=Text(),
    )


def _unplaced(order: _Order) -> Ranking:
    return Ranking(
        area=order.name,
        number=None,
        of=order.count,
        missing=order.missing,
        england=order.only(ENGLAND),
        region=order.only(REGION),
        region_name=next((str(order.cells["area_name"][row]) for row in order._of(REGION)), ""),
        neighbours_median=order.median_of_neighbours(),
        reason=order.why_no_last,
    )
