"""What several trends say together: how the one furthest from England's stands, or what the first of them shows."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.display.charts.lines import Lines
from helpers.display.sentences import derived_numbers, trending
from helpers.statistics.comparison.trends import ABOVE, BELOW, Trend
from helpers.statistics.numbers import Text, compose

CHOICE = "The heading names the measure furthest from England’s, by the difference as a share of the larger figure."
FEWEST = 30  # children: a measure of fewer heads nothing


def message(panels: Sequence[Lines]) -> Text:
    """Say how the measure furthest from England's stands; where none is clearly apart from it, what the first one shows."""
    apart = _furthest(panels)
    return trending.apart(apart) if apart else trending.message(panels[0].trend)


def described(panels: Sequence[Lines]) -> Text:
    """Say the message, then in a sentence each what the others show, as many as a text alternative has room for."""
    also = [panel.trend for panel in panels if _furthest(panels) or panel is not panels[0]]
    return trending.fitting([compose("{}.", message(panels)), *map(trending.brief, also)])


def choice(panels: Sequence[Lines]) -> list[str]:
    """What the note says of the heading where it names one measure of several."""
    return [CHOICE] if len(panels) > 1 and _furthest(panels) else []


def _furthest(panels: Sequence[Lines]) -> Trend | None:
    """The trend furthest from England; None of a single one, and where all are close to England's."""
    apart = [panel.trend for panel in panels if _may_lead(panel)]
    return max(apart, key=_width) if apart and len(panels) > 1 else None


def _may_lead(panel: Lines) -> bool:
    """Whether the last figure is of the newest period, clearly apart from England's, and rests on enough children.

    A figure of nought is as far as can be, and most often of a place with few children: it heads nothing.
    """
    trend = panel.trend
    is_new = trend.last is not None and trend.last.period.label == panel.periods[-1]
    few = any(cases < FEWEST for cases in (trend.points[-1].part, trend.points[-1].base)) if trend.points else True
    return is_new and trend.beside in (ABOVE, BELOW) and bool(trend.values[-1]) and not few


def _width(trend: Trend) -> float:
    """How far a figure is from England's, as a share of the larger, so that measures in any unit can be ordered."""
    own, england = trend.values[-1], derived_numbers.value_of(trend.england) if trend.england else 0.0
    return abs(own - england) / max(abs(own), abs(england))
