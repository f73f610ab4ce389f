"""People who are part of others: who is in the whole and not in the part may be few, and readers can take one number from the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from helpers.errors import ReportError
from helpers.sources import calendar_periods
from helpers.sources.folding import folded
from helpers.statistics.disclosure.constraints import Constraints, FigureKey, PeopleFigure
from helpers.statistics.disclosure.figure_keys import key_of, layout_of
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.wholes import SUM, Groups, settle, total_of

Pair = tuple[str, str]
MORE = "{} are said in relations.toml to be part of {}, and are more. Correct one of the numbers, or the answer."


def pairs_of(measures: Sequence[Measure]) -> list[Pair]:
    """Return the pairs of people that layouts name of whom the first are part of the second."""
    return list(dict.fromkeys(pair for measure in measures for pair in layout_of(measure).parts))


def counterparts(key: FigureKey, pairs: Sequence[Pair]) -> Iterator[FigureKey]:
    """Yield the keys of the numbers that one may be set against: the same count of a larger group that these people are part of, or of a part of them."""
    for part, whole in pairs:
        for counted, other in ((part, whole), (whole, part)):
            if key.people == folded(counted):
                yield FigureKey(other, key.period, key.categories)


def beside(constraints: Constraints, pairs: Sequence[Pair], groups: Iterable[Groups]) -> Callable[[FigureKey], bool]:
    """Return whether of the other people of a pair a number is printed, or can be worked out of groups."""
    numbers = {*constraints.figures, *(candidate.whole for candidate in groups)}
    return lambda key: any(other in numbers for other in counterparts(key, pairs))


def add_parts(constraints: Constraints, measures: Sequence[Measure]) -> None:
    """Add those who are in a whole and not in its part, of each pair of people that layouts name, wherever both are counted.

    Months that add up to a quarter or year of which the other is counted are added up. Raises ReportError where more are counted
    in a part than in the whole.
    """
    pairs = pairs_of(measures)
    _add_periods(constraints, measures, pairs)
    for part, whole in pairs:
        for key, figure in list(constraints.figures.items()):
            above = FigureKey(whole, key.period, key.categories)
            if key.people == folded(part) and above in constraints.figures:
                _add_rest(constraints, figure, constraints.figures[above], f"{whole} but for {part}")


def _add_rest(constraints: Constraints, part: PeopleFigure, whole: PeopleFigure, people: str) -> None:
    if part.value is not None and whole.value is not None and part.value > whole.value:
        if part.is_unprinted or whole.is_unprinted:
            return  # groups that are not all there add up to less than the whole that they are taken for
        raise ReportError(MORE.format(part.key, whole.key))
    rest = constraints.figure(FigureKey(people, part.key.period, part.key.categories))
    settle(rest, [part, whole], None if part.value is None or whole.value is None else whole.value - part.value)
    constraints.sums[whole.key, frozenset({part.key, rest.key})] = people


def _add_periods(constraints: Constraints, measures: Sequence[Measure], pairs: Sequence[Pair]) -> None:
    """Add the periods, of which one of a pair is counted, that months or quarters of the other add up to."""
    counted_beside = {other for key in constraints.figures for other in counterparts(key, pairs)}
    for measure in measures:
        for count in layout_of(measure).counts:
            keys = [key_of(measure, row, count) for row in range(len(measure.table))] if count.over_time == SUM else []
            for key in keys:
                for label, periods in calendar_periods.partitions(key.period):
                    whole = FigureKey(key.people, label, key.categories)
                    if whole in counted_beside and whole not in constraints.figures:
                        _add_period(
                            constraints, whole, [FigureKey(key.people, period, key.categories) for period in periods]
                        )


def _add_period(constraints: Constraints, whole: FigureKey, parts: Sequence[FigureKey]) -> None:
    figures = [constraints.figures[part] for part in parts if part in constraints.figures]
    if len(figures) == len(parts):
        settle(constraints.figure(whole), figures, total_of(figures))
        constraints.sums[whole, frozenset(parts)] = SUM
