"""A change stands out where it is beyond chance and beyond what authorities usually move, and no more often than is claimed."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np
import pytest
from support.simulation import no_more_than

from helpers.statistics.comparison import dispersion, intervals, movements
from helpers.statistics.comparison.movements import SeriesPoint

AUTHORITIES, YEARS = 150, 40


@pytest.fixture
def luck() -> np.random.Generator:
    return np.random.default_rng(31_03_2024)


@pytest.mark.parametrize("moving", [0.0, 0.03, 0.08])
def test_usual_movement_between_years_is_called_change_at_most_five_times_in_a_hundred(
    luck: np.random.Generator, moving: float
) -> None:
    result = [signal for _ in range(YEARS) for signal in year_of_moves(luck, moving)]
    assert no_more_than(0.05, float(np.mean(result)), len(result))


def year_of_moves(luck: np.random.Generator, moving: float) -> Iterator[bool]:
    """Say of each authority whether it stands out in a year in which each drifts by no more than is usual."""
    bases = np.exp(luck.normal(6, 0.8, size=(AUTHORITIES, 1))).astype(int) + 20
    angles = luck.normal(0.45, 0.08, size=(AUTHORITIES, 1)) + luck.normal(0, moving / sqrt(2), size=(AUTHORITIES, 2))
    parts = luck.binomial(bases, np.sin(angles) ** 2)
    even = dispersion.to_even_scale(parts, bases, unit="percent")
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
