"""Compare a published figure with England, the region, statistical neighbours and all authorities, and say what chance could have given.

Each result holds only what can be claimed; where nothing can, `reason` is a sentence that says why. `display.sentences.comparing`
makes sentences of the results.
"""

from __future__ import annotations

from helpers.sources.publications import MeasureDefinition
from helpers.statistics.comparison import clustering, dispersion, intervals, movements
from helpers.statistics.comparison.authorities import all_authorities, funnel
from helpers.statistics.comparison.movements import SeriesPoint
from helpers.statistics.comparison.rankings import Ranking, ranking
from helpers.statistics.formulas import SCALES

__all__ = [
    "Ranking",
    "all_authorities",
    "funnel",
    "ranking",
]

CARRIED_OVER = 2.0  # what stable factors of children's measures that are new each year come to (1.7 to 2.7)
SESSIONS, SESSIONS_OF_A_CHILD = (
    "half-day sessions possible",
    380.0,
)  # in a school year: those that one child misses are one case


def chance_limits(about: MeasureDefinition, point: SeriesPoint) -> tuple[float, float] | None:
    """Return the 95% limits of a figure in its unit: what chance could have given. None where the cases behind it are not published.

    Wilson's limits for a share, Byar's (exact below ten events) for a rate, of as many cases as the clustered ones are worth. People who are counted again each year move less than chance, so that moves do not show how they are clustered: of their measures
    the factor is taken to be `CARRIED_OVER`.
    """
    if about.unit not in dispersion.UNITS_WITH_BASE or not point.has_base or not 0 <= point.part <= point.base:
        return None
    factor = _factor(about)
    part, base = clustering.effective(point.part, point.base, factor)
    if about.unit == "percent":
        lower, upper = intervals.of_share(part, base)
        return SCALES[about.unit] * lower, SCALES[about.unit] * upper
    lower, upper = intervals.of_count(part)
    return SCALES[about.unit] * lower / base, SCALES[about.unit] * upper / base


def _factor(about: MeasureDefinition) -> float:
    if about.denominator_note == SESSIONS:
        return SESSIONS_OF_A_CHILD
    return CARRIED_OVER if movements.why_untested(about) else clustering.of_measure(about.measure).factor
