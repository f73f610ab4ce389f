"""What is wrong with the partnership's own figures and the measures they are of, beyond the form of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isnan

from helpers.errors import Fault, UnknownName, nearest
from helpers.sources import calendar_periods, chapter_notebooks, counts, local_figures, published
from helpers.sources.calendar_periods import EXAMPLES, REPORT_YEAR, CalendarPeriod
from helpers.sources.local_figures import OF, SHARES, SUM, UNITS, VALUE, WHOLE, LocalMeasure
from helpers.sources.people_in_words import BARE
from helpers.sources.reading import UnreadableFile
from helpers.sources.schema import CATALOGUE, LOCAL_FIGURES
from helpers.sources.source_table import SourceTable
from helpers.sources.year_folder import YearFolder

CELL = "sections.local(chapter)"
DISTINCT = "distinct"

TABLE = '"{}" is the name of a table. Give the measure another id.'
NO_CHAPTER = '"{}" is no chapter. {}'
NO_NOTEBOOKS = "There is no notebook in notebooks. Restore the chapters there."
NO_CELL = f'notebooks/{{}}.ipynb shows nothing of the partnership alone. Name another chapter, or add the cell "{CELL}" to it.'
NO_UNIT = '"{}" is no unit of {}. Write one of {}, or leave it blank.'
IN_COUNT = "people are counted, and not measured in {}. Leave the unit blank."
SAME = "the same words as in counts, so the denominator would be the number itself. Say whom or what it counts."
NOT_OF_PEOPLE = "the denominator counts people, and counts does not. Only of people can people be a share."
NO_NATIONAL = '"{}" is no measure of the published figures. {} make list WHAT=measures lists them.'
OTHER_UNIT = "the national measure is in {} and this one in {}, so they cannot be compared. Correct the unit, or leave the cell blank."
NO_MEASURE = "{} is no measure of local_measures.csv or of data/common/measure_catalogue.csv. {}"
NO_PERIOD = f"{{}} is not a period of local figures. Write it as {', '.join(EXAMPLES.values())}."
LATE = '"{}" ends after the year of the report, which cannot know of it. Leave the row out, or correct the period.'
OTHER_KIND = '"{}" is a {}, and the measure\'s first figures are of a {}. Give all of one kind and, beside months or quarters, those of whole years.'
TWICE = "the same measure, breakdown and period as in row {}. Take one of the rows out."
NOT_BROKEN_DOWN = (
    "local_measures.csv does not say what the measure is broken down by. Say it there, or leave the cell blank."
)
IS_WHOLE = f'"{{}}" reads as all of them together, which a blank cell stands for. Leave it blank, or word it otherwise. ("{WHOLE}" is what is shown.)'
OTHERWISE = '"{}" stands as "{}" in row {}. Write both alike.'
NO_PEOPLE = "not a whole number of people. Give how many there are."
NO_OF = "blank, and the measure has a denominator. Give it."
NEEDLESS_OF = "local_measures.csv does not say what the denominator counts. Say it there, or leave the cell blank."
ABOVE = "above its denominator. Correct one of them."
PARTS = (
    "not the sum of its parts of the period. Correct them or, where one may be counted in several parts, give the whole as a "
    "measure of its own, with other words in counts."
)
MONTHS = "not the sum of the year's {}. Correct them or, where people are counted once in each, write distinct as over_time; of a day, stock."
APART = "more than the year's {} together, or fewer than one of them, which cannot be of people counted once in each. Correct them."
ABSENT = "there is no row for {} before it. Add it; where nothing is known of it, its value is .. (not available)."
RANGE = re.compile(r"(?<=\d)\s*[-\u2010-\u2015]\s*(?=\d)")
MONTHS_OF_QUARTER = 3
WHOLES = frozenset(("all", "total", "totals", "overall", "both", "altogether", "everyone", "grand total", "sum"))


@dataclass(frozen=True)
class _Figure:
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
        return calendar_periods.parse(self.period)


def faults(folder: YearFolder) -> list[Fault]:
    """Return the faults of the two files, whose headings and cells are taken to be of the right form; none where neither is there."""
    figures_table = folder.table(LOCAL_FIGURES)
    measures = {measure.id: measure for measure in folder.local_measures}
    figures = list(_figures(figures_table))
    of_measures = (
        Fault(measure.origin.file, measure.origin.line, column, message)
        for measure in measures.values()
        for column, message in _of_measure(folder, measure, figures)
    )
    of_figures = (
        Fault(figures_table.file, line, column, message)
        for line, column, message in _of_figures(folder, measures, figures)
    )
    return sorted(
        [
            *of_measures,
            *of_figures,
            *local_figures.count_faults(list(measures.values()), figures_table, folder.releases),
        ]
    )


def _figures(table: SourceTable) -> Iterator[_Figure]:
    for line, row in table.rows:
        place = line - table.lines[0]
        coded = OF in table.withheld and table.withheld[OF][place] is not None
        value, of = (None if isnan(row[column]) else float(row[column]) for column in (VALUE, OF))
        yield _Figure(line, row["measure"], row["breakdown"], row["period"], value, of, coded or of is not None)


def _of_measure(folder: YearFolder, measure: LocalMeasure, figures: Sequence[_Figure]) -> Iterator[tuple[str, str]]:
    if measure.id in folder.forms.tables:
        yield "id", TABLE.format(measure.id)
    yield from (("chapter", message) for message in chapter_faults(folder, measure.chapter))
    yield from _of_unit(measure)
    if measure.of and measure.of == measure.counts:
        yield "of", SAME
    if measure.of and counts.is_of_people(measure.of) and not counts.is_of_people(measure.counts):
        yield "of", NOT_OF_PEOPLE
    yield from (("national", message) for message in _of_national(measure))


def chapter_faults(folder: YearFolder, chapter: str, *, shows_own: bool = True) -> Iterator[str]:
    """Say what is wrong with a chapter that a form names: it is none or, where it `shows_own` forms, it has no cell for them."""
    notebooks = folder.root / "notebooks"
    names = [path.stem for path in sorted(notebooks.glob(chapter_notebooks.CHAPTERS))]
    if chapter not in names:
        cure = f"Write one of {', '.join(names)}." if names else NO_NOTEBOOKS
        yield NO_CHAPTER.format(chapter, nearest(chapter, names) or cure)
        return
    try:
        if shows_own and CELL not in chapter_notebooks.text(notebooks / f"{chapter}.ipynb"):
            yield NO_CELL.format(chapter)
    except UnreadableFile:  # told with the notebooks
        return


def _of_unit(measure: LocalMeasure) -> Iterator[tuple[str, str]]:
    units, of_what = (SHARES, "shares and rates") if measure.is_share else (UNITS, "numbers without a denominator")
    if measure.unit and measure.unit not in units:
        yield "unit", NO_UNIT.format(measure.unit, of_what, ", ".join(units))
    elif not measure.is_share and counts.is_of_people(measure.counts) and measure.shown_unit != "count":
        yield "unit", IN_COUNT.format(measure.unit)


def _of_national(measure: LocalMeasure) -> Iterator[str]:
    if not measure.national:
        return
    try:
        unit = published.store().measure(measure.national).unit
    except UnknownName:
        names = [about.measure for about in published.store().measures()]
        yield NO_NATIONAL.format(measure.national, nearest(measure.national, names)).replace("  ", " ")
        return
    if unit != measure.shown_unit or unit == "count":
        yield OTHER_UNIT.format(unit, measure.shown_unit)


Message = tuple[int, str, str]


def _of_figures(
    folder: YearFolder, measures: Mapping[str, LocalMeasure], figures: Sequence[_Figure]
) -> Iterator[Message]:
    catalogue = folder.table(CATALOGUE).frame["id"]
    for figure in figures:
        if figure.measure not in measures:
            cure = nearest(figure.measure, [*measures, *catalogue]) or "Describe it there."
            name = (
                "The cell" if BARE.fullmatch(figure.measure) else f'"{figure.measure}"'
            )  # a number in the wrong column
            yield figure.line, "measure", NO_MEASURE.format(name, cure)
    for name, measure in measures.items():
        of_measure = [figure for figure in figures if figure.measure == name]
        for figure in of_measure:
            yield from _of_period(folder, measure, figure)
            yield from _of_numbers(measure, figure)
        yield from _of_kinds(of_measure)
        yield from _of_groups(measure, of_measure)
        yield from _of_sums(measure, of_measure)
        yield from _of_absent_periods(of_measure)


def _of_period(folder: YearFolder, measure: LocalMeasure, figure: _Figure) -> Iterator[Message]:
    period = figure.calendar
    if period is None:
        yield figure.line, "period", NO_PERIOD.format(local_figures.form_of(measure).quoted(figure.period))
    elif period.end > folder.end:
        yield figure.line, "period", LATE.format(figure.period)


def _of_numbers(measure: LocalMeasure, figure: _Figure) -> Iterator[Message]:
    for column, counted, number in ((VALUE, measure.counts, figure.value), (OF, measure.of, figure.of)):
        if counted and counts.is_of_people(counted) and number is not None and number != int(number):
            yield figure.line, column, NO_PEOPLE
    if measure.is_share and not figure.has_of:
        yield figure.line, OF, NO_OF
    elif figure.has_of and not measure.is_share:
        yield figure.line, OF, NEEDLESS_OF
    elif figure.value is not None and figure.of is not None and figure.value > figure.of:
        yield figure.line, VALUE, ABOVE


def _of_kinds(figures: Sequence[_Figure]) -> Iterator[Message]:
    """A measure's figures are of months, of quarters or of school years; those of report years may stand beside any."""
    kinds = [(figure, figure.calendar.kind) for figure in figures if figure.calendar]
    parts = [kind for _, kind in kinds if kind != REPORT_YEAR]
    for figure, kind in kinds:
        if kind not in (REPORT_YEAR, *parts[:1]):
            yield figure.line, "period", OTHER_KIND.format(figure.period, kind, parts[0])


