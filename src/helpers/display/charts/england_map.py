"""The map of England's authorities as places on a sheet: its outlines, fills, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import ceil

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_hex

from helpers.display import canvas, theme
from helpers.display.charts import marks
from helpers.display.charts.outlines import Ring, centre, doubled_area, thinned
from helpers.display.charts.scales import Scale
from helpers.statistics.numbers import Number, Text, text

MIDDLE_OF_ENGLAND = 53.0
FINEST = 0.8
GAP = 6.0


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
