"""Children counted in families are not called changed more often than the level says, whatever the size of the authority."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from scipy import optimize
from support import alike
from support.simulation import no_more_than

from helpers.sources import published
from helpers.statistics.comparison import clustering, dispersion, movements
from helpers.statistics.comparison.clustering import Clustering
from helpers.statistics.comparison.movements import SeriesPoint

FAMILY = np.arange(1, 9)  # children in a family
GROUP = np.arange(1, 41)  # children whom one school, team or month brings together
REAL = ("repeat_plans_percent", "rereferrals_percent", "children_starting_care_per_10k", "injury_admissions_per_10k")
IMPLIED = ("referrals_per_10k", "section_47_per_10k", "child_protection_plans_started_per_10k")
YEARS, TESTED, REPEATS = 8, 2, 30
FIFTHS = 5


@dataclass(frozen=True)
class Year:
    """The children counted in each authority in one year, and the children they are counted out of."""

    parts: np.ndarray
    bases: np.ndarray


@pytest.mark.slow
def test_a_factor_is_never_below_that_of_chance() -> None:
    for about in published.store().measures():
        if not movements.why_untested(about):
            assert clustering.of_measure(about.measure).factor >= 1


def test_a_measure_with_too_few_years_of_its_own_takes_the_factor_of_its_like() -> None:
    few, many = clustering.of_measure("left_care_unsupported_percent"), clustering.of_measure("adopted_percent")
    assert few.moves > many.moves and few.is_stable


def test_a_measure_without_two_years_of_cases_is_taken_as_not_clustered() -> None:
    assert clustering.of_measure("children_looked_after") == Clustering(1.0, 0.0)


def test_no_move_reaches_across_a_break() -> None:
    about = next(about for about in published.store().measures() if about.breaks and not movements.why_untested(about))
    broken = {change.partition(": ")[0] for change in about.breaks}
    moves = clustering.consecutive_moves(about.measure)
    assert broken and moves and not broken & {years.period for years in moves}


@pytest.mark.parametrize("factor", alike.rest_slow(2.0, 1.0, 4.0))
def test_the_factor_of_families_is_found_again(factor: float) -> None:
    """Sizes, shares and the usual movement are those of repeat plans."""
    luck = np.random.default_rng(31_03_2024)
    estimates = [estimated(simulated(luck, "repeat_plans_percent", factor, 0.02)).factor for _ in range(REPEATS)]
    assert np.mean(estimates) == pytest.approx(factor, rel=0.1)


@pytest.mark.parametrize("measure", alike.rest_slow(*REAL, *IMPLIED))
def test_stable_authorities_of_each_size_are_called_changed_at_most_five_times_in_a_hundred(measure: str) -> None:
    """Clusters and other movements are as large as those estimated from the published figures."""
    luck, real = np.random.default_rng(31_03_2024), clustering.of_measure(measure)
    called = np.concatenate(
        [
            changed(
                simulated(luck, measure, real.factor, np.sqrt(real.between)), published.store().measure(measure).unit
            )
            for _ in range(REPEATS)
        ]
    )
    order = np.argsort(np.argsort(of_last_year(measure).bases)) * FIFTHS // called.shape[1]
    for fifth in range(FIFTHS):
        of_size = called[:, order == fifth]
        assert no_more_than(0.05, float(of_size.mean()), of_size.size)


@pytest.mark.slow
def test_without_the_factor_the_smallest_authorities_would_be_called_changed_too_often() -> None:
    luck, real = np.random.default_rng(31_03_2024), clustering.of_measure("repeat_plans_percent")
    years = [simulated(luck, "repeat_plans_percent", real.factor, np.sqrt(real.between)) for _ in range(REPEATS)]
    called = np.concatenate([changed(series, "percent", clustered=Clustering(1.0, 0.0)) for series in years])
    smallest = np.argsort(of_last_year("repeat_plans_percent").bases)[: called.shape[1] // FIFTHS]
    assert called[:, smallest].mean() > 0.08


@pytest.mark.parametrize("measure", alike.rest_slow(*REAL, "children_looked_after_per_10k"))
def test_authorities_of_each_size_lie_outside_limits_at_most_five_times_in_a_hundred(measure: str) -> None:
    """Authorities differ as much as those published, and children come in families; the factor is the one published."""
    outside, bases = outside_limits(measure, movements.factor_of(published.store().measure(measure)))
    order = np.argsort(np.argsort(bases)) * FIFTHS // len(bases)
    for fifth in range(FIFTHS):
        of_size = outside[:, order == fifth]
        assert no_more_than(0.05, float(of_size.mean()), of_size.size)


@pytest.mark.slow
def test_without_the_factor_the_smallest_authorities_would_lie_outside_limits_too_often() -> None:
    outside, bases = outside_limits("repeat_plans_percent", 1.0)
    assert outside[:, np.argsort(bases)[: len(bases) // FIFTHS]].mean() > 0.07


def outside_limits(measure: str, factor: float) -> tuple[np.ndarray, np.ndarray]:
    """Whether each simulated authority lies outside its 95% limits, a row for each try, and the authorities' bases."""
    luck, real, about = np.random.default_rng(31_03_2024), of_last_year(measure), published.store().measure(measure)
    even = dispersion.to_even_scale(real.parts, real.bases, unit=about.unit)
    families = movements.factor_of(about)
    usual = dispersion.spread(even, families * dispersion.chance(real.bases))
    tries = [
        one_year(luck, np.clip(rates, 0, np.pi / 2), real.bases, families, about.unit)
        for rates in luck.normal(usual.centre, np.sqrt(usual.between), (REPEATS, len(even)))
    ]
    return np.array([beyond(year, about.unit, factor) for year in tries]), real.bases


