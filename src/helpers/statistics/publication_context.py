"""The company in which a table of people is published: what else readers have of the same people, this year and before.

A table alone may be safe and, beside another, not. So the gate takes with it every other table of the year under a protective
policy, the reports of earlier years as they were published, and the released figures that a schema names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from helpers.errors import ReportError
from helpers.sources import folding, published, relations
from helpers.sources.project import once_a_build
from helpers.sources.report_years import ReportYear
from helpers.sources.schema import LOCAL_FIGURES
from helpers.sources.source_table import SourceTable
from helpers.sources.year_folder import YearFolder
from helpers.statistics import disclosure, head_counts
from helpers.statistics.disclosure.measure import Column, Measure
from helpers.statistics.disclosure.people_layout import CountColumn, PeopleLayout

Reading = Callable[[SourceTable], Measure]


def in_company(folder: YearFolder, table: SourceTable, read: Reading) -> Measure:
    """Return a table as a measure; one of people, with all that is published beside it and all that is known already.

    A file that has a row for each child is refused: what may be shown of it is counted first, by `counted`. Raises UnknownName
    for a policy that is neither open nor one that hides.
    """
    if not table.schema.is_protected:
        return read(table)
    disclosure.policy(table.schema.policy)
    if head_counts.has_row_for_each(table.schema):
        raise ReportError(
            f"{table.file} has a row for each child, and no row of it may be shown. Count them with measures.counted."
        )
    if table.name == LOCAL_FIGURES:
        raise ReportError(
            f"{table.file} has figures of many measures, and none is shown as it is. Show sections.local(chapter)."
        )
    return (
        _beside_others(folder, _related(folder, _laid_out(folder, table, read)), read)
        if table.supplied
        else read(table)
    )


def counted(folder: YearFolder, name: str, by: Sequence[str], read: Reading) -> Measure:
    """Count a file that has a row for each child by columns of words, with all that is published beside it."""
    table = folder.table(name)
    if not (table.schema.is_protected and head_counts.has_row_for_each(table.schema)):
        raise ReportError(
            f'{table.file} has no row for each child, so it is not counted. Say whom a row is as "rows_are" in its schema.'
        )
    disclosure.policy(table.schema.policy)
    measure = _related(folder, head_counts.head_count(table, by, year=folder.year))
    return _beside_others(folder, measure, read) if table.supplied else measure


def _beside_others(folder: YearFolder, measure: Measure, read: Reading) -> Measure:
    beside = tuple(other for other in of_people(folder, read) if other.name != measure.name)
    return replace(measure, beside=beside, already_public=already_public(folder, read))


@once_a_build
def of_people(folder: YearFolder, read: Reading) -> tuple[Measure, ...]:
    """Return every table of the year's folder under a protective policy, by name, and every one counted from rows of children."""
    forms = (
        form for _, form in sorted(folder.forms.tables.items()) if form.is_protected and form.name != LOCAL_FIGURES
    )
    supplied = [folder.table(form.name) for form in forms if folder.table(form.name).supplied]
    local_tables = [table for table in folder.local_tables if table.schema.is_protected]
    tables = (measure for table in (*supplied, *local_tables) for measure in _shown_of(folder, table, read))
    return tuple(_related(folder, table) for table in tables)


def _shown_of(folder: YearFolder, table: SourceTable, read: Reading) -> list[Measure]:
    """What a report may show of a table of people: itself or, where it has a row for each child, its head counts."""
    if not head_counts.has_row_for_each(table.schema):
        return [_laid_out(folder, table, read)]
    return [head_counts.head_count(table, by, year=folder.year) for by in head_counts.breakdowns(table.schema)]


def _laid_out(folder: YearFolder, table: SourceTable, read: Reading) -> Measure:
    return replace(read(table), layout=disclosure.read_layout(table.schema.descriptor, period=folder.year))


@once_a_build
def already_public(folder: YearFolder, read: Reading) -> tuple[Measure, ...]:
    """Return what readers have already of the same people: tables as the last report published them, and released figures."""
    return tuple(_related(folder, table) for table in (*published_before(folder, read), *_released(folder)))


def _related(folder: YearFolder, measure: Measure) -> Measure:
    """A table of people that knows which others they are the same as, or part of, as the year's folder answers."""
    answers, layout = relations.relations(folder), measure.layout
    if not answers or layout is None:
        return measure
    same = {folding.folded(answer.people): answer.of for answer in answers if answer.are == relations.SAME}
    parts = tuple((answer.people, answer.of) for answer in answers if answer.are == relations.PART)
    counts = tuple(replace(count, people=_first_words(count.people, same)) for count in layout.counts)
    parts = tuple((_first_words(part, same), _first_words(whole, same)) for part, whole in parts)
    return replace(measure, layout=replace(layout, counts=counts, parts=parts))


def _first_words(people: str, same: Mapping[str, str]) -> str:
    """The words for people that others are the same as, however many answers lead there."""
    for _ in same:
        people = same.get(folding.folded(people), people)
    return people


@once_a_build
def published_before(folder: YearFolder, read: Reading) -> tuple[Measure, ...]:
    """The tables of people of the newest earlier year, as the report of that year showed them."""
    last = folder.earlier
    if last is None:
        return ()
    return disclosure.suppress_small_numbers(of_people(last, read), already_public=already_public(last, read))


def _released(folder: YearFolder) -> tuple[Measure, ...]:
    """The released figures of all of some people, where a schema names their measure: `"released": {"people": "measure"}`."""
    forms = (form for form in folder.forms.tables.values() if form.is_protected)
    named = {people: measure for form in forms for people, measure in form.descriptor.get("released", {}).items()}
    return tuple(_released_totals(folder, people, measure) for people, measure in sorted(named.items()))


def _released_totals(folder: YearFolder, people: str, measure: str) -> Measure:
    """The last figure of each year that ended by the report's, for all of the partnership's areas together.

    A figure is of the report year in which its period ends. A year in which an area's is not known has no value, and the
    code of the first that was withheld.
    """
    figures_by_area = published.store().figures(measure, areas=list(folder.areas), as_at=folder.end)
    last = figures_by_area.assign(period=figures_by_area["period_end"].map(_report_year)).drop_duplicates(
        ["area", "period"], keep="last"
    )
    years = [(str(period), figures) for period, figures in last.groupby("period")]
    whole = [f["value"].sum(skipna=False) if len(f) == len(folder.areas) else float("nan") for _, f in years]
    return Measure(
        name=measure,
        table=pd.DataFrame({"period": [period for period, _ in years], "value": whole}).astype({"value": float}),
        columns=(Column("period", "Year"), Column("value", people, "count")),
        origins=tuple(published.origin("figures", measure, *figures["area"], period) for period, figures in years),
        sources=tuple(dict.fromkeys(figures_by_area["source"])),
        policy="released",
        codes={"value": tuple(next((code for code in figures["code"] if code), "") for _, figures in years)},
        layout=PeopleLayout(period=folder.year, counts=(CountColumn("value", people),)),
    )


def _report_year(end: pd.Timestamp) -> str:
    """The year from April to March in which a period ends."""
    return ReportYear.of(end).label
