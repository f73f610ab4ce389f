"""Which of an area's published figures matter most: how far they lie from England's, for how many children, and with what consequence.

What a measure means for children, and of whom it is where its release does not say, is data (`consequences.csv`), as is how much each
aspect counts (`salience.csv`). Decision 0021 gives the method.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import takewhile
from math import log10

import numpy as np

from helpers.errors import UnknownName
from helpers.sources import area_tables, areas, published
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.publications import MeasureDefinition
from helpers.statistics.comparison import cases, comparisons, consequences, dispersion, movements
from helpers.statistics.comparison.consequences import Consequence
from helpers.statistics.comparison.figure_columns import FigureColumns
from helpers.statistics.comparison.movements import SeriesPoint
from helpers.statistics.formulas import SCALES
from helpers.statistics.units import WITHHELD

FEWEST_CHILDREN, FEWEST_NEIGHBOURS = 30, 5
CHILDREN, AGES = "population_0_17", 18
FAR, MANY = 3.0, 3.0  # usual distances, and powers of ten of children, from which an aspect counts in full
UNTESTED_DISTANCE = 1.0  # usual distances: where there is no interval, a figure has to lie this far out to lead
YEARS = 5
MAD_TO_DEVIATION = 1.4826
WORRY, STRENGTH = "worry", "strength"
MOST_LEADS = 5  # the most worries, and the most strengths, that the year at a glance lists
DUTIES = {"law": 1.0, "safety": 1.0, "": 0.0}
FEW = "rests on fewer than thirty"
NAN = float("nan")


@dataclass(frozen=True)
class Salience:
    """How much one figure of an area matters.

    `kind` is "worry", "strength", or "" of a measure that has no better end or means nothing of its own. `why_not` says why it
    may not lead; empty where it may. `is_tested` tells whether there is an interval that England's lies outside of. `children` is how many would be on the other side were the area as England is, NaN where unknown.
    """

    measure: str
    area: str
    kind: str
    score: float
    children: float
    is_tested: bool
    why_not: str = ""

    @property
    def may_lead(self) -> bool:
        """Whether it may head a group, a chapter or the report."""
        return not self.why_not

    @property
    def rests_on_few(self) -> bool:
        """Whether it counts, or is a share of, fewer than thirty."""
        return self.why_not == FEW


def of_area(chapter: ChapterContext, area: str) -> list[Salience]:
    """Return the salience of every measure that `consequences.csv` lists, for an area's code; what matters most comes first."""
    return list(_of_area(chapter, area, (id(published.store()), *chapter.folder.versions())))


def leads(chapter: ChapterContext, kind: str, *, most: int) -> list[Salience]:
    """Return the worries or the strengths that lead the report, at most so many, of all the partnership's areas together."""
    all_salience = [salience for area in chapter.areas for salience in of_area(chapter, area)]
    leading = [salience for salience in all_salience if salience.may_lead and salience.kind == kind]
    return sorted(leading, key=lambda salience: -salience.score)[:most]


def at_a_glance(chapter: ChapterContext) -> set[str]:
    """Return the measures that the year at a glance lists, as worries or as strengths."""
    return {lead.measure for kind in (WORRY, STRENGTH) for lead in leads(chapter, kind, most=MOST_LEADS)}


@lru_cache(maxsize=8)
def _of_area(chapter: ChapterContext, area: str, _: tuple[object, ...]) -> tuple[Salience, ...]:
    """The same, worked out once for each store that is open and each state of the files."""
    figures = _Figures(chapter, area, _weights(chapter))
    all_salience = [
        salience for row in consequences.of_measures(chapter).values() if (salience := figures.salience(row))
    ]
    return tuple(sorted(all_salience, key=lambda salience: (not salience.may_lead, -salience.score, salience.measure)))


def unpublished(chapter: ChapterContext, area: str) -> list[str]:
    """Return the ids of the measures that could have led, were the area's figure published.

    They are measures that can be a worry, in whose newest period the area has no figure: none that is withheld, and none of
    nobody either.
    """
    scored = {salience.measure for salience in of_area(chapter, area)}
    could_lead = [
        row.measure for row in consequences.of_measures(chapter).values() if row.worry and row.measure not in scored
    ]
    return [measure for measure in could_lead if not _has_newest(measure, area, chapter.folder.end)]


def _has_newest(measure: str, area: str, end: date) -> bool:
    rows = published.store().figures(measure, as_at=end, years=1)
    is_published = rows["value"].notna() | rows["code"].isin(WITHHELD) | (rows["denominator"] == 0)
    own = rows[(rows["area"] == area) & is_published]
    return bool(len(own)) and own["period"].max() == rows["period"].max()


def _weights(chapter: ChapterContext) -> Mapping[str, float]:
    rows = chapter.folder.table("salience").frame
    return {str(aspect): float(weight) for aspect, weight in zip(rows["aspect"], rows["weight"], strict=True)}


@dataclass(frozen=True)
class _Figures:
    """The figures that an area's salience is worked out from."""

    chapter: ChapterContext
    area: str
    weights: Mapping[str, float]

    def salience(self, row: Consequence) -> Salience | None:
        """Return the salience of a measure; None where the area or England has no figure of its newest period."""
        figure = _ComparedFigure.of(row, self.area, self)
        if figure is None:
            return None
        aspects = figure.aspects()
        score = sum(weight * aspects[aspect] for aspect, weight in self.weights.items()) / sum(self.weights.values())
        return Salience(
            measure=row.measure,
            area=self.area,
            kind=figure.kind,
            score=score,
            children=figure.children,
            is_tested=figure.limits is not None,
            why_not=figure.why_not,
        )

    @cached_property
    def neighbours(self) -> tuple[str, ...]:
        try:
            return area_tables.neighbours(published.store(), self.area, as_at=self.chapter.folder.end).areas
        except UnknownName:
            return ()

    def count(self, measure: str) -> float:
        """Return an area's last count of a measure; NaN where it has none, or no measure is given."""
        return _count(measure, self.area, self.chapter.folder.end, id(published.store())) if measure else NAN