def beyond(year: Year, unit: str, factor: float) -> np.ndarray:
    even = dispersion.to_even_scale(year.parts, year.bases, unit=unit)
    limits = replace(dispersion.spread(even, factor * dispersion.chance(year.bases)), factor=factor)
    return np.abs(even - limits.centre) > limits.limit(year.bases, level=0.95, upper=True) - limits.centre


def of_last_year(measure: str) -> Year:
    """The published cases of each authority in the newest year."""
    cases = clustering.cases(measure)
    is_newest = cases["period"] == max(cases["period"])
    return Year(cases["numerator"][is_newest], cases["denominator"][is_newest])


def simulated(luck: np.random.Generator, measure: str, factor: float, moving: float) -> list[Year]:
    """Years in which each authority stays at its rate but for usual movement, and children come in families."""
    real, unit = of_last_year(measure), published.store().measure(measure).unit
    even = dispersion.to_even_scale(real.parts, real.bases, unit=unit)
    moved = (even + luck.normal(0, moving / np.sqrt(2), len(even)) for _ in range(YEARS))
    return [one_year(luck, np.clip(rates, 0, np.pi / 2), real.bases, factor, unit) for rates in moved]


def one_year(luck: np.random.Generator, even: np.ndarray, bases: np.ndarray, factor: float, unit: str) -> Year:
    sizes = FAMILY if factor <= FAMILY.mean() else GROUP
    shares = shares_of_families(factor, sizes)
    in_family = float((sizes * shares).sum())
    if unit != "percent":
        families = luck.poisson(np.outer(bases * even**2 / in_family, shares))
        return Year((families * sizes).sum(axis=1).astype(float), bases)
    families = luck.multinomial(np.maximum(1, np.rint(bases / in_family)).astype(int), shares)
    counted = luck.binomial(families, np.sin(even)[:, None] ** 2)
    return Year((counted * sizes).sum(axis=1).astype(float), (families * sizes).sum(axis=1).astype(float))


def shares_of_families(factor: float, sizes: np.ndarray) -> np.ndarray:
    """How many families in a hundred have one child, two, and so on, where the mean of squares over the mean is the factor."""
    if factor <= 1:
        return np.where(sizes == 1, 1.0, 0.0)

    def apart(ratio: float) -> float:
        weights = ratio**sizes
        return float((sizes**2 * weights).sum() / (sizes * weights).sum() - factor)

    weights = optimize.brentq(apart, 1e-6, 10) ** sizes.astype(float)
    return weights / weights.sum()


def moves(earlier: Year, later: Year, unit: str) -> tuple[np.ndarray, np.ndarray]:
    """The moves on the even scale, and their variances by chance."""
    then, now = (dispersion.to_even_scale(year.parts, year.bases, unit=unit) for year in (earlier, later))
    return now - then, dispersion.chance(earlier.bases) + dispersion.chance(later.bases)


def estimated(years: list[Year], unit: str = "percent") -> Clustering:
    pairs = [moves(*pair, unit) for pair in pairwise(years)]
    moved = np.concatenate([moved - np.median(moved) for moved, _ in pairs])
    return clustering.estimate(moved, np.concatenate([chance for _, chance in pairs]))


def changed(years: list[Year], unit: str, *, clustered: Clustering | None = None) -> np.ndarray:
    """Whether each authority is called changed, a row for each of the last pairs of years; the factor is estimated from all years."""
    used = clustered or estimated(years, unit)
    pairs = list(pairwise(years))[-TESTED:]
    return np.array([list(called(*pair, unit, used)) for pair in pairs])


def called(earlier: Year, later: Year, unit: str, clustered: Clustering) -> Iterator[bool]:
    moved, chance = moves(earlier, later, unit)
    usual = replace(dispersion.spread(moved, clustered.factor * chance, centre=0.0), factor=clustered.upper)
    for then, of_then, now, of_now in zip(earlier.parts, earlier.bases, later.parts, later.bases, strict=True):
        points = SeriesPoint(then, of_then, "2023"), SeriesPoint(now, of_now, "2024")
        yield movements.stands_out(*points, usual, unit=unit)
