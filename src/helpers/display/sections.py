"""Show one section of a chapter that consists of several blocks."""

from __future__ import annotations

from IPython.display import display

from helpers.display import charts, tables
from helpers.display.sentences import prose, trending
from helpers.sources.chapter_context import ChapterContext
from helpers.statistics import journey


def of_journey(chapter: ChapterContext, group: str) -> None:
    """Show a group of the journey's measures: sentences on how its leading ones changed, their charts, and a table of all.

    `journey.csv` lists the measures of each group and which of them lead. Raises UnknownName for an unknown group.
    """
    trends = journey.leading(chapter, group)
    display(
        prose.say("{}", trending.bullets(trends, chapter.areas)),
        charts.small_multiples(trends, highlight=chapter.area),
        tables.across(journey.detail(chapter, group), rows="measure", columns="area_name", value="value"),
    )
