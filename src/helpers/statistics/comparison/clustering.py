"""How much more the counts of a measure vary than chance allows, because children are counted together with others.

Brothers and sisters are referred, protected and taken into care together, so that a count of children moves in steps of families.
Its variance is then that of independent cases times a factor (the design effect), whatever the size of an authority: it weighs most
where counts are small. Movements of practice and recording, in contrast, are as large in large authorities as in small ones. The two
are told apart by size: the squared moves of all authorities between consecutive years are fitted as

    factor × variance by chance + variance of other movements

with the moves of each pair of years set about their middle, weights of one over the squared variance, and extreme moves brought in
(winsorised). Sources: C. E. McCulloch and S. R. Searle, Generalized, Linear, and Mixed Models (2001), on variance components by
weighted squares; L. Kish, Survey Sampling (1965), on design effects; D. R. Cox and E. J. Snell, Analysis of Binary Data (2nd edition,
1989), section 3.2, on testing with variances that exceed the binomial's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.sources import areas, published
from helpers.sources.publications import MeasureDefinition
from helpers.statistics.comparison import cases as implied
from helpers.statistics.comparison import dispersion
from helpers.statistics.comparison.dispersion import WINSORISED

ROUNDS = 50
SETTLED = 1e-6
LEAST = 1.0  # brothers and sisters never make counts steadier than chance
FEWEST_MOVES = 300  # about two pairs of years of all authorities
LARGEST_ERROR = 0.3  # of the factor itself: an estimate less certain than that is not used on its own
ERRORS_ABOVE = 1.645  # standard errors: the factor is above this end once in twenty times


@dataclass(frozen=True)
class Clustering:
    """The factor by which chance's variance is multiplied, at least 1, its standard error, and from how many moves it was estimated.

    `between` is the variance of movements that do not depend on size, on the even scale of `dispersion`.
    """

    factor: float
    error: float
    between: float = 0.0
    moves: int = 0

    @property
    def is_stable(self) -> bool:
        """Whether the estimate is certain enough to be used on its own."""
        return self.moves >= FEWEST_MOVES and self.error <= LARGEST_ERROR * max(self.factor, LEAST)

    @property
    def upper(self) -> float:
        """The upper end of the factor, for tests: with one too small they would claim change where there is none."""
        return self.factor + ERRORS_ABOVE * self.error


@cache
def of_measure(measure: str) -> Clustering:
    """Return the clustering of a published measure; that of no clustering where fewer than twenty authorities have two years.

    Where the measure's own years are too few, it is the mean of stable estimates of measures of the same base, weighted by their
    certainty; where there is none of these either, its own.
    """
    about = published.store().measure(measure)
    own = _own(about.measure)
    if own is None:
        return Clustering(LEAST, 0.0)
    if own.is_stable:
        return own
    alike = [_own(other.measure) for other in published.store().measures() if _is_alike(other, about)]
    stable = [estimate for estimate in alike if estimate and estimate.is_stable]
    return _pooled(stable) if stable else own


@cache
def _own(measure: str) -> Clustering | None:
    moves = consecutive_moves(measure)
    if not moves:
        return None
    return estimate(np.concatenate([part.moved for part in moves]), np.concatenate([part.chance for part in moves]))


def _pooled(estimates: list[Clustering]) -> Clustering:
    weights = np.array([1 / estimate.error**2 for estimate in estimates])
    mean = float(np.average([estimate.factor for estimate in estimates], weights=weights))
    return Clustering(mean, float(1 / np.sqrt(weights.sum())), moves=sum(estimate.moves for estimate in estimates))


def estimate(moved: np.ndarray, chance: np.ndarray) -> Clustering:
    """Estimate the factor and the variance of other movements, from moves on the even scale and their variances by chance.

    The moves are those of stable authorities for the most part; a tenth at either end counts no more than the tenth does.
    """
    multiple, between, error = 1.0, 0.0, 0.0
    for _ in range(ROUNDS):
        variance = np.maximum(multiple * chance + between, dispersion.PRECISION)
        squares = variance * dispersion.winsorised(moved / np.sqrt(variance), WINSORISED) ** 2
        before = multiple
        multiple, between, error = _fitted(squares / dispersion.kept_by_winsorising(WINSORISED), chance, variance)
        if abs(multiple - before) < SETTLED:
            break
    return Clustering(max(multiple, LEAST), error, between, len(moved))


def effective(part: float, base: float, factor: float) -> tuple[float, float]:
    """Return as many independent cases as tell no more than clustered ones do: part and base divided by the factor."""
    return part / factor, base / factor


def consecutive_moves(measure: str) -> list[Moves]:
    """Return the moves of authorities between consecutive years of a measure, each about the middle of its pair of years.

    Pairs on either side of a break, and those with fewer than twenty authorities, are left out.
    """
    figures = _on_even_scale(measure)
    starts = {change.partition(": ")[0] for change in published.store().measure(measure).breaks}
    all_moves = [
        figures.moves(earlier, later)
        for earlier, later in pairwise(range(len(figures.periods)))
        if figures.periods[later] not in starts and figures.years[later] - figures.years[earlier] == 1
    ]
    enough = [moves for moves in all_moves if len(moves.moved) >= dispersion.LEAST_AUTHORITIES]
    return [replace(moves, moved=moves.moved - np.median(moves.moved)) for moves in enough]


def cases(measure: str) -> dict[str, np.ndarray]:
    """Return the figures of authorities whose cases are published or implied: area, period, period_end, numerator and denominator."""
    figures = implied.completed(measure, published.store().figures(measure))
    columns = {name: figures[name].to_numpy() for name in ("area", "period", "period_end", "numerator", "denominator")}
    authorities = areas.codes_of_authorities()
    is_authority = np.array([area in authorities for area in columns["area"]], dtype=bool)
    has_cases = ~np.isnan(columns["numerator"]) & (columns["denominator"] > 0)
    return {name: cells[has_cases & is_authority] for name, cells in columns.items()}


def moves_between(measure: str, earlier: str, later: str) -> Moves | None:
    """Return how authorities' figures moved between two periods, about no move; None where a period has no figures."""
    figures = _on_even_scale(measure)
    if not {earlier, later} <= set(figures.periods):
        return None
    return figures.moves(figures.periods.index(earlier), figures.periods.index(later))


