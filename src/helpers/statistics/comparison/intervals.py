"""How far chance alone could have moved a published share or rate, and whether two of them differ by more.

The methods are those of the Office for Health Improvement and Disparities (Fingertips, public health technical guidance: Proportions;
Rates). The tests are exact, so that a stable figure is called changed no more often than the level says.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
import scipy

LEAST_FOR_BYAR = 10
LEVEL = 0.95
EVEN = 1 + 1e-7  # outcomes as likely as the observed one count as such despite rounding, as in R's fisher.test


def of_share(part: float, base: float) -> tuple[float, float]:
    """Return the Wilson score limits of a share, between 0 and 1.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212; R. G. Newcombe, Statistics in
    Medicine 17 (1998), 857-872, method 3.
    """
    z = _normal(LEVEL)
    middle = 2 * part + z**2
    half = z * sqrt(z**2 + 4 * part * (1 - part / base))
    return (middle - half) / (2 * (base + z**2)), (middle + half) / (2 * (base + z**2))


def of_count(events: float) -> tuple[float, float]:
    """Return the limits of a count of events: Byar's from ten events up, exact Poisson limits below.

    Divide by the base, and multiply by the scale, for the limits of a rate. Source: N. E. Breslow and N. E. Day, Statistical
    Methods in Cancer Research II (1987), 69; the exact limits are F. Garwood's (1936), by the chi-squared distribution.
    """
    return _byar(events, _normal(LEVEL)) if events >= LEAST_FOR_BYAR else _exact(events, (1 - LEVEL) / 2)


def chance_of_shares(parts: tuple[float, float], wholes: tuple[float, float]) -> float:
    """Return how often chance alone would set two shares at least so far apart: Fisher's exact test, two-sided.

    Given how many cases there are in all, the first group's follow the hypergeometric distribution; outcomes no likelier than
    the one seen are added up.
    """
    cases = sum(map(round, parts))
    first, second = map(round, wholes)
    outcomes = np.arange(max(0, cases - second), min(cases, first) + 1)
    return _two_sided(outcomes, _ways(first, outcomes) + _ways(second, cases - outcomes), round(parts[0]))


def chance_of_rates(events: tuple[float, float], bases: tuple[float, float]) -> float:
    """Return how often chance alone would set two rates at least so far apart: the exact conditional test, two-sided.

    Given how many events there are in all, the first period's follow the binomial distribution with its share of the base.
    Source: J. Przyborowski and H. Wilenski, Biometrika 31 (1940), 313-323.
    """
    total, share = sum(map(round, events)), bases[0] / sum(bases)
    outcomes = np.arange(total + 1)
    return _two_sided(
        outcomes,
        _ways(total, outcomes) + outcomes * np.log(share) + (total - outcomes) * np.log1p(-share),
        round(events[0]),
    )


def _byar(events: float, z: float) -> tuple[float, float]:
    def cubed(count: float, away: float) -> float:
        return count * (1 - 1 / (9 * count) + away / (3 * sqrt(count))) ** 3

    return cubed(events, -z), cubed(events + 1, z)


def _exact(events: float, tail: float) -> tuple[float, float]:
    lower = scipy.special.chdtri(2 * events, 1 - tail) / 2 if events else 0.0
    return float(lower), float(scipy.special.chdtri(2 * (events + 1), tail) / 2)


def _normal(level: float) -> float:
    return float(scipy.special.ndtri((1 + level) / 2))


def _ways(of: int, chosen: np.ndarray) -> np.ndarray:
    """Return the logarithm of the binomial coefficient: the numbers themselves are too large for floats."""
    return scipy.special.gammaln(of + 1) - scipy.special.gammaln(chosen + 1) - scipy.special.gammaln(of - chosen + 1)


def _two_sided(outcomes: np.ndarray, logs: np.ndarray, observed: int) -> float:
    likely = np.exp(logs - logs.max())
    as_far = likely <= likely[int(np.searchsorted(outcomes, observed))] * EVEN
    return float(likely[as_far].sum() / likely.sum())