def _of_groups(measure: LocalMeasure, figures: Sequence[_Figure]) -> Iterator[Message]:
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


def _of_absent_periods(figures: Sequence[_Figure]) -> Iterator[Message]:
    """Find a month or a quarter without a row between two that have one: a reader would take it for nothing, or not see it at all."""
    at = {(figure.group, figure.period): figure.line for figure in figures}
    parts_of_years = {
        (figure.group, periods)
        for figure in figures
        for _, periods in calendar_periods.partitions(figure.period)
        if len(periods) > MONTHS_OF_QUARTER
    }
    for group, periods in sorted(parts_of_years):
        places = [place for place, period in enumerate(periods) if (group, period) in at]
        for before, after in pairwise(places):
            absent = periods[before + 1 : after]
            if absent:
                yield at[group, periods[after]], "period", ABSENT.format(", ".join(absent))


def _of_sums(measure: LocalMeasure, figures: Sequence[_Figure]) -> Iterator[Message]:
    at = {(figure.group, figure.period): figure for figure in figures}
    for column in (VALUE, OF) if measure.is_share else (VALUE,):
        for figure in figures:
            if not figure.group:
                parts = [part for part in figures if part.group and part.period == figure.period]
                if parts and not _is_sum(figure, parts, column, is_all=True):
                    yield figure.line, column, PARTS
            yield from ((figure.line, column, message) for message in _of_year(measure, figure, at, column))


