"""The time that a figure is of, as its source writes it: a year, a school year, a month, a day, or words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

YEAR = r"(?:19|20)\d\d"
DATED = re.compile(rf"{YEAR}(?:s|[-–/](?:\d\d|{YEAR}))?|\d\d?/\d\d?(?:/{YEAR})?|\d{{1,2}}(?:st|nd|rd|th)?")

FORM = '"{}" is not a period that the report knows. Write it as 2023, 2023-24, 2019 to 2023, September 2023 or 31 March 2024, or in words.'
TWO_YEARS = re.compile(rf"(?P<first>{YEAR})[-–/](?P<last>\d\d|{YEAR})")
LONGEST = 10  # years that two years joined by a dash may be apart
UNORDERED = '"{}" names two years of which the second does not follow. Write a year as 2023-24, a month as April 2023.'


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
        """Return the first of several periods to the last; those in words are listed."""
        distinct = sorted({str(label) for label in labels if label})
        dated = all(label[0].isdigit() for label in distinct)
        return cls(f"{distinct[0]} to {distinct[-1]}" if len(distinct) > 1 and dated else " and ".join(distinct))


UNDATED = Period()


def fault(period: str) -> str:
    """Say what is wrong with a period, or nothing: each of its words that begins with a digit is a year, two in a row, or a day."""
    dated = [word for word in period.replace(",", " ").split() if word[0].isdigit()]
    if not all(DATED.fullmatch(word) for word in dated):
        return FORM.format(period)
    return "" if all(_is_in_order(word) for word in dated) else UNORDERED.format(period)


def _is_in_order(word: str) -> bool:
    """Whether the second of two years in a word comes after the first, within ten years: 2023-24 and 2022–24, not 2022-99 or 2023-04."""
    years = TWO_YEARS.fullmatch(word)
    return years is None or 0 < (int(years["last"][-2:]) - int(years["first"][-2:])) % 100 <= LONGEST
