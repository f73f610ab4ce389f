"""What a line shows, settled once: title, sentence, bullet and text alternative are all written from it, and so cannot disagree.

"Rose" and "fell" are for moves that pass the test of `movements`. Figures of much the same size are "about the same". Any other move is
only "higher" or "lower": one that did not pass is a usual change, and of one that no test applies to nothing more is claimed.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from helpers.sources import areas, published
from helpers.sources.publications import MeasureDefinition
from helpers.statistics import measure_names
from helpers.statistics.comparison import comparisons, counted, movements
from helpers.statistics.comparison.counted import NOT_COUNTED, Counted
from helpers.statistics.comparison.movements import SeriesPoint
from helpers.statistics.comparison.moves import ABOUT_THE_SAME, FELL, HIGHER, LOWER, ROSE, Move
from helpers.statistics.comparison.series import NEEDED, Series, area_of
from helpers.statistics.numbers import Number, Text
from helpers.statistics.statistic import Statistic

ABOVE, BELOW, NOT_APART, AGAINST = "above", "below", "not clearly apart from", "against"
LITTLE = (
    0.2  # of a whole move: the most by which figures before and after the year that brought it stray from either end
)
RUN = 2  # figures, from how many on that each moved on the same way they are a run
NOTABLE = 0.1  # of the nearer end: how far beyond it a peak or a low lies that is named
NAN = float("nan")


@dataclass(frozen=True)
class Trend:
    """An area's comparable figures of one measure, the oldest first, and what they show.

    `figures` begin after the last break; `points` are the cases behind them. `england` is England's figure of the period of the last,
    `england_first` of that of the first, None where there is none; `england_line` its known figures of these periods. `counted` is how many the last figure, where it is a share, counts and out of how many, as far as that is published. `reason` says why the newest figure cannot be set beside an earlier one; empty where it can.
    """

    area: str
    name: Text
    figures: tuple[Number, ...]
    points: tuple[SeriesPoint, ...]
    about: MeasureDefinition | None = None
    england: Number | None = None
    england_first: Number | None = None
    england_line: tuple[Number, ...] = ()
    reason: Text = Text()
    counted: Counted = NOT_COUNTED

    @property
    def last(self) -> Number | None:
        """The last known figure."""
        return self.figures[-1] if self.figures else None

    @cached_property
    def span(self) -> Move | None:
        """The move from the first figure to the last; None of fewer than two."""
        return self._move(0, len(self.figures) - 1) if len(self.figures) > 1 else None

    @cached_property
    def latest(self) -> Move | None:
        """The move from the last figure but one to the last; None of fewer than two."""
        return self._move(len(self.figures) - 2, len(self.figures) - 1) if len(self.figures) > 1 else None

    def between(self, earlier: str, later: str) -> Move | None:
        """The move from the figure of one period to that of another; None where one of them is not among the comparable figures."""
        periods = [str(figure.period) for figure in self.figures]
        if earlier not in periods or later not in periods:
            return None
        return self._move(periods.index(earlier), periods.index(later))

    @cached_property
    def turn(self) -> Number | None:
        """The figure to which a single step led that was nearly all of the whole move, with little change before and since; else None."""
        if self.span is None or self.span.is_usual or self.span.direction == ABOUT_THE_SAME or len(self.figures) < 3:
            return None
        first, *_, last = values = self.values
        little = LITTLE * abs(last - first)
        before = list(accumulate((abs(value - first) <= little for value in values), operator.and_))
        since = list(accumulate((abs(value - last) <= little for value in reversed(values)), operator.and_))[::-1]
        return next(
            (self.figures[place] for place in range(1, len(values)) if before[place - 1] and since[place]), None
        )

    @cached_property
    def run(self) -> Number | None:
        """The last of the figures that were about the same as the first, where the two or more since each moved further the same way; else None."""
        if self.span is None or self.span.is_similar or len(self.figures) < 2 + RUN:
            return None
        first, *_, last = values = self.values
        little = LITTLE * abs(last - first)
        alike = (are_alike(self.figures[0], figure, self.about) for figure in self.figures)
        steady = sum(accumulate(alike, operator.and_))
        steps = [(later - earlier) * (1 if last > first else -1) for earlier, later in pairwise(values[steady - 1 :])]
        is_run = steady > 1 and len(steps) >= RUN and min(steps) > little
        return self.figures[steady - 1] if is_run else None

    @cached_property
    def peak(self) -> Number | None:
        """The highest figure, where it lies well above both the first and the last."""
        return self._extreme(max)

    @cached_property
    def low(self) -> Number | None:
        """The lowest figure, where it lies well below both the first and the last."""
        return self._extreme(min)

    def is_national(self, extreme: Number) -> bool:
        """Whether the peak or the low fell in a year in which England's figure was its highest or lowest too."""
        furthest = max if extreme is self.peak else min
        if len(self.england_line) < len(self.figures):
            return False
        return furthest(self.england_line, key=lambda number: number.or_nan).period == extreme.period

    @cached_property
    def beside(self) -> str:
        """How the last figure lies to England's: "above", "below", "about the same as", "not clearly apart from"; "" without England's.

        It is not clearly apart where England's lies within what chance could have made of it. Where the cases behind it are not
        known it is only set "against" England's, for above and below would claim that chance is ruled out.
        """
        if self.last is None or self.england is None:
            return ""
        if are_alike(self.england, self.last, self.about):
            return f"{ABOUT_THE_SAME} as"
        england, limits = self.england.or_nan, self._limits
        if limits is None:
            return AGAINST
        if limits[0] <= england <= limits[1]:
            return NOT_APART
        return ABOVE if self.last.or_nan > england else BELOW

    @property
    def values(self) -> list[float]:
        """The figures' values."""
        return [number.or_nan for number in self.figures]

    @property
    def _limits(self) -> tuple[float, float] | None:
        return comparisons.chance_limits(self.about, self.points[-1]) if self.about else None

    def _move(self, first: int, last: int) -> Move:
        earlier, later = self.figures[first], self.figures[last]
        is_more, reason = _tested(self.about, self.points[first], self.points[last])
        is_more = is_more if earlier.shown != later.shown else False  # a reader sees no difference to name
        is_similar = are_alike(earlier, later, self.about)
        direction = _direction(earlier.or_nan, later.or_nan, is_similar=is_similar, is_more=is_more)
        is_better = (
            (direction == ROSE) == (self.about.polarity == "high") if self.about and self.about.polarity else None
        )
        return Move(
            direction,
            earlier,
            later,
            is_similar,
            is_usual=is_more is False,
            is_better=is_better if is_more else None,
            reason=reason,
        )

    def _extreme(self, furthest: Callable[[Sequence[float]], float]) -> Number | None:
        if len(self.figures) < 3:
            return None
        end, value = furthest((self.values[0], self.values[-1])), furthest(self.values)
        number, nearer = self.figures[self.values.index(value)], self.figures[self.values.index(end)]
        is_notable = abs(value - end) > NOTABLE * abs(end) and not are_alike(nearer, number, self.about)
        return number if is_notable else None


