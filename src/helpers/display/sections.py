"""Show one section of a chapter that consists of several blocks."""

from __future__ import annotations

from collections.abc import Sequence

from IPython.display import display

from helpers.display import charts, details, own_figures, tables
from helpers.display.blocks import Nothing, NotSupplied, Prose, Table
from helpers.display.sentences import glance, prose, trending
from helpers.sources import areas
from helpers.sources.chapter_context import ChapterContext
from helpers.statistics import journey
from helpers.statistics.comparison import salience, trends
from helpers.statistics.numbers import Text, compose
from helpers.statistics.statistic import Statistic

APART = (trends.ABOVE, trends.BELOW, trends.AGAINST)


def opening(chapter: ChapterContext) -> None:
    """Open the journey with what matters most of it, in words and as a chart; where nothing does, with children looked after."""
    leads = salience.leads(chapter, salience.WORRY, most=1) or salience.leads(chapter, salience.STRENGTH, most=1)
    measure, area = (leads[0].measure, leads[0].area) if leads else (glance.DEMAND, chapter.areas[0])
    display(glance.finding(chapter), charts.trend(journey.trend(chapter, measure), highlight=area))


def headlines(chapter: ChapterContext) -> Table | NotSupplied:
    """Show the measures that lead the journey, in numbers and as rates beside the region and England."""
    return details.headlines(chapter)


def beside_england(chapter: ChapterContext) -> Table | NotSupplied | Nothing:
    """List every figure that the year at a glance compares with England's, and what came of it."""
    return details.beside_england(chapter)


def assessed(chapter: ChapterContext) -> Prose:
    """Say how many assessments found a factor, of which each factor's number is a part, and how that moved."""
    return prose.say("{}", trending.bullets([journey.assessed(chapter)], chapter.areas))


def local(chapter: ChapterContext) -> None:
    """Show the partnership's own figures, tables and sections that the year's folder gives for the chapter; nothing where it gives none."""
    display(*own_figures.of_chapter(chapter))


def of_journey(chapter: ChapterContext, group: str) -> None:
    """Show a group of the journey's measures: what its leading ones show in sentences and charts, a table of all, and five years of what is counted (on paper with the data behind the figures).

    `journey.csv` lists the measures of each group. Raises UnknownName for an unknown group.
    """
    statistics, counts = journey.leading(chapter, group), journey.counts(chapter, group)
    display(
        prose.say("{}", trending.bullets(statistics, chapter.areas)),
        *_moves_of_others(chapter, group, statistics),
        charts.small_multiples(statistics, highlight=chapter.area, title=_title(chapter, statistics[0])),
        details.of_group(chapter, group),
        *([tables.across(counts, rows="measure", columns="period", value="value", annexed=True)] if counts else []),
    )


def _moves_of_others(chapter: ChapterContext, group: str, leading: Sequence[Statistic]) -> list[Prose]:
    """Say for each area which of the measures that do not lead changed most in the last year; none that rests on few children."""
    statistics = [journey.trend(chapter, measure) for measure in journey.not_leading(group, leading)]
    small = {
        area: {figure.measure for figure in salience.of_area(chapter, area) if figure.rests_on_few}
        for area in chapter.areas
    }
    sentences = [
        (
            area,
            trending.in_last_year([statistic for statistic in statistics if statistic.name not in small[area]], area),
        )
        for area in chapter.areas
    ]
    paragraphs = [
        compose("{}: {}", areas.named(area).plain_name, words) if len(chapter.areas) > 1 else words
        for area, words in sentences
        if words
    ]
    return [prose.say("{}", words) for words in paragraphs]


def _title(chapter: ChapterContext, statistic: Statistic) -> Text | None:
    """How the first measure stands beside England, where it is far enough from it to lead; None where it is not."""
    leads = {figure.measure for figure in salience.of_area(chapter, chapter.areas[0]) if figure.may_lead}
    trend = trends.of(statistic, chapter.areas[0])
    return trending.apart(trend) if statistic.name in leads and trend.beside in APART else None
