"""The year that a report is of: from 1 April to 31 March, written as two years in a row, such as 2023-24."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from helpers.errors import ReportError

APRIL, MARCH = 4, 3
LABEL = re.compile(r"([0-9]{4})-([0-9]{2})")  # not \d, which also takes the digits of other scripts
NO_YEAR = 'YEAR "{}" is not a year that a report is of. Write it as two years in a row, such as 2023-24.'


@dataclass(frozen=True, order=True)
class ReportYear:
    """A year from 1 April to 31 March, by the calendar year in which it starts: `ReportYear(2023)` is 2023-24."""

    first: int

    @classmethod
    def parse(cls, label: str) -> ReportYear:
        """Return the year of a label such as "2023-24"; raises ReportError for any other text."""
        match = LABEL.fullmatch(label)
        if not match or (int(match[1]) + 1) % 100 != int(match[2]) or not int(match[1]):
            raise ReportError(NO_YEAR.format(label))
        return cls(int(match[1]))

    @classmethod
    def ending(cls, last: int) -> ReportYear:
        """Return the year that ends on 31 March of a calendar year: 2023-24 for 2024."""
        return cls(last - 1)

    @classmethod
    def of(cls, day: date) -> ReportYear:
        """Return the year that a day lies in."""
        return cls(day.year - (day.month < APRIL))

    @property
    def last(self) -> int:
        """The calendar year in which it ends: 2024 for 2023-24. Areas count their years by it."""
        return self.first + 1

    @property
    def label(self) -> str:
        """The year as two in a row: "2023-24"."""
        return f"{self.first:04d}-{self.last % 100:02d}"

    @property
    def start(self) -> date:
        """1 April."""
        return date(self.first, APRIL, 1)

    @property
    def end(self) -> date:
        """31 March."""
        return date(self.last, MARCH, 31)

    @property
    def before(self) -> ReportYear:
        """The year before."""
        return ReportYear(self.first - 1)

    @property
    def after(self) -> ReportYear:
        """The year after."""
        return ReportYear(self.first + 1)

    def __str__(self) -> str:
        return self.label
