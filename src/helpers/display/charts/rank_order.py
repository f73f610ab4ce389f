"""The areas of a ranking in order of a value: which have a place, and which place the picked one has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from helpers.display import places
from helpers.display.sentences import derived_numbers, row_counts
from helpers.statistics.numbers import Number, Text, over_inputs
from helpers.statistics.statistic import Statistic


@dataclass(frozen=True, eq=False)
class RankOrder:
    """The areas of a statistic in order, the largest value first; hidden values are left out of the order."""

    statistic: Statistic
    picked: str
    value: str = "value"

    @cached_property
    def known_rows(self) -> list[int]:
        """The rows with a known value."""
        return [row for row in range(len(self.statistic)) if self.number(row).is_known]

    @cached_property
    def ranked(self) -> list[int]:
        """The rows of authorities with a known value: regions and England have no place among them."""
        return [row for row in self.known_rows if not places.is_wider(self.statistic.table_value(row, "area"))]

    @cached_property
    def mine(self) -> int | None:
        """The picked area's row, where its value is known."""
        return next((row for row in self.known_rows if self.name(row).plain == self.picked), None)

    @cached_property
    def england(self) -> int | None:
        """England's row, where there is one."""
        return next((row for row in self.known_rows if self.statistic.plain(row, "area").startswith("E92")), None)

    @property
    def is_high(self) -> bool:
        """Whether the picked area is in the upper half, so that its place is counted from the highest."""
        return self.mine is not None and self._beyond(above=True) <= self._beyond(above=False)

    @property
    def place(self) -> Number:
        """The picked area's place, counted from the nearer end; areas that tie share the better place."""
        number = self.number(self.mine or 0)
        numbers = [self.number(row) for row in self.ranked if row != self.mine]
        return Number(
            f"{number.name}.place",
            1.0 + self._beyond(above=self.is_high),
            "rank",
            number.period,
            number.source,
            derivation=over_inputs(f"place_from_{'highest' if self.is_high else 'lowest'}", (number, *numbers)),
        )

    @property
    def count(self) -> Number:
        """How many areas are ranked."""
        return row_counts.rows(self.statistic, self.ranked, of="areas ranked")

    @property
    def is_shared(self) -> bool:
        """Whether another area's figure is the same as the picked area's, so that they share the place."""
        return [self.float(row) for row in self.ranked].count(self.float(self.mine or 0)) > 1

    def _beyond(self, *, above: bool) -> int:
        own = self.float(self.mine or 0)
        return sum(self.float(row) > own if above else self.float(row) < own for row in self.ranked)

    def name(self, row: int) -> Text:
        """The area's name."""
        return self.statistic.label(row, "area_name")

    def number(self, row: int) -> Number:
        """The area's number."""
        return self.statistic.number(row, self.value)

    def float(self, row: int) -> float:
        """The area's value."""
        return derived_numbers.value_of(self.number(row))
