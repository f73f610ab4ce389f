"""The statistical methods that a formula of the ledger may name, written again from their published descriptions."""

from __future__ import annotations

from functools import cache
from math import asin, sin, sqrt

import numpy as np
from scipy import stats

SCALES = {"percent": 100.0, "per_1k": 1_000.0, "per_10k": 10_000.0, "per_100k": 100_000.0}
TAIL = 0.1
Case = tuple[float, float]


def funnel_limit(cases: list[Case], base: float, *, unit: str, side: str, percent: float, factor: float) -> float:
    """The limit of a funnel at a base, from the (numerator, denominator) of every authority.

    Spiegelhalter (2005): shares on the arcsine scale, rates on the root; winsorised at a tenth; one variance between
    authorities added to each one's own (Paule and Mandel's estimate of it); Student's t for the width. Chance is multiplied by
    the factor of clustering.
    """
    middle, between = _fitted(tuple(cases), unit, factor)
    wide = _student(percent, len(cases)) * sqrt(factor * 0.25 / base + between)
    return SCALES[unit] * _uneven(middle + (wide if side == "upper" else -wide), unit)


def chance_limit(part: float, base: float, *, unit: str, side: str, factor: float) -> float:
    """A 95% limit of one figure of clustered cases: Wilson's of a share; Byar's of a rate, the exact Poisson limit below ten events."""
    z, part, base = stats.norm.ppf(0.975), part / factor, base / factor
    if unit == "percent":
        half = z * sqrt(z * z + 4 * part * (1 - part / base))
        return 100 * (2 * part + z * z + (half if side == "upper" else -half)) / (2 * (base + z * z))
    return SCALES[unit] * _events(part, z, side) / base


def implied_base(values: list[float], units: list[str]) -> float:
    """How many people published numbers imply: a count, less a second one or over a rate; or a rate of those whom the rest imply."""
    (first, *rest), (unit, *units_of_rest) = values, units
    if unit != "count":
        return first / SCALES[unit] * implied_base(rest, units_of_rest)
    if not rest:
        return first
    return first - rest[0] if units_of_rest[0] == "count" else first / rest[0] * SCALES[units_of_rest[0]]


def _events(count: float, z: float, side: str) -> float:
    if count < 10:
        upper = stats.chi2.ppf(0.975, 2 * (count + 1)) / 2
        return upper if side == "upper" else stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    cases, away = (count + 1, z) if side == "upper" else (count, -z)
    return cases * (1 - 1 / (9 * cases) + away / (3 * sqrt(cases))) ** 3


def _even(share: float, unit: str) -> float:
    return asin(min(1.0, sqrt(share))) if unit == "percent" else sqrt(share)


def _uneven(value: float, unit: str) -> float:
    value = max(0.0, value)
    return sin(min(value, np.pi / 2)) ** 2 if unit == "percent" else value**2


@cache
def _fitted(cases: tuple[Case, ...], unit: str, factor: float) -> tuple[float, float]:
    values = np.array([_even(part / whole, unit) for part, whole in cases])
    return _spread(values, np.array([factor * 0.25 / whole for _, whole in cases]))


@cache
def _student(percent: float, count: int) -> float:
    return float(stats.t.ppf(0.5 + percent / 200, count - 1))


def _spread(values: np.ndarray, chance: np.ndarray) -> tuple[float, float]:
    between = 0.0
    for _ in range(8):
        weights = 1 / (chance + between)
        middle = float(np.sum(values * weights) / np.sum(weights))
        between = _between(values, chance, middle)
    return middle, between


def _between(values: np.ndarray, chance: np.ndarray, middle: float) -> float:
    """Halve the interval until the winsorised scores are as wide as chance would have them."""
    low, high = 0.0, 2 * float(np.max((values - middle) ** 2)) / _winsorised_variance()
    if _excess(values, chance, middle, 0.0) <= 0:
        return 0.0
    for _ in range(100):
        half = (low + high) / 2
        low, high = (half, high) if _excess(values, chance, middle, half) > 0 else (low, half)
    return (low + high) / 2


def _excess(values: np.ndarray, chance: np.ndarray, middle: float, extra: float) -> float:
    scores = (values - middle) / np.sqrt(chance + extra)
    winsorised = np.clip(scores, np.quantile(scores, TAIL), np.quantile(scores, 1 - TAIL))
    return len(values) * float(np.mean(winsorised**2)) / _winsorised_variance() - (len(values) - 1)


@cache
def _winsorised_variance() -> float:
    """The mean square that winsorising leaves of normal scores."""
    edge = stats.norm.ppf(1 - TAIL)
    return 1 - 2 * TAIL - 2 * edge * stats.norm.pdf(edge) + 2 * TAIL * edge**2
