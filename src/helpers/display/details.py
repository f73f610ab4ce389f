"""Show the last figures of a group of measures in detail: whom each is counted among, and how far chance could have moved it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.display import grids, tables
from helpers.display.blocks import Grid, NotSupplied, Table
from helpers.display.credits import sources_line
from helpers.sources.chapter_context import ChapterContext
from helpers.statistics import journey, measure_names
from helpers.statistics.comparison import comparisons
from helpers.statistics.numbers import Number, Text, compose, joined, text

BASE, INTERVAL = "Counted among", "95% interval"
NOTE = (
    "The 95% interval is how far chance alone could have moved a figure, brothers and sisters allowed for. "
    "There is none where the number of cases is not published."
)
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
    note = joined([part for part in (shown.note, text(NOTE)) if part], by=" ", last=" ")
    has_interval = any(any(column.cells) for column in intervals)
    return replace(shown, data=data, credit=sources_line(statistic), note=note if has_interval else shown.note)


def _with(data: Grid, column: AddedColumn, *, after: int) -> Grid:
    """A table with a column put after one of its own; a spreadsheet has it last."""
    place = after + 1
    headings = (*data.headings[:place], text(column.heading), *data.headings[place:])
    aligned = (*data.aligned[:place], column.aligned, *data.aligned[place:])
    rows = [(*row[:place], cell, *row[place:]) for row, cell in zip(data.rows, column.cells, strict=True)]
    names, *lines = csv.reader(io.StringIO(data.csv))
    added = zip(*column.spreadsheet.values(), strict=True)
    plain = [[*line, *cells] for line, cells in zip(lines, added, strict=True)]
    return Grid(headings, aligned, tuple(rows), grids.as_csv([*names, *column.spreadsheet], plain), data.links)


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
