"""Words, boxes, lines and symbols for pictures that are laid out rather than plotted; all lengths are points.

Places count from the sheet's top left corner, as `canvas.plain` has them. The symbols are shapes, not letters, so that no
face can lack one.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Wedge

from helpers.display import theme
from helpers.display.drawn_lines import LineOfText
from helpers.display.sentences import line_breaks
from helpers.statistics.numbers import Part, Text, text

DASHED = (3.0, 1.5)
LEADING = 1.25
ASCENT = 0.95


def height(words: Part, size: float) -> float:
    """How tall lines of text stand."""
    return (text(words).words.count("\n") + 1) * size * LEADING


def write(
    axes: Axes,
    x: float,
    y: float,
    words: Part,
    *,
    size: float = theme.TEXT_SIZE,
    colour: str = theme.INK,
    bold: bool = False,
    across: str = "left",
) -> float:
    """Write lines whose first stands under `y`; return where the next thing may stand."""
    for place, line in enumerate(line_breaks.lines(text(words))):
        _write_line(
            axes, x, y + (ASCENT + place * LEADING) * size, line, size, colour, "bold" if bold else "normal", across
        )
    return y + height(words, size)


def _write_line(
    axes: Axes, x: float, baseline: float, line: Text, size: float, colour: str, weight: str, across: str
) -> None:
    artist = LineOfText(x, baseline, line, size=size, color=colour, weight=weight, ha=across)
    artist.set_transform(axes.transData)
    axes.add_artist(artist)


def line(
    axes: Axes,
    corners: Sequence[tuple[float, float]],
    *,
    colour: str = theme.CONTEXT,
    width: float = 1.0,
    dashes: tuple[float, ...] = (),
) -> None:
    """Draw a line through corners; `dashes` are lengths drawn and left out, in widths of the line."""
    across, down = zip(*corners, strict=True)
    artist = Line2D(across, down, color=colour, linewidth=width, solid_capstyle="butt", clip_on=False)
    artist.set_linestyle((0, dashes) if dashes else "-")
    axes.add_line(artist)


def box(
    axes: Axes,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = "none",
    edge: str = theme.INK,
    thick: float = 1.0,
    dashes: tuple[float, ...] = (),
    rounding: float = 0,
) -> None:
    """Draw a box from its top left corner."""
    style = f"round,pad=0,rounding_size={rounding}" if rounding else "square,pad=0"
    shape = FancyBboxPatch(
        (x, y), width, height, boxstyle=style, facecolor=fill, edgecolor=edge, linewidth=thick, clip_on=False
    )
    shape.set_linestyle((0, dashes) if dashes else "-")
    axes.add_patch(shape)


def dots(
    axes: Axes,
    places: Sequence[tuple[float, float]],
    *,
    marker: str = "o",
    size: float = 7,
    fill: str = theme.FOCUS,
    edge: str = theme.FOCUS,
) -> None:
    """Draw one mark at each place."""
    if places:
        across, down = zip(*places, strict=True)
        axes.plot(
            across,
            down,
            linestyle="none",
            marker=marker,
            markersize=size,
            markerfacecolor=fill,
            markeredgecolor=edge,
            markeredgewidth=1.3,
            clip_on=False,
        )


def tick(axes: Axes, x: float, y: float, size: float) -> None:
    """Draw a tick on a filled disc: done, held, yes."""
    dots(axes, [(x, y)], size=size)
    line(axes, _around(x, y, size, ((-0.24, 0.02), (-0.07, 0.2), (0.26, -0.18))), colour=theme.PAPER, width=size * 0.14)


def cross(axes: Axes, x: float, y: float, size: float) -> None:
    """Draw a cross on a white square: no, not done."""
    dots(axes, [(x, y)], marker="s", size=size * 0.9, fill=theme.PAPER)
    for corners in (((-0.22, -0.22), (0.22, 0.22)), ((-0.22, 0.22), (0.22, -0.22))):
        line(axes, _around(x, y, size, corners), colour=theme.FOCUS, width=size * 0.13)


def half(axes: Axes, x: float, y: float, size: float) -> None:
    """Draw a half-filled disc: partly, under way."""
    dots(axes, [(x, y)], size=size, fill=theme.PAPER)
    axes.add_patch(Wedge((x, y), size / 2, 90, 270, facecolor=theme.FOCUS, edgecolor="none", zorder=3, clip_on=False))


def dot(axes: Axes, x: float, y: float, size: float) -> None:
    """Draw a small disc: any other word."""
    dots(axes, [(x, y)], size=size * 0.4)


def dash(axes: Axes, x: float, y: float, size: float) -> None:
    """Draw a dash: nothing supplied."""
    line(axes, _around(x, y, size, ((-0.35, 0), (0.35, 0))), colour=theme.CONTEXT_DARK, width=size * 0.16)


def _around(x: float, y: float, size: float, offsets: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(x + across * size, y + down * size) for across, down in offsets]
