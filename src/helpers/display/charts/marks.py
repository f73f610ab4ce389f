"""Words, boxes, lines and symbols for pictures that are laid out rather than plotted; all lengths are points.

Places count from the sheet's top left corner, as `canvas.plain` has them. The symbols are shapes, not letters, so that no
face can lack one.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch

from helpers.display import drawn_lines, theme
from helpers.display.drawn_lines import LineOfText
from helpers.statistics.numbers import Part, Text, text

DASHED = (3.0, 1.5)
LEADING = 1.25
ASCENT = 0.95


class _Line(drawn_lines.Unclipped, Line2D):
    """A line, or marks along one."""


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
    for place, line in enumerate(drawn_lines.lines(text(words))):
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
    artist = _Line(across, down, color=colour, linewidth=width, solid_capstyle="butt", clip_on=False)
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
        artist = _Line(
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
        axes.add_line(artist)
