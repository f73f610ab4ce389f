"""Bars across the sheet, each with its name and its value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, zip_longest

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, theme
from helpers.display.blocks import Figure, Grid, NotSupplied
from helpers.display.charts import marks
from helpers.display.sentences import derived_numbers, narrative, wording
from helpers.errors import ReportError
from helpers.statistics.disclosure.constraint_reading import TOTAL
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

MOST_BARS = 12
PARTNER, ATTENDED = "partner", "attended"
PERIOD = "period"
ALWAYS = 100.0
LABEL_SHARE = 0.4
THICK, GAP = 12.0, 5.0
THIN, UNDER = 4.0, 1.0  # a bar of the year before, and its distance from the one above it
YEAR_BEFORE = "The thin bar below each is the figure of a year before, where that is shown."


@dataclass(frozen=True)
class BarSpace:
    """Where bars begin from the left, and how long the longest may be, in points."""

    left: float
    longest: float


@dataclass(frozen=True, eq=False)
class Bars:
    """The bars of a statistic, one a row, in the rows' order.

    `picked` is the label of the bar picked out; `full` is the value at which a bar would fill the sheet, where there is one.
    `before` is each row's number of a year before, or nothing where no year before is drawn.
    """

    statistic: Statistic
    label: str
    value: str
    picked: str | None = None
    full: float | None = None
    before: tuple[Number | None, ...] = ()

    def height(self, layout: canvas.CanvasLayout) -> float:
        """How many points the bars need down the sheet."""
        return sum(self._pitch(row, layout) for row in range(len(self.statistic)))

    def size(self, *, narrow: bool) -> tuple[float, float]:
        """The sheet's size in inches."""
        across = (canvas.NARROW if narrow else canvas.WIDE)[0]
        layout = canvas.CanvasLayout(narrow=narrow, width=across * canvas.POINTS, height=0)
        return across, self.height(layout) / canvas.POINTS

    def draw(self, sheet: Sheet, layout: canvas.CanvasLayout) -> None:
        """Draw each bar with its name beside it, or above it on a phone."""
        axes, room, middles = canvas.plain(sheet, layout), self._room(layout), self._middles(layout)
        if self.full:
            full_lengths = [room.longest] * len(middles)
            draw_bars(axes, room.left, middles, full_lengths, [theme.TINT] * len(middles), THICK)
        rows = range(len(self.statistic))
        lengths = [self._length(row, room) for row in rows]
        draw_bars(axes, room.left, middles, lengths, [self._colour(row) for row in rows], THICK)
        if self.before:
            lower = [middle + (THICK + THIN) / 2 + UNDER for middle in middles]
            shorter = [self._long(number, room) for number in self.before]
            draw_bars(axes, room.left, lower, shorter, [theme.CONTEXT] * len(lower), THIN)
        for row, middle, long in zip(rows, middles, lengths, strict=True):
            self._write_row(axes, row, middle, room.left + (room.longest if self.full else long), room.left, layout)
        if not layout.narrow:
            marks.line(axes, [(room.left, 2), (room.left, self.height(layout) - 2)], colour=theme.CONTEXT)

    def _write_row(
        self, axes: Axes, row: int, middle: float, end: float, left: float, layout: canvas.CanvasLayout
    ) -> None:
        words, half = self._words(row, layout), marks.height("", layout.font_size) / 2
        tall = marks.height(words, layout.font_size)
        above = middle - THICK / 2 - GAP / 2 - tall
        name = (0.0, above, "left") if layout.narrow else (left - GAP, middle - tall / 2, "right")
        marks.write(axes, name[0], name[1], words, size=layout.font_size, bold=self._is_picked(row), across=name[2])
        value = wording.short(self._numbers[row])
        marks.write(axes, end + 5, middle - half, value, size=layout.font_size, bold=self._is_picked(row))

    def _middles(self, layout: canvas.CanvasLayout) -> list[float]:
        """How far down the sheet the middle of each bar stands."""
        pitches = [self._pitch(row, layout) for row in range(len(self.statistic))]
        tops, below = [0.0, *accumulate(pitches)], self._below
        within = [pitch - below - GAP - THICK / 2 if layout.narrow else (pitch - below) / 2 for pitch in pitches]
        return [top + middle for top, middle in zip(tops, within, strict=False)]

    def _pitch(self, row: int, layout: canvas.CanvasLayout) -> float:
        tall = marks.height(self._words(row, layout), layout.font_size)
        return self._below + (tall + THICK + 2.5 * GAP if layout.narrow else max(tall, THICK) + GAP)

    @property
    def _below(self) -> float:
        """The room that a bar of the year before takes below each."""
        return UNDER + THIN if self.before else 0.0

    def _words(self, row: int, layout: canvas.CanvasLayout) -> Text:
        share = 1.0 if layout.narrow else LABEL_SHARE
        return canvas.wrapped(self._name(row), layout.width * share, layout.font_size, bold=self._is_picked(row))

    def _names_width(self, layout: canvas.CanvasLayout) -> float:
        if layout.narrow:
            return 0.0
        rows = range(len(self.statistic))
        return GAP + max(
            canvas.width_of(self._words(row, layout), layout.font_size, bold=self._is_picked(row)) for row in rows
        )

    def _room(self, layout: canvas.CanvasLayout) -> BarSpace:
        """Where bars begin, and how long the longest may be so that every value fits after its bar."""
        left, values = self._names_width(layout), map(wording.short, self._numbers)
        widest = max(canvas.width_of(value, layout.font_size, bold=True) for value in values)
        return BarSpace(left, layout.width - left - 6 - widest)

    def _length(self, row: int, room: BarSpace) -> float:
        return self._long(self._numbers[row], room)

    def _long(self, number: Number | None, room: BarSpace) -> float:
        is_drawn = number is not None and number.is_known and self._top
        return room.longest * derived_numbers.value_of(number) / self._top if number and is_drawn else 0.0

    @cached_property
    def _top(self) -> float:
        drawn = [number for number in (*self._numbers, *self.before) if number and number.is_known]
        return self.full or max(map(derived_numbers.value_of, drawn), default=0.0)

    @cached_property
    def _numbers(self) -> list[Number]:
        return narrative.column(self.statistic, self.value)

    def _colour(self, row: int) -> str:
        return theme.FOCUS if self.picked is None or self._is_picked(row) else theme.CONTEXT

    def _is_picked(self, row: int) -> bool:
        return self._name(row).plain == self.picked

    def _name(self, row: int) -> Text:
        return self.statistic.cell(row, self.label)


