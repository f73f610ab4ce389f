"""People who are part of others are no more than these in any time that lies within theirs: a month of the part, a year of the whole.

Within one period `parts` sets one against the other. Here a period lies wholly in another: the children of May who are part of those
missing are no more than were missing in that year, and those of the year no more than in all its months together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.errors import ReportError
from helpers.sources import calendar_periods
from helpers.sources.folding import folded
from helpers.statistics.disclosure.constraints import FigureKey
from helpers.statistics.disclosure.figure_keys import key_of, layout_of, whole_number
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.parts import Pair, pairs_of
from helpers.statistics.disclosure.wholes import DISTINCT, SUM

WITHIN = "{}: {} are part of {}, within whose time theirs lies, and are more. Correct one of the numbers or, in relations.toml, the answer."
TOGETHER = "{}: {} are part of {}, and are more than all of these in {} together. Correct one of the numbers or, in relations.toml, the answer."
OF_PARTS = (
    "{}: {} in {} together are part of {}, and are more. Correct one of the numbers or, in relations.toml, the answer."
)
EVERY_ONE = "percent"


@dataclass(frozen=True)
class _Cell:
    """A number that a cell gives, how its months make a year, and its place for a message."""

    key: FigureKey
    value: int
    over_time: str
    place: str


def check_parts_over_time(measures: Sequence[Measure]) -> None:
    """Raise ReportError where a part is more than its whole of a time that holds the part's; a stock of one day holds no other's."""
    known_figures = {figure.key: figure for measure in measures for figure in _figures(measure)}
    for part, whole in dict.fromkeys((*pairs_of(measures), *_shares(measures))):
        wholes = [figure for key, figure in known_figures.items() if key.people == folded(whole)]
        for figure in [figure for key, figure in known_figures.items() if key.people == folded(part)]:
            for message in _faults(figure, wholes, known_figures):
                raise ReportError(message)


def _figures(measure: Measure) -> Iterator[_Cell]:
    for count in layout_of(measure).counts:
        for row in range(len(measure.table)) if not count.base else ():
            value = whole_number(measure, row, count.column)
            if value is not None:
                place = f"{measure.origins[row]}, {count.column}"
                yield _Cell(key_of(measure, row, count), value, count.over_time, place)


def _shares(measures: Sequence[Measure]) -> Iterator[Pair]:
    """The people of which a table shows others as so many in a hundred: these are part of them, whatever any answer says."""
    for form in map(layout_of, measures):
        for share in form.shares:
            part, base = form.count(share.part), form.count(share.base)
            if part and base and share.unit == EVERY_ONE:
                yield part.people, base.people


def _faults(part: _Cell, wholes: Sequence[_Cell], known_figures: Mapping[FigureKey, _Cell]) -> Iterator[str]:
    period = calendar_periods.parse(part.key.period)
    for whole in wholes:
        longer = calendar_periods.parse(whole.key.period)
        is_group = set(whole.key.categories) <= set(part.key.categories)
        if whole.over_time in (SUM, DISTINCT) and period and longer and longer.holds(period) and is_group:
            if part.value > whole.value:
                yield WITHIN.format(part.place, part.key, whole.key)
            if part.over_time == whole.over_time == SUM:
                yield from _of_parts(part, whole, known_figures)
    for label, periods in calendar_periods.partitions(part.key.period) if wholes else ():
        if label == part.key.period:
            yield from _of_wholes(part, wholes[0].key.people, periods, known_figures)


def _of_parts(part: _Cell, whole: _Cell, known_figures: Mapping[FigureKey, _Cell]) -> Iterator[str]:
    """Find a year of the whole that has fewer than the months or quarters of the part that are known have together."""
    for label, periods in calendar_periods.partitions(whole.key.period):
        if label == whole.key.period and part.key.period in periods:
            keys = [replace(part.key, period=period) for period in periods]
            values = [known_figures[key].value for key in keys if key in known_figures]
            if sum(values) > whole.value:
                yield OF_PARTS.format(part.place, part.key.people, label, whole.key)


def _of_wholes(
    part: _Cell, whole: str, periods: Sequence[str], known_figures: Mapping[FigureKey, _Cell]
) -> Iterator[str]:
    """Find a year of the part that has more than all months or quarters of the whole have together."""
    keys = [replace(part.key, people=whole, period=period) for period in periods]
    figures = [known_figures[key] for key in keys if key in known_figures]
    is_bound = len(figures) == len(periods) and figures[0].over_time in (SUM, DISTINCT)
    if is_bound and part.value > sum(figure.value for figure in figures):
        yield TOGETHER.format(part.place, part.key, whole, f"{periods[0]} to {periods[-1]}")
