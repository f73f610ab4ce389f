"""How far authorities differ by more than chance, so that limits allow for it.

Families, practice and recording differ between authorities, and move between years, so that limits from chance alone put most
authorities outside. Source: D. J. Spiegelhalter, "Handling over-dispersion of performance indicators", Quality and Safety in Health
Care 14 (2005), 347-351, and "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005), 1185-1202.

Values are put on a scale on which chance has one size whatever the value: the angle of a share (the arcsine of its root), the root
of a rate. Its variance there is a quarter of one over the base. What is left is given one variance of its own, added to every
authority's (additive random effects), which Spiegelhalter prefers to multiplying. Extreme authorities count no more than the tenth
furthest out of a hundred (winsorised), so that they do not widen the limits that should show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import scipy

from helpers.statistics.formulas import SCALES

LEAST_AUTHORITIES = 20
WINSORISED = 0.1
ROUNDS = 8
PRECISION = 1e-12
MOST_STEPS, SETTLED = 200, 1e-13
UNITS_WITH_BASE = ("percent", "per_1k", "per_10k", "per_100k")


@dataclass(frozen=True)
class Overdispersion:
    """The middle of the authorities, the variance between them (both on the even scale), and how many there are.

    `factor` multiplies the variance by chance where cases come in clusters, as children do in families.
    """

    centre: float
    between: float
    count: int
    factor: float = 1.0

    def away(self, level: float) -> float:
        """How many standard deviations from the middle the limits of a level lie.

        Student's t rather than the normal distribution, because the variance between authorities is itself estimated.
        """
        return float(scipy.special.stdtrit(self.count - 1, (1 + level) / 2))

    def limit(self, base: np.ndarray, *, level: float, upper: bool) -> np.ndarray:
        """Return the limit of a level at each base, on the even scale."""
        wide = self.away(level) * np.sqrt(self.factor * chance(base) + self.between)
        return self.centre + wide if upper else self.centre - wide


def to_even_scale(part: np.ndarray, base: np.ndarray, *, unit: str) -> np.ndarray:
    """Return shares or rates on the scale where their variance by chance depends on the base alone (variance-stabilised).

    The arcsine of the root of a share, the root of a rate: F. J. Anscombe, Biometrika 35 (1948), 246-254.
    """
    root = np.sqrt(part / base)
    return np.arcsin(np.clip(root, 0, 1)) if unit == "percent" else root


def to_unit(value: np.ndarray, *, unit: str) -> np.ndarray:
    """Return values of the even scale in the unit again; limits beyond 0 (or 100%) become 0 (or 100%)."""
    top = np.pi / 2 if unit == "percent" else np.inf
    within = np.clip(value, 0, top)
    return SCALES[unit] * (np.sin(within) ** 2 if unit == "percent" else within**2)


def chance(base: np.ndarray) -> np.ndarray:
    """Return the variance by chance of a value on the even scale: 1 / (4 × base), of a share and of a rate alike."""
    return 1 / (4 * base)


def spread(values: np.ndarray, variances: np.ndarray, *, centre: float | None = None) -> Overdispersion:
    """Estimate the middle of authorities and the variance between them, from values of the even scale.

    The middle is the mean, weighted by one over each authority's whole variance, unless it is known.
    """
    if centre is not None:
        return Overdispersion(centre, between(values, variances, centre=centre), len(values))
    variance = 0.0
    for _ in range(ROUNDS):
        middle = float(np.average(values, weights=1 / (variances + variance)))
        variance = between(values, variances, centre=middle, fitted=1)
    return Overdispersion(middle, variance, len(values))


def between(
    values: np.ndarray, variances: np.ndarray, *, centre: float, fitted: int = 0, winsorise: float = WINSORISED
) -> float:
    """Return the variance between authorities at which they lie as far out as chance and it would put them; 0 where chance will do.

    `fitted` is 1 where the middle was estimated from the same values. Where all bases are alike this is Spiegelhalter's moment
    estimate. Where they differ, his weighs the largest authorities so heavily that limits come out too narrow; here each counts
    alike (R. C. Paule and J. Mandel, Journal of Research of the National Bureau of Standards 87 (1982), 377-385).
    """
    # The steps of the paper itself: loading SciPy's solver takes longer than all that it would solve in a build.
    apart, extra = values - centre, 0.0
    for _ in range(MOST_STEPS):
        whole = variances + extra
        squares = winsorised(apart / np.sqrt(whole), winsorise) ** 2 / kept_by_winsorising(winsorise)
        excess = float(squares.sum()) - (len(values) - fitted)
        if excess <= 0 and not extra:
            return 0.0
        step = excess / float((squares / whole).sum())
        extra = max(extra + step, 0.0)
        if abs(step) < SETTLED:
            break
    return extra


def dispersion(scores: np.ndarray, *, winsorise: float = WINSORISED) -> float:
    """Return Spiegelhalter's phi: the mean square of the winsorised scores, 1 where chance alone is at work.

    It is divided by what winsorising leaves of normal scores (0.68 at a tenth), which would otherwise pass for agreement.
    """
    return float(np.mean(winsorised(scores, winsorise) ** 2)) / kept_by_winsorising(winsorise)


def winsorised(scores: np.ndarray, share: float) -> np.ndarray:
    """Return the scores with the lowest and the highest `share` of them set to the quantile there, so that few outliers weigh less."""
    return np.clip(scores, *np.quantile(scores, (share, 1 - share)))


@cache
def kept_by_winsorising(share: float) -> float:
    """Return the mean square of normal scores after winsorising: 1 where nothing is winsorised, 0.68 at a tenth."""
    if share == 0:
        return 1.0
    edge = -scipy.special.ndtri(share)
    height = np.exp(-(edge**2) / 2) / np.sqrt(2 * np.pi)
    return float(1 - 2 * share - 2 * edge * height + 2 * share * edge**2)
