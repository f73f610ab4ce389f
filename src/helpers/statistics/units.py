"""Units: how a value of each is written, and what the difference of two is measured in.

Rounding is half up, as the Department for Education rounds, not to the nearest even digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from helpers.errors import UnknownName, nearest


@dataclass(frozen=True)
class Unit:
    """How a kind of value is written: what stands before and after it, and how many decimals it has at most."""

    name: str
    before: str = ""
    after: str = ""
    decimals: int = 0
    difference: str = ""
    heading: str = ""

    @property
    def of_difference(self) -> str:
        """The unit that a difference of two values has."""
        return self.difference or self.name


UNITS = {
    unit.name: unit
    for unit in (
        Unit("count"),
        Unit("pounds", before="£", heading="£"),
        Unit("percent", after="%", decimals=1, difference="percentage_points", heading="%"),
        Unit("percentage_points", after=" percentage points", decimals=1, heading="percentage points"),
        Unit("percent_change", after="%", decimals=1, difference="percentage_points", heading="% change"),
        Unit("per_1k", after=" per 1,000", decimals=1, heading="per 1,000"),
        Unit("per_10k", after=" per 10,000", decimals=1, heading="per 10,000"),
        Unit("per_100k", after=" per 100,000", decimals=1, heading="per 100,000"),
        Unit("ratio", decimals=2),
        Unit("score", decimals=1),
        Unit("fte", decimals=1, heading="full-time equivalent"),
        Unit("other", decimals=1),
        Unit("mixed"),
        Unit("rank", heading="rank"),
        Unit("years", after=" years"),
        Unit("months", after=" months"),
        Unit("weeks", after=" weeks"),
        Unit("days", after=" days"),
        Unit("hours", after=" hours"),
        Unit("square_miles", after=" square miles"),
        Unit("year"),
        Unit("date"),
        Unit("month"),
        Unit("period"),
        Unit("words"),
    )
}

WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
WITHHELD = ("c", "u", "k", "low")  # the codes of figures that a publisher has and does not show
HIDDEN = {"c": "[c]", "z": "[z]", "x": "[x]", "k": "[low]", "u": "[u]", "low": "[low]", "unknown": "[x]", "": "[x]"}


def unit(name: str) -> Unit:
    """Return the unit of that name; raises UnknownName with the nearest for any other."""
    try:
        return UNITS[name]
    except KeyError:
        raise UnknownName(f'"{name}" is not a unit. {nearest(name, UNITS)}'.strip()) from None


def half_up(value: float, decimals: int) -> Decimal:
    """Round half up: 0.125 to two places is 0.13, 2.5 to none is 3."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def decimals_of(value: float, most: int) -> int:
    """Return how many decimals a value needs to be written in full, and `most` at most: 16.60 needs one, 40.0 none."""
    return next(places for places in range(most + 1) if half_up(value, places) == half_up(value, most))


def places_of(value: float, name: str, *, least: int = 0) -> int:
    """Return how many decimals a value of a unit is written with: those it needs, no fewer than `least`, no more than its unit has."""
    most = unit(name).decimals
    return max(decimals_of(value, most), min(least, most))


def formatted(value: float | date | str, name: str, *, decimals: int | None = None, least: int = 0) -> str:
    """Write a value with its unit: `formatted(269847, "pounds")` is "£269,847". Words and periods stand as they are.

    It has so many `decimals`, or those it needs and no fewer than `least`: 25 of a measure told to one decimal is 25.0.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return written_month(value) if name == "month" else written_date(value)
    if name == "year":
        return f"{value:.0f}"
    if name == "rank":
        return ordinal(int(value))
    shape = unit(name)
    places = places_of(value, name, least=least) if decimals is None else decimals
    sign = "−" if value < 0 and half_up(value, places) else ""
    after = shape.after.removesuffix("s") if sign == "" and value == 1 and shape.after.endswith("s") else shape.after
    return f"{sign}{shape.before}{half_up(abs(value), places):,}{after}"


def written_date(value: date) -> str:
    """Write a date as 2 October 2023."""
    return f"{value.day} {value:%B %Y}"


def written_month(value: date) -> str:
    """Write the month of a date as October 2023."""
    return f"{value:%B %Y}"


def ordinal(value: int) -> str:
    """Write a place in an order: 1st, 2nd, 77th, 112th."""
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value:,}{ending}"


def in_words(value: float) -> str:
    """Write a whole number below ten as a word and any other in digits."""
    is_digit = value == int(value) and 0 <= value < len(WORDS)
    return WORDS[int(value)] if is_digit else formatted(value, "count")
