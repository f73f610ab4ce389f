"""Show a measure of the partnership's own: in sentences, bars over time and a table."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.display import charts, tables
from helpers.display.blocks import Block, Prose, Table
from helpers.display.sentences import narrative
from helpers.sources import areas, calendar_periods
from helpers.sources.calendar_periods import MONTH, QUARTER
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.local_figures import FOR_BREAKDOWN, OF, SHARE, VALUE, WHOLE
from helpers.statistics import measures
from helpers.statistics.measures import local
from helpers.statistics.measures.local import KIND, REPORT_YEAR, TIME_OF_YEAR, LocalStatistic
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic, protect

FEWEST_BARS = 2
BETTER = {"higher": "More is better.", "lower": "Fewer is better."}
BETTER_SHARE = {"higher": "A higher figure is better.", "lower": "A lower figure is better."}


def blocks(chapter: ChapterContext, shown: LocalStatistic) -> Iterator[Block]:
    """Go through the blocks that show a local measure: sentences, bars where they can be drawn, and a table."""
    yield Prose(joined(_sentences(chapter, shown), by=" ", last=" "))
    table = _table(shown)
    yield from _bars(chapter, shown, table)
    yield table


def _sentences(chapter: ChapterContext, shown: LocalStatistic) -> Iterator[Text]:
    better = (BETTER_SHARE if shown.measure.is_share else BETTER).get(shown.measure.better, "")
    definition = shown.definition if shown.definition.plain.endswith((".", "?", "!")) else shown.definition + "."
    yield compose("**{}**: {}", shown.name, definition)
    yield from [text(better)] if better else []
    yield from _headline(chapter, shown)
    yield from _of_england(chapter, shown)


def _headline(chapter: ChapterContext, shown: LocalStatistic) -> Iterator[Text]:
    """Say the figure of the whole year or, where none is given, of the last period, and that of a year before; nothing where neither is known."""
    rows = _whole_rows(shown.figures)
    this_year = [row for row in rows if _is_of(chapter, shown.figures, row)]
    whole_years = [row for row in this_year if shown.figures.table_value(row, KIND) not in (MONTH, QUARTER)]
    if not this_year:
        return
    row = (whole_years or this_year)[-1]
    before = calendar_periods.year_before(shown.figures.plain(row, "period"))
    earlier = [place for place in rows if shown.figures.table_value(place, "period") == before]
    places, column = (*earlier, row), SHARE if shown.measure.is_share else VALUE
    shown_places = [place for place in places if shown.figures.number(place, column).is_known]
    if not shown_places:
        return
    dated = [compose("{} in {}", _figure(shown, place), shown.figures.words(place, "period")) for place in shown_places]
    hidden = [shown.figures.words(place, "period") for place in places if place not in shown_places]
    not_shown = compose("; that of {} is not shown", joined(hidden)) if hidden else Text()
    yield compose("The figure was {}{}.", joined(dated), not_shown)


def _figure(shown: LocalStatistic, row: int) -> Text:
    """A figure in a sentence: "45.2% (19 of 42)" of a measure with a denominator."""
    if not shown.measure.is_share:
        return text(shown.figures.number(row, VALUE))
    share, part, whole = (shown.figures.number(row, column) for column in (SHARE, VALUE, OF))
    return compose("{} ({} of {})", share, part, whole) if share.is_known else text(share)


def _of_england(chapter: ChapterContext, shown: LocalStatistic) -> Iterator[Text]:
    if not shown.measure.national:
        return
    figures = protect(measures.figures(chapter, shown.measure.national, compare=("england",), years=1))
    england = narrative.latest_number(figures, areas.ENGLAND)
    if england.is_known:
        yield compose("In England it was {} in {}.", england, england.when)


def _bars(chapter: ChapterContext, shown: LocalStatistic, table: Block) -> Iterator[Block]:
    """Bars of the year's months or quarters or, of a measure of whole years, of what it is broken down by; none where most would be missing.

    The table below them has their data and last year's, and so the figure has the same.
    """
    figures, value = shown.figures, SHARE if shown.measure.is_share else VALUE
    of_year = [row for row in range(len(figures)) if _is_of(chapter, figures, row)]
    over_time = [
        row for row in _whole_rows(figures) if row in of_year and figures.table_value(row, KIND) in (MONTH, QUARTER)
    ]
    whole_years = [row for row in of_year if figures.table_value(row, KIND) not in (MONTH, QUARTER)]
    groups = [row for row in whole_years if figures.table_value(row, FOR_BREAKDOWN) != WHOLE]
    rows, label = (over_time, "period") if len(over_time) >= FEWEST_BARS else (groups, FOR_BREAKDOWN)
    drawn = [row for row in rows if figures.number(row, value).is_known]
    if len(drawn) >= max(FEWEST_BARS, len(rows) / 2):
        data = table.data if isinstance(table, Table) else None
        before = [_year_before(figures, row, value) for row in rows]
        yield charts.bars(local.rows_alone(figures, rows), label=label, value=value, before=before, data=data)


def _year_before(figures: Statistic, row: int, value: str) -> Number | None:
    """The number of the same group in the same part of the year before."""
    group, before = figures.plain(row, FOR_BREAKDOWN), calendar_periods.year_before(figures.plain(row, "period"))
    places = range(len(figures))
    alike = (r for r in places if (figures.plain(r, FOR_BREAKDOWN), figures.plain(r, "period")) == (group, before))
    return next((figures.number(place, value) for place in alike), None)


def _table(shown: LocalStatistic) -> Block:
    figures, is_broken_down = shown.figures, bool(shown.measure.breakdown)
    is_within_years = any(kind in (MONTH, QUARTER) for kind in figures.table[KIND])
    if shown.measure.is_share and is_broken_down and is_within_years:
        return tables.show(figures, columns=[FOR_BREAKDOWN, "period", VALUE, OF, SHARE])
    if shown.measure.is_share:
        rows, across = (FOR_BREAKDOWN, "period") if is_broken_down else ("period", "")
        if is_within_years and not is_broken_down:
            rows, across = TIME_OF_YEAR, REPORT_YEAR
        return tables.shares(figures, rows=rows, columns=across, part=VALUE, whole=OF, share=SHARE)
    if is_within_years and not is_broken_down:
        return tables.across(figures, rows=TIME_OF_YEAR, columns=REPORT_YEAR, value=VALUE)
    if is_within_years:
        return tables.across(figures, rows="period", columns=FOR_BREAKDOWN, value=VALUE)
    if is_broken_down:
        return tables.across(figures, rows=FOR_BREAKDOWN, columns="period", value=VALUE)
    return tables.show(figures, columns=["period", VALUE])


def _whole_rows(figures: Statistic) -> list[int]:
    """The rows of all groups together; every row of a measure that is not broken down."""
    return [row for row in range(len(figures)) if figures.table_value(row, FOR_BREAKDOWN) == WHOLE]


def _is_of(chapter: ChapterContext, figures: Statistic, row: int) -> bool:
    """Whether a row is of the report's own year: a school year is of the one in which it ends."""
    period = calendar_periods.parse(figures.plain(row, "period"))
    return period is not None and chapter.folder.start <= period.end <= chapter.folder.end
