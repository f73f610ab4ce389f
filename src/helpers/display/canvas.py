"""The sheet a chart is drawn on: the same drawing for a page and for a phone, as SVG.

A chart gives `figure` a function that draws; its title, subtitle, sources and text alternative are words of the page, never
part of the picture. Lengths are points (72 to the inch), as the page and the PDF show them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from itertools import accumulate, pairwise
from statistics import fmean
from typing import Any, Concatenate, ParamSpec, TypeVar

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.axis import XAxis, YAxis
from matplotlib.figure import Figure as Sheet
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from helpers.display import drawings, drawn_lines, grids, shorthand, svg, theme
from helpers.display.blocks import Figure, Grid, NotSupplied
from helpers.display.credits import credit
from helpers.statistics.numbers import Part, Text, joined, text
from helpers.statistics.statistic import Statistic

WIDE = (6.4, 3.2)
NARROW = (3.4, 3.6)
POINTS = 72.0
WORDS = re.compile(r"per [\d,]+\S*|\S+ [%\d](?!\S)|\S+")
Options = ParamSpec("Options")
Result = TypeVar("Result")
Wrapped = TypeVar("Wrapped", str, Text)


@dataclass(frozen=True)
class CanvasLayout:
    """The sheet's size in points, its text size, and whether it is for a phone."""

    narrow: bool
    width: float
    height: float
    font_size: float = theme.TEXT_SIZE


Draw = Callable[[Sheet, CanvasLayout], None]


def figure(
    statistic: Statistic,
    draw: Draw,
    *,
    title: Part,
    alt: Part,
    subtitle: Part | None = None,
    place: str = "",
    wide: tuple[float, float] = WIDE,
    narrow: tuple[float, float] = NARROW,
    note: Part = "",
    data: Grid | None = None,
    cited: Sequence[Statistic] = (),
) -> Figure | NotSupplied:
    """Draw a statistic twice, for a page and for a phone (sizes in inches), and give it its words and its data.

    `draw(sheet, layout)` puts marks on an empty matplotlib figure. The subtitle is the statistic's title and
    period, led by the `place` that a long title leaves out, and the data its table, unless given; the note ends with what each mark of the data stands for. The sources of those `cited` are named with the statistic's own.
    """
    if not statistic.supplied:
        return not_supplied(statistic)
    pictures = [picture(statistic, draw, size, narrow=size is narrow) for size in (wide, narrow)]
    behind = data or grids.grid(statistic)
    return Figure(
        name=statistic.name,
        title=text(title),
        subtitle=_under(statistic, text(title), place) if subtitle is None else text(subtitle),
        alt=text(alt),
        wide=pictures[0].svg,
        narrow=pictures[1].svg,
        data=behind,
        credit=credit(statistic, *cited),
        note=shorthand.explained(text(note), behind),
        wide_words=pictures[0].words,
        narrow_words=pictures[1].words,
    )


def not_supplied(statistic: Statistic) -> NotSupplied:
    """Say what is missing and who sends it or, of published figures, why there are none."""
    measure = statistic.measure
    return NotSupplied(statistic.title, measure.supplied_by, measure.unpublished)


def chart(
    draw_chart: Callable[Concatenate[Statistic, Options], Result],
) -> Callable[Concatenate[Statistic, Options], Result | NotSupplied]:
    """Make a chart return the line that says what is missing, instead of drawing, where its statistic is not supplied."""

    @wraps(draw_chart)
    def chart_or_line(statistic: Statistic, /, *args: Options.args, **options: Options.kwargs) -> Result | NotSupplied:
        return draw_chart(statistic, *args, **options) if statistic.supplied else not_supplied(statistic)

    return chart_or_line


def measured(statistic: Statistic) -> Text:
    """The words under a title: what is measured, where, and the period."""
    return comma_list(statistic.title, statistic.subtitle, statistic.when)


def _under(statistic: Statistic, title: Text, place: str) -> Text:
    """What is measured, led by the place where the title does not name it; a title that opens with what is measured leaves the rest."""
    opens = title.plain.startswith(statistic.title.plain)
    words = comma_list(statistic.subtitle, statistic.when) if opens else measured(statistic)
    return words if place in f"{title.plain} {words.plain}" else comma_list(place, words)


def comma_list(*parts: Part) -> Text:
    """Join the parts that are not empty, with commas between."""
    return joined([part for part in parts if text(part).plain], last=", ")


@dataclass(frozen=True)
class Picture:
    """A drawing as compact SVG, and its lines of text in order, with the numbers in them."""

    svg: str
    words: tuple[Text, ...]


def picture(statistic: Statistic, draw: Draw, size: tuple[float, float], *, narrow: bool) -> Picture:
    """Return a drawing of a statistic; the same statistic gives the same bytes."""
    layout = CanvasLayout(narrow=narrow, width=size[0] * POINTS, height=size[1] * POINTS)
    return drawings.drawn(lambda: _picture(statistic, draw, layout), statistic, draw, layout)


def _picture(statistic: Statistic, draw: Draw, layout: CanvasLayout) -> Picture:
    size = (layout.width / POINTS, layout.height / POINTS)
    drawing, lines = _rendered(lambda sheet: draw(sheet, layout), size)
    return Picture(svg.compact(drawing, f"{statistic.name}-{'narrow' if layout.narrow else 'wide'}"), lines)


