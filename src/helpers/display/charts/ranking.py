"""Areas in order of a value, with one picked out: bars for a few, a strip of dots for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, places, theme
from helpers.display.blocks import Figure, NotSupplied
from helpers.display.charts import marks
from helpers.display.charts.bars import Bars
from helpers.display.charts.rank_order import RankOrder
from helpers.display.charts.scales import Scale, tick_label, ticks
from helpers.display.sentences import narrative, row_counts, wording
from helpers.statistics.numbers import Text, compose, joined, text
from helpers.statistics.statistic import Statistic

MOST_BARS = 20
DOT = 5.0
LINE = 15.0
UNDER = 22.0


@canvas.chart
def ranking(statistic: Statistic, *, highlight: str, value: str = "value") -> Figure | NotSupplied:
    """Put areas in order of a value, the largest first, and pick one out.

    Rows have area, area_name and a value, one an area. Up to 20 areas are bars; more are dots, with the picked area, the
    largest, the smallest and England named. England and regions stand among the others but take no place. An area unknown
    to the statistic raises UnknownName.
    """
    order = RankOrder(statistic.ordered(value), places.picked(statistic, highlight), value)
    few = Bars(order.statistic, "area_name", value, picked=order.picked)
    is_few = len(order.known_rows) <= MOST_BARS
    return canvas.figure(
        order.statistic,
        few.draw if is_few else lambda sheet, layout: _draw(sheet, order, layout),
        title=_message(order),
        alt=_described(order),
        wide=few.size(narrow=False) if is_few else _size(order, narrow=False),
        narrow=few.size(narrow=True) if is_few else _size(order, narrow=True),
        note=_note(order),
    )


def _message(order: RankOrder) -> Text:
    if order.mine is None:
        return text(order.statistic.title)
    end = "highest" if order.is_high else "lowest"
    place = compose("{} of {}", end, order.count)
    shared = "joint " if order.is_shared else ""
    rank = (
        compose(f"is {shared}{{}}", place)
        if order.place.value == 1
        else compose(f"is {shared}{{}} {{}}", order.place, place)
    )
    whose = f"{wording.possessive(order.picked)} {wording.figure(order.statistic.column(order.value).unit)}"
    place_among = compose("{} {}", whose, rank)
    return narrative.message(*narrative.led(order.statistic, place_among), otherwise=order.statistic.title)


def _described(order: RankOrder) -> Text:
    if not order.known_rows:
        return text(order.statistic.title)
    sentences = [] if order.mine is None else [_placed(order)]
    ends = (
        [("The highest is {}, at {}.", order.ranked[0]), ("The lowest is {}, at {}.", order.ranked[-1])]
        if order.ranked
        else []
    )
    england = [("{} is at {}.", order.england)] if order.england is not None else []
    sentences += [
        compose(words, canvas.reworded(order.name(row), wording.everyday), order.number(row))
        for words, row in (*ends, *england)
        if row != order.mine
    ]
    return joined(sentences, by=" ", last=" ")


def _placed(order: RankOrder) -> Text:
    end, own = "highest" if order.is_high else "lowest", order.number(order.mine or 0)
    picked = wording.opening(text(wording.everyday(order.picked)))
    shared = "joint " if order.is_shared else ""
    if order.place.value == 1:
        return compose("{} is at {}, the {}{} of {} areas.", picked, own, shared, end, order.count)
    return compose("{} is at {}, {}{} from the {} of {} areas.", picked, own, shared, order.place, end, order.count)


def _note(order: RankOrder) -> Text:
    hidden = [row for row in range(len(order.statistic)) if row not in order.known_rows]
    if not hidden:
        return Text()
    return compose(
        "Areas whose figure is not given, and which have no place: {}.",
        row_counts.rows(order.statistic, hidden, of="areas not ranked"),
    )


@dataclass(frozen=True, eq=False)
class Strip:
    """Where everything on the strip of dots stands: names above, dots, names below, axis."""

    order: RankOrder
    layout: canvas.CanvasLayout

    @cached_property
    def bounds(self) -> list[float]:
        """The values the axis names."""
        order = self.order
        return ticks(
            order.float(order.known_rows[-1]), order.float(order.known_rows[0]), about=4 if self.layout.narrow else 6
        )

    @cached_property
    def across(self) -> Scale:
        """The scale of values."""
        return Scale(self.bounds[0], self.bounds[-1], 14, self.layout.width - 14)

    @cached_property
    def above(self) -> list[int]:
        """The rows named above the dots: the picked area and England."""
        return [row for row in (self.order.mine, self.order.england) if row is not None]

    @cached_property
    def below(self) -> list[int]:
        """The rows named below the dots: the highest and the lowest, unless named above."""
        ends = [self.order.ranked[0], self.order.ranked[-1]] if self.order.ranked else []
        return [row for row in dict.fromkeys(ends) if row not in self.above]

    @cached_property
    def dots(self) -> list[tuple[float, float]]:
        """The places of the dots, the middle at zero."""
        rows = [row for row in self.order.ranked if row != self.order.mine]
        return swarm([(self.across(self.order.float(row)), 0.0) for row in rows], DOT + 0.6)

    @cached_property
    def half(self) -> float:
        """How far the dots reach from their middle."""
        return max((abs(place) for _, place in self.dots), default=0.0) + DOT

    @property
    def middle(self) -> float:
        """Where the middle of the dots stands."""
        return len(self.above) * LINE + 6 + self.half

    @property
    def base(self) -> float:
        """Where the axis stands."""
        return self.middle + self.half + len(self.below) * LINE + 6

    def end(self, row: int) -> float:
        """Where an area stands across."""
        return self.across(self.order.float(row))


def _size(order: RankOrder, *, narrow: bool) -> tuple[float, float]:
    across = (canvas.NARROW if narrow else canvas.WIDE)[0]
    strip = Strip(order, canvas.CanvasLayout(narrow=narrow, width=across * canvas.POINTS, height=0))
    return across, (strip.base + UNDER) / canvas.POINTS


def _draw(sheet: Sheet, order: RankOrder, layout: canvas.CanvasLayout) -> None:
    axes, strip = canvas.plain(sheet, layout), Strip(order, layout)
    _draw_axis(axes, strip)
    for line, row in enumerate(strip.above):
        is_picked = row == order.mine
        _draw_name(axes, strip, row, line * LINE)
        foot = strip.middle if is_picked else strip.middle + strip.half
        colour = theme.FOCUS if is_picked else theme.CONTEXT_DARK
        marks.line(
            axes,
            [(strip.end(row), (line + 1) * LINE), (strip.end(row), foot)],
            colour=colour,
            width=1.2,
            dashes=() if is_picked else marks.DASHED,
        )
    for line, row in enumerate(strip.below):
        top = strip.base - 4 - (len(strip.below) - line) * LINE
        marks.line(
            axes, [(strip.end(row), strip.middle + DOT), (strip.end(row), top + 1)], colour=theme.CONTEXT, width=0.8
        )
        _draw_name(axes, strip, row, top)
    _draw_dots(axes, strip)


def _draw_axis(axes: Axes, strip: Strip) -> None:
    unit, across, base = strip.order.statistic.column(strip.order.value).unit, strip.across, strip.base
    marks.line(axes, [(across.start, base), (across.end, base)], colour=theme.CONTEXT, width=0.8)
    for tick in strip.bounds:
        marks.line(axes, [(across(tick), base), (across(tick), base + 3)], colour=theme.CONTEXT, width=0.8)
        words = tick_label(tick, unit, strip.bounds[1] - strip.bounds[0])
        marks.write(axes, across(tick), base + 5, words, colour=theme.SOFT_INK, across="center")


def _draw_dots(axes: Axes, strip: Strip) -> None:
    import seaborn  # most of a second, which a build that draws no dots is spared

    across, down = [x for x, _ in strip.dots], [y + strip.middle for _, y in strip.dots]
    seaborn.scatterplot(
        x=across, y=down, s=DOT**2, color=theme.CONTEXT, edgecolor=theme.PAPER, linewidth=0.8, clip_on=False, ax=axes
    )
    if strip.order.mine is not None:
        place = strip.end(strip.order.mine), strip.middle
        marks.dots(axes, [place], marker="D", size=9, fill=theme.FOCUS, edge=theme.PAPER)


def _draw_name(axes: Axes, strip: Strip, row: int, top: float) -> None:
    is_picked = row == strip.order.mine
    words = compose("{} {}", strip.order.name(row), wording.short(strip.order.number(row)))
    half = canvas.width_of(words, strip.layout.font_size, bold=is_picked) / 2
    place = min(max(strip.end(row), half), strip.layout.width - half)
    marks.write(
        axes, place, top, words, bold=is_picked, colour=theme.FOCUS if is_picked else theme.INK, across="center"
    )


def swarm(points: Sequence[tuple[float, float]], apart: float) -> list[tuple[float, float]]:
    """Move dots up or down from where they are wanted, as little as need be, so that none covers another."""
    placed: list[tuple[float, float]] = []
    for x, y in sorted(points):
        near = [(px, py) for px, py in placed if x - px < apart]
        steps = (y + sign * step * apart / 2 for step in range(len(points) * 2) for sign in (1, -1))
        placed.append(
            (x, next(place for place in steps if all((x - px) ** 2 + (place - py) ** 2 >= apart**2 for px, py in near)))
        )
    return placed
