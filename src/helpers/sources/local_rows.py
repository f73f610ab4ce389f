"""What is wrong among the figures of one measure of the partnership's own: kinds of period, groups, sums, and rows that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpers.errors import nearest
from helpers.sources import calendar_periods
from helpers.sources.calendar_periods import REPORT_YEAR, CalendarPeriod
from helpers.sources.local_figures import OF, SUM, VALUE, WHOLE, LocalMeasure

Message = tuple[int, str, str]

DISTINCT = "distinct"
OTHER_KIND = '"{}" is a {}, and the measure\'s first figures are of a {}. Give all of one kind and, beside months or quarters, those of whole years.'
TWICE = "the same measure, breakdown and period as in row {}. Take one of the rows out."
NOT_BROKEN_DOWN = (
    "local_measures.csv does not say what the measure is broken down by. Say it there, or leave the cell blank."
)
IS_WHOLE = f'"{{}}" reads as all of them together, which a blank cell stands for. Leave it blank, or word it otherwise. ("{WHOLE}" is what is shown.)'
OTHERWISE = '"{}" stands as "{}" in row {}. Write both alike.'
PARTS = (
    "not the sum of its parts of the period, in rows {}. Correct them or, where one may be counted in several parts, give the whole as a "
    "measure of its own, with other words in counts."
)
MONTHS = "not the sum of the year's {}, in rows {}. Correct them or, where people are counted once in each, write distinct as over_time; of a day, stock."
APART = "more than the year's {} together, or fewer than one of them, which cannot be of people counted once in each. Correct them."
ABSENT = (
    "{} has no row for {}, and the measure has others before and after or in them. {} Add what is lacking: 0 where there were none, "
    ".. where it is not known."
)
RANGE = re.compile(r"(?<=\d)\s*[-\u2010-\u2015]\s*(?=\d)")
MONTHS_OF_QUARTER = 3
WHOLES = frozenset(("all", "total", "totals", "overall", "both", "altogether", "everyone", "grand total", "sum"))


@dataclass(frozen=True)
class LocalFigure:
    """One row of `local_figures.csv`: numbers that are withheld or blank are None."""

    line: int
    measure: str
    breakdown: str
    period: str
    value: float | None
    of: float | None
    has_of: bool

    @property
    def group(self) -> str:
        """The breakdown, however it is spelled: "5–11" and "5 to 11" are the same."""
        return RANGE.sub(" to ", " ".join(self.breakdown.casefold().replace("&", " and ").split()))

    @property
    def calendar(self) -> CalendarPeriod | None:
        """The period; None where it is written as none."""
        return calendar_periods.parse(self.period)


def faults(measure: LocalMeasure, figures: Sequence[LocalFigure]) -> Iterator[Message]:
    """Go through what is wrong among the figures of one measure: the row, the column, and what to do."""
    yield from _of_kinds(figures)
    yield from _of_groups(measure, figures)
    yield from _of_sums(measure, figures)
    yield from _of_absent_rows(figures)


def _of_kinds(figures: Sequence[LocalFigure]) -> Iterator[Message]:
    """A measure's figures are of months, of quarters or of school years; those of report years may stand beside any."""
    kinds = [(figure, figure.calendar.kind) for figure in figures if figure.calendar]
    parts = [kind for _, kind in kinds if kind != REPORT_YEAR]
    for figure, kind in kinds:
        if kind not in (REPORT_YEAR, *parts[:1]):
            yield figure.line, "period", OTHER_KIND.format(figure.period, kind, parts[0])


def _of_groups(measure: LocalMeasure, figures: Sequence[LocalFigure]) -> Iterator[Message]:
    places: dict[tuple[str, str], int] = {}
    spellings: dict[str, tuple[str, int]] = {}
    for figure in figures:
        first = places.setdefault((figure.group, figure.period), figure.line)
        if first != figure.line:
            yield figure.line, "measure", TWICE.format(first)
        spelling, line = spellings.setdefault(figure.group, (figure.breakdown, figure.line))
        if figure.breakdown and not measure.breakdown:
            yield figure.line, "breakdown", NOT_BROKEN_DOWN
        elif figure.group in WHOLES:
            yield figure.line, "breakdown", IS_WHOLE.format(figure.breakdown)
        elif spelling != figure.breakdown:
            yield figure.line, "breakdown", OTHERWISE.format(figure.breakdown, spelling, line)


