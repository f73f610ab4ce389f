"""If a place had a hundred children: a hundred little figures for each thing said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from helpers.display import canvas, grids, theme
from helpers.display.blocks import Figure, NotSupplied
from helpers.display.charts import marks
from helpers.display.sentences import derived_numbers, trending, wording
from helpers.errors import ReportError
from helpers.statistics import units
from helpers.statistics.numbers import Number, Text, compose
from helpers.statistics.statistic import Statistic

ACROSS = 10
CHILDREN = 100
GUTTER = 16.0
CELL = 90.0
TALLER = 1.06
FEWER = "fewer than one"
WORD_SIZE = 14.0
FIGURE_MEANS = "each figure is one child in a hundred"


def _person() -> Path:
    """A head over a rounded body, one unit tall, the middle at zero."""
    head = Path.circle((0, 0.33), 0.17)
    body = Path(
        [
            (-0.24, -0.5),
            (-0.24, -0.05),
            (-0.24, 0.12),
            (0, 0.12),
            (0.24, 0.12),
            (0.24, -0.05),
            (0.24, -0.5),
            (-0.24, -0.5),
        ],
        [Path.MOVETO, Path.LINETO, Path.CURVE3, Path.CURVE3, Path.CURVE3, Path.CURVE3, Path.LINETO, Path.CLOSEPOLY],
    )
    return Path.make_compound_path(head, body)


PERSON = _person()
FOOT = -0.5


@dataclass(frozen=True)
class PictogramRow:
    """One thing said of a hundred children: how many, to a tenth, the phrase, and when."""

    number: Number
    phrase: Text
    period: Text

    @property
    def tenths(self) -> int:
        """The value in tenths of a child, rounded half up."""
        return int(units.half_up(10 * derived_numbers.value_of(self.number), 0))

    @property
    def children(self) -> int:
        """How many figures are filled whole."""
        return self.tenths // 10

    @property
    def share(self) -> float:
        """How much is filled of the figure after those filled whole."""
        return self.tenths % 10 / 10

    @property
    def is_fewer(self) -> bool:
        """Whether there are some, but too few for a tenth of a figure."""
        return self.tenths == 0 and derived_numbers.value_of(self.number) > 0

    @property
    def label(self) -> Number:
        """The number as printed, to a tenth: "fewer than one" where even that would be nought but some children are meant."""
        return self.number.shown_as(FEWER) if self.is_fewer else self.number.to_decimals(1)

    @property
    def size(self) -> float:
        """The text size of the number: words are smaller than figures."""
        return WORD_SIZE if self.is_fewer else theme.BIG_TEXT_SIZE


@canvas.chart
def pictogram(statistic: Statistic) -> Figure | NotSupplied:
    """Draw a hundred figures for each row, as many filled as the row has children of every hundred, the last in part.

    Rows have name (a phrase that follows a number) and of_100 (0 to 100). A value under a twentieth is told as "fewer than one",
    with one figure outlined; a row without a value is left to the data table. A value beyond a hundred raises ReportError.
    """
    entries = _entries(statistic)
    if not entries:
        return canvas.not_supplied(statistic)
    return canvas.figure(
        statistic,
        lambda sheet, layout: _draw(sheet, entries, layout),
        title=statistic.title,
        subtitle=_subtitle(statistic),
        alt=_described(statistic, entries),
        wide=_size(entries, narrow=False),
        narrow=_size(entries, narrow=True),
        data=grids.grid(_to_one_decimal(statistic)),
    )


def _subtitle(statistic: Statistic) -> Text:
    return wording.opening(canvas.comma_list(statistic.subtitle, statistic.when, FIGURE_MEANS))


def _to_one_decimal(statistic: Statistic) -> Statistic:
    """The statistic with its numbers to one decimal: in the table fewer than one must not look like none."""
    columns = tuple(
        replace(column, unit="score") if column.name == "of_100" else column for column in statistic.columns
    )
    return replace(statistic, measure=replace(statistic.measure, columns=columns))


def _entries(statistic: Statistic) -> list[PictogramRow]:
    rows = [row for row in range(len(statistic)) if statistic.number(row, "of_100").is_known]
    numbers = [statistic.number(row, "of_100") for row in rows]
    for number in numbers:
        if not 0 <= derived_numbers.value_of(number) <= CHILDREN:
            raise ReportError(
                f"{number.name} is {number.shown}, which is not a count of children among a hundred. Correct it."
            )
    own = "period" in statistic.table
    return [
        PictogramRow(number, statistic.label(row, "name"), statistic.label(row, "period") if own else Text())
        for row, number in zip(rows, numbers, strict=True)
    ]


def _described(statistic: Statistic, entries: Sequence[PictogramRow]) -> Text:
    """Say the message, then as many of the things said as there is room for, the most frequent first."""
    by_number = sorted(entries, key=lambda entry: -entry.tenths)
    return trending.fitting(
        [compose("{}.", statistic.title), *(compose("{} {}.", entry.label, entry.phrase) for entry in by_number)]
    )


def _columns(entries: Sequence[PictogramRow], layout: canvas.CanvasLayout) -> int:
    """Two across on a phone; else three or four, whichever leaves fewer places empty."""
    if layout.narrow:
        return 2
    return 3 if -len(entries) % 3 < -len(entries) % 4 else 4


def _step(entries: Sequence[PictogramRow], layout: canvas.CanvasLayout) -> float:
    """From one cell to the next: the last ends at the sheet's edge."""
    return (layout.width - _cell_width(layout)) / (_columns(entries, layout) - 1)


