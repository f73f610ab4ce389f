"""The judgements of inspectorates on the services of the partnership's areas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from helpers.sources import area_tables, areas, published
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.published import PublishedStore
from helpers.statistics.disclosure.measure import Column, Measure, sources_of
from helpers.statistics.measures.released import unpublished

JUDGEMENTS = {
    "overall": "Overall",
    "help_and_protection": "Help and protection",
    "children_in_care": "Children in care",
    "care_leavers": "Care leavers",
    "leadership": "Leadership",
}


def inspections(chapter: ChapterContext) -> Measure:
    """List Ofsted's inspections of the areas' children's services made by the year's end, latest first, with each judgement."""
    table = _newest_first(area_tables.inspections, chapter, "inspected")
    return Measure(
        name="inspection_judgements",
        table=table.assign(area_name=[areas.named(area).plain_name for area in table["area"]]),
        columns=(
            *([Column("area_name", "Area")] if len(chapter.areas) > 1 else []),
            Column("inspected", "Inspected", "date"),
            Column("published", "Published", "date"),
            *(Column(name, heading) for name, heading in JUDGEMENTS.items()),
        ),
        origins=tuple(
            published.origin("inspections", str(row.area), f"{row.inspected:%Y-%m-%d}") for row in table.itertuples()
        ),
        sources=sources_of(table),
        policy="released",
        unpublished=unpublished(chapter, "no inspection of"),
    )


def youth_justice_inspections(chapter: ChapterContext) -> Measure:
    """List the ratings of the areas' youth justice services published by the year's end, latest first.

    One service can serve several areas. A rating that the publisher's file does not give is blank.
    """
    table = _newest_first(area_tables.youth_justice_inspections, chapter, "published")
    return Measure(
        name="youth_justice_inspections",
        table=table.assign(area_name=[areas.named(area).plain_name for area in table["area"]]),
        columns=(
            *([Column("area_name", "Area")] if len(chapter.areas) > 1 else []),
            Column("service", "Service"),
            Column("published", "Published", "date"),
            Column("overall", "Overall", blank="not given"),
        ),
        origins=tuple(
            published.origin("youth_justice_inspections", str(row.area), f"{row.published:%Y-%m-%d}")
            for row in table.itertuples()
        ),
        sources=sources_of(table),
        policy="released",
        supplied=bool(len(table)),
        unpublished=unpublished(chapter, "no rating of") if table.empty else "",
    )


def _newest_first(
    read: Callable[[PublishedStore, str, date], pd.DataFrame], chapter: ChapterContext, dated: str
) -> pd.DataFrame:
    """What the store lists of each of the partnership's areas by the year's end, the latest first."""
    lists = [read(published.store(), area, chapter.folder.end) for area in chapter.areas]
    return pd.concat(lists, ignore_index=True).sort_values(dated, ascending=False, kind="stable").reset_index(drop=True)
