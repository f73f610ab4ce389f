"""Compare a published figure with its own past, and with England, the region, statistical neighbours and all authorities.

Each result holds only what can be claimed; where nothing can, `reason` is a sentence that says why. `display.sentences.comparing`
makes sentences of the results.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers.sources import published
from helpers.statistics.comparison import clustering, control_chart, intervals, movements
from helpers.statistics.comparison.movements import SeriesPoint
from helpers.statistics.comparison.rankings import Ranking, all_authorities, funnel, ranking
from helpers.statistics.comparison.series import Series
from helpers.statistics.derivations import Derivation
from helpers.statistics.formulas import SCALES
from helpers.statistics.numbers import Number, Text, compose, text
from helpers.statistics.statistic import Statistic

__all__ = [
    "PublishedChange",
    "Ranking",
    "SeriesPattern",
    "change",
    "all_authorities",
    "funnel",
    "interval",
    "pattern",
    "ranking",
]

ROSE, FELL, SIMILAR, INCOMPARABLE = "rose", "fell", "was similar", "cannot be compared"
TOO_SHORT = "Fewer than {} years are published, too few to know what is usual for the area."
FEWEST = Number(
    "runs.fewest_points",
    float(control_chart.FEWEST_POINTS),
    derivation=Derivation("constant", (control_chart.FEWEST_POINTS,)),
)


@dataclass(frozen=True)
class PublishedChange:
    """How an area's figure moved between two periods.

    `direction` is one of "rose", "fell", "was similar" and "cannot be compared". `is_more_than_chance` is None where no test
    applies or none could be made. `is_better` is None unless the move is more than chance and one end of the measure is better.
    """

    area: str
    direction: str
    earlier: Number | None = None
    later: Number | None = None
    is_more_than_chance: bool | None = None
    is_better: bool | None = None
    reason: Text = Text()


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


def change(statistic: Statistic, area: str, *, since: str | None = None) -> PublishedChange:
    """Return how an area's figure moved to the newest period of a statistic from the one before, or from `since`.

    The statistic is of `measures.figures` or `all_authorities`. A move is more than chance by `movements.is_more_than_chance`; where it
    is not, or no test applies, size alone decides between a direction and "was similar". Figures that print alike were similar
    whatever the test says. A break in the series, a withheld figure or none makes "cannot be compared".
    """
    series = Series(statistic, area)
    pair = series.pair(since)
    if isinstance(pair, Text):
        return PublishedChange(series.name, INCOMPARABLE, reason=pair)
    return _moved(series, *pair)


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

    Wilson's limits for a share, Byar's (exact below ten events) for a rate, of as many cases as the clustered ones are worth. None where no test of chance applies to the measure
    or the cases behind the figure are not published.
    """
    series = Series(statistic, area)
    row = series.last
    if row is None or movements.why_untested(series.about) or not series.point(row).has_base:
        return None
    lower, upper = _limits(series.about, series.point(row))
    return (
        series.derived("chance_limit", lower, [row], "lower"),
        series.derived("chance_limit", upper, [row], "upper"),
    )


def _moved(series: Series, first: int, last: int) -> PublishedChange:
    is_more, reason = _tested(series.about, series.point(first), series.point(last))
    direction = _direction(series, first, last, is_more=bool(is_more))
    is_better = _is_better(series.about, direction) if is_more else None
    return PublishedChange(
        series.name, direction, series.number(first), series.number(last), is_more, is_better, text(reason)
    )


def _tested(about: published.MeasureDefinition, earlier: SeriesPoint, later: SeriesPoint) -> tuple[bool | None, str]:
    """Return whether the move is more than chance, or None and a sentence that says why it was not tested."""
    why = movements.why_untested(about)
    if why:
        return None, why
    if not (earlier.has_base and later.has_base):
        return None, movements.NO_BASE
    is_more = movements.is_more_than_chance(about, earlier, later)
    return is_more, movements.FEW_AUTHORITIES if is_more is None else ""


def _direction(series: Series, first: int, last: int, *, is_more: bool) -> str:
    earlier, later = series.number(first), series.number(last)
    if earlier.shown == later.shown or (not is_more and movements.are_alike(earlier, later, about=series.about)):
        return SIMILAR
    return ROSE if series.value(last) > series.value(first) else FELL


def _is_better(about: published.MeasureDefinition, direction: str) -> bool | None:
    if not about.polarity or direction == SIMILAR:
        return None
    return (direction == ROSE) == (about.polarity == "high")


def _why_no_pattern(series: Series) -> Text:
    if series.last is None:
        return series.why_no_last
    why = movements.why_untested(series.about)
    if why in (movements.CARRIES_OVER, movements.OVERLAPS):
        return text(why)
    return compose(TOO_SHORT, FEWEST) if len(series.unbroken) < control_chart.FEWEST_POINTS else Text()


def _limits(about: published.MeasureDefinition, point: SeriesPoint) -> tuple[float, float]:
    scale, factor = SCALES[about.unit], clustering.of_measure(about.measure).factor
    part, base = clustering.effective(point.part, point.base, factor)
    lower, upper = intervals.of_share(part, base) if about.unit == "percent" else intervals.of_count(part)
    return (scale * lower, scale * upper) if about.unit == "percent" else (scale * lower / base, scale * upper / base)
