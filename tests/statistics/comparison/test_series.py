"""What is said to be absent is absent: a figure that is withheld, of none, of a later year or of before a break is told as such."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd
import pyarrow.parquet as pq
import pytest
from support import compared
from support.alike import rest_slow

from helpers.sources import areas, published
from helpers.sources.chapter_context import ChapterContext
from helpers.statistics import journey, measures
from helpers.statistics.comparison import trends

FIGURES = areas.store_folder() / "figures.parquet"
HIDDEN = ["c", "u", "k", "low"]
NO_FIGURE = re.compile(r"^No figure is published for .+ in (\d{4}(?:[-/]\d\d)?)\.$")
SAMPLE = ["City of London", "wirral", "Isles of Scilly", "Barnet", "Cumberland", "Rutland"]


def reason(measure: str, partnership: str, year: str = "2023-24") -> str:
    chapter = compared.journey(partnership, year)
    return trends.of(journey.trend(chapter, measure), chapter.areas[0]).reason.plain


@pytest.mark.parametrize(
    ("measure", "partnership", "words"),
    [
        ("three_social_workers_percent", "wirral", "No earlier figure is published for Wirral."),
        ("rereferrals_percent", "City of London", "The figure for the City of London in 2024 is withheld, because it is small."),
        ("no_further_action_percent", "Barnet", "The figure for Barnet in 2024 is withheld, because it is not reliable."),
        ("emotional_health_score", "City of London", "There were none to count for the City of London in 2024."),
    ],
)  # fmt: skip
def test_each_absence_has_its_reason(measure: str, partnership: str, words: str) -> None:
    assert reason(measure, partnership) == words


def test_earlier_figures_from_before_the_years_shown_are_not_denied() -> None:
    """The interactive tool has refusals of 2016 to 2018; the release that follows it counts otherwise from 2023."""
    words = reason("ehc_requests_refused_percent", "wirral")
    assert words.startswith("Figures before 2023 cannot be compared with those since")


def test_a_chart_whose_figures_are_all_withheld_says_so() -> None:
    figures = measures.figures(compared.journey("City of London"), "children_with_plan_absence_percent")
    assert figures.unpublished == "figures withheld, for the City of London"


@pytest.mark.parametrize("partnership", rest_slow(*SAMPLE, quick=2))
def test_what_is_said_to_be_absent_is_absent(partnership: str) -> None:
    assert_absent(compared.journey(partnership))


@pytest.mark.authorities
@pytest.mark.parametrize("year", [f"{first}-{first - 1999}" for first in range(2017, 2025)])
@pytest.mark.parametrize("area", [area.code for area in areas.authorities(2024)])
def test_what_is_said_to_be_absent_is_absent_everywhere(area: str, year: str) -> None:
    assert_absent(compared.journey(area, year))


def assert_absent(chapter: ChapterContext) -> None:
    """Read what each measure of the journey says of an area beside the rows of the store as they are stored."""
    for measure in journey.measure_ids():
        if published.store().measure(measure).unit not in journey.SIZED:
            figures = measures.figures(chapter, measure)
            rows = _stored(measure, chapter.areas[0])
            by_end = rows[rows["period_end"].dt.date <= chapter.folder.end]
            reason = trends.of(journey.trend(chapter, measure), chapter.areas[0]).reason.plain
            _assert_reason(reason, by_end, rows)
            _assert_unpublished(figures.unpublished, by_end, rows)


def _assert_reason(reason: str, by_end: pd.DataFrame, rows: pd.DataFrame) -> None:
    with_value = by_end[_is_known(by_end)]
    if match := NO_FIGURE.match(reason):
        own = by_end[by_end["period"] == match[1]]
        assert (
            not _is_known(own).any() and not own["code"].isin(HIDDEN).any() and not (own["denominator"] == 0).any()
        ), reason
    if (
        reason.startswith("No figure is published for ")
        and not NO_FIGURE.match(reason)
        and "years just before" not in reason
    ):
        assert not _is_known(rows).any(), reason
    if reason.startswith("No earlier figure"):
        assert (
            len(with_value) == 1
            and not by_end.loc[by_end["period"] < with_value["period"].max(), "code"].isin(HIDDEN).any()
        ), reason
    if "all of a time after" in reason:
        assert with_value.empty and _is_known(rows).any(), reason


def _assert_unpublished(words: str, by_end: pd.DataFrame, rows: pd.DataFrame) -> None:
    if words.startswith("no figure for"):
        assert not _is_known(rows).any(), words
    if words.startswith("only later"):
        assert not _is_known(by_end).any() and _is_known(rows).any(), words
    if words.startswith("only earlier"):
        assert _is_known(by_end).any(), words
    if words.startswith("figures withheld"):
        assert by_end["code"].isin(HIDDEN).any(), words


def _is_known(rows: pd.DataFrame) -> pd.Series:
    """Whether rows have a figure: one of nobody is none, which a publisher may give as a score of 0 without its cases."""
    is_of_nobody = rows["measure"].map(_is_score).astype(bool) & (rows["value"] == 0) & rows["denominator"].isna()
    return rows["value"].notna() & (rows["denominator"] != 0) & ~is_of_nobody


def _is_score(measure: str) -> bool:
    return published.store().measure(measure).unit == "score"


def _stored(measure: str, area: str) -> pd.DataFrame:
    return _by_measure().get(measure, _by_measure()[""]).query("area == @area")


@cache
def _by_measure() -> dict[str, pd.DataFrame]:
    frame = pq.read_table(FIGURES).to_pandas()
    frame = frame.astype(dict.fromkeys(("measure", "area", "period", "code"), str))
    frame["period_end"] = pd.to_datetime(frame["period_end"])
    return {"": frame.head(0)} | {str(measure): rows for measure, rows in frame.groupby("measure")}