@dataclass(frozen=True)
class _ComparedFigure:
    """An area's newest figure of a measure beside England's, with what both rest on.

    `series` and `england` are the figures of each period, the oldest first; `values` are those of authorities.
    """

    about: MeasureDefinition
    row: Consequence
    series: Mapping[str, float]
    england: Mapping[str, float]
    values: np.ndarray
    neighbours_median: float
    point: SeriesPoint
    children_of_one_age: float

    @classmethod
    def of(cls, row: Consequence, area: str, figures: _Figures) -> _ComparedFigure | None:
        end = figures.chapter.folder.end
        columns = FigureColumns.of(
            cases.completed(row.measure, published.store().figures(row.measure, as_at=end, years=YEARS))
        )
        own, england = columns.rows_of(area), columns.rows_of(areas.ENGLAND)
        if not columns.is_newest(own) or not columns.is_newest(england):
            return None
        about, newest, now = published.store().measure(row.measure), columns.period[-1], columns.newest_of_authorities()
        beside = [place for place in now if columns.area[place] in figures.neighbours]
        return cls(
            about=about,
            row=row,
            series=columns.by_period(own, since=max(filter(newest.__ge__, movements.starts(row.measure)), default="")),
            england=columns.by_period(england),
            values=columns.value[now],
            neighbours_median=float(np.median(columns.value[beside])) if len(beside) >= FEWEST_NEIGHBOURS else NAN,
            point=columns.point(own[-1], about, figures.count(row.base)),
            children_of_one_age=figures.count(CHILDREN) / AGES,
        )

    @cached_property
    def own(self) -> float:
        return list(self.series.values())[-1]

    @cached_property
    def of_england(self) -> float:
        return list(self.england.values())[-1]

    @property
    def apart(self) -> float:
        """How far the figure lies above England's."""
        return self.own - self.of_england

    @cached_property
    def usual(self) -> float:
        """How far authorities usually lie from their middle: a deviation that few outliers do not stretch."""
        middle = np.median(self.values)
        return float(MAD_TO_DEVIATION * np.median(np.abs(self.values - middle)) or np.std(self.values) or 1.0)

    @cached_property
    def limits(self) -> tuple[float, float] | None:
        return comparisons.chance_limits(self.about, self.point)

    @property
    def cases(self) -> float:
        """How many cases the figure counts.

        Where its base is not published, the cases that there would be among children of one year of age: the smallest group
        that it can be counted among.
        """
        if self.point.part == self.point.part:
            return self.point.part
        return self.own / SCALES.get(self.about.unit, NAN) * self.children_of_one_age

    @property
    def kind(self) -> str:
        if not self.about.polarity or not (self.row.worry and self.row.strength):
            return ""
        return STRENGTH if (self.apart > 0) == (self.about.polarity == "high") else WORRY

    @property
    def children(self) -> float:
        """How many children would be on the other side were the area as England is."""
        scale = SCALES.get(self.about.unit)
        return abs(self.apart) / scale * self.point.base if scale and self.point.has_base else NAN

    @property
    def why_not(self) -> str:
        """Why the figure may not lead; empty where it may."""
        england = self.of_england
        if movements.is_similar(england, self.own, about=self.about):
            return "about the same as England"
        if self.about.unit not in dispersion.UNITS_WITH_BASE:
            return "a mean, published without how far children lie apart"
        if min(self.cases, self.point.base if self.point.has_base else self.cases) < FEWEST_CHILDREN:
            return FEW
        if self.limits is not None:
            return "England within its own interval" if self.limits[0] <= england <= self.limits[1] else ""
        return "" if abs(self.apart) / self.usual >= UNTESTED_DISTANCE else "not tested, and no further out than usual"

    def aspects(self) -> dict[str, float]:
        """Return each aspect between 0 and 1."""
        from_neighbours = self.own - self.neighbours_median
        is_alike = from_neighbours * self.apart > 0
        return {
            "size": min(1.0, log10(1 + self.children) / MANY) if self.children == self.children else 0.0,
            "distance": min(1.0, abs(self.apart) / self.usual / FAR),
            "duty": DUTIES[self.row.duty],
            "neighbours": min(1.0, abs(from_neighbours) / self.usual / FAR) if is_alike else 0.0,
            "movement": self._movement(),
            "duration": self._duration(),
            "soundness": float(self.limits is not None and not self.row.base),
        }

    def _movement(self) -> float:
        """How far the last year moved the figure further out, in usual distances; 0 where it came nearer."""
        if len(self.series) < 2:
            return 0.0
        moved = self.own - list(self.series.values())[-2]
        return min(1.0, abs(moved) / self.usual) if moved * self.apart > 0 else 0.0

    def _duration(self) -> float:
        """For how many of the years shown, up to the last and without a gap, the figure lies on this side of England's."""
        apart = [value - self.england[period] for period, value in self.series.items() if period in self.england]
        same = takewhile(lambda way: way * self.apart > 0, reversed(apart))
        return len(list(same)) / YEARS


@lru_cache(maxsize=200)
def _count(measure: str, area: str, end: date, _: int) -> float:
    rows = published.store().figures(measure, areas=[area], as_at=end, years=1)
    return float(rows["value"].iloc[-1]) if len(rows) else NAN
