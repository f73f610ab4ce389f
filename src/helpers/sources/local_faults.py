"""What is wrong with the partnership's own figures and the measures they are of, beyond the form of each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isnan

from helpers.errors import Fault, UnknownName, nearest
from helpers.sources import chapter_notebooks, counts, local_figures, local_rows, published
from helpers.sources.calendar_periods import EXAMPLES
from helpers.sources.local_figures import OF, SHARES, UNITS, VALUE, LocalMeasure
from helpers.sources.local_rows import LocalFigure, Message
from helpers.sources.people_in_words import BARE
from helpers.sources.reading import UnreadableFile
from helpers.sources.schema import CATALOGUE, LOCAL_FIGURES
from helpers.sources.source_table import SourceTable
from helpers.sources.year_folder import YearFolder

CELL = "sections.local(chapter)"

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
OTHER_YEARS = "no figure of {} is of {}, the year of the report. Correct the period or, until the year's figures come, take the rows out."
NO_MEASURE = "{} is no measure of local_measures.csv or of data/common/measure_catalogue.csv. {}"
NO_PERIOD = f"{{}} is not a period of local figures. Write it as {', '.join(EXAMPLES.values())}."
LATE = '"{}" ends after the year of the report, which cannot know of it. Leave the row out, or correct the period.'
NO_PEOPLE = "not a whole number of people. Give how many there are."
FRACTION = (
    "not a whole number, and a count is. Give how many there are or, in local_measures.csv, the unit that it is in."
)
NO_OF = "blank, and the measure has a denominator. Give it."
NEEDLESS_OF = "local_measures.csv does not say what the denominator counts. Say it there, or leave the cell blank."
ABOVE = "above its denominator. Correct one of them."


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


def _figures(table: SourceTable) -> Iterator[LocalFigure]:
    for line, row in table.rows:
        place = line - table.lines[0]
        coded = OF in table.withheld and table.withheld[OF][place] is not None
        value, of = (None if isnan(row[column]) else float(row[column]) for column in (VALUE, OF))
        yield LocalFigure(line, row["measure"], row["breakdown"], row["period"], value, of, coded or of is not None)


def _of_measure(folder: YearFolder, measure: LocalMeasure, figures: Sequence[LocalFigure]) -> Iterator[tuple[str, str]]:
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


def _of_figures(
    folder: YearFolder, measures: Mapping[str, LocalMeasure], figures: Sequence[LocalFigure]
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
        yield from _of_other_years(folder, measure, of_measure)
        yield from local_rows.faults(measure, of_measure)


def _of_other_years(folder: YearFolder, measure: LocalMeasure, figures: Sequence[LocalFigure]) -> Iterator[Message]:
    """Find a measure that has figures, and none of the report's own year."""
    periods = [figure.calendar for figure in figures if figure.calendar]
    if periods and all(period.end < folder.start for period in periods):
        yield figures[0].line, "period", OTHER_YEARS.format(f"“{measure.name}”", folder.year)


def _of_period(folder: YearFolder, measure: LocalMeasure, figure: LocalFigure) -> Iterator[Message]:
    period = figure.calendar
    if period is None:
        yield figure.line, "period", NO_PERIOD.format(local_figures.form_of(measure).quoted(figure.period))
    elif period.end > folder.end:
        yield figure.line, "period", LATE.format(figure.period)


def _not_whole(measure: LocalMeasure, counted: str) -> str:
    """Why a number of what is counted must be whole; nothing where it is measured, as money or time is."""
    if counts.is_of_people(counted):
        return NO_PEOPLE
    count_kind = counts.kind(counted)
    is_measured = count_kind is not None and bool(count_kind.units)
    return FRACTION if (measure.is_share or measure.shown_unit == "count") and not is_measured else ""


def _of_numbers(measure: LocalMeasure, figure: LocalFigure) -> Iterator[Message]:
    for column, counted, number in ((VALUE, measure.counts, figure.value), (OF, measure.of, figure.of)):
        if counted and number is not None and number != int(number):
            yield from [(figure.line, column, message)] if (message := _not_whole(measure, counted)) else []
    if measure.is_share and not figure.has_of:
        yield figure.line, OF, NO_OF
    elif figure.has_of and not measure.is_share:
        yield figure.line, OF, NEEDLESS_OF
    elif figure.value is not None and figure.of is not None and figure.value > figure.of:
        yield figure.line, VALUE, ABOVE
