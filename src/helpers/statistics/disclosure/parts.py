"""People who are part of others: who is in the whole and not in the part may be few, and readers can take one number from the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from helpers.errors import ReportError
from helpers.sources import calendar_periods
from helpers.statistics.disclosure.constraints import Constraints, FigureKey, PeopleFigure, folded
from helpers.statistics.disclosure.figure_keys import key_of, layout_of
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.policies import Policy

Pair = tuple[str, str]
SUM = "sum"
MORE = "{} are said in relations.toml to be part of {}, and are more. Correct one of the numbers, or the answer."


def add_parts(constraints: Constraints, measures: Sequence[Measure]) -> None:
    """Add those who are in a whole and not in its part, of each pair of people that layouts name, wherever both are counted.

    Months that add up to a quarter or year of which the other is counted are added up. Raises ReportError where more are counted
    in a part than in the whole.
    """
    pairs = list(dict.fromkeys(pair for measure in measures for pair in layout_of(measure).parts))
    _add_periods(constraints, measures, pairs)
    for part, whole in pairs:
        for key, figure in list(constraints.figures.items()):
            above = FigureKey(whole, key.period, key.categories)
            if key.people == folded(part) and above in constraints.figures:
                _add_rest(constraints, figure, constraints.figures[above], f"{whole} but for {part}")


def _add_rest(constraints: Constraints, part: PeopleFigure, whole: PeopleFigure, people: str) -> None:
    rest = constraints.figure(FigureKey(people, part.key.period, part.key.categories))
    if part.value is not None and whole.value is not None:
        if part.value > whole.value:
            raise ReportError(MORE.format(part.key, whole.key))
        rest.value = whole.value - part.value
        rest.is_public |= part.is_public and whole.is_public
    rest.is_unprinted |= rest.policy is None
    rest.policy = _strictest([part, whole])
    constraints.sums[whole.key, frozenset({part.key, rest.key})] = people


def _add_periods(constraints: Constraints, measures: Sequence[Measure], pairs: Sequence[Pair]) -> None:
    """Add the periods, of which one of a pair is counted, that months or quarters of the other add up to."""
    counted_beside = set(_beside(constraints, pairs))
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


def _beside(constraints: Constraints, pairs: Sequence[Pair]) -> Iterator[FigureKey]:
    """What would be counted of each of a pair where the other is counted."""
    for part, whole in pairs:
        for counted, beside in ((part, whole), (whole, part)):
            of_people = (key for key in constraints.figures if key.people == folded(counted))
            yield from [FigureKey(beside, key.period, key.categories) for key in of_people]


def _add_period(constraints: Constraints, whole: FigureKey, parts: Sequence[FigureKey]) -> None:
    figures = [constraints.figures[part] for part in parts if part in constraints.figures]
    if len(figures) < len(parts):
        return
    period, values = constraints.figure(whole), [figure.value for figure in figures]
    period.is_unprinted = True
    period.policy, period.is_public = _strictest(figures), all(figure.is_public for figure in figures)
    period.value = None if None in values else sum(value for value in values if value is not None)


def _strictest(figures: Iterable[PeopleFigure]) -> Policy | None:
    policies = [figure.policy for figure in figures if figure.policy]
    return max(policies, key=lambda policy: policy.most, default=None)
