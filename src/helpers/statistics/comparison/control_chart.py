"""Whether the last of a long series stands out from its own past: the XmR (individuals and moving range) chart.

Source: D. J. Wheeler, "Understanding Variation" (1993); NHS England, "Making data count"; W. A. Shewhart's limits for single values, three standard deviations by the average moving
range. The rules are for a series whose years are independent, so they are not for children counted again each 31 March.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FEWEST_POINTS = 12
RANGE_TO_DEVIATION = 1.128
RUN = 7

OUTSIDE = "lies outside the limits of its own past"
NEAR = "is, like another year shortly before, close to the same limit of its own past"
SHIFT = "ends a run of years on one side of the average"
TREND = "ends a run of years that each moved the same way"


@dataclass(frozen=True)
class ControlLimits:
    """The average of a series and its process limits, in the unit of the series."""

    average: float
    lower: float
    upper: float

    @property
    def deviation(self) -> float:
        """One standard deviation, estimated from the moving range."""
        return (self.upper - self.average) / 3


def limits(values: Sequence[float]) -> ControlLimits:
    """Return the average and the limits at 3 × the average moving range / 1.128 (2.66 × the average moving range)."""
    average = float(np.mean(values))
    wide = 3 * float(np.mean(np.abs(np.diff(values)))) / RANGE_TO_DEVIATION
    return ControlLimits(average, average - wide, average + wide)


def signals(values: Sequence[float]) -> tuple[str, ...]:
    """Return what the last value of a series shows, by the four rules of "Making data count"; nothing below twelve values.

    On a stable series of independent years at least one rule is met about once in a hundred.
    """
    if len(values) < FEWEST_POINTS:
        return ()
    signs = limits(values)
    away = (np.asarray(values) - signs.average) / signs.deviation if signs.deviation else np.zeros(len(values))
    rules = {
        OUTSIDE: abs(away[-1]) > 3,
        NEAR: _is_near(away[-3:]),
        SHIFT: _is_shift(away[-RUN:]),
        TREND: _is_trend(values),
    }
    return tuple(rule for rule, is_met in rules.items() if is_met)


def _is_near(last: np.ndarray) -> bool:
    side = np.sign(last[-1])
    return bool(last[-1] * side > 2 and np.sum(last * side > 2) >= 2)


def _is_shift(last: np.ndarray) -> bool:
    return bool(np.all(last > 0) or np.all(last < 0))


def _is_trend(values: Sequence[float]) -> bool:
    steps = np.diff(values[-RUN:])
    return bool(np.all(steps > 0) or np.all(steps < 0))
