"""A place among authorities counts those with a figure, shares ties, and names who is missing."""

from __future__ import annotations

import pandas as pd
import pytest
from support import compared

from helpers import statistics
from helpers.errors import ReportError
from helpers.sources import area_tables, areas, published
from helpers.statistics import measures
from helpers.statistics.comparison import comparisons, rankings

NAN = float("nan")


def place(*values: float) -> tuple[object, bool, bool, int]:
    ranking = comparisons.ranking(compared.among("repeat_plans_percent", values), "Wirral")
    return ranking.rank.value if ranking.rank else None, ranking.is_from_highest, ranking.is_tied, ranking.quarter


def test_a_statistic_of_a_few_areas_is_refused_with_its_cure() -> None:
    with pytest.raises(ReportError, match=r"Make it with comparisons.all_authorities"):
        comparisons.ranking(compared.series("repeat_plans_percent"), "Wirral")


@pytest.mark.parametrize(
    ("partnership", "reason"),
    [
        ("City of London", "The figure for the City of London in 2024 is withheld, because it is small."),
        ("Isles of Scilly", "There were none to count for the Isles of Scilly in 2024."),
    ],
)
def test_an_area_without_a_figure_has_no_place(partnership: str, reason: str) -> None:
    chapter = compared.journey(partnership)
    ranking = comparisons.ranking(compared.all_authorities("repeat_plans_percent", chapter), chapter.place)
    assert (ranking.rank, ranking.number, ranking.outside_limits) == (None, None, None)
    assert ranking.reason.plain == reason
    assert partnership in ranking.missing


def test_a_total_is_not_set_beside_others() -> None:
    ranking = comparisons.ranking(compared.all_authorities("referrals"), "Wirral")
    assert (ranking.rank, ranking.england, ranking.reason.plain) == (None, None, rankings.SIZED)


@pytest.mark.parametrize(
    ("values", "ranking"),
    [
        ((9, 1, 2, 3), (1, True, False, 4)),
        ((1, 2, 3, 9), (1, False, False, 1)),
        ((3, 1, 2, 9), (2, True, False, 3)),
        ((2, 1, 3, 9), (2, False, False, 2)),
        ((9, 9, 2, 3), (1, True, True, 4)),
        ((9, 9, 9, 9), (1, True, True, 3)),
        ((5, NAN, 7, 1), (2, True, False, 3)),
    ],
)
def test_a_place_is_counted_from_the_nearer_end_and_shared_by_ties(
    values: tuple[float, ...], ranking: tuple[float, bool, bool, int]
) -> None:
    assert place(*values) == ranking


def test_each_quarter_holds_a_quarter_of_the_authorities() -> None:
    quarters = [place(own, *(value for value in range(1, 101) if value != own))[3] for own in range(1, 101)]
    assert [quarters.count(quarter) for quarter in (1, 2, 3, 4)] == [25, 25, 25, 25]


def test_england_and_the_region_are_not_counted_among_authorities() -> None:
    ranking = comparisons.ranking(compared.among("repeat_plans_percent", (5.0, 6.0, 7.0)), "Wirral")
    assert ranking.of and ranking.england and ranking.region
    assert (ranking.of.value, ranking.england.value, ranking.region.value, ranking.region_name) == (
        3,
        20,
        30,
        "North West",
    )


def test_the_median_of_four_neighbours_is_not_told() -> None:
    assert (
        comparisons.ranking(compared.among("repeat_plans_percent", (5, 6, 7, 8, 9)), "Wirral").neighbours_median is None
    )


def test_the_median_of_neighbours_leaves_the_area_itself_out_and_knows_its_inputs() -> None:
    ranking = comparisons.ranking(
        compared.among("repeat_plans_percent", (99, 5, 6, 7, 8, 9)), "Wirral"
    ).neighbours_median
    assert ranking and (ranking.value, len(ranking.inputs)) == (7, 5)


@pytest.mark.parametrize(
    ("limits", "lies", "is_outside"),
    [((1, 4), "above", True), ((6, 9), "below", True), ((4, 6), "within", False), (None, "", None)],
)
def test_an_area_lies_outside_its_limits_or_within_them(
    limits: tuple[float, float] | None, lies: str, is_outside: bool | None
) -> None:
    ranking = comparisons.ranking(compared.among("repeat_plans_percent", (5.0, 3.0, 2.0), limits=limits), "Wirral")
    assert (ranking.lies, ranking.outside_limits) == (lies, is_outside)


