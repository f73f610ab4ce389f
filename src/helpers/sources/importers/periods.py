"""Periods: how the sector writes each kind, and the day it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from helpers.sources.report_years import ReportYear

THURSDAY = 3
Reader = Callable[[str], tuple[str, date]]


def read(kind: str, raw: str) -> tuple[str, date]:
    """Return a period's label and its last day.

    `kind` is one of `KINDS`; `raw` is as the publisher writes it: "2024", "202324", "2023/24", "2016-17 (OT)".
    Raises `ValueError` where the text is no such period.
    """
    return KINDS[kind](raw.removesuffix("(OT)").strip())


def _year(raw: str) -> int:
    if not re.fullmatch(r"(19|20)\d\d", raw):
        raise ValueError(raw)
    return int(raw)


def _last_year(raw: str) -> int:
    """Return the later year of "2024", "202324", "2023/24", "2023-24", "2014-16" or "2013/14-15/16"."""
    numbers = re.fullmatch(r"(?:(20\d\d)(?:[/-]?|/\d\d-\d\d/)(?=\d\d$))?((?:20)?\d\d)", raw)
    if not numbers or (not numbers[1] and len(numbers[2]) == 2):
        raise ValueError(raw)
    return int(numbers[2]) if len(numbers[2]) == 4 else int(numbers[1][:2] + numbers[2])


def _spanned(year: int, sign: str) -> str:
    return ReportYear.ending(year).label.replace("-", sign)


def _on(month: int, day: int) -> Reader:
    return lambda raw: (str(_year(raw)), date(_year(raw), month, day))


def _school_year(raw: str) -> tuple[str, date]:
    return _spanned(_last_year(raw), "/"), date(_last_year(raw), 8, 31)


def _financial_year(raw: str) -> tuple[str, date]:
    return _spanned(_last_year(raw), "-"), date(_last_year(raw), 3, 31)


def _january(raw: str) -> tuple[str, date]:
    return str(_last_year(raw)), _school_census(_last_year(raw))


def _school_census_year(raw: str) -> tuple[str, date]:
    return _spanned(_last_year(raw), "/"), _school_census(_last_year(raw))


def _school_census(year: int) -> date:
    """The day on which schools count their pupils: the third Thursday of January."""
    first = date(year, 1, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 14)


def _at_31_march_of_school_year(raw: str) -> tuple[str, date]:
    return _spanned(_last_year(raw), "/"), date(_last_year(raw), 3, 31)


def _winter(raw: str) -> tuple[str, date]:
    return str(_year(raw)), date(_year(raw), 3, 1) - timedelta(days=1)


def _several(month: int, day: int) -> Reader:
    return lambda raw: (raw.replace("-", " to "), date(_last_year(raw), month, day))


KINDS: dict[str, Reader] = {
    "at_31_march": _on(3, 31),
    "year_to_31_march": _on(3, 31),
    "at_30_september": _on(9, 30),
    "year_to_30_september": _on(9, 30),
    "calendar_year": _on(12, 31),
    "mid_year": _on(6, 30),
    "census_day": _on(3, 21),
    "academic_year": _school_year,
    "academic_year_at_school_census": _school_census_year,
    "academic_year_at_31_march": _at_31_march_of_school_year,
    "financial_year": _financial_year,
    "school_january": _january,
    "december_to_february": _winter,
    "three_calendar_years": _several(12, 31),
    "three_financial_years": _several(3, 31),
}
