"""Turn values into places on a sheet, and choose the few values an axis names."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.ticker import MaxNLocator

from helpers.statistics import units
from helpers.statistics.numbers import Number


@dataclass(frozen=True)
class Scale:
    """A straight scale: `low` stands at `start` and `high` at `end`, in points."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.start + share * (self.end - self.start)


def ticks(low: float, high: float, *, about: int = 4) -> list[float]:
    """Return round values from at or below `low` to at or above `high`; a single value gives two."""
    if high <= low:
        high = low + (abs(low) or 1.0)
    return [float(tick) for tick in MaxNLocator(nbins=about, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)]


def tick_label(tick: float, unit: str, step: float) -> Number:
    """Write an axis value: pounds and per cent with their sign, others bare, with decimals where the step needs them."""
    decimals = 0 if step == int(step) else 1 if round(step * 10) == step * 10 else 2
    words = units.formatted(tick, unit if unit in ("pounds", "percent") else "count", decimals=decimals)
    return Number("axis", tick, unit, kind="axis", shown=words)
