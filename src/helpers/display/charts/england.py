"""Where in England an authority and those most like it lie."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from helpers.display import canvas, places, theme
from helpers.display.blocks import Figure, NotSupplied
from helpers.display.charts import marks
from helpers.display.charts.england_map import GAP, Map
from helpers.display.charts.outlines import Ring, attribution, boundaries
from helpers.display.sentences import derived_numbers, narrative, row_counts, trending, wording
from helpers.errors import ReportError
from helpers.sources import published
from helpers.statistics.numbers import Number, Text, compose, joined
from helpers.statistics.statistic import Statistic

LAND = "#DADADA"
SHADED = "The darker an authority named here, the higher its figure."
MAP = "A map of England’s authorities"


@canvas.chart
def england(
    statistic: Statistic,
    *,
    highlight: str,
    value: str = "value",
    store: published.PublishedStore | None = None,
) -> Figure | NotSupplied:
    """Draw England's authorities, the picked one and its neighbours named with their figures, by which they are shaded.

    Rows have area, area_name and, where figures are to stand beside the names, a value; the picked area is among them. Every other authority of the rows is a neighbour. Outlines come from the published store; an area without one, such as one abolished before they
    were drawn, has a line that says so instead of a map. What is no area raises UnknownName; an area without a row, ReportError.
    """
    boundary_store = store or published.store()
    outlines = boundaries(boundary_store)
    picked = places.picked(statistic, highlight)
    if _code(statistic, picked) not in outlines:
        return NotSupplied(what=MAP, unpublished=f"no outline of {picked}")
    named = _named(statistic, picked, outlines)
    spoken = {code: canvas.reworded(name, wording.everyday) for code, name in named.items()}
    labels, figures = _labels(statistic, named, value), _figures(statistic, named, value)
    return canvas.figure(
        statistic,
        lambda sheet, layout: _draw(sheet, Map(outlines, labels, layout, figures)),
        title=_title(statistic, spoken, value if figures else ""),
        alt=_alt(statistic, spoken, labels, figures, value),
        wide=_size(outlines, labels, narrow=False),
        narrow=_size(outlines, labels, narrow=True),
        note=f"{SHADED if figures else ''} {attribution(boundary_store)}".strip(),
    )


def _named(statistic: Statistic, picked: str, outlines: dict[str, tuple[Ring, ...]]) -> dict[str, Text]:
    """The names of the picked area, first, and its neighbours, by code."""
    rows = {
        str(code): str(name) for code, name in zip(statistic.table["area"], statistic.table["area_name"], strict=True)
    }
    codes = [code for code in rows if code in outlines]
    return {code: places.label(statistic, rows[code]) for code in dict.fromkeys([_code(statistic, picked), *codes])}


def _labels(statistic: Statistic, named: dict[str, Text], value: str) -> dict[str, Text]:
    """What is written of each area: its name, with its figure where one is known."""
    if value not in statistic.table:
        return named
    figures = _numbers(statistic, named, value)
    return {
        code: compose("{} {}", named[code], wording.short(figure)) if figure.is_known else named[code]
        for code, figure in figures.items()
    }


def _numbers(statistic: Statistic, named: dict[str, Text], value: str) -> dict[str, Number]:
    rows = {str(code): row for row, code in enumerate(statistic.table["area"])}
    return {code: statistic.number(rows[code], value) for code in named}


def _figures(statistic: Statistic, named: dict[str, Text], value: str) -> dict[str, float]:
    """The known figure of each area, by code."""
    numbers = _numbers(statistic, named, value) if value in statistic.table else {}
    return {code: derived_numbers.value_of(number) for code, number in numbers.items() if number.is_known}


def _code(statistic: Statistic, picked: str) -> str:
    cells = zip(statistic.table["area"], statistic.table["area_name"], strict=True)
    code = next((str(code) for code, name in cells if name == picked), "")
    if not code:
        raise ReportError(f"{picked} has no row in {statistic.name}. Leave the map out, or ask for the area too.")
    return code


def _size(outlines: dict[str, tuple[Ring, ...]], labels: dict[str, Text], *, narrow: bool) -> tuple[float, float]:
    across = (canvas.NARROW if narrow else canvas.WIDE)[0]
    chart = Map(outlines, labels, canvas.CanvasLayout(narrow=narrow, width=across * canvas.POINTS, height=0))
    return across, (chart.foot + sum(chart.tall(line) for line in chart.lines) + 2 * GAP) / canvas.POINTS


def _draw(sheet: Sheet, chart: Map) -> None:
    axes = canvas.plain(sheet, chart.layout)
    land = [ring for code, rings in chart.outlines.items() if code not in chart.codes for ring in rings]
    _fill(axes, chart, land, fill=LAND, edge=theme.PAPER, thick=0.4)
    # The picked area comes first in the codes and is drawn last, so that no neighbour's outline covers its own.
    for code in chart.codes[:0:-1]:
        _fill(axes, chart, chart.outlines[code], fill=chart.fills[code], edge=theme.FOCUS, thick=1.2)
    _fill(axes, chart, chart.outlines[chart.codes[0]], fill=chart.fills[chart.codes[0]], edge=theme.INK, thick=2.4)
    for code, top in chart.labels:
        _draw_label(axes, chart, code, top)
    _draw_list(axes, chart)


def _fill(axes: Axes, chart: Map, rings: Iterable[Ring], *, fill: str, edge: str, thick: float) -> None:
    shapes = [Outline(ring, closed=True) for ring in map(chart.placed, rings) if len(ring) > 3]
    if shapes:
        axes.add_patch(
            PathPatch(
                Outline.make_compound_path(*shapes), facecolor=fill, edgecolor=edge, linewidth=thick, clip_on=False
            )
        )


def _draw_label(axes: Axes, chart: Map, code: str, top: float) -> None:
    """Write a name at the right, joined to its place."""
    x, is_picked = chart.layout.width - chart.room, code == chart.codes[0]
    middle = top + marks.height(chart.words(code), theme.TEXT_SIZE) / 2
    colour = theme.FOCUS if is_picked else theme.CONTEXT_DARK
    marks.line(
        axes,
        [chart.middle(code), (x - 2 * GAP, middle), (x - 3, middle)],
        colour=colour,
        width=1.2 if is_picked else 0.7,
    )
    marks.dots(axes, [chart.middle(code)], size=3, fill=colour, edge=theme.PAPER)
    marks.write(axes, x, top, chart.words(code), bold=is_picked, colour=theme.FOCUS if is_picked else theme.INK)


def _draw_list(axes: Axes, chart: Map) -> None:
    y = chart.foot + 2 * GAP
    for line in chart.lines:
        for column, code in enumerate(line):
            x, is_picked = column * chart.layout.width / 2, code == chart.codes[0]
            colour = theme.FOCUS if is_picked else theme.INK
            marks.write(axes, x + 14, y, chart.words(code), bold=is_picked, colour=colour, across="right")
            marks.write(axes, x + 20, y, chart.list_label(code), bold=is_picked, colour=colour)
        y += chart.tall(line)


def _title(statistic: Statistic, named: dict[str, Text], value: str) -> Text:
    """Say between which figures the area and its neighbours lie; without figures (`value` is empty), who they are."""
    if value and len(statistic) > 1:
        lowest, highest = (
            statistic.number(narrative.extremes(statistic, value, largest=largest)[0], value)
            for largest in (False, True)
        )
        between = compose("{} and its neighbours, from {} to {}", next(iter(named.values())), lowest.bare, highest)
        return narrative.message(*narrative.led(statistic, between), otherwise=between)
    picked, *neighbours = named
    rows = [row for row in range(len(statistic)) if statistic.table_value(row, "area") in neighbours]
    count = row_counts.rows(statistic, rows, of="neighbours drawn").words
    words = "neighbour" if len(rows) == 1 else "neighbours"
    return (
        compose("{} and its {} statistical {}", wording.opening(named[picked]), count, words)
        if rows
        else compose("Where {} lies", named[picked])
    )


def _alt(
    statistic: Statistic, named: dict[str, Text], labels: dict[str, Text], figures: dict[str, float], value: str
) -> Text:
    _, *neighbours = named.values()
    sentences = [compose("{}.", _title(statistic, named, value if figures else ""))]
    if len(figures) > 1:
        order = sorted(figures, key=figures.__getitem__)
        ends = (canvas.reworded(labels[code], wording.everyday) for code in (order[-1], order[0]))
        sentences.append(compose("Shaded by figure, from {}, the highest, to {}, the lowest.", *ends))
    if neighbours:
        sentences.append(compose("Its statistical neighbours are {}.", joined(neighbours)))
    return trending.fitting(sentences)
