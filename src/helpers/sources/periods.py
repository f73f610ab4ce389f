"""The form of a period: years, months and days as the report writes them, and any words."""

from __future__ import annotations

import re

YEAR = r"(?:19|20)\d\d"
DATED = re.compile(rf"{YEAR}(?:s|[-–/](?:\d\d|{YEAR}))?|\d\d?/\d\d?(?:/{YEAR})?|\d{{1,2}}(?:st|nd|rd|th)?")

FORM = '"{}" is not a period that the report knows. Write it as 2023, 2023-24, 2019 to 2023, September 2023 or 31 March 2024, or in words.'


def fault(period: str) -> str:
    """Say what is wrong with a period, or nothing: each of its words that begins with a digit is a year, two in a row, or a day."""
    dated = [word for word in period.replace(",", " ").split() if word[0].isdigit()]
    return "" if all(DATED.fullmatch(word) for word in dated) else FORM.format(period)
