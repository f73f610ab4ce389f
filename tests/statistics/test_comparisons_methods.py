"""The methods agree with worked examples of their sources, and call what is stable changed no more often than they claim."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np
import pytest

from helpers.statistics.comparison import control_chart, dispersion, intervals, movements
from helpers.statistics.comparison.movements import SeriesPoint

# The thirteen trials of the BCG vaccine: cases and others with it, cases and others without (Colditz, 1994).
BCG = np.array(
    [
        (4, 119, 11, 128),
        (6, 300, 29, 274),
        (3, 228, 11, 209),
        (62, 13536, 248, 12619),
        (33, 5036, 47, 5761),
        (180, 1361, 372, 1079),
        (8, 2537, 10, 619),
        (505, 87886, 499, 87892),
        (29, 7470, 45, 7232),
        (17, 1699, 65, 1600),
        (186, 50448, 141, 27197),
        (5, 2493, 3, 2338),
        (27, 16886, 29, 17825),
    ],
    dtype=float,
)
FLOW_RATES = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
AUTHORITIES, YEARS = 150, 40
STEADY = (50.0, 51.0, 49.0, 50.5, 49.5, 50.0, 51.0, 49.0, 50.5, 49.5, 50.2)


def no_more_than(claimed: float, found: float, tries: int) -> bool:
    """Whether a share found is not above the one claimed, save for the luck of the simulation (three standard errors)."""
    return found <= claimed + 3 * sqrt(claimed * (1 - claimed) / tries)


@pytest.fixture
def luck() -> np.random.Generator:
    return np.random.default_rng(31_03_2024)


@pytest.mark.parametrize(
    ("part", "whole", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_limits_of_a_share_are_those_newcombe_prints(part: int, whole: int, lower: float, upper: float) -> None:
    assert (lower, upper) == tuple(round(limit, 4) for limit in intervals.of_share(part, whole))


@pytest.mark.parametrize(
    ("events", "lower", "upper"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (9, 4.115, 17.085)]
)
def test_the_limits_of_a_small_count_are_the_exact_ones_of_tables(events: int, lower: float, upper: float) -> None:
    assert intervals.of_count(events) == pytest.approx((lower, upper), abs=5e-4)


@pytest.mark.parametrize(
    ("events", "lower", "upper"), [(10, 4.795, 18.390), (50, 37.11, 65.92), (100, 81.36, 121.63), (196, 169.52, 225.44)]
)
def test_byars_limits_lie_within_two_thousandths_of_the_exact_ones(events: int, lower: float, upper: float) -> None:
    assert intervals.of_count(events) == pytest.approx((lower, upper), rel=2e-3)


def test_byars_limits_are_not_used_where_they_would_be_wrong() -> None:
    assert intervals.of_count(9) == pytest.approx(intervals._exact(9, 0.025))
    assert intervals.of_count(10) != pytest.approx(intervals._exact(10, 0.025), rel=1e-6)


def test_fishers_tea_gives_the_chance_printed() -> None:
    assert round(intervals.chance_of_shares((3, 1), (4, 4)), 4) == 0.4857


def test_the_chance_of_two_rates_is_that_of_the_breast_cancer_example() -> None:
    """Eleven cases in 800 person-years beside 21 in 3,011: the example of R's poisson.test, p-value 0.07967."""
    assert round(intervals.chance_of_rates((11, 21), (800, 3011)), 5) == 0.07967


def test_the_variance_between_the_bcg_trials_is_that_of_paule_and_mandel() -> None:
    with_it, without = BCG[:, :2].sum(axis=1), BCG[:, 2:].sum(axis=1)
    ratios = np.log(BCG[:, 0] / with_it) - np.log(BCG[:, 2] / without)
    chance = 1 / BCG[:, 0] - 1 / with_it + 1 / BCG[:, 2] - 1 / without
    found = dispersion.between(ratios, chance, centre=-0.715, fitted=1, winsorise=0)
    assert found == pytest.approx(0.318, abs=5e-4)


