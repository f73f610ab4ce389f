"""Several trends side by side, each on its own scale."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, grids, places, theme
from helpers.display.blocks import Figure, Grid, NotSupplied
from helpers.display.charts import marks
from helpers.display.charts.lines import GAP, Lines
from helpers.display.charts.trend import Frame, draw, trend
from helpers.display.sentences import trending
from helpers.errors import ReportError
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

SCALES = "Each has its own scale, fitted to its figures: read its ends, since it need not begin at zero."
PANEL = 80.0
SWATCH, BETWEEN = 24.0, 16.0
GUTTER = 17.0
LABEL_WIDTH = 64.0
DIGIT = re.compile(r"\d")
BREAK = "A dashed upright line marks a break: figures before it cannot be compared with those after."


def small_multiples(
    statistics: Sequence[Statistic],
    *,
    highlight: str,
    title: Text | str | None = None,
    value: str = "value",
    zero: bool = False,
) -> Figure | NotSupplied:
    """Draw a small trend for each statistic, in the order given, each with its title and its own scale.

    The title is what the first of them shows, unless another is given. One alone is a trend across the sheet. Statistics that are not supplied are named in the note instead. None at all raises ReportError.
    """
    if not statistics:
        raise ReportError("There is no statistic to draw. Give small_multiples at least one.")
    panels = [_panel(statistic, highlight, value, zero) for statistic in statistics if statistic.supplied]
    absent = [statistic for statistic in statistics if not statistic.supplied]
    if not panels:
        return canvas.not_supplied(
            absent[0].titled(joined([statistic.title for statistic in absent], by="; ", last="; "))
        )
    if len(panels) == 1 and not absent and title is None:
        return trend(panels[0].statistic, highlight=highlight, value=value, zero=zero)
    message = text(title or trending.message(panels[0].trend))
    return canvas.figure(
        panels[0].statistic,
        lambda sheet, layout: _draw(sheet, panels, layout),
        title=message,
        subtitle=_subtitle(panels),
        alt=trending.fitting([compose("{}.", message), *(trending.brief(panel.trend) for panel in panels)]),
        wide=_size(panels, narrow=False),
        narrow=_size(panels, narrow=True),
        note=joined(
            [
                *_scales(panels),
                *_broken(panels),
                *_gaps(panels),
                *(canvas.not_supplied(statistic).line for statistic in absent),
            ],
            by=" ",
            last=" ",
        ),
        data=_data(panels),
        cited=[panel.statistic for panel in panels],
    )


def _panel(statistic: Statistic, highlight: str, value: str, zero: bool) -> Lines:
    return Lines(statistic, places.picked(statistic, highlight), zero, value, about=3)


def _scales(panels: Sequence[Lines]) -> list[str]:
    return [SCALES] if any(panel.bounds()[0] for panel in panels) else ["Each has its own scale, from zero."]


def _broken(panels: Sequence[Lines]) -> list[str]:
    return [BREAK] if any(panel.breaks for panel in panels) else []


def _gaps(panels: Sequence[Lines]) -> list[str]:
    return [GAP] if any(panel.has_gaps for panel in panels) else []


def _subtitle(panels: Sequence[Lines]) -> Text:
    labels = _labels(panels, "period")
    first, last = labels[min(labels)], labels[max(labels)]
    is_own = panels[0].statistic.period.label == f"{first.plain} to {last.plain}"
    span = first if first == last else panels[0].statistic.when if is_own else compose("{} to {}", first, last)
    return compose("{}, {}", places.label(panels[0].statistic, panels[0].picked), span)


def _labels(panels: Sequence[Lines], column: str) -> dict[str, Text]:
    """The names of areas or periods as they are written, each from the first panel that has it."""
    return {words: label for panel in reversed(panels) for words, label in panel.statistic.labels(column).items()}


def _columns(layout: canvas.CanvasLayout) -> int:
    return 1 if layout.narrow else 2


def _width(layout: canvas.CanvasLayout) -> float:
    return (layout.width - GUTTER * (_columns(layout) - 1)) / _columns(layout)


def _rows(panels: Sequence[Lines], layout: canvas.CanvasLayout) -> list[Sequence[Lines]]:
    across = _columns(layout)
    return [panels[start : start + across] for start in range(0, len(panels), across)]


def _heading(panel: Lines, layout: canvas.CanvasLayout) -> Text:
    return canvas.wrapped(panel.statistic.title, _width(layout), bold=True)


def _heading_height(row: Sequence[Lines], layout: canvas.CanvasLayout) -> float:
    return max(marks.height(_heading(panel, layout), theme.TEXT_SIZE) for panel in row)


def _size(panels: Sequence[Lines], *, narrow: bool) -> tuple[float, float]:
    across = (canvas.NARROW if narrow else canvas.WIDE)[0]
    layout = canvas.CanvasLayout(narrow=narrow, width=across * canvas.POINTS, height=0)
    tall = sum(_heading_height(row, layout) + PANEL + GUTTER for row in _rows(panels, layout)) - GUTTER + 2
    tall += _key_height(panels, layout)
    return across, tall / canvas.POINTS


def _draw(sheet: Sheet, panels: Sequence[Lines], layout: canvas.CanvasLayout) -> None:
    axes, top = canvas.plain(sheet, layout), _key_height(panels, layout)
    _draw_key(axes, panels, layout)
    is_named = not top
    for row in _rows(panels, layout):
        below = top + _heading_height(row, layout)
        for place, panel in enumerate(row):
            left = place * (_width(layout) + GUTTER)
            marks.write(axes, left, top, _heading(panel, layout), bold=True)
            frame = Frame(left, below, left + _width(layout), below + PANEL)
            draw(axes, panel, frame, label_width=LABEL_WIDTH, is_named=is_named)
        top = below + PANEL + GUTTER


# A key names the lines once where each has a look of its own, so that the panels have room for them.


def _key(panels: Sequence[Lines]) -> dict[str, tuple[str, Text]]:
    """The role and the name of each line; none where two lines of one look are named."""
    names = {area: (panel.role(area), places.label(panel.statistic, area)) for panel in panels for area in panel.named}
    roles = [role for role, _ in names.values()]
    return names if "other" not in roles and len(set(roles)) == len(roles) else {}


def _key_places(panels: Sequence[Lines], layout: canvas.CanvasLayout) -> list[tuple[float, float, str, Text]]:
    """Where each entry of the key stands, with its role and its name: side by side while they fit."""
    entries, x, y, tall = [], 0.0, 0.0, 0.0
    for role, name in sorted(_key(panels).values(), key=lambda entry: list(theme.LOOKS).index(entry[0]), reverse=True):
        words = canvas.wrapped(name, layout.width - SWATCH, bold=role == "picked")
        wide = SWATCH + canvas.width_of(words, bold=role == "picked")
        if x and x + wide > layout.width:
            x, y, tall = 0.0, y + tall, 0.0
        entries.append((x, y, role, words))
        x, tall = x + wide + BETWEEN, max(tall, marks.height(words, theme.TEXT_SIZE))
    return entries


def _key_height(panels: Sequence[Lines], layout: canvas.CanvasLayout) -> float:
    entries = _key_places(panels, layout)
    return max((y + marks.height(words, theme.TEXT_SIZE) for _, y, _, words in entries), default=-8.0) + 8


def _draw_key(axes: Axes, panels: Sequence[Lines], layout: canvas.CanvasLayout) -> None:
    for x, y, role, words in _key_places(panels, layout):
        look, middle = theme.LOOKS[role], y + marks.height("", theme.TEXT_SIZE) / 2
        line = [(x + 1, middle), (x + SWATCH - 6, middle)]
        marks.line(axes, line, colour=look.colour, width=look.width, dashes=look.dashes)
        marks.dots(axes, line[1:], marker=look.marker, size=4, fill=look.colour, edge=look.colour)
        marks.write(axes, x + SWATCH, y, words, bold=role == "picked")


def _data(panels: Sequence[Lines]) -> Grid:
    """One table of all: a column for each period, or for each area where measures are of periods of unlike kinds."""
    periods = sorted({period for panel in panels for period in panel.periods})
    areas = list(dict.fromkeys(area for panel in panels for area in places.named(panel.statistic)))
    if len({DIGIT.sub("", period) for period in periods}) == 1:
        rows = [(panel, area) for panel in panels for area in places.named(panel.statistic)]
        return _grid("Area", periods, rows, lambda panel, area, period: panel.numbers.get((area, period)))
    rows = [(panel, period) for panel in panels for period in panel.periods]
    return _grid("Period", areas, rows, lambda panel, period, area: panel.numbers.get((area, period)))


def _grid(
    second: str,
    across: Sequence[str],
    rows: Sequence[tuple[Lines, str]],
    at: Callable[[Lines, str, str], Number | None],
) -> Grid:
    """Rows of a measure and what the second column names, such as its areas, and a column for each of the others."""
    panels = [panel for panel, _ in rows]
    labels = _labels(panels, "area_name") | _labels(panels, "period")
    titles = [panel.statistic.title for panel, _ in rows]
    units = [grids.unit_words(panel.statistic.column(panel.value).unit) for panel, _ in rows]
    numbers = [[at(panel, named, column) for column in across] for panel, named in rows]
    cells = list(zip(titles, units, (named for _, named in rows), numbers, strict=True))
    return Grid(
        headings=(text("Measure"), text(second), *(labels[column] for column in across)),
        aligned=("left", "left", *("right" for _ in across)),
        rows=tuple((title, labels[name], *map(_cell, line)) for title, _, name, line in cells),
        csv=grids.as_csv(
            ["Measure", "Unit", second, *across],
            ([title.plain, unit, name, *map(_plain, line)] for title, unit, name, line in cells),
        ),
    )


def _cell(number: Number | None) -> Text:
    if number is None or (number.value is None and not number.code):
        return Text()
    return text(number if number.unit == "percent" or not number.is_known else number.bare)


def _plain(number: Number | None) -> str:
    return grids.spreadsheet_value(number) if number is not None else ""
