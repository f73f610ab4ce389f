"""Where in England an authority and those most like it lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.figure import Figure as Sheet
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from helpers.display import canvas, places, theme
from helpers.display.blocks import Figure, NotSupplied
from helpers.display.charts import marks
from helpers.display.charts.outlines import Ring, attribution, boundaries, centre, doubled_area, thinned
from helpers.display.charts.scales import Scale
from helpers.display.sentences import derived_numbers, narrative, row_counts, trending, wording
from helpers.errors import ReportError
from helpers.sources import published
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

MIDDLE_OF_ENGLAND = 53.0
FINEST = 0.8
LAND = "#DADADA"
GAP = 6.0
SHADED = "The darker an authority named here, the higher its figure."
MAP = "A map of England’s authorities"


@dataclass(frozen=True, eq=False)
class Map:
    """Outlines as places on a sheet, in points, with what is written of each authority named, the picked one first."""

    outlines: dict[str, tuple[Ring, ...]]
    names: dict[str, Text]
    layout: canvas.CanvasLayout
    figures: dict[str, float] = field(default_factory=dict)

    @cached_property
    def fills(self) -> dict[str, str]:
        """The colour of each authority named: the darker, the higher its figure; without figures the picked one alone is dark."""
        if len(set(self.figures.values())) < 2:
            return {code: theme.TINT if place else theme.FOCUS for place, code in enumerate(self.codes)}
        shade = LinearSegmentedColormap.from_list("shade", [theme.TINT, theme.FOCUS])
        scale = Scale(min(self.figures.values()), max(self.figures.values()), 0.0, 1.0)
        return {
            code: to_hex(shade(scale(self.figures[code]))) if code in self.figures else theme.PAPER
            for code in self.codes
        }

    @property
    def codes(self) -> tuple[str, ...]:
        """The authorities named."""
        return tuple(self.names)

    @property
    def room(self) -> float:
        """The width left for what stands beside the map: the names, or on a phone their places in the list under it."""
        return 14.0 if self.layout.narrow else 265.0

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """The least and the greatest longitude and latitude."""
        corners = np.concatenate([ring for rings in self.outlines.values() for ring in rings])
        (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
        return float(west), float(south), float(east), float(north)

    @property
    def points_a_degree(self) -> float:
        """How many points a degree of latitude takes, so that England fits across."""
        west, _, east, _ = self.bounds
        return (self.layout.width - self.room - 2 * GAP) / ((east - west) * self.squeeze)

    @property
    def foot(self) -> float:
        """Where the map ends."""
        _, south, _, north = self.bounds
        return (north - south) * self.points_a_degree + 2

    @property
    def squeeze(self) -> float:
        """How much narrower a degree of longitude is than one of latitude."""
        return float(np.cos(np.radians(MIDDLE_OF_ENGLAND)))

    def placed(self, ring: Ring) -> Ring:
        """A ring on the sheet, without corners too near each other to be seen."""
        west, _, _, north = self.bounds
        across = (ring[:, 0] - west) * self.squeeze * self.points_a_degree + 1
        down = (north - ring[:, 1]) * self.points_a_degree + 1
        return thinned(np.column_stack([across, down]).round(1), FINEST)

    def middle(self, code: str) -> tuple[float, float]:
        """The middle of an authority's largest part."""
        x, y = centre(self.placed(max(self.outlines[code], key=lambda ring: abs(doubled_area(ring)))))
        return x, y

    @cached_property
    def order(self) -> list[str]:
        """The codes named, from north to south."""
        return sorted(self.codes, key=lambda code: self.middle(code)[1])

    @cached_property
    def labels(self) -> list[tuple[str, float]]:
        """Each code named with the top of what stands beside the map, spread so that none covers another."""
        tall = [marks.height(self.words(code), theme.TEXT_SIZE) + 1 for code in self.order]
        middles = canvas.spread([self.middle(code)[1] for code in self.order], tall, 0, self.foot)
        return [(code, middle - height / 2) for code, middle, height in zip(self.order, middles, tall, strict=True)]

    def words(self, code: str) -> Text:
        """What stands beside the map: the authority's name and figure, or on a phone its place in the list."""
        place = Number(f"map.{code}", self.order.index(code) + 1.0, kind="key")
        return text(place if self.layout.narrow else self._name(code, self.room - 2))

    def list_label(self, code: str) -> Text:
        """The authority in the list under a phone's map."""
        return self._name(code, self.layout.width / 2 - 24)

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """The list under a phone's map, two authorities a line, read down the first column and then the second."""
        half = ceil(len(self.order) / 2)
        return [tuple(self.order[place :: half or 1]) for place in range(half)] if self.layout.narrow else []

    def tall(self, line: tuple[str, ...]) -> float:
        """How tall a line of the list stands."""
        return max(marks.height(self.list_label(code), theme.TEXT_SIZE) for code in line) + 2

    def _name(self, code: str, width: float) -> Text:
        return canvas.wrapped(self.names[code], width, bold=code == self.codes[0])


