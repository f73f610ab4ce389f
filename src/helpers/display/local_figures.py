"""Show a measure of the partnership's own: in sentences, bars over time and a table."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.display import charts, tables
from helpers.display.blocks import Block, Prose
from helpers.display.sentences import narrative
from helpers.sources import areas, calendar_periods
from helpers.sources.calendar_periods import MONTH, QUARTER
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.local_figures import FOR_BREAKDOWN, OF, SHARE, VALUE, WHOLE
from helpers.statistics import measures
from helpers.statistics.measures import local
from helpers.statistics.measures.local import KIND, REPORT_YEAR, TIME_OF_YEAR, LocalStatistic
from helpers.statistics.numbers import Text, compose, joined, text
from helpers.statistics.statistic import Statistic, protect

FEWEST_BARS = 2
BETTER = {"higher": "More is better.", "lower": "Fewer is better."}
BETTER_SHARE = {"higher": "A higher figure is better.", "lower": "A lower figure is better."}


def blocks(chapter: ChapterContext, shown: LocalStatistic) -> Iterator[Block]:
    """Go through the blocks that show a local measure: sentences, bars where they can be drawn, and a table."""
    yield Prose(joined(_sentences(chapter, shown), by=" ", last=" "))
    yield from _bars(chapter, shown)
    yield _table(shown)


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
    if not any(shown.figures.number(place, column).is_known for place in places):
        return
    dated = [compose("{} in {}", _figure(shown, place), shown.figures.words(place, "period")) for place in places]
    yield compose("The figure was {}.", joined(dated))


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


def _bars(chapter: ChapterContext, shown: LocalStatistic) -> Iterator[Block]:
    """Bars of the year's months or quarters or, of a measure of whole years, of what it is broken down by."""
    figures, value = shown.figures, SHARE if shown.measure.is_share else VALUE
    of_year = [row for row in range(len(figures)) if _is_of(chapter, figures, row)]
    over_time = [
        row for row in _whole_rows(figures) if row in of_year and figures.table_value(row, KIND) in (MONTH, QUARTER)
    ]
    whole_years = [row for row in of_year if figures.table_value(row, KIND) not in (MONTH, QUARTER)]
    groups = [row for row in whole_years if figures.table_value(row, FOR_BREAKDOWN) != WHOLE]
    rows, label = (over_time, "period") if len(over_time) >= FEWEST_BARS else (groups, FOR_BREAKDOWN)
    if len(rows) >= FEWEST_BARS:
        yield charts.bars(local.rows_alone(figures, rows), label=label, value=value)


def _table(shown: LocalStatistic) -> Block:
    figures, is_broken_down = shown.figures, bool(shown.measure.breakdown)
    is_within_years = any(kind in (MONTH, QUARTER) for kind in figures.table[KIND])
    if shown.measure.is_share:
        groups = [FOR_BREAKDOWN] if is_broken_down else []
        return tables.show(figures, columns=[*groups, "period", VALUE, OF, SHARE])
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
