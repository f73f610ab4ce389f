"""Show the last figures of a group of measures in detail: whom each is counted among, and how far chance could have moved it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.display import grids, shorthand, tables
from helpers.display.blocks import Grid, Nothing, NotSupplied, Table
from helpers.display.credits import credit, sources_line
from helpers.sources import areas
from helpers.sources.chapter_context import ChapterContext
from helpers.statistics import journey, measure_names
from helpers.statistics.comparison import comparisons, salience
from helpers.statistics.comparison.salience import WORRY, Salience
from helpers.statistics.measures import JOURNEY
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

BASE, INTERVAL = "Counted among", "95% interval"
NUMBERS = ("Number, year before", "Number")
COUNTED = "The number is how many each measure counts."
NOT_COUNTED = "A blank means that none is published."
NOTE = "The 95% interval is how far chance alone could have moved a figure, where children are counted or recorded together."
BESIDE = "Beside England"
NOT_APART, NOT_TESTED, FEW = "not clearly apart", "not tested", "rests on few cases"
NO_FIGURE = ""
ORDER = ("clearly worse", "clearly better", NOT_APART, NOT_TESTED, FEW, NO_FIGURE)
UNKNOWN_CASES = "It is blank where the publisher does not give the number of cases."
Limits = tuple[Number, Number] | None


@dataclass(frozen=True)
class AddedColumn:
    """A column to be put into a table: its heading, its cells, and what a spreadsheet has of it under headings of its own."""

    heading: str
    aligned: str
    cells: Sequence[Text]
    spreadsheet: Mapping[str, Sequence[str]]


def of_group(chapter: ChapterContext, group: str) -> Table | NotSupplied:
    """Show a group's last figures, a row for each measure, beside whom it is counted among and the interval of each of the areas' own.

    A column in which no measure has anything is left out.
    """
    statistic = journey.detail(chapter, group)
    shown = tables.across(statistic, rows="measure", columns="area_name", value="value")
    if isinstance(shown, NotSupplied):
        return shown
    measures = list(dict.fromkeys(map(str, statistic.measure.cells["id"])))
    intervals = [_intervals(chapter, measures, area) for area in chapter.areas]
    data = shown.data
    for place, column in reversed([(0, _bases(measures)), *enumerate(intervals, start=1)]):
        data = _with(data, column, after=place) if any(column.cells) else data
    has_interval = any(any(column.cells) for column in intervals)
    unknown = "" if all(all(column.cells) for column in intervals) else UNKNOWN_CASES
    note = joined(filter(None, (shown.note, text(NOTE), text(unknown))), by=" ", last=" ")
    data = replace(data, meanings=_meanings(measures))
    shown = replace(shown, data=data, credit=sources_line(statistic), folds="true")
    return replace(shown, note=note) if has_interval else shown


def headlines(chapter: ChapterContext) -> Table | NotSupplied:
    """Show the measures that lead the journey as `of_group` shows those of a group, with how many each counts, in its last year and the one before.

    A place of a publisher that gives no number stays blank.
    """
    title = chapter.titled("Children in {}, from a referral to leaving care")
    statistic = journey.headlines(chapter, title=title)
    shown = tables.across(statistic, rows="measure", columns="area_name", value="value")
    if isinstance(shown, NotSupplied):
        return shown
    counts = [journey.counted(chapter, measure) for measure in JOURNEY]
    data = shown.data
    columns = [column for area in chapter.areas for column in _numbers(statistic, counts, area, chapter)]
    for column in reversed(columns):
        data = _with(data, column, after=0) if any(column.cells) else data
    data = replace(data, meanings=_meanings(JOURNEY))
    cited = credit(statistic, *(count for count in counts if count))
    blanks = NOT_COUNTED if any(not all(column.cells) for column in columns) else ""
    note = joined(filter(None, (text(COUNTED), text(blanks))), by=" ", last=" ")
    return replace(shown, data=data, credit=cited, note=shorthand.explained(note, data))


def beside_england(chapter: ChapterContext) -> Table | NotSupplied | Nothing:
    """List every figure that the year at a glance compares with England's, with what came of it; nothing where none is compared.

    It is for reference, so that on paper it stands with the data behind the figures.
    """
    compared = {
        area: {figure.measure: figure for figure in salience.of_area(chapter, area) if figure.kind}
        for area in chapter.areas
    }
    measures = list(dict.fromkeys(measure for of_area in compared.values() for measure in of_area))
    if not measures:
        return Nothing()
    measures.sort(key=lambda measure: min(ORDER.index(_verdict(of_area.get(measure))) for of_area in compared.values()))
    statistic = journey.beside_england(chapter, measures, title=chapter.titled("Every figure of {} beside England’s"))
    shown = tables.across(statistic, rows="measure", columns="area_name", value="value", annexed=True)
    if isinstance(shown, NotSupplied):
        return shown
    data = shown.data
    for place, area in reversed(list(enumerate(chapter.areas, start=1))):
        verdicts = [_verdict(compared[area].get(measure)) for measure in measures]
        data = _with(data, AddedColumn(BESIDE, "left", list(map(text, verdicts)), {BESIDE: verdicts}), after=place)
    return replace(shown, data=replace(data, meanings=_meanings(measures)), credit=sources_line(statistic))


def _verdict(figure: Salience | None) -> str:
    """How a figure lies to England's, as the year at a glance counts it."""
    if figure is None:
        return NO_FIGURE
    if figure.may_lead:
        clearly = "clearly worse" if figure.kind == WORRY else "clearly better"
        return clearly if figure.is_tested else NOT_TESTED
    return FEW if figure.rests_on_few else NOT_TESTED if not figure.is_tested else NOT_APART


