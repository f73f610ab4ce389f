"""Lines across the years, one an area, each named at its right-hand end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, grids, places, theme
from helpers.display.blocks import Figure, NotSupplied
from helpers.display.charts import marks
from helpers.display.charts.lines import GAP, Lines
from helpers.display.charts.scales import Scale, tick_label
from helpers.display.sentences import derived_numbers, trending, wording
from helpers.statistics.numbers import Text, compose, joined, text
from helpers.statistics.statistic import Statistic

UNDER = 20.0
OVER = 10.0
CLEAR = 3.0
HALF_BAND = 4.0  # points on either side of a figure that has a band alone
BAND = "The shaded band is how far chance alone could have moved each figure (a 95% interval)."
WIDE, NARROW = (canvas.WIDE[0], 2.3), (canvas.NARROW[0], 2.8)


@dataclass(frozen=True)
class Frame:
    """A part of the sheet in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@canvas.chart
def trend(
    statistic: Statistic,
    *,
    highlight: str,
    value: str = "value",
    zero: bool = False,
) -> Figure | NotSupplied:
    """Draw one line for each area across the periods, named with its last figure at its right-hand end.

    Rows have area, area_name, period and a value. A hidden value and a year without any leave a gap, a lone point is marked, and
    no line crosses a period at which the published series is known to start anew. Where the cases behind the picked area's figures are published, a band shows their 95% intervals. The axis is fitted to the figures unless
    `zero`, and the note says where it begins. An area unknown to the statistic raises UnknownName.
    """
    lines = Lines(statistic, places.picked(statistic, highlight), zero, value, is_banded=True)
    return canvas.figure(
        statistic,
        lambda sheet, layout: _draw(sheet, lines, layout),
        title=trending.message(lines.trend),
        place=lines.picked,
        alt=described(lines),
        wide=WIDE,
        narrow=NARROW,
        data=grids.wide(statistic, rows="area_name", across="period", value=value),
        note=_notes(lines),
    )


def described(lines: Lines) -> Text:
    """Say what the picked area's line shows, then its shape, and between what values the lines without a name end."""
    ends = [lines.known_figures(area)[-1] for area in lines.areas if area not in lines.named]
    alternative = trending.alternative(lines.trend)
    if not ends:
        return alternative
    least, most = min(ends, key=derived_numbers.value_of), max(ends, key=derived_numbers.value_of)
    return trending.fitting([alternative, compose("The lines of the other areas end between {} and {}.", least, most)])


def draw(axes: Axes, lines: Lines, frame: Frame, *, label_width: float, is_named: bool = True) -> None:
    """Draw grid, periods, lines and, at their ends, names broken to the width and last figures; these alone where a key names the lines."""
    labels = _labels(lines, label_width) if is_named else _figures(lines)
    box = _plot_box(lines, frame, labels)
    bounds = lines.bounds()
    across, down = (
        Scale(0, lines.last, box.left, box.right),
        Scale(bounds[0], bounds[-1], box.bottom, box.top),
    )
    _draw_grid(axes, lines, bounds, down, box)
    for period in _named_periods(lines, box.right - box.left):
        place = across(lines.places[period])
        marks.write(axes, place, box.bottom + 4, lines.label(period), colour=theme.SOFT_INK, across="center")
    for start in lines.breaks:
        _draw_break(axes, lines, start, across, box)
    _draw_band(axes, lines, across, down)
    _draw_lines(axes, lines, across, down)
    for area in lines.areas:
        _draw_points(axes, lines, area, across, down)
    _draw_labels(axes, lines, labels, across, down, frame)


def _plot_box(lines: Lines, frame: Frame, labels: dict[str, Text]) -> Frame:
    """What is left of a frame for the lines once axis, periods and names have their room."""
    names = max((canvas.width_of(label, bold=True) for label in labels.values()), default=0.0)
    first, last = canvas.width_of(lines.periods[0]) / 2, canvas.width_of(lines.periods[-1]) / 2
    left, right = frame.left + max(_axis_room(lines), first), frame.right - max(names + 12, last)
    return Frame(left, frame.top + OVER, right, frame.bottom - UNDER)


def _axis_room(lines: Lines) -> float:
    """How many points the words of the axis take at the left."""
    bounds = lines.bounds()
    unit = lines.statistic.column(lines.value).unit
    return 6 + max(canvas.width_of(tick_label(tick, unit, bounds[1] - bounds[0])) for tick in bounds)


def _named_periods(lines: Lines, width: float) -> list[str]:
    """The periods that can be named along so many points without touching: the last, and each so far before it."""
    need = max(canvas.width_of(period) for period in lines.periods) + 10
    step = 1
    while lines.last and step < lines.last and width / lines.last * step < need:
        step += 1
    return [period for period, place in lines.places.items() if (lines.last - place) % step == 0]


def _draw(sheet: Sheet, lines: Lines, layout: canvas.CanvasLayout) -> None:
    frame = Frame(0, 0, layout.width, layout.height)
    draw(canvas.plain(sheet, layout), lines, frame, label_width=78 if layout.narrow else 130)


def _labels(lines: Lines, width: float) -> dict[str, Text]:
    return {
        area: compose(
            "{} {}",
            canvas.wrapped(places.label(lines.statistic, area), width, bold=True),
            _last_figure(lines, area),
        )
        for area in lines.named
    }


