"""The time that a figure is of, as its source writes it: a year, a school year, a month, a day, or words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.sources import calendar_periods

YEAR = r"(?:19(?!00)|20)[0-9]{2}"  # 1900 is what a spreadsheet makes of nought


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """The time a figure is of; without a label where its source gives none.

    Periods of one kind are in order of time: 2022-23, 2023-24.
    """

    label: str = ""

    def __str__(self) -> str:
        return self.label

    def __bool__(self) -> bool:
        return bool(self.label)

    @property
    def first_year(self) -> int | None:
        """The first year that the label names, such as 2022 of 2022-23; None where it names none."""
        years = re.search(YEAR, self.label)
        return int(years[0]) if years else None

    @classmethod
    def all_of(cls, periods: Iterable[Period]) -> Period:
        """Return the different periods as one: "2022-23 and 2023-24"."""
        return cls(" and ".join(dict.fromkeys(period.label for period in periods if period)))

    @classmethod
    def span(cls, labels: Iterable[object]) -> Period:
        """Return the first of several periods to the last, but for those that lie within another; those in words are listed."""
        distinct = calendar_periods.outermost(str(label) for label in labels if label)
        dated = all(label[0].isdigit() or calendar_periods.parse(label) for label in distinct)
        return cls(f"{distinct[0]} to {distinct[-1]}" if len(distinct) > 1 and dated else " and ".join(distinct))


UNDATED = Period()