def test_of_authorities_of_one_size_the_variance_is_spiegelhalters_own(luck: np.random.Generator) -> None:
    """His moment estimate: (I phi - (I - 1)) / (sum of w - sum of w² / sum of w)."""
    values, chance = luck.normal(0.4, 0.05, AUTHORITIES), np.full(AUTHORITIES, 0.0004)
    phi, weights = dispersion.dispersion((values - 0.4) / 0.02), 1 / chance
    moment = (AUTHORITIES * phi - (AUTHORITIES - 1)) / (weights.sum() - (weights**2).sum() / weights.sum())
    assert dispersion.between(values, chance, centre=0.4, fitted=1) == pytest.approx(moment)


def test_scores_are_brought_in_to_the_tenth_from_either_end_and_none_is_dropped() -> None:
    scores = np.array([-9.0, *range(-4, 5), 99.0])
    assert list(dispersion.winsorised(scores, 0.1)) == [-4.0, *range(-4, 5), 4.0]


def test_an_extreme_authority_hardly_widens_the_limits_that_should_show_it(luck: np.random.Generator) -> None:
    values, chance = luck.normal(0.4, 0.05, AUTHORITIES), np.full(AUTHORITIES, 0.0004)
    extreme = np.append(values[:-1], 1.2)
    assert dispersion.spread(extreme, chance).between < 1.1 * dispersion.spread(values, chance).between


def test_limits_of_a_share_never_leave_nought_to_a_hundred() -> None:
    assert list(dispersion.shown(np.array([-0.2, 2.0]), unit="percent")) == pytest.approx([0.0, 100.0])


def test_process_limits_are_those_of_the_flow_rates() -> None:
    """NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: 50.81, 45.8159 and 55.8041."""
    found = control_chart.limits(FLOW_RATES)
    assert (50.81, 45.8159, 55.8041) == tuple(round(each, 4) for each in (found.average, found.lower, found.upper))


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ((*STEADY, 60.0), control_chart.OUTSIDE),
        ((*STEADY[:9], 50.0, 53.8, 53.8), control_chart.NEAR),
        ((50.0, 44.0, 50.0, 44.0, 50.0, *(52.0, 51.0) * 3, 52.0), control_chart.SHIFT),
        ((50.0, 51.0, 49.0, 50.5, 49.5, 46.0, 47.0, 48.0, 49.0, 50.0, 51.0, 52.0), control_chart.TREND),
    ],
)
def test_each_rule_of_making_data_count_is_met_by_what_it_describes(values: tuple[float, ...], rule: str) -> None:
    assert rule in control_chart.signals(values)


def test_eleven_years_show_nothing_however_far_out_the_last() -> None:
    assert control_chart.signals((*STEADY[:10], 900.0)) == ()


def test_a_series_that_never_moves_shows_nothing() -> None:
    assert control_chart.signals((5.0,) * 12) == ()


def test_a_stable_series_shows_something_at_most_twice_in_a_hundred_years(luck: np.random.Generator) -> None:
    series = luck.normal(100, 10, size=(4000, 12))
    found = np.mean([bool(control_chart.signals(list(one))) for one in series])
    assert no_more_than(0.015, float(found), len(series))


def test_shares_that_did_not_change_are_called_changed_at_most_five_times_in_a_hundred(
    luck: np.random.Generator,
) -> None:
    wholes = luck.integers(15, 2500, size=(3000, 2))
    parts = luck.binomial(wholes, luck.uniform(0.02, 0.5, size=(3000, 1)))
    found = [intervals.chance_of_shares(tuple(p), tuple(w)) < 0.05 for p, w in zip(parts, wholes, strict=True)]
    assert no_more_than(0.05, float(np.mean(found)), len(found))


def test_rates_that_did_not_change_are_called_changed_at_most_five_times_in_a_hundred(
    luck: np.random.Generator,
) -> None:
    bases = luck.integers(3000, 200_000, size=(3000, 2))
    events = luck.poisson(bases * luck.uniform(0.0005, 0.003, size=(3000, 1)))
    found = [intervals.chance_of_rates(tuple(e), tuple(b)) < 0.05 for e, b in zip(events, bases, strict=True)]
    assert no_more_than(0.05, float(np.mean(found)), len(found))