def rehearse() -> None:
    """Draw on a sheet that nobody sees, so that the faces are found and measured once for all processes forked from this one."""
    for bold in (False, True):
        width_of("Words", bold=bold)
    _rendered(lambda sheet: sheet.text(0, 0, "Words"), WIDE)


def _rendered(draw: Callable[[Sheet], object], size: tuple[float, float]) -> tuple[str, tuple[Text, ...]]:
    """Return what is drawn on a sheet in the report's style: as SVG, and its lines of text."""
    with mpl.rc_context(theme.style()):
        sheet = Sheet(figsize=size)
        draw(sheet)
        return drawn_lines.rendered(sheet)


def plain(sheet: Sheet, layout: CanvasLayout) -> Axes:
    """Add axes over the whole sheet whose data are points from the top left corner, with no frame."""
    axes = sheet.add_axes(_Surface(sheet, (0, 0, 1, 1)))
    axes.set(xlim=(0, layout.width), ylim=(layout.height, 0))
    axes.set_axis_off()
    return axes


NO_TICKS: dict[str, Any] = {"majorTicks": [], "minorTicks": []}
ACROSS, DOWN = type("Across", (XAxis,), NO_TICKS), type("Down", (YAxis,), NO_TICKS)


class _Surface(Axes):
    """Axes along which nothing is measured: no tick is made, which is half of what axes cost, and no mark widens their fixed limits."""

    def _init_axis(self) -> None:
        self.xaxis, self.yaxis = ACROSS(self, clear=False), DOWN(self, clear=False)
        for name, edge in (("bottom", self.xaxis), ("top", self.xaxis), ("left", self.yaxis), ("right", self.yaxis)):
            self.spines[name].register_axis(edge)

    def _update_line_limits(self, *_: object) -> None:
        return None

    def _update_patch_limits(self, *_: object) -> None:
        return None


def width_of(words: Part, size: float = theme.TEXT_SIZE, *, bold: bool = False) -> float:
    """Return how many points a line of text takes; of several lines, the longest."""
    return _width_of(text(words).plain, size, bold)


@lru_cache(maxsize=10_000)
def _width_of(words: str, size: float, bold: bool) -> float:
    theme.style()
    face = FontProperties(family=[theme.FACE, theme.FALLBACK], size=size, weight="bold" if bold else "normal")
    return max(float(text_to_path.get_text_width_height_descent(line, face, False)[0]) for line in words.split("\n"))


def wrapped(words: Wrapped, width: float, size: float = theme.TEXT_SIZE, *, bold: bool = False) -> Wrapped:
    """Break words or a text into lines no wider than so many points; a longer single word stays whole, as do "per 10,000" and "Attainment 8"."""
    if isinstance(words, Text):
        return drawn_lines.relaid(words, wrapped(words.plain, width, size, bold=bold))
    lines, rest = list[str](), WORDS.findall(words)
    while rest:
        count = _fitting(rest, width, size, bold)
        lines.append(" ".join(rest[:count]))
        rest = rest[count:]
    return "\n".join(lines)


def _fitting(words: Sequence[str], width: float, size: float, bold: bool) -> int:
    """How many of the words, from the first, a line so wide takes, and at least one; a line is the wider the more words it has."""
    return 1 + bisect_right(
        range(2, len(words) + 1), width, key=lambda count: width_of(" ".join(words[:count]), size, bold=bold)
    )


def reworded(label: Text, change: Callable[[str], str]) -> Text:
    """Return a label with its words changed; one that is a single name bound to its row stays bound, shown as changed."""
    if len(label.numbers) == 1 and label == text(label.numbers[0]):
        return text(label.numbers[0].shown_as(change(label.plain)))
    return replace(label, words=change(label.words))


def spread(middles: Sequence[float], sizes: float | Sequence[float], low: float, high: float) -> list[float]:
    """Move the middles of labels along a line as little as need be so that none covers another, within low and high.

    `sizes` is the room each label takes, or one size for all. Order is kept, and the places are returned in the order given.
    """
    rooms = [float(sizes)] * len(middles) if isinstance(sizes, int | float) else [float(size) for size in sizes]
    order = sorted(range(len(middles)), key=lambda place: middles[place])
    moved = dict(zip(order, _spread([middles[i] for i in order], [rooms[i] for i in order], low, high), strict=True))
    return [moved[place] for place in range(len(middles))]


def _spread(middles: list[float], rooms: list[float], low: float, high: float) -> list[float]:
    """Spread labels that are in order: once each middle is counted from its place in a closed row, they need only never fall."""
    if not middles:
        return []
    steps = [0.0, *accumulate((before + after) / 2 for before, after in pairwise(rooms))]
    least, most = low + rooms[0] / 2, high - rooms[-1] / 2 - steps[-1]
    level = _in_order([place - step for place, step in zip(middles, steps, strict=True)])
    return [max(least, min(place, most)) + step for place, step in zip(level, steps, strict=True)]


def _in_order(numbers: list[float]) -> list[float]:
    """Return the nearest numbers that never fall, by pooling adjacent violators: neighbours that fall share their mean."""
    groups: list[list[float]] = []
    for number in numbers:
        groups.append([number])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    return [fmean(group) for group in groups for _ in group]
