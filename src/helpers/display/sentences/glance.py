"""The year at a glance: an answer, what worries, what goes well, and what is not known, each from what leads (`salience`)."""

from __future__ import annotations

from collections.abc import Sequence

from helpers import statistics
from helpers.display import canvas
from helpers.display.blocks import Prose
from helpers.display.markdown import slug_of
from helpers.display.sentences import trending, wording
from helpers.sources import areas
from helpers.sources.chapter_context import ChapterContext
from helpers.statistics import journey, measure_names, measures
from helpers.statistics.comparison import consequences, salience, trends
from helpers.statistics.comparison.salience import STRENGTH, WORRY, Salience
from helpers.statistics.comparison.trends import Trend
from helpers.statistics.numbers import Number, Text, compose, joined, over_inputs, text
from helpers.statistics.soundness import coverage

MOST = 5
DEMAND = "children_looked_after_per_10k"
JOURNEY = "03_journey_of_the_child"
EVERY_FIGURE = "Every figure beside England’s"
NONE_LEADS = (
    "No single figure says whether children are safer. Here no published figure is both clearly apart from England’s and about enough children to answer. "
    "What the people who work with these children know counts for more."
)
ALL_GAPS = "- [About this report](11_about_this_report.ipynb) lists everything that the law and guidance ask for."
UNMET = {coverage.MISSING: "- {}.", coverage.THIN: "- {}. Little is known of this."}
NOTHING_NAMED = "No published figure is far enough from England’s, for enough children, to be listed here."
UNTESTED = " (not tested: the number behind it is not published)"
CLEARLY_WORSE, CLEARLY_BETTER = "clearly worse", "clearly better"
JUDGED = "Ofsted last inspected the council’s services for children{} on {}; its overall judgement: {}."
SIDE_COUNT = "at_a_glance.measures {} than England"


def answer(chapter: ChapterContext) -> Prose:
    """Answer in a few sentences: how many measures are worse and better than England's, the first of each, who is in care, and what Ofsted last judged."""
    sentences = [_tally(chapter), _foremost(chapter), *_demand(chapter), *_judged(chapter)]
    return Prose(joined(filter(None, sentences), by=" ", last=" "))


def finding(chapter: ChapterContext) -> Prose:
    """Say which measure of an area worries most and which is its biggest strength, or that none leads."""
    return Prose(_foremost(chapter) or text(NONE_LEADS))


def worries(chapter: ChapterContext) -> Prose:
    """List up to five measures that are worse than England's and matter most: figure, England's, what it means, and where it is shown."""
    return _list(chapter, WORRY)


def strengths(chapter: ChapterContext) -> Prose:
    """List up to five measures that are better than England's and matter most, as `worries` does."""
    return _list(chapter, STRENGTH)


def unknown(chapter: ChapterContext) -> Prose:
    """Say which measures the areas have no newest figure of, and in plain words what a reader misses where a requirement is unmet or met in part."""
    needs = [need for need in coverage.requirements(chapter.folder) if need.unknown and need.state in UNMET]
    gaps = [text(UNMET[need.state].format(need.unknown)) for need in needs]
    return Prose(joined([*_without_figure(chapter), *gaps[:MOST], text(ALL_GAPS)], by="\n", last="\n"))


def _list(chapter: ChapterContext, kind: str) -> Prose:
    leads = salience.leads(chapter, kind, most=salience.MOST_LEADS)
    words = consequences.of_measures(chapter)
    lines = [_line(chapter, lead, getattr(words[lead.measure], kind)) for lead in leads]
    return Prose(joined(lines, by="\n", last="\n") or text(NOTHING_NAMED))


def _line(chapter: ChapterContext, lead: Salience, meaning: str) -> Text:
    """One lead: its figure beside England's, what it means for children, and a link to where it is shown."""
    trend = trends.of(journey.trend(chapter, lead.measure), lead.area)
    group = journey.of_measure(lead.measure)
    return compose(
        "- **{}{}: {}**{}. {} See [{}]({}.ipynb#{}).",
        trend.name,
        _of_place(chapter, trend.area),
        trending.standing(trend),
        "" if lead.is_tested else UNTESTED,
        joined(filter(None, [text(meaning), trending.over_years(trend)]), by=" ", last=" "),
        group,
        JOURNEY,
        slug_of(group),
    )


def _of_place(chapter: ChapterContext, name: str) -> str:
    """In which of several areas something is."""
    return f" in {wording.everyday(name)}" if len(chapter.areas) > 1 else ""