@pytest.mark.parametrize("moving", [0.0, 0.03, 0.08])
def test_usual_movement_between_years_is_called_change_at_most_five_times_in_a_hundred(
    luck: np.random.Generator, moving: float
) -> None:
    found = [signal for _ in range(YEARS) for signal in year_of_moves(luck, moving)]
    assert no_more_than(0.05, float(np.mean(found)), len(found))


def year_of_moves(luck: np.random.Generator, moving: float) -> Iterator[bool]:
    """Say of each authority whether it stands out in a year in which each drifts by no more than is usual."""
    bases = np.exp(luck.normal(6, 0.8, size=(AUTHORITIES, 1))).astype(int) + 20
    angles = luck.normal(0.45, 0.08, size=(AUTHORITIES, 1)) + luck.normal(0, moving / sqrt(2), size=(AUTHORITIES, 2))
    parts = luck.binomial(bases, np.sin(angles) ** 2)
    even = dispersion.even(parts, bases, unit="percent")
    moves = dispersion.spread(even[:, 1] - even[:, 0], 2 * dispersion.chance(bases[:, 0]), centre=0.0)
    for (then, now), (base,) in zip(parts, bases, strict=True):
        yield movements.stands_out(
            SeriesPoint(then, base, "2023"), SeriesPoint(now, base, "2024"), moves, unit="percent"
        )


def test_a_change_that_is_real_is_found(luck: np.random.Generator) -> None:
    """The rule is not merely silent: a share that halves, where others move a little, stands out."""
    moves = dispersion.Overdispersion(centre=0.0, between=0.0009, count=AUTHORITIES)
    assert movements.stands_out(SeriesPoint(240, 800, "2023"), SeriesPoint(120, 800, "2024"), moves, unit="percent")
    assert not movements.stands_out(SeriesPoint(240, 800, "2023"), SeriesPoint(225, 800, "2024"), moves, unit="percent")


def test_a_few_cases_do_not_stand_out_however_far_their_share_moves() -> None:
    """Three of five after none of five: the normal approximation would call it change, the exact test does not."""
    moves = dispersion.Overdispersion(centre=0.0, between=0.0, count=AUTHORITIES)
    assert not movements.stands_out(SeriesPoint(0, 5, "2023"), SeriesPoint(3, 5, "2024"), moves, unit="percent")


def test_moves_beyond_chance_but_as_large_as_all_authorities_make_do_not_stand_out() -> None:
    moves = dispersion.Overdispersion(centre=0.0, between=0.01, count=AUTHORITIES)
    assert intervals.chance_of_shares((240, 180), (800, 800)) < 0.01
    assert not movements.stands_out(SeriesPoint(240, 800, "2023"), SeriesPoint(180, 800, "2024"), moves, unit="percent")


@pytest.mark.parametrize("unit", ["percent", "per_10k"])
@pytest.mark.parametrize("apart", [0.0, 0.02, 0.05, 0.1])
def test_authorities_that_differ_no_more_than_usual_lie_outside_limits_as_seldom_as_claimed(
    luck: np.random.Generator, unit: str, apart: float
) -> None:
    outside = np.array([shares_outside(luck, unit, apart) for _ in range(YEARS)]).mean(axis=0)
    tries = AUTHORITIES * YEARS
    assert no_more_than(0.05, outside[0], tries) and no_more_than(0.002, outside[1], tries)


def shares_outside(luck: np.random.Generator, unit: str, apart: float) -> tuple[float, float]:
    """The shares of authorities outside the inner and the outer limits."""
    bases = np.exp(luck.normal(6, 0.8, AUTHORITIES)).astype(int) + 20
    true = np.clip(luck.normal(0.45, apart, AUTHORITIES), 0.05, 1.5)
    parts = luck.binomial(bases, np.sin(true) ** 2) if unit == "percent" else luck.poisson(bases * true**2)
    even = dispersion.even(parts, bases, unit=unit)
    found = dispersion.spread(even, dispersion.chance(bases))
    away = np.abs(even - found.centre)
    inner, outer = (found.limit(bases, level=level, upper=True) - found.centre for level in (0.95, 0.998))
    return float(np.mean(away > inner)), float(np.mean(away > outer))
