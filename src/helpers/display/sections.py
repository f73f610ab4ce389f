"""Show one section of a chapter that several blocks make up, in the order in which they are read."""

from __future__ import annotations

from IPython.display import display

from helpers.display import charts, tables
from helpers.display.sentences import comparing, prose
from helpers.sources.chapter_context import ChapterContext
from helpers.statistics import journey


def of_journey(chapter: ChapterContext, group: str) -> None:
    """Show a group of the journey's measures: how each that leads has changed, its chart, and the last figures of all.

    `journey.csv` says which measures a group holds and which of them lead. An unknown group raises UnknownName.
    """
    trends = journey.leading(chapter, group)
    display(
        prose.say("{}", comparing.changes(trends, chapter.areas)),
        charts.small_multiples(trends, highlight=chapter.area),
        tables.across(journey.detail(chapter, group), rows="measure", columns="area_name", value="value"),
    )