def of(statistic: Statistic, area: str, *, value: str = "value") -> Trend:
    """Return the trend of an area in a statistic of areas over periods.

    A series starts anew at the periods that the published measure is known to have. A statistic of
    no published measure is never tested. An unknown area raises UnknownName.
    """
    about = published.store().find(statistic.name)
    code, name = area_of(statistic, area)
    rows = _since_last_break(statistic, _rows(statistic, code, value), movements.starts(statistic.name))
    figures = tuple(statistic.number(row, value) for row in rows)
    points = tuple(point(statistic, row) for row in rows)
    return Trend(
        area=name,
        name=measure_names.name_of(about.measure) if about else statistic.title,
        figures=figures,
        points=points,
        about=about,
        england=_england(statistic, code, figures[-1:], value),
        england_first=_england(statistic, code, figures[:1], value),
        england_line=_england_line(statistic, code, figures, value),
        reason=_why_not(statistic, code) if about else Text(),
        counted=counted.of(about, code, figures[-1], points[-1]) if about and figures else NOT_COUNTED,
    )


def are_alike(earlier: Number, later: Number, about: MeasureDefinition | None) -> bool:
    """Whether two figures are of much the same size, or print alike; of no published measure, whether they print alike."""
    return movements.are_alike(earlier, later, about=about) if about else earlier.shown == later.shown


def _rows(statistic: Statistic, code: str, value: str) -> list[int]:
    """The rows of an area with a known figure, the oldest first."""
    cells = statistic.measure.cells
    own = [row for row, area in enumerate(cells["area"]) if area == code and statistic.number(row, value).is_known]
    return sorted(own, key=lambda row: str(cells["period"][row]))


def _since_last_break(statistic: Statistic, rows: Sequence[int], starts: Sequence[str]) -> list[int]:
    periods = [str(period) for period in statistic.measure.cells["period"]]
    begins = max((start for start in starts if min(periods) < start <= max(periods)), default="") if periods else ""
    return [row for row in rows if periods[row] >= begins]


def _england(statistic: Statistic, code: str, figures: Sequence[Number], value: str) -> Number | None:
    return next(iter(_england_line(statistic, code, figures, value)), None)


def _england_line(statistic: Statistic, code: str, figures: Sequence[Number], value: str) -> tuple[Number, ...]:
    """England's known figures of the periods of an area's; none beside its own."""
    if not figures or code == areas.ENGLAND:
        return ()
    periods = {number.period for number in figures}
    numbers = (statistic.number(row, value) for row in _rows(statistic, areas.ENGLAND, value))
    return tuple(number for number in numbers if number.period in periods)


def _why_not(statistic: Statistic, code: str) -> Text:
    if any(column not in statistic.measure.cells for column in NEEDED):
        return Text()
    pair = Series(statistic, code).pair(None)
    return pair if isinstance(pair, Text) else Text()


def point(statistic: Statistic, row: int) -> SeriesPoint:
    """Return the cases behind the figure of a row, as far as they are known."""
    cells = statistic.measure.cells
    part, base = (float(cells[name][row]) if name in cells else NAN for name in ("numerator", "denominator"))
    return SeriesPoint(part, base, str(cells["period"][row]) if "period" in cells else "")


def _tested(about: MeasureDefinition | None, earlier: SeriesPoint, later: SeriesPoint) -> tuple[bool | None, str]:
    """Return whether a move is more than chance, or None and a sentence that says why it was not tested."""
    why = movements.why_untested(about) if about else movements.NO_BASE
    if why or about is None:
        return None, why
    if not (earlier.has_base and later.has_base):
        return None, movements.NO_BASE
    is_more = movements.is_more_than_chance(about, earlier, later)
    return is_more, movements.FEW_AUTHORITIES if is_more is None else ""


def _direction(earlier: float, later: float, *, is_similar: bool, is_more: bool | None) -> str:
    if is_similar and not is_more:
        return ABOUT_THE_SAME
    rises = later > earlier
    if is_more:
        return ROSE if rises else FELL
    return HIGHER if rises else LOWER