def draw_bars(
    axes: Axes, left: float, middles: Sequence[float], lengths: Sequence[float], colours: Sequence[str], thick: float
) -> None:
    """Draw bars from one line, each with its middle, length and colour; all as thick, in points."""
    axes.barh(middles, lengths, height=thick, left=left, color=colours, linewidth=0, clip_on=False)


@canvas.chart
def bars(
    statistic: Statistic,
    *,
    label: str,
    value: str,
    highlight: str | None = None,
    before: Sequence[Number | None] = (),
    data: Grid | None = None,
) -> Figure | NotSupplied:
    """Draw one bar for each row, from zero, in the rows' order, with its value at its end.

    `label` and `value` are columns; `highlight` is the label of a row to pick out. A hidden value has no bar and keeps its
    code; a total has none beside its parts, and stands in the data alone. A value below zero raises ReportError.
    A thin bar below each shows the number of a year `before`, where a row has one; both are then in the `data` behind the figure.
    """
    rows = _parts(statistic, label, value)
    beside = tuple(before[row] for row in rows) if any(number and number.is_known for number in before) else ()
    chart = Bars(statistic.picked(rows), label, value, picked=highlight, before=beside)
    return _figure(chart, statistic, data=data)


@canvas.chart
def attendance(statistic: Statistic) -> Figure | NotSupplied:
    """Draw each partner's attendance against a bar that stands for every meeting; rows have partner and attended, in per cent."""
    numbers = narrative.column(statistic, ATTENDED)
    alike = len({number.shown for number in numbers}) == 1
    template = "every partner attended every meeting" if alike and numbers[0].value == ALWAYS else ""
    presence = compose(template or "every partner attended {} of meetings", numbers[0])
    whole = narrative.message(*narrative.led(statistic, presence), otherwise=statistic.title)
    message = wording.opening(whole) if alike else _least(statistic, PARTNER, ATTENDED)
    return _figure(Bars(statistic, PARTNER, ATTENDED, full=ALWAYS), statistic, message)


def _parts(statistic: Statistic, label: str, value: str) -> list[int]:
    """The rows of a statistic without their total: one called so, or "all" or the like that is the sum of the others."""
    words = [statistic.cell(row, label).plain.strip() for row in range(len(statistic))]
    values = [derived_numbers.value_of(n) if n.is_known else 0.0 for n in narrative.column(statistic, value)]
    totals = {
        row
        for row, name in enumerate(words)
        if TOTAL.fullmatch(name) and ("total" in name.casefold() or math.isclose(2 * values[row], sum(values)))
    }
    return [row for row in range(len(words)) if row not in totals] or list(range(len(words)))


