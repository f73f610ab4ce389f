"""The figures of areas across the years, as lines: where each point stands, and where a line may not be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from helpers.display import places
from helpers.display.charts.scales import ticks
from helpers.display.sentences import derived_numbers, wording
from helpers.statistics.comparison import comparisons, movements, trends
from helpers.statistics.comparison.trends import Trend
from helpers.statistics.numbers import Number, Text
from helpers.statistics.statistic import Statistic

MOST_NAMED = 6
FLATTEST = 0.2
WHOLE = 100.0
GAP = "A gap is a figure the publisher does not give."


@dataclass(frozen=True, eq=False)
class Lines:
    """The series of a statistic: for each area, its numbers by period. `about` is how many values the axis names.

    `is_banded` says whether the picked area's line has a band of what chance alone could have made of each figure.
    """

    statistic: Statistic
    picked: str
    from_zero: bool = False
    value: str = "value"
    about: int = 5
    is_banded: bool = False

    @cached_property
    def breaks(self) -> tuple[str, ...]:
        """The periods within those shown at which the series starts anew, as published."""
        starts = movements.starts(self.statistic.name)
        return tuple(start for start in starts if self.periods and self.periods[0] < start <= self.periods[-1])

    @cached_property
    def trend(self) -> Trend:
        """What the picked area's line shows."""
        return trends.of(self.statistic, self.picked, value=self.value)

    @cached_property
    def periods(self) -> list[str]:
        """Every period, in order of time."""
        return sorted(set(self.statistic.table["period"]))

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each period stands along the foot, counted from the first: a year without any figure keeps its room."""
        years = [int(match[0]) if (match := wording.YEAR.match(period)) else 0 for period in self.periods]
        is_yearly = all(years) and all(before < after for before, after in pairwise(years))
        along = [year - years[0] for year in years] if is_yearly else range(len(years))
        return dict(zip(self.periods, along, strict=True))

    def label(self, period: str) -> Text:
        """A period as it is written."""
        return self.statistic.labels("period").get(period, Text(period))

    @property
    def last(self) -> int:
        """The place of the last period."""
        return self.places[self.periods[-1]]

    @cached_property
    def areas(self) -> list[str]:
        """Every area that has a known figure, the picked one last, so that its line lies on top."""
        areas = [name for name in places.named(self.statistic) if name != self.picked and self.known_figures(name)]
        return [*areas, self.picked] if self.known_figures(self.picked) else areas

    @cached_property
    def numbers(self) -> dict[tuple[str, str], Number]:
        """The number of each area and period."""
        rows = range(len(self.statistic))
        return {
            (self.statistic.plain(row, "area_name"), self.statistic.plain(row, "period")): self.statistic.number(
                row, self.value
            )
            for row in rows
        }

    @cached_property
    def wider(self) -> tuple[str, ...]:
        """The names of regions and of England."""
        codes = zip(self.statistic.table["area"], self.statistic.table["area_name"], strict=True)
        return tuple(dict.fromkeys(str(name) for code, name in codes if places.is_wider(code)))

    @property
    def named(self) -> list[str]:
        """The areas whose lines are named: all, or where they are many the picked, regions and England."""
        return [
            area for area in self.areas if len(self.areas) <= MOST_NAMED or area == self.picked or area in self.wider
        ]

    def known_figures(self, area: str) -> list[Number]:
        """An area's known figures in order of time."""
        numbers = (self.numbers.get((area, period)) for period in self.periods)
        return [number for number in numbers if number is not None and number.is_known]

    def runs(self, area: str) -> list[list[tuple[int, float]]]:
        """Unbroken runs of an area's figures: a gap where one is hidden or missing, none across a break."""
        parts: list[list[tuple[int, float]]] = []
        before: tuple[int, int] | None = None
        for number in self.known_figures(area):
            place, stretch = self.places[number.period.label], self._stretch(number.period.label)
            if before != (place - 1, stretch):
                parts.append([])
            parts[-1].append((place, derived_numbers.value_of(number)))
            before = (place, stretch)
        return parts

    @cached_property
    def band(self) -> dict[int, tuple[float, float]]:
        """The 95% limits of the picked area's figures, by their places; those without published cases have none."""
        about = self.trend.about
        if not self.is_banded or about is None:
            return {}
        limits = {
            self.places[number.period.label]: comparisons.chance_limits(about, point)
            for number, point in zip(self.trend.figures, self.trend.points, strict=True)
        }
        return {place: ends for place, ends in limits.items() if ends}

    @property
    def has_gaps(self) -> bool:
        """Whether a figure is withheld, or a year between others has none."""
        return any(number.code for number in self.numbers.values()) or self.last >= len(self.periods)

    def role(self, area: str) -> str:
        """Which sort of line an area has: "picked", "england", "region" or "other"."""
        if area == self.picked:
            return "picked"
        return "other" if area not in self.wider else "england" if area == "England" else "region"

    def bounds(self) -> list[float]:
        """The values the axis names: from zero, or fitted to the figures but over no less than a fifth of the largest, lest small changes look large."""
        values = [derived_numbers.value_of(number) for area in self.areas for number in self.known_figures(area)] or [
            0.0,
            1.0,
        ]
        ends = [end for limits in self.band.values() for end in limits]
        low, high = min(values + ends), max(values + ends)
        room = max(0.0, FLATTEST * max(abs(low), abs(high)) - (high - low)) / 2
        low = min(low, max(low - room, 0.0))
        low, high = (min(0.0, low), high) if self.from_zero else (low, high + room)
        bounds = ticks(low, high, about=self.about)
        is_share = self.statistic.column(self.value).unit == "percent" and max(values) <= WHOLE
        return [bound for bound in bounds if bound <= WHOLE] if is_share else bounds

    def _stretch(self, period: str) -> int:
        return sum(period >= start for start in self.breaks)
