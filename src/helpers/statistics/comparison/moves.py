"""A step between two figures of a line, and the word for it."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.statistics.numbers import Number

ROSE, FELL, HIGHER, LOWER, ABOUT_THE_SAME = "rose", "fell", "higher", "lower", "about the same"
LARGE = 0.2  # of the earlier figure: from how far apart a move is large


@dataclass(frozen=True)
class Move:
    """A step between two figures: "rose", "fell", "higher", "lower" or "about the same".

    `is_similar` tells whether the two are of much the same size, `is_usual` whether a test found chance and the usual changes between
    years enough to explain the step; `reason` says why no test was made. `is_better` is None unless the step passed a test and one end
    of the measure is better.
    """

    direction: str
    earlier: Number
    later: Number
    is_similar: bool
    is_usual: bool = False
    is_better: bool | None = None
    reason: str = ""

    @property
    def is_tested(self) -> bool:
        """Whether it is more than chance and the usual changes between years explain."""
        return self.direction in (ROSE, FELL)

    @property
    def size(self) -> float:
        """How far apart the two figures are, in their unit."""
        return abs(self.later.or_nan - self.earlier.or_nan)

    @property
    def is_large(self) -> bool:
        """Whether the figures lie more than a fifth of the earlier one apart."""
        return self.size > LARGE * abs(self.earlier.or_nan)
