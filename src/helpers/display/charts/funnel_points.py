"""The authorities of a funnel: where each lies among the limits of its own base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from helpers.display import places
from helpers.display.sentences import derived_numbers
from helpers.statistics.numbers import Number, Text
from helpers.statistics.statistic import Statistic

LIMITS = {"lower_998": False, "lower_95": True, "upper_95": True, "upper_998": False}
MOST_NAMED = 6


@dataclass(frozen=True, eq=False)
class Cloud:
    """The authorities of a statistic that have a value, a base and limits."""

    statistic: Statistic
    picked: str
    neighbours: tuple[str, ...]
    value: str

    @cached_property
    def rows(self) -> list[int]:
        """The rows that can be drawn: regions and England have no limits of their own."""
        rows = (row for row in range(len(self.statistic)) if self._is_known(row))
        return [row for row in rows if not places.is_wider(self.statistic.table_value(row, "area"))]

    @cached_property
    def mine(self) -> int | None:
        """The picked area's row, where it can be drawn."""
        return next((row for row in self.rows if self.name(row) == self.picked), None)

    @cached_property
    def alike(self) -> list[int]:
        """The rows of the statistical neighbours."""
        return [
            row
            for row in self.rows
            if {self.name(row), self.statistic.plain(row, "area")}.intersection(self.neighbours)
        ]

    @cached_property
    def above(self) -> list[int]:
        """The rows above the outer limit."""
        return [row for row in self.rows if self.at(row, self.value) > self.at(row, "upper_998")]

    @cached_property
    def below(self) -> list[int]:
        """The rows below the outer limit."""
        return [row for row in self.rows if self.at(row, self.value) < self.at(row, "lower_998")]

    @property
    def has_outlier(self) -> bool:
        """Whether an authority lies outside its outer limits, or the picked area outside its inner ones."""
        return bool(self.above or self.below or (self.mine is not None and self._is_unusual(self.mine)))

    def _is_unusual(self, row: int) -> bool:
        return not self.at(row, "lower_95") <= self.at(row, self.value) <= self.at(row, "upper_95")

    @cached_property
    def named(self) -> list[int]:
        """The rows named in the picture: the picked area and those furthest outside."""
        outside = sorted((row for row in self.above + self.below if row != self.mine), key=self._beyond, reverse=True)
        return [*([] if self.mine is None else [self.mine]), *outside[:MOST_NAMED]]

    def position(self, row: int) -> str:
        """Where a row lies, in words."""
        value = self.at(row, self.value)
        for words, is_so in (
            ("above the outer limit", value > self.at(row, "upper_998")),
            ("below the outer limit", value < self.at(row, "lower_998")),
            ("above the inner limit", value > self.at(row, "upper_95")),
            ("below the inner limit", value < self.at(row, "lower_95")),
        ):
            if is_so:
                return words
        return "within the limits"

    def name(self, row: int) -> str:
        """The area's name."""
        return self.statistic.plain(row, "area_name")

    def label(self, row: int) -> Text:
        """The area's name as it is written."""
        return self.statistic.label(row, "area_name")

    def number(self, row: int) -> Number:
        """The area's value."""
        return self.statistic.number(row, self.value)

    def at(self, row: int, column: str) -> float:
        """A value of a row."""
        if (row, column) not in self._values:
            self._values[row, column] = derived_numbers.value_of(self.statistic.number(row, column))
        return self._values[row, column]

    def limit(self, column: str, bases: Iterable[float]) -> list[float]:
        """The limit at any base, read between the authorities' own: a limit is nearly straight in one over the root of its base."""
        points = sorted((self.at(row, "base") ** -0.5, self.at(row, column)) for row in self.rows)
        across, values = zip(*points, strict=True)
        return [float(value) for value in np.interp([base**-0.5 for base in bases], across, values)]

    @cached_property
    def _values(self) -> dict[tuple[int, str], float]:
        """The values read so far: the limits' curves read each of them many times."""
        return {}

    def _beyond(self, row: int) -> float:
        width = self.at(row, "upper_998") - self.at(row, "lower_998")
        middle = (self.at(row, "upper_998") + self.at(row, "lower_998")) / 2
        return abs(self.at(row, self.value) - middle) / width

    def _is_known(self, row: int) -> bool:
        columns = (self.value, "base", *LIMITS)
        return all(self.statistic.number(row, column).is_known for column in columns) and self.at(row, "base") > 0
