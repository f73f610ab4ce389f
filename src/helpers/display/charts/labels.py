"""Name a few of many dots where each name covers least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from helpers.display import canvas, theme
from helpers.display.charts import marks
from helpers.statistics.numbers import Text

Point = tuple[float, float]
Room = tuple[float, float, float, float]
BROKEN_AT = 90.0
AWAY, CLEAR = 8.0, 5.0
# A place costs 1 for each dot it covers, CROSSED for each corner of a line, and SPOILT where no label may stand;
# a label other than the first is left out where dots, edges and labels alone would cost it MOST_COVERED or more.
SPOILT, MOST_COVERED, CROSSED = 1000.0, 2.0, 0.1


@dataclass(frozen=True)
class NamedPoint:
    """A dot that is to be named."""

    name: Text
    dot: Point
    is_picked: bool = False


@dataclass(frozen=True)
class Label:
    """A name in its place: `left` and `top` are its corner in points."""

    words: Text
    left: float
    top: float
    is_picked: bool

    @property
    def room(self) -> Room:
        """Left, top, right and bottom."""
        width = canvas.width_of(self.words, bold=self.is_picked)
        return self.left, self.top, self.left + width, self.top + marks.height(self.words, theme.TEXT_SIZE)

    def meets(self, label: Label) -> bool:
        """Whether two labels run into each other."""
        own, its = self.room, label.room
        return own[0] < its[2] and its[0] < own[2] and own[1] < its[3] and its[1] < own[3]


def placed(
    named: Sequence[NamedPoint], *, dots: Sequence[Point], lines: Sequence[Point] = (), within: Room
) -> list[Label]:
    """Place names one by one, the first given first, each where it covers the fewest dots and crosses least of any lines.

    A name that would leave the room, run into one already placed or cover several dots, wherever it stood, is left out; the
    first never is.
    """
    labels: list[Label] = []
    for name in named:
        best = min(
            _choices(name), key=lambda label: _cost(label, dots, within, labels) + CROSSED * _hidden(label, lines)
        )
        if not labels or _cost(best, dots, within, labels) < MOST_COVERED:
            labels.append(best)
    return labels


def write(axes: Axes, label: Label) -> None:
    """Write a label, the picked one bold."""
    colour = theme.FOCUS if label.is_picked else theme.INK
    marks.write(axes, label.left, label.top, label.words, bold=label.is_picked, colour=colour)


def _choices(named: NamedPoint) -> list[Label]:
    """A name to the right, the left, above and under its dot and between these, on one line or broken."""
    (x, y), words = named.dot, (named.name, canvas.wrapped(named.name, BROKEN_AT, bold=named.is_picked))
    return [
        Label(name, left, top, named.is_picked)
        for name in dict.fromkeys(words)
        for left, top in _corners(
            x, y, canvas.width_of(name, bold=named.is_picked), marks.height(name, theme.TEXT_SIZE)
        )
    ]


def _corners(x: float, y: float, wide: float, tall: float) -> list[Point]:
    near, away = AWAY * 0.8, AWAY
    return [
        (x + away, y - tall / 2),
        (x - away - wide, y - tall / 2),
        (x - wide / 2, y - tall - near),
        (x - wide / 2, y + near),
        (x + away, y - tall - near / 2),
        (x - away - wide, y - tall - near / 2),
        (x + away, y + near / 2),
        (x - away - wide, y + near / 2),
    ]


def _cost(label: Label, dots: Sequence[Point], within: Room, labels: Sequence[Label]) -> float:
    """How much a label covers; `SPOILT` and more where it leaves the room or meets another."""
    left, top, right, bottom = label.room
    outside = left < within[0] or top < within[1] or right > within[2] or bottom > within[3]
    return SPOILT * (outside + sum(label.meets(neighbour) for neighbour in labels)) + _hidden(label, dots)


def _hidden(label: Label, dots: Sequence[Point]) -> int:
    """How many dots lie under a label or all but touch it."""
    left, top, right, bottom = label.room
    return sum(left - CLEAR < x < right + CLEAR and top - CLEAR / 2 < y < bottom + CLEAR / 2 for x, y in dots)