def _of_year(
    measure: LocalMeasure, figure: _Figure, at: Mapping[tuple[str, str], _Figure], column: str
) -> Iterator[str]:
    """Hold a year's figure, or a quarter's, against those of the months or quarters in it."""
    for whole, periods in calendar_periods.partitions(figure.period):
        parts = [at[figure.group, period] for period in periods if (figure.group, period) in at]
        words = "months" if len(periods) != 4 else "quarters"
        if whole != figure.period or not parts:
            continue
        if measure.over_time == SUM and not _is_sum(figure, parts, column, is_all=len(parts) == len(periods)):
            yield MONTHS.format(words)
        elif measure.over_time == DISTINCT and not _is_between(
            figure, parts, column, is_all=len(parts) == len(periods)
        ):
            yield APART.format(words)


def _is_sum(whole: _Figure, parts: Iterable[_Figure], column: str, *, is_all: bool) -> bool:
    """Whether a number can be the sum of others: exactly where all are known, and otherwise no less than those known."""
    number, numbers = getattr(whole, column), [getattr(part, column) for part in parts]
    known_numbers = [each_number for each_number in numbers if each_number is not None]
    if number is None or (is_all and len(known_numbers) == len(numbers)):
        return number is None or sum(known_numbers) == number
    return sum(known_numbers) <= number


def _is_between(whole: _Figure, parts: Iterable[_Figure], column: str, *, is_all: bool) -> bool:
    number, numbers = getattr(whole, column), [getattr(part, column) for part in parts]
    known_numbers = [each_number for each_number in numbers if each_number is not None]
    if number is None or not known_numbers:
        return True
    is_whole = is_all and len(known_numbers) == len(numbers)
    return max(known_numbers) <= number and (not is_whole or number <= sum(known_numbers))
