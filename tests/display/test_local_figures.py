"""The partnership's own figures are shown with the year before, and no chart of them is mostly empty."""

from __future__ import annotations

import pytest
from support import PROJECT

from helpers.display import local_figures
from helpers.display.blocks import Figure, Prose, Table
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.year_folder import YearFolder
from helpers.statistics.measures import local
from helpers.statistics.measures.local import LocalStatistic

CHAPTER, YEAR = "05_key_activity", "2023-24"
BRACKETED = "Bars from zero, with a year before in brackets: "


@pytest.fixture(scope="module")
def chapter() -> ChapterContext:
    return ChapterContext(YearFolder("specimen", YEAR, PROJECT / "data" / "specimen" / YEAR, PROJECT), CHAPTER)


@pytest.fixture(scope="module")
def measures(chapter: ChapterContext) -> dict[str, LocalStatistic]:
    return {statistic.measure.id: statistic for statistic in local.of_chapter(chapter)}


def shown(chapter: ChapterContext, measure: LocalStatistic) -> tuple[str, Figure | None, Table]:
    """The sentences, the chart, if any, and the table of a measure."""
    prose, *charts, table = local_figures.blocks(chapter, measure)
    assert isinstance(prose, Prose) and isinstance(table, Table) and len(charts) < 2
    (chart,) = charts or (None,)
    assert chart is None or isinstance(chart, Figure)
    return prose.text.plain, chart, table


def cells(table: Table) -> list[list[str]]:
    return [[cell.plain for cell in row] for row in table.data.rows]


@pytest.mark.slow
@pytest.mark.parametrize("measure", ["national_referral_mechanism", "return_interviews_offered"])
def test_there_is_no_chart_where_most_of_its_bars_would_be_missing(
    measure: str, chapter: ChapterContext, measures: dict[str, LocalStatistic]
) -> None:
    assert shown(chapter, measures[measure])[1] is None


def test_no_code_of_a_hidden_figure_stands_in_a_sentence(
    chapter: ChapterContext, measures: dict[str, LocalStatistic]
) -> None:
    words, _, table = shown(chapter, measures["return_interviews"])
    assert words.endswith("The figure was 75.0% (60 of 80) in Q4 2022-23; that of Q4 2023-24 is not shown.")
    assert cells(table)[-1] == ["January to March", "60 of 80: 75.0%", "[c] of 52"]


def test_the_bars_of_a_year_have_the_year_before_below_them_and_both_in_their_data(
    chapter: ChapterContext, measures: dict[str, LocalStatistic]
) -> None:
    _, chart, table = shown(chapter, measures["return_interviews"])
    assert chart is not None and chart.data == table.data
    assert chart.alt.plain.startswith(f"{BRACKETED}Q1 2023-24 79.5% (69.3%); Q2 2023-24 82.1% (70.0%)")
    assert "year before" in chart.note.plain


def test_shares_of_two_years_stand_side_by_side_and_each_number_in_a_column_of_the_spreadsheet(
    chapter: ChapterContext, measures: dict[str, LocalStatistic]
) -> None:
    _, _, table = shown(chapter, measures["return_interviews"])
    assert [heading.plain for heading in table.data.headings] == ["Time of year", "2022-23", "2023-24"]
    assert cells(table)[0] == ["April to June", "61 of 88: 69.3%", "66 of 83: 79.5%"]
    assert table.data.csv.splitlines()[1].endswith("Q1 2022-23,61,88,69.3")


def test_a_share_of_whole_years_has_a_row_for_each(
    chapter: ChapterContext, measures: dict[str, LocalStatistic]
) -> None:
    _, _, table = shown(chapter, measures["allegations_in_time"])
    assert cells(table) == [["2022-23", "58 of 76: 76.3%"], ["2023-24", "71 of 83: 85.5%"]]