def described(statistic: Statistic, label: str, value: str, *, before: Sequence[Number | None] = ()) -> Text:
    """Tell every bar of a short chart, with its year before, or the largest and smallest of a long one."""
    if len(statistic) > MOST_BARS and not _is_whole(statistic, value):
        return text("Bars from zero, one for each row of the data table, without those that are not shown.")
    if len(statistic) <= MOST_BARS:
        pairs = [
            compose("{} {}", statistic.cell(row, label), statistic.number(row, value)) for row in range(len(statistic))
        ]
        with_before = [_after(pair, earlier) for pair, earlier in zip_longest(pairs, before)]
        opening = "Bars from zero, with a year before in brackets: {}." if before else "Bars from zero: {}."
        return compose(opening, joined(with_before, by="; ", last="; "))
    most, least = (
        narrative.largest(statistic, label=label, value=value),
        narrative.smallest(statistic, label=label, value=value),
    )
    return compose(
        "Bars from zero, one for each of the rows in the data table. The largest is {}; the smallest is {}.",
        most,
        least,
    )


def _after(pair: Text, earlier: Number | None) -> Text:
    return compose("{} ({})", pair, earlier) if earlier and earlier.is_known else pair


def _figure(chart: Bars, whole: Statistic, title: Text | None = None, data: Grid | None = None) -> Figure | NotSupplied:
    """The figure of some bars, with the data of the whole statistic, under the title or else the message of the bars."""
    _check(chart.statistic, chart.value)
    return canvas.figure(
        whole,
        chart.draw,
        title=title or _message(chart.statistic, chart.label, chart.value),
        alt=described(chart.statistic, chart.label, chart.value, before=chart.before),
        wide=chart.size(narrow=False),
        narrow=chart.size(narrow=True),
        note=YEAR_BEFORE if chart.before else "",
        data=data,
    )


def _message(statistic: Statistic, label: str, value: str) -> Text:
    if not _is_whole(statistic, value):
        return narrative.message(otherwise=statistic.title)
    most, what = (
        narrative.extremes(statistic, value, largest=True),
        wording.within(statistic.column(value).heading.plain),
    )
    names, number = joined([statistic.cell(row, label) for row in most]), statistic.number(most[0], value)
    tied = "each " if len(most) > 1 else ""
    if what != wording.within(text(statistic.title).plain) and number.unit == "count":
        finding = compose(f"{{}} had the most {{}}, {tied}with {{}}", names, what, number)
        return narrative.message(*narrative.led(statistic, finding), otherwise=statistic.title)
    about, *_ = narrative.led(
        statistic, _highest(names, number, tied, is_time=label == PERIOD)
    )  # a title that says what it counts
    return narrative.message(about, otherwise=statistic.title)


def _highest(names: Text, number: Number, tied: str, *, is_time: bool) -> Text:
    """ "most in Q4 2023-24, with 290"; "Advice had the most, with 1,847"; "highest for charities, at 93.4%"."""
    if number.unit != "count":
        return compose(f"highest {'in' if is_time else 'for'} {{}}, {tied}at {{}}", names, number)
    return compose(
        f"most in {{}}, {tied}with {{}}" if is_time else f"{{}} had the most, {tied}with {{}}", names, number
    )


def _least(statistic: Statistic, label: str, value: str) -> Text:
    if not _is_whole(statistic, value):
        return narrative.message(otherwise=statistic.title)
    least = narrative.extremes(statistic, value, largest=False)
    names, number = joined([statistic.cell(row, label) for row in least]), statistic.number(least[0], value)
    message = compose("{} attended least, {} of meetings", names, number)
    return narrative.message(*narrative.led(statistic, message), otherwise=statistic.title)


def _is_whole(statistic: Statistic, value: str) -> bool:
    """Whether every bar is shown: one that is hidden could be the largest or the smallest."""
    return all(number.is_known for number in narrative.column(statistic, value))


def _check(statistic: Statistic, value: str) -> None:
    for number in narrative.column(statistic, value):
        if number.is_known and derived_numbers.value_of(number) < 0:
            raise ReportError(
                f"{number.name} is {number.shown}, below zero, and a bar starts at zero. Show it in a table."
            )