def _phrase_width(entries: Sequence[PictogramRow], layout: canvas.CanvasLayout) -> float:
    return min(_step(entries, layout) - GUTTER, _cell_width(layout))


def _cell_width(layout: canvas.CanvasLayout) -> float:
    return (layout.width - GUTTER) / 2 if layout.narrow else CELL


def _rows(entries: Sequence[PictogramRow], layout: canvas.CanvasLayout) -> list[Sequence[PictogramRow]]:
    across = _columns(entries, layout)
    return [entries[start : start + across] for start in range(0, len(entries), across)]


def _size(entries: Sequence[PictogramRow], *, narrow: bool) -> tuple[float, float]:
    across = (canvas.NARROW if narrow else canvas.WIDE)[0]
    layout = canvas.CanvasLayout(narrow=narrow, width=across * canvas.POINTS, height=0)
    width = _phrase_width(entries, layout)
    tall = (
        sum(_words_height(row, width) + _figures_height(layout) + GUTTER for row in _rows(entries, layout)) - GUTTER + 4
    )
    return across, tall / canvas.POINTS


def _words_height(row: Sequence[PictogramRow], width: float) -> float:
    """Room for the tallest words of a row, so that its figures stand level."""
    phrases = max(marks.height(canvas.wrapped(entry.phrase, width), theme.TEXT_SIZE) for entry in row)
    dated = marks.height("", theme.SMALL_TEXT_SIZE) if any(entry.period for entry in row) else 0.0
    return marks.height("", theme.BIG_TEXT_SIZE) + phrases + dated + 4


def _pitch(layout: canvas.CanvasLayout) -> float:
    return _cell_width(layout) / ACROSS


def _figures_height(layout: canvas.CanvasLayout) -> float:
    return _pitch(layout) * TALLER * CHILDREN / ACROSS


def _draw(sheet: Sheet, entries: Sequence[PictogramRow], layout: canvas.CanvasLayout) -> None:
    axes, top, width = canvas.plain(sheet, layout), 0.0, _phrase_width(entries, layout)
    for row in _rows(entries, layout):
        words = _words_height(row, width)
        for place, entry in enumerate(row):
            left = place * _step(entries, layout)
            _write_cell(axes, entry, left, top, width)
            _draw_figures(axes, entry, left, top + words, layout)
        top += words + _figures_height(layout) + GUTTER


def _write_cell(axes: Axes, entry: PictogramRow, left: float, top: float, width: float) -> None:
    lower = marks.height("", theme.BIG_TEXT_SIZE) - marks.height("", entry.size)
    under = (
        marks.write(axes, left, top + lower * 0.75, entry.label, size=entry.size, colour=theme.FOCUS, bold=True)
        + lower * 0.25
    )
    under = marks.write(axes, left, under, canvas.wrapped(entry.phrase, width))
    if entry.period:
        marks.write(axes, left, under, entry.period, size=theme.SMALL_TEXT_SIZE, colour=theme.SOFT_INK)


def _draw_figures(axes: Axes, entry: PictogramRow, left: float, top: float, layout: canvas.CanvasLayout) -> None:
    """Filled for those meant, outlined for the rest: the difference is in the shape, not only in the colour. The last is filled in part."""
    pitch = _pitch(layout)
    at = [
        (left + (place % ACROSS + 0.5) * pitch, top + (place // ACROSS + 0.5) * pitch * TALLER)
        for place in range(CHILDREN)
    ]
    _draw_people(axes, at[: entry.children], pitch, fill=theme.FOCUS, edge=theme.FOCUS, thick=0.6)
    partly = at[entry.children : entry.children + 1] if entry.share or entry.is_fewer else []
    _draw_people(axes, partly, pitch, fill="none", edge=theme.FOCUS, thick=1.1)
    if entry.share:
        part = PERSON.clip_to_bbox(Bbox([[-1, FOOT], [1, FOOT + entry.share]]))
        _draw_people(axes, partly, pitch, fill=theme.FOCUS, edge="none", thick=0, shape=part)
    _draw_people(axes, at[entry.children + len(partly) :], pitch, fill="none", edge=theme.CONTEXT, thick=0.6)


def _draw_people(
    axes: Axes,
    at: Sequence[tuple[float, float]],
    pitch: float,
    *,
    fill: str,
    edge: str,
    thick: float,
    shape: Path = PERSON,
) -> None:
    if at:
        across, down = np.transpose(at)
        axes.scatter(
            across,
            down,
            s=(pitch * 0.94) ** 2,
            marker=shape,
            facecolors=fill,
            edgecolors=edge,
            linewidths=thick,
            clip_on=False,
        )