@dataclass(frozen=True)
class Moves:
    """How authorities moved to a period on the even scale, and the variance by chance of each move."""

    moved: np.ndarray
    chance: np.ndarray
    period: str


@dataclass(frozen=True)
class _EvenScale:
    """Authorities' figures on the even scale, and their variances by chance: a row for each authority, a column for each period in order.

    NaN where an authority has no figure. `years` are those in which the periods end.
    """

    periods: list[str]
    years: list[int]
    figures: np.ndarray
    chance: np.ndarray

    def moves(self, earlier: int, later: int) -> Moves:
        """The moves of the authorities that have both periods, each given by its place."""
        moved = self.figures[:, later] - self.figures[:, earlier]
        has_both = ~np.isnan(moved)
        return Moves(moved[has_both], (self.chance[:, later] + self.chance[:, earlier])[has_both], self.periods[later])


@cache
def _on_even_scale(measure: str) -> _EvenScale:
    figures = cases(measure)
    row, authorities = pd.factorize(figures["area"], sort=True)
    column, periods = pd.factorize(figures["period"], sort=True)
    part, base = (np.full((len(authorities), len(periods)), np.nan) for _ in range(2))
    part[row, column], base[row, column] = figures["numerator"], figures["denominator"]
    ended = figures["period_end"].astype("datetime64[Y]").astype(int) + 1970
    return _EvenScale(
        periods=list(periods),
        years=[int(ended[column == place].max()) for place in range(len(periods))],
        figures=dispersion.to_even_scale(part, base, unit=published.store().measure(measure).unit),
        chance=dispersion.chance(base),
    )


def _fitted(squares: np.ndarray, chance: np.ndarray, variance: np.ndarray) -> tuple[float, float, float]:
    """Return the slope and the intercept, neither below 0, of squared moves upon chance, and the standard error of the slope."""
    weights = 1 / variance**2
    total, weighted = weights.sum(), weights * chance
    middle, mean = weighted.sum() / total, (weights * squares).sum() / total
    apart = chance - middle
    around = float((weights * apart**2).sum())
    slope = float((weights * apart * (squares - mean)).sum() / around) if around else 0.0
    intercept = float(mean - slope * middle)
    if intercept < 0:
        around = float((weights * chance**2).sum())
        slope, intercept = float((weighted * squares).sum() / around), 0.0
    return max(slope, 0.0), max(intercept, 0.0), float(np.sqrt(2 / around)) if around else float("inf")


def _is_alike(other: MeasureDefinition, about: MeasureDefinition) -> bool:
    return (other.denominator_note, other.unit, other.period_kind) == (
        about.denominator_note,
        about.unit,
        about.period_kind,
    )
