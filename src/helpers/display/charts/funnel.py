"""Every authority against the limits within which chance and the usual differences between authorities would keep it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, places, theme
from helpers.display.blocks import Figure, NotSupplied
from helpers.display.charts import labels, marks
from helpers.display.charts.funnel_points import LIMITS, Cloud
from helpers.display.charts.scales import Scale, tick_label, ticks
from helpers.display.sentences import narrative, row_counts
from helpers.statistics.derivations import Derivation
from helpers.statistics.numbers import Number, Text, compose, joined
from helpers.statistics.statistic import Statistic

INNER = Number("funnel.inner_limit", 95.0, "percent", derivation=Derivation("constant", (95,)))
OUTER = Number("funnel.outer_limit", 99.8, "percent", derivation=Derivation("constant", (99.8,)))
STEPS = 160
TOP, UNDER, RIGHT = 22.0, 36.0, 38.0
LOOKS: Mapping[str, dict[str, Any]] = {
    "other": {"marker": "o", "s": 22, "color": theme.CONTEXT, "edgecolor": theme.PAPER, "linewidth": 0.8},
    "neighbour": {"marker": "s", "s": 25, "color": theme.PAPER, "edgecolor": theme.FOCUS, "linewidth": 1.3},
    "picked": {"marker": "D", "s": 81, "color": theme.FOCUS, "edgecolor": theme.PAPER, "linewidth": 1.3},
}


@canvas.chart
def funnel(
    statistic: Statistic, *, highlight: str, neighbours: Sequence[str] = (), value: str = "value"
) -> Figure | NotSupplied | None:
    """Draw each authority's value against its base, with the limits within which chance and usual differences would keep it.

    Rows have area, area_name, base (such as residents aged 0 to 17), a value, lower_95, upper_95, lower_998 and upper_998:
    the limits at the row's own base. Limits are drawn as given; the method is that of whoever worked them out. The picked area
    and the few furthest outside the outer limits are named; neighbours (codes or names) are marked. An unknown area raises
    UnknownName. Where every authority lies within its outer limits, and the picked area within its inner ones, the picture would
    say nothing: it is not drawn, and None is returned.
    """
    cloud = Cloud(statistic, places.picked(statistic, highlight), tuple(neighbours), value)
    if statistic.supplied and not cloud.has_outlier:
        return None
    return canvas.figure(
        statistic,
        lambda sheet, layout: _draw(sheet, cloud, layout),
        title=_title(cloud),
        alt=_alt(cloud),
        wide=(canvas.WIDE[0], 3.8),
        narrow=(canvas.NARROW[0], 3.9),
        note=_note(cloud),
    )


# --- Drawing


@dataclass(frozen=True, eq=False)
class Plot:
    """The scales of a sheet and the places of its dots."""

    cloud: Cloud
    layout: canvas.CanvasLayout

    @cached_property
    def values(self) -> list[float]:
        """The values the axis up the side names."""
        values = [self.cloud.at(row, self.cloud.value) for row in self.cloud.rows] or [0.0]
        return ticks(min(values), max(values), about=5)

    @cached_property
    def bases(self) -> list[float]:
        """The bases the axis along the foot names."""
        bases = [self.cloud.at(row, "base") for row in self.cloud.rows] or [1.0]
        return ticks(0.0, max(bases), about=8)

    @property
    def named_bases(self) -> list[float]:
        """The bases with room to be named: those near zero crowd."""
        bases: list[float] = []
        for base in reversed(self.bases):
            room = canvas.width_of(tick_label(base, "count", 1)) + 10
            if not bases or self.along(bases[-1]) - self.along(base) > room:
                bases.append(base)
        return bases

    @cached_property
    def across(self) -> Scale:
        """The scale from the square root of a base to its place across, in units of the sheet."""
        return Scale(0.0, self.bases[-1] ** 0.5, self.left, self.layout.width - RIGHT)

    def along(self, base: float) -> float:
        """Where a base stands: by its square root, so that the many small authorities do not lie on each other."""
        return self.across(base**0.5)

    @cached_property
    def down(self) -> Scale:
        """The scale from a value to its place down the sheet: the least lies lowest."""
        return Scale(self.values[0], self.values[-1], self.layout.height - UNDER, TOP + 8)

    @cached_property
    def left(self) -> float:
        """Room for the widest value at the side."""
        return max(canvas.width_of(self.axis_label(value)) for value in self.values) + 8

    def axis_label(self, value: float) -> Number:
        """A value of the side as written."""
        unit = self.cloud.statistic.column(self.cloud.value).unit
        return tick_label(value, unit, self.values[1] - self.values[0])

    @cached_property
    def dots(self) -> dict[int, tuple[float, float]]:
        """The place of each row's dot."""
        cloud = self.cloud
        return {row: (self.along(cloud.at(row, "base")), self.down(cloud.at(row, cloud.value))) for row in cloud.rows}

    @property
    def names(self) -> list[labels.NamedPoint]:
        """The names to write and the dots they are of."""
        cloud = self.cloud
        most = 3 if self.layout.narrow else len(cloud.named)
        return [
            labels.NamedPoint(cloud.label(row), self.dots[row], row == cloud.mine) for row in cloud.named[: 1 + most]
        ]

    @property
    def lines(self) -> list[tuple[float, float]]:
        """The corners of the limits' lines, which a name had better not cross."""
        return [corner for column in LIMITS for corner in self.curve(column)]

    @property
    def room(self) -> labels.Room:
        """Where names may stand: left, top, right and bottom."""
        return self.left, 0.0, self.layout.width, self.down.start

    def curve(self, column: str) -> list[tuple[float, float]]:
        """The corners of a limit's line, where it lies within the sheet."""
        least = min(self.cloud.at(row, "base") for row in self.cloud.rows)
        # A limit bends most where bases are small, so the steps along it grow with the base.
        bases = np.geomspace(least, self.bases[-1], STEPS).tolist()
        limits = zip(bases, self.cloud.limit(column, bases), strict=True)
        return [
            (self.along(base), self.down(limit)) for base, limit in limits if self.values[0] <= limit <= self.values[-1]
        ]