def _of_absent_rows(figures: Sequence[LocalFigure]) -> Iterator[Message]:
    """Find a group without a row in a month or a quarter within those that the measure's others have: a reader would take it for none."""
    at = {(figure.group, figure.period): figure for figure in figures}
    parts_of_years = {
        periods
        for figure in figures
        for _, periods in calendar_periods.partitions(figure.period)
        if len(periods) > MONTHS_OF_QUARTER
    }
    for periods in sorted(parts_of_years):
        groups = [group for group, period in at if period in periods]
        places = [place for place, period in enumerate(periods) if any((group, period) in at for group in groups)]
        spanned = periods[min(places, default=0) : max(places, default=-1) + 1]
        for group in dict.fromkeys(groups):
            absent = [period for period in spanned if (group, period) not in at]
            if absent:
                first = next(at[group, period] for period in spanned if (group, period) in at)
                yield _absent(first, absent, {at[place].breakdown for place in at if place[0] not in ("", group)})


def _absent(figure: LocalFigure, absent: Sequence[str], other_groups: Iterable[str]) -> Message:
    periods = f"{', '.join(absent[:-1])} and {absent[-1]}" if len(absent) > 1 else absent[0]
    whose = f'"{figure.breakdown}"' if figure.breakdown else "All together"
    return (
        figure.line,
        "breakdown",
        ABSENT.format(whose, periods, nearest(figure.breakdown, other_groups)).replace("  ", " "),
    )


def _of_sums(measure: LocalMeasure, figures: Sequence[LocalFigure]) -> Iterator[Message]:
    at = {(figure.group, figure.period): figure for figure in figures}
    for column in (VALUE, OF) if measure.is_share else (VALUE,):
        for figure in figures:
            if not figure.group:
                parts = [part for part in figures if part.group and part.period == figure.period]
                if parts and not _is_sum(figure, parts, column, is_all=True):
                    yield figure.line, column, PARTS.format(_rows(parts))
            yield from ((figure.line, column, message) for message in _of_year(measure, figure, at, column))


def _of_year(
    measure: LocalMeasure, figure: LocalFigure, at: Mapping[tuple[str, str], LocalFigure], column: str
) -> Iterator[str]:
    """Hold a year's figure, or a quarter's, against those of the months or quarters in it."""
    for whole, periods in calendar_periods.partitions(figure.period):
        parts = [at[figure.group, period] for period in periods if (figure.group, period) in at]
        words = "months" if len(periods) != 4 else "quarters"
        if whole != figure.period or not parts:
            continue
        if measure.over_time == SUM and not _is_sum(figure, parts, column, is_all=len(parts) == len(periods)):
            yield MONTHS.format(words, _rows(parts))
        elif measure.over_time == DISTINCT and not _is_between(
            figure, parts, column, is_all=len(parts) == len(periods)
        ):
            yield APART.format(words)


def _rows(figures: Sequence[LocalFigure]) -> str:
    """The rows of figures, for a message: "3, 4 and 7"."""
    lines = [str(figure.line) for figure in figures]
    return f"{', '.join(lines[:-1])} and {lines[-1]}" if len(lines) > 1 else lines[0]


def _is_sum(whole: LocalFigure, parts: Iterable[LocalFigure], column: str, *, is_all: bool) -> bool:
    """Whether a number can be the sum of others: exactly where all are known, and otherwise no less than those known."""
    number, numbers = getattr(whole, column), [getattr(part, column) for part in parts]
    known_numbers = [each_number for each_number in numbers if each_number is not None]
    if number is None or (is_all and len(known_numbers) == len(numbers)):
        return number is None or sum(known_numbers) == number
    return sum(known_numbers) <= number


def _is_between(whole: LocalFigure, parts: Iterable[LocalFigure], column: str, *, is_all: bool) -> bool:
    number, numbers = getattr(whole, column), [getattr(part, column) for part in parts]
    known_numbers = [each_number for each_number in numbers if each_number is not None]
    if number is None or not known_numbers:
        return True
    is_whole = is_all and len(known_numbers) == len(numbers)
    return max(known_numbers) <= number and (not is_whole or number <= sum(known_numbers))