def _trends(chapter: ChapterContext, kind: str) -> list[Trend]:
    leads = salience.leads(chapter, kind, most=salience.MOST_LEADS)
    return [trends.of(journey.trend(chapter, lead.measure), lead.area) for lead in leads]


def _tally(chapter: ChapterContext) -> Text:
    """How many measures are clearly worse and how many better than England's."""
    worse, better = (_figures(chapter, kind) for kind in (WORRY, STRENGTH))
    if not worse and not better:
        return text(NONE_LEADS)
    parts = [_counted(figures, kind) for figures, kind in ((worse, CLEARLY_WORSE), (better, CLEARLY_BETTER))]
    return compose(
        "No single figure says whether children are safer. Some, such as referrals, can be good news or bad. Of {} others compared with England’s, {}. The rest are not clearly apart, could not be tested, or rest on few cases: [the list]({}.ipynb#{}) says which.",
        _count("at_a_glance.measures compared", _compared(chapter)),
        joined(parts),
        JOURNEY,
        slug_of(EVERY_FIGURE),
    )


def _counted(figures: Sequence[Number], kind: str) -> Text:
    """ "five are clearly worse", "one is clearly better", "none is clearly worse"."""
    if not figures:
        return text(f"none is {kind}")
    count = _count(SIDE_COUNT.format(kind), figures)
    return compose("{} {} {}", count.words, "is" if len(figures) == 1 else "are", kind)


def _count(name: str, figures: Sequence[Number]) -> Number:
    return Number(name, float(len(figures)), derivation=over_inputs("count", figures))


def _figures(chapter: ChapterContext, kind: str) -> list[Number]:
    """The area's figures of all worries or all strengths that chance cannot explain."""
    leads = salience.leads(chapter, kind, most=len(consequences.of_measures(chapter)) * len(chapter.areas))
    return _last(chapter, [lead for lead in leads if lead.is_tested])


def _compared(chapter: ChapterContext) -> list[Number]:
    """The area's figures of all measures with a better end that England has a figure of, whether or not they may lead."""
    of_areas = [salience.of_area(chapter, area) for area in chapter.areas]
    return _last(chapter, [figure for of_area in of_areas for figure in of_area if figure.kind])


def _last(chapter: ChapterContext, leads: Sequence[Salience]) -> list[Number]:
    figures = [trends.of(journey.trend(chapter, lead.measure), lead.area).last for lead in leads]
    return [figure for figure in figures if figure is not None]


def _foremost(chapter: ChapterContext) -> Text:
    """The first worry and the first strength, a sentence each."""
    sentences = [
        compose(
            "The biggest {}: {}{}, {}.",
            kind,
            canvas.reworded(trend.name, wording.within),
            _of_place(chapter, trend.area),
            trending.standing(trend),
        )
        for kind in (WORRY, STRENGTH)
        for trend in _trends(chapter, kind)[:1]
    ]
    return joined(sentences, by=" ", last=" ")


def _demand(chapter: ChapterContext) -> list[Text]:
    """How many children are looked after beside England, where it is known."""
    lines = [trends.of(journey.trend(chapter, DEMAND), area) for area in chapter.areas]
    return [
        compose(
            "The rate of children looked after in {} was {}.", wording.everyday(trend.area), trending.standing(trend)
        )
        for trend in lines
        if trend.last is not None
    ]


def _judged(chapter: ChapterContext) -> list[Text]:
    """When Ofsted last inspected each area's services and what it judged overall, in a sentence for each that it lists."""
    statistic = statistics.protect(measures.inspections(chapter), title="Ofsted’s judgements")
    newest = {str(statistic.table_value(row, "area")): row for row in reversed(range(len(statistic)))}
    return [
        compose(
            JUDGED,
            _of_place(chapter, areas.named(area).plain_name),
            statistic.number(newest[area], "inspected"),
            canvas.reworded(statistic.cell(newest[area], "overall"), wording.within),
        )
        for area in chapter.areas
        if area in newest
    ]


def _without_figure(chapter: ChapterContext) -> list[Text]:
    """A line for each area that lacks newest figures of measures that could be worries or strengths."""
    by_area = {
        areas.in_sentence(areas.named(area).plain_name): salience.unpublished(chapter, area) for area in chapter.areas
    }
    return [
        _absent(name, measures, of=len(consequences.of_measures(chapter)))
        for name, measures in by_area.items()
        if measures
    ]


def _absent(name: str, measures: Sequence[str], *, of: int) -> Text:
    if len(measures) > of / MOST:
        return compose("- For {}, many of the latest figures are not published.", name)
    names = joined(map(measure_names.name_of, measures), by="; ", last="; ")
    return compose("- The latest figures are not published for {} on: {}.", name, names)
