"""The variance between authorities is that of worked examples, and limits are overstepped no more often than they claim."""

from __future__ import annotations

import numpy as np
import pytest
from support import alike
from support.simulation import no_more_than

from helpers.statistics.comparison import dispersion

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
AUTHORITIES, YEARS = 150, 40


@pytest.fixture
def luck() -> np.random.Generator:
    return np.random.default_rng(31_03_2024)


def test_the_variance_between_the_bcg_trials_is_that_of_paule_and_mandel() -> None:
    with_it, without = BCG[:, :2].sum(axis=1), BCG[:, 2:].sum(axis=1)
    ratios = np.log(BCG[:, 0] / with_it) - np.log(BCG[:, 2] / without)
    chance = 1 / BCG[:, 0] - 1 / with_it + 1 / BCG[:, 2] - 1 / without
    result = dispersion.between(ratios, chance, centre=-0.715, fitted=1, winsorise=0)
    assert result == pytest.approx(0.318, abs=5e-4)


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
    assert list(dispersion.to_unit(np.array([-0.2, 2.0]), unit="percent")) == pytest.approx([0.0, 100.0])


@pytest.mark.parametrize("unit", ["percent", "per_10k"])
@pytest.mark.parametrize("apart", alike.rest_slow(0.05, 0.0, 0.02, 0.1))
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
    even = dispersion.to_even_scale(parts, bases, unit=unit)
    result = dispersion.spread(even, dispersion.chance(bases))
    away = np.abs(even - result.centre)
    inner, outer = (result.limit(bases, level=level, upper=True) - result.centre for level in (0.95, 0.998))
    return float(np.mean(away > inner)), float(np.mean(away > outer))
