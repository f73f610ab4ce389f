"""Compare a published figure with what chance could have given, with England, the region, statistical neighbours and all authorities.

Each result holds only what can be claimed; where nothing can, `reason` is a sentence that says why. `display.sentences.comparing`
makes sentences of the results.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.sources.publications import MeasureDefinition
from helpers.statistics.comparison import cases, clustering, dispersion, intervals, movements
from helpers.statistics.comparison.authorities import all_authorities, funnel
from helpers.statistics.comparison.movements import SeriesPoint
from helpers.statistics.comparison.rankings import Ranking, ranking
from helpers.statistics.comparison.series import Series, derived
from helpers.statistics.formulas import SCALES
from helpers.statistics.numbers import Number, over_inputs
from helpers.statistics.statistic import Statistic

__all__ = [
    "Ranking",
    "all_authorities",
    "funnel",
    "interval",
    "ranking",
]


def interval(statistic: Statistic, area: str) -> tuple[Number, Number] | None:
    """Return the 95% limits of an area's newest figure, in its unit: what chance could have given in a year like that one.

    Wilson's limits for a share, Byar's (exact below ten events) for a rate, of as many cases as the clustered ones are worth.
    None where the cases behind the figure are neither published nor implied by other figures.
    """
    series = Series(statistic, area)
    row = series.last
    limits = None if row is None else chance_limits(series.about, series.point(row))
    if row is None or limits is None:
        return None
    inputs = [*cases.implied_by(series.about, series.code, series.period(row)), series.number(row)]
    return _end(inputs, "lower", limits[0], series.about), _end(inputs, "upper", limits[1], series.about)


def _end(inputs: Sequence[Number], side: str, value: float, about: MeasureDefinition) -> Number:
    """One end of an interval; the figure comes last among what it follows from, after what implies the cases behind it."""
    function = "chance_limit" if len(inputs) == 1 else "implied_chance_limit"
    derivation = over_inputs(function, inputs, side, movements.factor_of(about))
    return derived(derivation, value, inputs, name=f"{inputs[-1].name}.{derivation}", unit=about.unit)


def chance_limits(about: MeasureDefinition, point: SeriesPoint) -> tuple[float, float] | None:
    """Return the 95% limits of a figure in its unit, as `interval` does; None where the cases behind it are not known."""
    if about.unit not in dispersion.UNITS_WITH_BASE or not point.has_base or not 0 <= point.part <= point.base:
        return None
    part, base = clustering.effective(point.part, point.base, movements.factor_of(about))
    if about.unit == "percent":
        lower, upper = intervals.of_share(part, base)
        return SCALES[about.unit] * lower, SCALES[about.unit] * upper
    lower, upper = intervals.of_count(part)
    return SCALES[about.unit] * lower / base, SCALES[about.unit] * upper / base
