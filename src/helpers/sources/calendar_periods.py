"""The periods that local figures are of: a month, a quarter, a school year or a report year, and which of them make up which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from helpers.sources.report_years import ReportYear

MONTH, QUARTER, SCHOOL_YEAR, REPORT_YEAR = "month", "quarter", "school year", "report year"
EXAMPLES = {MONTH: "September 2023", QUARTER: "Q2 2023-24", SCHOOL_YEAR: "2022/23", REPORT_YEAR: "2023-24"}
MONTHS = "January February March April May June July August September October November December".split()
NAMED_MONTH = re.compile(rf"({'|'.join(MONTHS)}) ((?:19|20)[0-9]{{2}})")
NAMED_YEAR = re.compile(r"(?:Q([1-4]) )?((?:19|20)[0-9]{2})([-/])([0-9]{2})")
QUARTERS = ("April to June", "July to September", "October to December", "January to March")
SEPTEMBER = 9


@dataclass(frozen=True)
class CalendarPeriod:
    """A stretch of the calendar, from its first day to its last, with its kind and how it is written."""

    start: date
    end: date
    kind: str
    label: str

    @property
    def report_year(self) -> ReportYear:
        """The report year in which it begins."""
        return ReportYear.of(self.start)

    @property
    def time_of_year(self) -> str:
        """Which part of a year it is: "April", "April to June" or "Whole year"."""
        if self.kind == MONTH:
            return self.label.partition(" ")[0]
        return QUARTERS[int(self.label[1]) - 1] if self.kind == QUARTER else "Whole year"

    def holds(self, other: CalendarPeriod) -> bool:
        """Whether another period lies within it."""
        return self != other and self.start <= other.start and other.end <= self.end


@cache
def parse(label: str) -> CalendarPeriod | None:
    """Return the period of a label in one of the forms of `EXAMPLES`; None for any other."""
    month, year = NAMED_MONTH.fullmatch(label), NAMED_YEAR.fullmatch(label)
    if month:
        return _period(date(int(month[2]), MONTHS.index(month[1]) + 1, 1), 1, MONTH, label)
    if not year or (int(year[2]) + 1) % 100 != int(year[4]) or (year[1] and year[3] == "/"):
        return None
    if year[3] == "/":
        return _period(date(int(year[2]), SEPTEMBER, 1), 12, SCHOOL_YEAR, label)
    start = ReportYear(int(year[2])).start
    return (
        _period(_months_after(start, 3 * (int(year[1]) - 1)), 3, QUARTER, label)
        if year[1]
        else _period(start, 12, REPORT_YEAR, label)
    )


def _period(start: date, months: int, kind: str, label: str) -> CalendarPeriod:
    return CalendarPeriod(start, _months_after(start, months) - timedelta(days=1), kind, label)


def _months_after(start: date, months: int) -> date:
    """Return the first day of the month so many months after that of a day."""
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)


def in_order(labels: Iterable[str]) -> list[str]:
    """Return labels of periods in order of time, each once: those of the calendar by their first day, the longer first, others by their words."""
    return sorted(set(labels), key=_place)


def _place(label: str) -> tuple[str, int, str]:
    period = parse(label)
    return (period.start.isoformat(), -period.end.toordinal(), label) if period else (label, 0, label)


def outermost(labels: Iterable[str]) -> list[str]:
    """Return the periods that lie within no other of them, in order of time; all of them where one is not of the calendar."""
    ordered = in_order(labels)
    known_periods = [period for period in map(parse, ordered) if period]
    if len(known_periods) < len(ordered):
        return ordered
    return [period.label for period in known_periods if not any(other.holds(period) for other in known_periods)]


def year_before(label: str) -> str:
    """Return the same part of the year before: "September 2022" for "September 2023"; nothing for no period of the calendar."""
    period = parse(label)
    if period is None:
        return ""
    return re.sub(
        r"[0-9]{4}(?:([-/])[0-9]{2})?",
        lambda match: f"{int(match[0][:4]) - 1}" + (f"{match[1]}{int(match[0][2:4]):02d}" if match[1] else ""),
        label,
    )


def partitions(label: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Go through the wholes of a period's report year and the parts that make up each: months and quarters of the year, months of a quarter."""
    period = parse(label)
    if period is not None and period.kind != SCHOOL_YEAR:
        yield from _partitions(period.report_year)


@cache
def _partitions(year: ReportYear) -> tuple[tuple[str, tuple[str, ...]], ...]:
    starts = [_months_after(year.start, months) for months in range(12)]
    months = tuple(f"{MONTHS[start.month - 1]} {start.year}" for start in starts)
    quarters = tuple(f"Q{place} {year.label}" for place in range(1, 5))
    of_quarters = ((quarter, months[3 * place : 3 * place + 3]) for place, quarter in enumerate(quarters))
    return (year.label, months), (year.label, quarters), *of_quarters
