"""Intervals and tests of chance agree with the worked examples of their sources, and claim change no more often than they say."""

from __future__ import annotations

import numpy as np
import pytest
from support.simulation import no_more_than

from helpers.statistics.comparison import intervals


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


def test_shares_that_did_not_change_are_called_changed_at_most_five_times_in_a_hundred(
    luck: np.random.Generator,
) -> None:
    wholes = luck.integers(15, 2500, size=(3000, 2))
    parts = luck.binomial(wholes, luck.uniform(0.02, 0.5, size=(3000, 1)))
    result = [intervals.chance_of_shares(tuple(p), tuple(w)) < 0.05 for p, w in zip(parts, wholes, strict=True)]
    assert no_more_than(0.05, float(np.mean(result)), len(result))


def test_rates_that_did_not_change_are_called_changed_at_most_five_times_in_a_hundred(
    luck: np.random.Generator,
) -> None:
    bases = luck.integers(3000, 200_000, size=(3000, 2))
    events = luck.poisson(bases * luck.uniform(0.0005, 0.003, size=(3000, 1)))
    result = [intervals.chance_of_rates(tuple(e), tuple(b)) < 0.05 for e, b in zip(events, bases, strict=True)]
    assert no_more_than(0.05, float(np.mean(result)), len(result))
