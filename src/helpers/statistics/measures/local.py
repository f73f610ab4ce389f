"""The partnership's own figures as measures: those of the year and, beside them, last year's as that report showed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from helpers.errors import ReportError
from helpers.sources import calendar_periods
from helpers.sources.calendar_periods import CalendarPeriod
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.local_figures import LocalMeasure
from helpers.sources.periods import UNDATED, Period
from helpers.sources.source_table import SourceTable
from helpers.sources.typed_numbers import holds_number
from helpers.sources.year_folder import YearFolder
from helpers.statistics import publication_context
from helpers.statistics.derivations import ROWS, Derivation
from helpers.statistics.disclosure.measure import Column, Measure
from helpers.statistics.measures import supplied
from helpers.statistics.numbers import Number, Text, text
from helpers.statistics.statistic import Statistic, protect

TIME_OF_YEAR, REPORT_YEAR, KIND = "time_of_year", "report_year", "kind"
NOT_PROTECTED = (
    "The figures of {} in {} count people, and none of what last year's report showed of them is known. Take the measure out of "
    "this year's report, or restore last year's folder."
)


@dataclass(frozen=True)
class LocalStatistic:
    """A local measure with its name and definition as texts, and its figures of this year and the last as a statistic."""

    measure: LocalMeasure
    name: Text
    definition: Text
    figures: Statistic


def of_chapter(chapter: ChapterContext) -> list[LocalStatistic]:
    """Return the local measures of a chapter that have figures, in the order in which the year's folder describes them."""
    tables = {table.name: table for table in chapter.folder.local_tables}
    chapter_measures = [measure for measure in chapter.folder.local_measures if measure.chapter == chapter.name]
    return [_statistic(chapter, measure, tables[measure.id]) for measure in chapter_measures if measure.id in tables]


def protected(folder: YearFolder, measure: LocalMeasure, table: SourceTable) -> Statistic:
    """Return a measure's figures of this year and the last, safe to show. Raises ReportError where they cannot be protected."""
    this_year = publication_context.in_company(folder, table, supplied.of_table)
    sources = folder.sources
    cited = {name: sources[name] for name in this_year.sources if name in sources}
    safe = protect(replace(this_year, cited=cited), title=_words(measure, "name"))
    return replace(safe, measure=_in_order(_with_last_year(safe.measure, _last_year(folder, measure))))


def rows_alone(figures: Statistic, rows: list[int]) -> Statistic:
    """Return the statistic of some rows, of no longer a period than theirs."""
    selected = figures.picked(rows)
    return replace(selected, measure=replace(selected.measure, period=Period.span(selected.table["period"])))


def _statistic(chapter: ChapterContext, measure: LocalMeasure, table: SourceTable) -> LocalStatistic:
    figures = protected(chapter.folder, measure, table)
    return LocalStatistic(measure, _words(measure, "name"), _words(measure, "definition"), figures)


def _words(measure: LocalMeasure, column: str) -> Text:
    """Words of a measure's row, bound to their cell where they have a number in them."""
    words = str(getattr(measure, column))
    if not holds_number(words):
        return text(words)
    return text(Number(f"{measure.id}.{column}", words, "words", origins=(measure.origin.at(column),)))


def _last_year(folder: YearFolder, measure: LocalMeasure) -> Measure | None:
    """Last year's figures of the same measure, as that report showed them; None where it has none, or counted something else."""
    last = folder.year_before
    if last is None:
        return None
    alike = [earlier for earlier in last.local_measures if _is_alike(earlier, measure)]
    table = next((table for table in last.local_tables if alike and table.name == measure.id), None)
    if table is None:
        return None
    published = {shown.name: shown for shown in publication_context.published_before(folder, supplied.of_table)}
    sources, shown = last.sources, _as_published(published, table)
    return replace(shown, cited={name: sources[name] for name in shown.sources if name in sources})


def _as_published(published: Mapping[str, Measure], table: SourceTable) -> Measure:
    """A table of last year as its report showed it; one of people that is not among those is refused, and never shown as it is."""
    if table.name in published or not table.schema.is_protected:
        return published.get(table.name) or supplied.of_table(table)
    raise ReportError(NOT_PROTECTED.format(table.name, table.file))


def _is_alike(measure: LocalMeasure, other: LocalMeasure) -> bool:
    compared = ("id", "counts", "of", "unit", "breakdown", "policy", "released_by")
    return all(getattr(measure, name) == getattr(other, name) for name in compared)


def _with_last_year(this_year: Measure, last: Measure | None) -> Measure:
    """This year's rows, and those of last year's that it does not give itself."""
    if last is None:
        return this_year
    own = set(_keys(this_year))
    rows = [row for row, key in enumerate(_keys(last)) if key not in own]
    table = pd.concat([this_year.table, last.table.iloc[rows]], ignore_index=True)
    return replace(
        this_year,
        table=table,
        origins=(*this_year.origins, *(last.origins[row] for row in rows)),
        sources=tuple(dict.fromkeys(table["source"])),
        cited={**last.cited, **this_year.cited},
        codes={
            column: (*_codes(this_year, column), *(_codes(last, column)[row] for row in rows))
            for column in dict.fromkeys([*this_year.codes, *last.codes])
        },
        most={},
    )


def _codes(measure: Measure, column: str) -> tuple[str, ...]:
    return measure.codes.get(column, ("",) * len(measure.table))


def _keys(measure: Measure) -> list[tuple[str, str]]:
    return list(zip(measure.cells["id"], measure.cells["period"], strict=True))


def _in_order(measure: Measure) -> Measure:
    """The measure with its rows by group, each in order of time, and with columns that say which part of which year a row is of."""
    groups, labels = list(dict.fromkeys(measure.cells["id"])), calendar_periods.in_order(measure.cells["period"])
    keys = _keys(measure)
    order = sorted(range(len(keys)), key=lambda row: (groups.index(keys[row][0]), labels.index(keys[row][1])))
    table = measure.table.iloc[order].reset_index(drop=True)
    periods = [_period(label) for label in table["period"]]
    added = {
        TIME_OF_YEAR: [period.time_of_year for period in periods],
        REPORT_YEAR: [period.report_year.label for period in periods],
        KIND: [period.kind for period in periods],
    }
    return replace(
        measure,
        table=table.assign(**added),
        columns=(*measure.columns, Column(TIME_OF_YEAR, "Time of year"), Column(REPORT_YEAR, "Year")),
        origins=tuple(measure.origins[row] for row in order),
        codes={name: tuple(codes[row] for row in order) for name, codes in measure.codes.items()},
        period=UNDATED,
        derivations={**measure.derivations, REPORT_YEAR: Derivation("report_year", (ROWS,))},
    )


def _period(label: str) -> CalendarPeriod:
    period = calendar_periods.parse(label)
    if period is None:
        raise ReportError(
            f'"{label}" is no month, quarter, school year or report year. make check says in which row it stands.'
        )
    return period