def _figures(lines: Lines) -> dict[str, Text]:
    return {area: _last_figure(lines, area) for area in lines.named}


def _last_figure(lines: Lines, area: str) -> Text:
    """An area's last figure, with its period where its line ends before the axis does."""
    last = lines.known_figures(area)[-1]
    is_early = lines.places[last.period.label] < lines.last
    return compose("{} in {}", wording.short(last), last.when) if is_early else text(wording.short(last))


def _draw_labels(axes: Axes, lines: Lines, labels: dict[str, Text], across: Scale, down: Scale, frame: Frame) -> None:
    ends = [down(derived_numbers.value_of(lines.known_figures(area)[-1])) for area in labels]
    rooms = [marks.height(label, theme.TEXT_SIZE) for label in labels.values()]
    places_down = canvas.spread(ends, rooms, frame.top + CLEAR, frame.bottom - UNDER / 2)
    for (area, label), end, room, place in zip(labels.items(), ends, rooms, places_down, strict=True):
        far = across(lines.last)
        if lines.runs(area)[-1][-1][0] == lines.last:  # a line drawn on from an earlier year would look like figures
            marks.line(axes, [(far + 3, end), (far + 8, place)], colour=theme.CONTEXT, width=0.7)
        is_picked = area == lines.picked
        marks.write(
            axes, far + 10, place - room / 2, label, bold=is_picked, colour=theme.FOCUS if is_picked else theme.INK
        )


def _draw_grid(axes: Axes, lines: Lines, bounds: Sequence[float], down: Scale, box: Frame) -> None:
    unit = lines.statistic.column(lines.value).unit
    for tick in bounds:
        colour = theme.CONTEXT if tick == 0 else theme.GRID
        marks.line(axes, [(box.left, down(tick)), (box.right, down(tick))], colour=colour, width=0.8)
        label, half = tick_label(tick, unit, bounds[1] - bounds[0]), marks.height("", theme.TEXT_SIZE) / 2
        marks.write(axes, box.left - 6, down(tick) - half, label, colour=theme.SOFT_INK, across="right")


def _draw_break(axes: Axes, lines: Lines, start: str, across: Scale, box: Frame) -> None:
    place = across(next(at for period, at in lines.places.items() if period >= start) - 0.5)
    marks.line(axes, [(place, box.top), (place, box.bottom)], colour=theme.CONTEXT_DARK, width=0.6, dashes=marks.DASHED)


def _draw_band(axes: Axes, lines: Lines, across: Scale, down: Scale) -> None:
    """Shade what lies between the limits of each run of the picked area's figures."""
    for run in lines.runs(lines.picked):
        places_along = [place for place, _ in run if place in lines.band]
        along = [across(place) for place in places_along]
        lows, highs = ([down(lines.band[place][end]) for place in places_along] for end in (0, 1))
        if len(along) == 1:
            along, lows, highs = [along[0] - HALF_BAND, along[0] + HALF_BAND], lows * 2, highs * 2
        if along:
            axes.fill_between(along, lows, highs, color=theme.TINT, linewidth=0)


def _draw_lines(axes: Axes, lines: Lines, across: Scale, down: Scale) -> None:
    """One line for each unbroken run of figures, in the look of its role, the picked area's on top."""
    for area in sorted(lines.areas, key=lambda area: list(theme.LOOKS).index(lines.role(area))):
        look = theme.LOOKS[lines.role(area)]
        for run in lines.runs(area):
            corners = [(across(place), down(value)) for place, value in run]
            marks.line(axes, corners, colour=look.colour, width=look.width, dashes=look.dashes)


def _draw_points(axes: Axes, lines: Lines, area: str, across: Scale, down: Scale) -> None:
    """Mark every figure of the picked area; of another its lone ones, which have no line, and the one that is named."""
    runs, look, is_picked = lines.runs(area), theme.LOOKS[lines.role(area)], area == lines.picked
    lone = [run[0] for run in runs if len(run) == 1]
    points = (
        [point for run in runs for point in run]
        if is_picked
        else [*lone, *(runs[-1][-1:] if area in lines.named else [])]
    )
    corners = [(across(place), down(value)) for place, value in dict.fromkeys(points)]
    marks.dots(axes, corners, marker=look.marker, size=5 if is_picked else 4, fill=look.colour, edge=look.colour)


def _notes(lines: Lines) -> Text:
    starts = joined(map(lines.label, lines.breaks), last=", ")
    broken = compose("The dashed upright line marks where the series starts anew ({}).", starts) if starts else Text()
    unnamed = (
        "Grey lines without a name are the other areas in the data table."
        if len(lines.named) < len(lines.areas)
        else ""
    )
    gaps, band = GAP if lines.has_gaps else "", BAND if lines.band else ""
    return joined([part for part in (_beginning(lines), band, broken, unnamed, gaps) if part], by=" ", last=" ")


def _beginning(lines: Lines) -> Text:
    """Say where an axis begins that does not begin at zero."""
    first, after, *_ = lines.bounds()
    unit = lines.statistic.column(lines.value).unit
    return compose("The scale begins at {}, not at zero.", tick_label(first, unit, after - first)) if first else Text()
