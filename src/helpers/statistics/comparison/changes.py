"""Which of several measures changed most in the last year: what is sound first, then by the children whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.statistics.comparison.trends import Trend
from helpers.statistics.formulas import SCALES

MOST = 3
FEWEST = 30  # cases: what rests on fewer leads nowhere (decision 0021)
NAN = float("nan")


def most_changed(trends: Iterable[Trend]) -> list[Trend]:
    """Return up to three that changed in the last year by test, or by more than a fifth, and count at least thirty where that is known.

    Those that passed their test come first, then those whose cases are known; each by how many children the change concerns.
    """
    return sorted(filter(_is_news, trends), key=_rank)[:MOST]


def children_concerned(trend: Trend) -> float:
    """Return how many more or fewer the last year's move comes to, among as many as are counted now; NaN where that is not known."""
    scale = SCALES.get(trend.about.unit) if trend.about else None
    if trend.latest is None or scale is None or not trend.points[-1].has_base:
        return NAN
    return trend.latest.size / scale * trend.points[-1].base


def _is_news(trend: Trend) -> bool:
    move = trend.latest
    if move is None or trend.reason or _cases(trend) < FEWEST:
        return False
    return move.is_tested or (move.is_large and not move.is_similar)


def _cases(trend: Trend) -> float:
    """How many the larger of the last two figures counts; NaN where that is not known."""
    is_count = trend.about is not None and trend.about.unit == "count"
    counts = trend.values[-2:] if is_count else [point.part for point in trend.points[-2:]]
    return max(counts) if all(count == count for count in counts) else NAN


def _rank(trend: Trend) -> tuple[bool, bool, float]:
    children = children_concerned(trend)
    return not (trend.latest and trend.latest.is_tested), children != children, -children