def test_wirral_in_2024_stands_where_the_published_figures_put_it() -> None:
    """Reckoned again from the store, without the code that is tested."""
    figures = published.store().figures("children_looked_after_per_10k")
    authorities = {area.code for area in areas.authorities(2024)}
    values = (
        figures[(figures["period"] == "2024") & figures["area"].isin(authorities)].set_index("area")["value"].dropna()
    )
    ranking = comparisons.ranking(compared.all_authorities("children_looked_after_per_10k"), "Wirral")
    assert ranking.rank and ranking.of and ranking.neighbours_median and ranking.england
    assert ranking.rank.value == 1 + (values > values[compared.WIRRAL]).sum() == 19
    assert (ranking.of.value, ranking.quarter, ranking.missing) == (len(values), 4, ("Isles of Scilly",))
    alike = area_tables.neighbours(published.store(), compared.WIRRAL, as_at=compared.journey().folder.end).areas
    assert ranking.neighbours_median.value == values[list(alike)].median()
    assert ranking.england.value == 69


def test_a_report_of_2022_ranks_the_authorities_that_stood_then() -> None:
    statistic = compared.all_authorities("repeat_plans_percent", compared.journey(year="2021-22"))
    names = set(statistic.table["area_name"])
    missing = set(comparisons.ranking(statistic, "Wirral").missing)
    assert "Cumbria" in names and "Cumbria" not in missing
    assert not {"Cumberland", "Westmorland and Furness"} & (names | missing)


def test_neighbours_and_region_of_one_area_are_not_told_as_another_s() -> None:
    ranking = comparisons.ranking(compared.all_authorities("repeat_plans_percent"), "Cornwall")
    assert ranking.rank and ranking.england
    assert (ranking.region, ranking.neighbours_median) == (None, None)


def test_a_funnel_without_published_cases_is_not_supplied() -> None:
    ranking = statistics.protect(comparisons.funnel(compared.journey(), "referrals_per_10k"), title="Referrals")
    assert (ranking.supplied, ranking.measure.unpublished) == (False, "no figure with limits for Wirral")


def test_most_authorities_lie_outside_the_limits_of_chance_and_few_outside_those_of_the_funnel() -> None:
    """What the limits are for: with Poisson's, two thirds of authorities would lie outside 99.8%."""
    figures = comparisons.funnel(compared.journey(), "children_looked_after_per_10k").table
    rate = figures["numerator"].sum() / figures["base"].sum()
    alone = (figures["numerator"] - rate * figures["base"]).abs() > 3.09 * (rate * figures["base"]) ** 0.5
    assert alone.mean() > 0.6
    assert outside(figures, "998").mean() < 0.02
    assert outside(figures, "95").mean() < 0.08


def outside(figures: pd.DataFrame, level: str) -> pd.Series:
    return (figures["value"] > figures[f"upper_{level}"]) | (figures["value"] < figures[f"lower_{level}"])


def test_limits_narrow_as_bases_grow() -> None:
    figures = comparisons.funnel(compared.journey(), "repeat_plans_percent").table.sort_values("base")
    assert (figures["upper_95"] - figures["lower_95"]).is_monotonic_decreasing
    assert (figures["lower_998"] < figures["lower_95"]).all() and (figures["upper_95"] < figures["upper_998"]).all()


def test_a_standing_is_the_same_each_time() -> None:
    chapter = compared.journey()
    first, second = (comparisons.all_authorities(chapter, "repeat_plans_percent").table for _ in range(2))
    pd.testing.assert_frame_equal(first, second)


@pytest.mark.parametrize(
    ("year", "authorities", "did_not"), [("2021-22", "Cumbria", "Cumberland"), ("2023-24", "Cumberland", "Cumbria")]
)
def test_all_authorities_are_those_that_stood_in_the_period(year: str, authorities: str, did_not: str) -> None:
    measure = measures.latest_period(compared.journey(year=year), "rereferrals_percent", among="authorities")
    names = set(measure.table["area_name"])
    assert (authorities in names, did_not in names) == (True, False)
