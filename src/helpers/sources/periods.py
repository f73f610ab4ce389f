"""The form of a period: years, months and days as the report writes them, and any words."""

from __future__ import annotations

import re

DATED = re.compile(r"(?:19|20)\d\d(?:s|[-–/]\d\d)?|\d\d/\d\d|Q[1-4]|\d{1,2}(?:st|nd|rd|th)?")

FORM = '"{}" is not a period that the report knows. Write it as 2023, 2023-24, 2019 to 2023, September 2023 or 31 March 2024, or in words.'


def fault(period: str) -> str:
    """Say what is wrong with a period, or nothing: each of its words that holds a digit is a year, two in a row, or a day."""
    dated = [word for word in period.replace(",", " ").split() if any(letter.isdigit() for letter in word)]
    return "" if all(DATED.fullmatch(word) for word in dated) else FORM.format(period)