def _numbers(
    statistic: Statistic, counts: Sequence[Statistic | None], area: str, chapter: ChapterContext
) -> list[AddedColumn]:
    """Two columns: how many each measure counts in the year before its last, and in its last."""
    cells = statistic.measure.cells
    newest = {str(measure): str(period) for measure, period in zip(cells["id"], cells["period"], strict=True)}
    pairs = [_pair(count, newest[measure], area) for count, measure in zip(counts, JOURNEY, strict=True)]
    of = f", {areas.named(area).plain_name}" if len(chapter.areas) > 1 else ""
    return [_column(heading + of, [pair[place] for pair in pairs]) for place, heading in enumerate(NUMBERS)]


def _column(heading: str, numbers: Sequence[Number | None]) -> AddedColumn:
    shown = [text(number) if number else Text() for number in numbers]
    return AddedColumn(heading, "right", shown, {heading: [grids.spreadsheet_value(n) if n else "" for n in numbers]})


def _pair(counts: Statistic | None, newest: str, area: str) -> tuple[Number | None, Number | None]:
    """An area's number before a period, and in it."""
    if counts is None:
        return None, None
    rows = [row for row, code in enumerate(counts.measure.cells["area"]) if code == area]
    by_period = {counts.plain(row, "period"): counts.number(row, "value") for row in rows}
    return by_period.get(max((period for period in by_period if period < newest), default="")), by_period.get(newest)


def _with(data: Grid, column: AddedColumn, *, after: int) -> Grid:
    """A table with a column put after one of its own; a spreadsheet has it last."""
    place = after + 1
    headings = (*data.headings[:place], text(column.heading), *data.headings[place:])
    aligned = (*data.aligned[:place], column.aligned, *data.aligned[place:])
    rows = [(*row[:place], cell, *row[place:]) for row, cell in zip(data.rows, column.cells, strict=True)]
    names, *lines = csv.reader(io.StringIO(data.csv))
    added = zip(*column.spreadsheet.values(), strict=True)
    plain = [[*line, *cells] for line, cells in zip(lines, added, strict=True)]
    table = grids.as_csv([*names, *column.spreadsheet], plain)
    return replace(data, headings=headings, aligned=aligned, rows=tuple(rows), csv=table)


def _meanings(measures: Sequence[str]) -> tuple[Text, ...]:
    """What each measure is, and whom it is of."""
    return tuple(map(measure_names.definition_of, measures))


def _bases(measures: Sequence[str]) -> AddedColumn:
    cells = [measure_names.base_of(measure) for measure in measures]
    return AddedColumn(BASE, "left", cells, {BASE: [cell.plain for cell in cells]})


def _intervals(chapter: ChapterContext, measures: Sequence[str], area: str) -> AddedColumn:
    limits = [comparisons.interval(journey.last(chapter, measure), area) for measure in measures]
    ends = {f"{INTERVAL}, {end}": _plain(limits, place) for place, end in enumerate(("lower", "upper"))}
    return AddedColumn(INTERVAL, "right", list(map(_cell, limits)), ends)


def _cell(limits: Limits) -> Text:
    return compose("{} to {}", *(_short(number) for number in limits)) if limits else Text()


def _short(number: Number) -> Number:
    return number if number.unit == "percent" else number.bare


def _plain(limits: Sequence[Limits], place: int) -> list[str]:
    return [grids.spreadsheet_value(pair[place]) if pair else "" for pair in limits]