def _draw(sheet: Sheet, cloud: Cloud, layout: canvas.CanvasLayout) -> None:
    axes, plot = canvas.plain(sheet, layout), Plot(cloud, layout)
    _draw_axes(axes, plot)
    if cloud.rows:
        _draw_limits(axes, plot)
    _draw_dots(axes, plot)
    _draw_key(axes, plot)
    for label in labels.placed(plot.names, dots=list(plot.dots.values()), lines=plot.lines, within=plot.room):
        labels.write(axes, label)


def _draw_axes(axes: Axes, plot: Plot) -> None:
    for value in plot.values:
        y = plot.down(value)
        marks.line(axes, [(plot.left, y), (plot.across.end, y)], colour="#E3E3E3", width=0.6)
        marks.write(
            axes,
            plot.left - 5,
            y - marks.height("", theme.TEXT_SIZE) / 2,
            plot.axis_label(value),
            colour=theme.SOFT_INK,
            across="right",
        )
    foot = plot.down.start
    for base in plot.named_bases:
        marks.line(axes, [(plot.along(base), foot), (plot.along(base), foot + 3)], colour=theme.CONTEXT, width=0.8)
        marks.write(
            axes, plot.along(base), foot + 4, tick_label(base, "count", 1), colour=theme.SOFT_INK, across="center"
        )
    heading = plot.cloud.statistic.column("base").heading
    marks.write(axes, plot.left, foot + 19, heading, size=theme.SMALL_TEXT_SIZE, colour=theme.SOFT_INK)


def _draw_limits(axes: Axes, plot: Plot) -> None:
    for column, is_inner in LIMITS.items():
        corners = plot.curve(column)
        if len(corners) > 1:
            marks.line(axes, corners, colour=theme.CONTEXT_DARK, width=1.0, dashes=marks.DASHED if is_inner else ())
    ends = {column: plot.curve(column)[-1][1] for column in LIMITS if plot.curve(column)}
    tops = canvas.spread(list(ends.values()), 11.0, 0, plot.layout.height)
    for column, middle in zip(ends, tops, strict=True):
        number = INNER if LIMITS[column] else OUTER
        marks.write(axes, plot.across.end + 4, middle - 5.6, number, size=theme.SMALL_TEXT_SIZE, colour=theme.SOFT_INK)


def _draw_dots(axes: Axes, plot: Plot) -> None:
    """A dot for each authority, told by shape as well as colour: the picked one is drawn last, on top."""
    import seaborn  # most of a second, which a build that draws no dots is spared

    cloud = plot.cloud
    roles = {
        row: "picked" if row == cloud.mine else "neighbour" if row in cloud.alike else "other" for row in cloud.rows
    }
    for role, look in LOOKS.items():
        dots = [plot.dots[row] for row in cloud.rows if roles[row] == role]
        seaborn.scatterplot(x=[x for x, _ in dots], y=[y for _, y in dots], clip_on=False, ax=axes, **look)


def _draw_key(axes: Axes, plot: Plot) -> None:
    if not plot.cloud.alike:
        return
    marks.dots(axes, [(plot.left + 4, 7)], marker="s", size=5, fill=theme.PAPER)
    marks.write(axes, plot.left + 12, 1, "statistical neighbour", size=theme.SMALL_TEXT_SIZE, colour=theme.SOFT_INK)


# --- Words


def _title(cloud: Cloud) -> Text:
    if cloud.mine is None:
        return narrative.message(otherwise=cloud.statistic.title)
    number = cloud.number(cloud.mine)
    short = number if number.unit in ("percent", "pounds") else number.bare
    message = compose("{} is {}, at {}", cloud.label(cloud.mine), cloud.position(cloud.mine), short)
    return narrative.message(message, otherwise=cloud.statistic.title)


def _alt(cloud: Cloud) -> Text:
    count = row_counts.rows(cloud.statistic, cloud.rows, of="areas with limits")
    above = row_counts.rows(cloud.statistic, cloud.above, of="areas above the outer limit")
    below = row_counts.rows(cloud.statistic, cloud.below, of="areas below the outer limit")
    sentences = [compose("Authorities above the outer limit: {} of {}; below it: {}.", above.words, count, below.words)]
    if cloud.mine is not None:
        own, base = cloud.number(cloud.mine), cloud.statistic.number(cloud.mine, "base")
        sentences.insert(
            0,
            compose(
                "{} lies {}, at {}, with a base of {}.", cloud.label(cloud.mine), cloud.position(cloud.mine), own, base
            ),
        )
    return joined(sentences, by=" ", last=" ")


def _note(cloud: Cloud) -> Text:
    return compose(
        "With chance and the usual differences alone, {} of authorities would lie within the inner limits and {} within the outer. The limits follow Spiegelhalter’s method, but give every authority the same weight and allow for the spread between authorities being an estimate. The bottom scale follows square roots, so that small authorities can be told apart.",
        INNER,
        OUTER,
    )