@canvas.chart
def england(
    statistic: Statistic,
    *,
    highlight: str,
    value: str = "value",
    neighbours: Sequence[str] = (),
    store: published.PublishedStore | None = None,
) -> Figure | NotSupplied:
    """Draw England's authorities, the picked one and its neighbours named with their figures, by which they are shaded.

    Rows have area, area_name and, where figures are to stand beside the names, a value; the picked area is among them. Neighbours are codes or names of rows; without any, every other
    authority of the rows is one. Outlines come from the published store; an area without one, such as one abolished before they
    were drawn, has a line that says so instead of a map. What is no area raises UnknownName; an area without a row, ReportError.
    """
    boundary_store = store or published.store()
    outlines = boundaries(boundary_store)
    picked = places.picked(statistic, highlight)
    if _code(statistic, picked) not in outlines:
        return NotSupplied(what=MAP, unpublished=f"no outline of {picked}")
    named = _named(statistic, picked, neighbours, outlines)
    labels, figures = _labels(statistic, named, value), _figures(statistic, named, value)
    return canvas.figure(
        statistic,
        lambda sheet, _, layout: _draw(sheet, Map(outlines, labels, layout, figures)),
        title=_title(statistic, named, value if figures else ""),
        alt=_alt(statistic, named, labels, figures, value),
        wide=_size(outlines, labels, narrow=False),
        narrow=_size(outlines, labels, narrow=True),
        note=f"{SHADED if figures else ''} {attribution(boundary_store)}".strip(),
    )


def _named(
    statistic: Statistic, picked: str, neighbours: Sequence[str], outlines: dict[str, tuple[Ring, ...]]
) -> dict[str, Text]:
    """The names of the picked area, first, and its neighbours, by code."""
    rows = {
        str(code): str(name) for code, name in zip(statistic.table["area"], statistic.table["area_name"], strict=True)
    }
    codes = [
        code for code, name in rows.items() if code in outlines and (not neighbours or {code, name} & set(neighbours))
    ]
    return {code: places.label(statistic, rows[code]) for code in dict.fromkeys([_code(statistic, picked), *codes])}


def _labels(statistic: Statistic, named: dict[str, Text], value: str) -> dict[str, Text]:
    """What is written of each area: its name, with its figure where one is known."""
    if value not in statistic.table:
        return named
    figures = _numbers(statistic, named, value)
    return {
        code: compose("{} {}", named[code], wording.short(figure)) if derived_numbers.is_known(figure) else named[code]
        for code, figure in figures.items()
    }


def _numbers(statistic: Statistic, named: dict[str, Text], value: str) -> dict[str, Number]:
    rows = {str(code): row for row, code in enumerate(statistic.table["area"])}
    return {code: statistic.number(rows[code], value) for code in named}


def _figures(statistic: Statistic, named: dict[str, Text], value: str) -> dict[str, float]:
    """The known figure of each area, by code."""
    numbers = _numbers(statistic, named, value) if value in statistic.table else {}
    return {
        code: derived_numbers.value_of(number) for code, number in numbers.items() if derived_numbers.is_known(number)
    }


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
        compose("{} and its {} statistical {}", named[picked], count, words)
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
        ends = (labels[order[-1]], labels[order[0]])
        sentences.append(compose("Shaded by figure, from {}, the highest, to {}, the lowest.", *ends))
    if neighbours:
        sentences.append(compose("Its statistical neighbours are {}.", joined(neighbours)))
    return trending.fitting(sentences)
