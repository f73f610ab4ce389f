"""Cases that no release gives follow from counts of the same people, agree with what others count, and leave published ones alone."""

from __future__ import annotations

import pandas as pd
import pytest
from support import compared

from helpers.sources import published
from helpers.statistics.comparison import cases, comparisons, movements, trends

WIRRAL = "E08000015"


def of_wirral(measure: str, period: str = "2024") -> pd.Series:
    figures = cases.completed(measure, published.store().figures(measure, areas=[WIRRAL]))
    return figures[figures["period"] == period].iloc[0]


@pytest.mark.parametrize(
    ("measure", "numerator", "denominator"),
    [
        ("referrals_per_10k", 4152, 4152 / 627.6 * 10_000),
        ("child_protection_plans_per_10k", 55.6 / 10_000 * 4152 / 627.6 * 10_000, 4152 / 627.6 * 10_000),
        ("children_in_need_2_years_percent", 0.387 * 2794, 2794),
        ("plans_reviewed_in_time_percent", 0.554 * (368 - 97), 368 - 97),
        ("conferences_15_days_percent", 0.682 * 62.7 * 4152 / 627.6, 62.7 * 4152 / 627.6),
    ],
)
def test_a_base_is_implied_by_what_counts_the_same_people(measure: str, numerator: float, denominator: float) -> None:
    row = of_wirral(measure)
    assert (row["numerator"], row["denominator"]) == pytest.approx((numerator, denominator))


def test_implied_residents_are_those_that_the_national_statistics_estimate() -> None:
    """Rates are of the residents at the mid-year before."""
    residents = published.store().figures("population_0_17")
    residents["period"] = (residents["period_end"].dt.year + 1).astype(str)
    rates = cases.completed("referrals_per_10k", published.store().figures("referrals_per_10k"))
    both = rates.merge(residents, on=["area", "period"])
    apart = (both["denominator_x"] / both["value_y"] - 1).abs()
    assert len(apart.dropna()) > 1_000 and apart.max() < 0.001


def test_plans_counted_agree_with_those_that_the_rate_implies() -> None:
    rates = cases.completed(
        "child_protection_plans_per_10k", published.store().figures("child_protection_plans_per_10k")
    )
    counts = published.store().figures("child_protection_plans")
    both = rates.merge(counts, on=["area", "period"]).dropna(subset=["numerator_x", "value_y"])
    nearest = 0.05 / 10_000 * both["denominator_x"] + 5  # a rate's last decimal, and England's rounding to ten
    assert ((both["numerator_x"] - both["value_y"]).abs() <= nearest).mean() > 0.99


@pytest.mark.parametrize("measure", ["rereferrals_percent", "children_starting_care_per_10k"])
def test_published_cases_are_left_as_they_are(measure: str) -> None:
    figures = published.store().figures(measure)
    pd.testing.assert_frame_equal(cases.completed(measure, figures), figures)
    assert cases.implied_by(published.store().measure(measure), WIRRAL, "2024") == ()


def test_what_nobody_counts_stays_untested() -> None:
    figures = published.store().figures("low_birth_weight_percent")
    assert cases.completed("low_birth_weight_percent", figures)["denominator"].isna().all()


def test_a_change_of_referrals_is_tested_and_their_rate_set_beside_englands_by_its_interval() -> None:
    trend = trends.of(compared.series("referrals_per_10k"), "Wirral")
    assert trend.latest and (trend.latest.is_usual, trend.latest.reason) == (True, movements.TESTED)
    assert trend.beside == trends.ABOVE


def test_an_interval_names_the_numbers_that_imply_its_cases() -> None:
    limits = comparisons.interval(compared.series("conferences_15_days_percent"), "Wirral")
    assert limits is not None
    assert str(limits[0].derivation).startswith("implied_chance_limit(inputs, 'lower', ")
    named = [str(origin) for origin in limits[0].inputs]
    assert len(named) == 4 and "conferences_15_days_percent" in named[-1] and "referrals_per_10k" in named[-2]
