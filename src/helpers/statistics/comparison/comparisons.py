"""Compare a published figure with its own past, and with England, the region, statistical neighbours and all authorities.

Each result holds only what can be claimed; where nothing can, `reason` is a sentence that says why. `display.sentences.comparing`
makes sentences of the results.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers.sources.publications import MeasureDefinition
from helpers.statistics.comparison import clustering, control_chart, dispersion, intervals, movements
from helpers.statistics.comparison.authorities import all_authorities, funnel
from helpers.statistics.comparison.movements import SeriesPoint
from helpers.statistics.comparison.rankings import Ranking, ranking
from helpers.statistics.comparison.series import Series
from helpers.statistics.derivations import Derivation
from helpers.statistics.formulas import SCALES
from helpers.statistics.numbers import Number, Text, compose, text
from helpers.statistics.statistic import Statistic

__all__ = [
    "Ranking",
    "SeriesPattern",
    "all_authorities",
    "funnel",
    "interval",
    "pattern",
    "ranking",
]

TOO_SHORT = "Fewer than {} years are published, too few to know what is usual for the area."
FEWEST = Number(
    "runs.fewest_points",
    float(control_chart.FEWEST_POINTS),
    derivation=Derivation("constant", (control_chart.FEWEST_POINTS,)),
)


@dataclass(frozen=True)
class SeriesPattern:
    """What the last of at least twelve years shows against an area's own past (XmR chart), and the limits of that past."""

    area: str
    latest: Number | None = None
    count: Number | None = None
    lower: Number | None = None
    upper: Number | None = None
    signals: tuple[str, ...] = ()
    reason: Text = Text()


def pattern(statistic: Statistic, area: str) -> SeriesPattern:
    """Return whether the newest year stands out from all the years published since the last break, by the rules of `control_chart`.

    Those rules do not hold for people who are counted again each year, nor for figures that overlap: `reason` then says so.
    """
    series = Series(statistic, area)
    why = _why_no_pattern(series)
    if why:
        return SeriesPattern(series.name, reason=why)
    rows = series.unbroken
    values = [series.value(row) for row in rows]
    limits = control_chart.limits(values)
    return SeriesPattern(
        area=series.name,
        latest=series.number(rows[-1]),
        count=series.derived("count", float(len(rows)), rows, unit="count"),
        lower=series.derived("natural_limit", max(limits.lower, 0.0), rows, "lower"),
        upper=series.derived("natural_limit", limits.upper, rows, "upper"),
        signals=control_chart.signals(values),
    )


def interval(statistic: Statistic, area: str) -> tuple[Number, Number] | None:
    """Return the 95% limits of an area's newest figure, in its unit: what chance could have given in a year like that one.

    Wilson's limits for a share, Byar's (exact below ten events) for a rate, of as many cases as the clustered ones are worth.
    None where the cases behind the figure are not published.
    """
    series = Series(statistic, area)
    row = series.last
    limits = None if row is None else chance_limits(series.about, series.point(row))
    if row is None or limits is None:
        return None
    lower, upper = limits
    factor = movements.factor_of(series.about)
    return (
        series.derived("chance_limit", lower, [row], "lower", factor),
        series.derived("chance_limit", upper, [row], "upper", factor),
    )


def chance_limits(about: MeasureDefinition, point: SeriesPoint) -> tuple[float, float] | None:
    """Return the 95% limits of a figure in its unit, as `interval` does; None where the cases behind it are not published."""
    if about.unit not in dispersion.UNITS_WITH_BASE or not point.has_base or not 0 <= point.part <= point.base:
        return None
    part, base = clustering.effective(point.part, point.base, movements.factor_of(about))
    if about.unit == "percent":
        lower, upper = intervals.of_share(part, base)
        return SCALES[about.unit] * lower, SCALES[about.unit] * upper
    lower, upper = intervals.of_count(part)
    return SCALES[about.unit] * lower / base, SCALES[about.unit] * upper / base


def _why_no_pattern(series: Series) -> Text:
    if series.last is None:
        return series.why_no_last
    why = movements.why_untested(series.about)
    if why in (movements.CARRIES_OVER, movements.OVERLAPS):
        return text(why)
    return compose(TOO_SHORT, FEWEST) if len(series.unbroken) < control_chart.FEWEST_POINTS else Text()
