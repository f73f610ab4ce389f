"""Numbers that are the sums of others, in whatever tables each stands, and the numbers that no table prints and readers work out.

A schema declares the total of a column of groups. Where it does not, groups are a whole's parts if they add up to it; where they are
fewer, the others are a number too, and there may be few of them: a ward that is left out, a month that is not given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from helpers.errors import ReportError
from helpers.sources import calendar_periods
from helpers.statistics.disclosure.constraints import Constraints, FigureKey, PeopleFigure, RoundedShare
from helpers.statistics.disclosure.figure_keys import key_of, layout_of
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.people_layout import CountColumn
from helpers.statistics.disclosure.policies import Policy

SUM, DISTINCT = "sum", "distinct"
MONTHS_OF_QUARTER = 3
NOT_IN = "in none of"
UNLIKE = "{}: {} is not the sum of its parts. Correct the file, or say nothing of a total."


@dataclass(frozen=True)
class Groups:
    """Groups without anybody in two of them, within a whole that some table may print; `is_whole`: nobody else can be in that.

    `is_open`: their table has further groups, of which no table says whether they are within it.
    """

    whole: FigureKey
    parts: frozenset[FigureKey]
    place: str
    is_whole: bool = False
    is_open: bool = False


def add_declared(constraints: Constraints, measure: Measure) -> None:
    """Add the sums that a table's schema declares: totals of its groups, of its columns and of its months and quarters."""
    form = layout_of(measure)
    for count in form.counts:
        keys = [key_of(measure, row, count) for row in range(len(measure.table))]
        for dimension, (_, total) in form.dimensions.items():
            keys += _add_totals(constraints, measure, keys, dimension) if total else []
        _add_years(constraints, keys, count.over_time, measure.name)
        for row in range(len(measure.table)) if count.total_of else ():
            parts = frozenset(key_of(measure, row, form.counted(name)) for name in count.total_of)
            constraints.sums[keys[row], parts] = str(measure.origins[row])


def undeclared(measure: Measure) -> Iterator[Groups]:
    """Go through the groups of a table's columns for which its schema names no total, one column and several together."""
    for count in layout_of(measure).counts:
        keys = keys_of(measure, count)
        for dimensions in open_dimensions(measure):
            yield from _grouped(keys, dimensions, measure.name) if dimensions else ()


def open_dimensions(measure: Measure, *, but_for: str = "") -> Iterator[tuple[str, ...]]:
    """Go through the sets of columns of groups for which a table's schema names no total, the empty one first."""
    dimensions = [name for name, (_, total) in layout_of(measure).dimensions.items() if not total and name != but_for]
    for many in range(len(dimensions) + 1):
        yield from combinations(dimensions, many)


def keys_of(measure: Measure, count: CountColumn) -> list[FigureKey]:
    """Return what a column counts in each row, and every total over groups of which the table's schema names one."""
    keys = [key_of(measure, row, count) for row in range(len(measure.table))]
    for dimension, (_, total) in layout_of(measure).dimensions.items():
        keys += [key.over(dimension) for key in keys] if total else []
    return list(dict.fromkeys(keys))


def _grouped(keys: Iterable[FigureKey], dimensions: Sequence[str], place: str) -> Iterator[Groups]:
    parts = defaultdict[FigureKey, set[FigureKey]](set)
    for key in keys:
        whole = over_all(key, dimensions)
        if len(whole.categories) == len(key.categories) - len(dimensions):
            parts[whole].add(key)
    label = f"the groups by {' and '.join(dimensions)} of {place}"
    yield from (Groups(whole, frozenset(of), label) for whole, of in parts.items())


def over_all(key: FigureKey, dimensions: Iterable[str]) -> FigureKey:
    """Return the key of the total over several columns of groups."""
    for dimension in dimensions:
        key = key.over(dimension)
    return key


def add_groups(constraints: Constraints, groups: Sequence[Groups], is_wanted: Callable[[FigureKey], bool]) -> None:
    """Add the wholes that groups make up: each that some table prints, that several sets of groups have, or that is wanted."""
    by_whole = defaultdict[FigureKey, list[Groups]](list)
    for candidate in groups:
        if candidate not in by_whole[candidate.whole]:
            by_whole[candidate.whole].append(candidate)
    wholes = sorted(by_whole, key=lambda key: -len(key.categories))
    for whole in wholes:
        candidates = by_whole[whole]
        if whole not in constraints.figures and (len(candidates) > 1 or is_wanted(whole)):
            _add_unprinted(constraints, whole, candidates)
    shown = (candidate for candidate in groups if candidate.whole in constraints.figures)
    for candidate in sorted(shown, key=lambda candidate: _left_over(constraints, candidate)):
        add_whole(constraints, candidate)


def _left_over(constraints: Constraints, groups: Groups) -> tuple[bool, int]:
    """Whether numbers of groups are not known, and how much of the whole is left to them: where nobody else is in it, the least."""
    values = [constraints.figures[part].value for part in groups.parts]
    return not groups.is_whole and None in values, (constraints.figures[groups.whole].value or 0) - sum(
        value or 0 for value in values
    )


def _add_unprinted(constraints: Constraints, whole: FigureKey, candidates: Sequence[Groups]) -> None:
    """Add a whole that no table prints, as many as the most complete of its groups have."""
    sets = [[constraints.figure(part) for part in candidate.parts] for candidate in candidates]
    sums = [total_of(figures) for figures in sets]
    is_open = None in sums or any(candidate.is_open for candidate in candidates)
    most = None if is_open else max(value for value in sums if value is not None)
    settle(constraints.figure(whole), [figure for figures in sets for figure in figures], most)


def settle(figure: PeopleFigure, of: Sequence[PeopleFigure], value: int | None) -> None:
    """Fill in a number that no table prints from the numbers that it is worked out from (`of`).

    It takes `value` where it has none, the strictest of their policies, and is public where all of them are.
    """
    figure.is_unprinted |= figure.policy is None
    figure.policy = figure.policy or strictest(of)
    figure.value = value if figure.value is None else figure.value
    figure.is_public |= figure.is_unprinted and all(other.is_public for other in of)


def strictest(figures: Iterable[PeopleFigure]) -> Policy | None:
    """Return the policy, of those of some numbers, that hides most."""
    policies = [figure.policy for figure in figures if figure.policy]
    return max(policies, key=lambda policy: policy.most, default=None)


def total_of(figures: Iterable[PeopleFigure]) -> int | None:
    """Return the sum of numbers, None where one of them is not known."""
    values = [figure.value for figure in figures]
    return None if None in values else sum(value for value in values if value is not None)


def add_whole(constraints: Constraints, groups: Groups) -> None:
    """Add a whole as the sum of its groups and, where these may be fewer, of the others; nothing where they are more, and so overlap.

    Where a number is not known, readers may or may not take the groups for all there are.
    """
    whole, figures = constraints.figures[groups.whole], [constraints.figures[part] for part in groups.parts]
    least, most = sum(figure.value or 0 for figure in figures), total_of(figures)
    if whole.value is not None and least > whole.value and not groups.is_whole:
        return
    if groups.is_whole or (most is not None and most == whole.value):
        constraints.sums.setdefault((groups.whole, groups.parts), groups.place)
        return
    rest = _others_of(groups)
    add_others(constraints, groups, rest)
    if constraints.figures[rest].value is None and rest not in constraints.left:
        constraints.left.append(rest)


def _others_of(groups: Groups) -> FigureKey:
    """The key of those in none of some groups: the same, but for the people, wherever the same groups are left."""
    whole = groups.whole
    words = sorted(
        " ".join(word for pair in part.categories if pair not in whole.categories for word in pair)
        for part in groups.parts
    )
    return FigureKey(whole.people, whole.period, (*whole.categories, (NOT_IN, ", ".join(words))))


def add_left_beside(
    constraints: Constraints, groups: Sequence[Groups], counterparts: Callable[[FigureKey], Iterable[FigureKey]]
) -> None:
    """Add who of the other people of a pair is in none of some groups, where those of one are a number."""
    for candidate in groups:
        if _others_of(candidate) in constraints.figures:
            for whole in counterparts(candidate.whole):
                parts = frozenset(replace(part, people=whole.people) for part in candidate.parts)
                if whole in constraints.figures and parts <= constraints.figures.keys():
                    beside = Groups(whole, parts, candidate.place)
                    add_others(constraints, beside, _others_of(beside))


def add_others(constraints: Constraints, groups: Groups, key: FigureKey) -> None:
    """Add a number under `key` for the people of a whole who are in none of its groups, and the sum that makes the whole of all of them."""
    figures = [constraints.figures[key] for key in (groups.whole, *groups.parts)]
    whole, shown = figures[0].value, total_of(figures[1:])
    settle(constraints.figure(key), figures, None if whole is None or shown is None else whole - shown)
    constraints.sums.setdefault((groups.whole, groups.parts | {key}), groups.place)


def _add_totals(constraints: Constraints, measure: Measure, keys: list[FigureKey], dimension: str) -> list[FigureKey]:
    """Add each total over a dimension as the sum of its parts; return the totals that no row shows."""
    parts: dict[FigureKey, list[FigureKey]] = {}
    for key in keys:
        if key.over(dimension) != key:
            parts.setdefault(key.over(dimension), []).append(key)
    for total, of in parts.items():
        if constraints.figure(total).value is None:
            figures = [constraints.figure(part) for part in of]
            settle(constraints.figure(total), figures, total_of(figures))
        constraints.sums[total, frozenset(of)] = measure.name
    return [total for total in parts if total not in keys]


def _add_years(constraints: Constraints, keys: Sequence[FigureKey], over_time: str, place: str) -> None:
    """Add how the months and quarters of numbers make up each quarter and year that some table shows."""
    if over_time not in (SUM, DISTINCT):
        return
    wholes = {(key.people, key.categories, whole) for key in keys for whole in calendar_periods.partitions(key.period)}
    for people, categories, (label, months) in sorted(wholes) if over_time == SUM else ():
        if len(months) == MONTHS_OF_QUARTER:
            _add_unprinted_quarter(constraints, FigureKey(people, label, categories), months)
    for people, categories, (label, periods) in sorted(wholes):
        whole = FigureKey(people, label, categories)
        parts = [FigureKey(people, period, categories) for period in periods]
        if whole in constraints.figures and any(part in constraints.figures for part in parts):
            level = max(constraints.figures[part].level for part in parts if part in constraints.figures)
            constraints.figures[whole].level = max(constraints.figures[whole].level, level + 1)
            _add_over_time(constraints, whole, parts, over_time, place)


def _add_unprinted_quarter(constraints: Constraints, quarter: FigureKey, months: Sequence[str]) -> None:
    """Add a quarter that no table prints and of which some months are, so that a year that is printed is known to hold these months
    beside other quarters."""
    parts = [key for month in months if (key := replace(quarter, period=month)) in constraints.figures]
    figures = [constraints.figures[part] for part in parts]
    if figures and quarter not in constraints.figures:
        settle(constraints.figure(quarter), figures, total_of(figures) if len(parts) == len(months) else None)


def _add_over_time(
    constraints: Constraints, whole: FigureKey, parts: Sequence[FigureKey], over_time: str, place: str
) -> None:
    """Add a period as the sum of others or, of people counted once in each, as no more than that and no less than any of them."""
    missing = [part for part in parts if part not in constraints.figures]
    shown = frozenset(part for part in parts if part in constraints.figures)
    if over_time == SUM and not missing:
        constraints.sums[whole, shown] = place
    elif over_time == SUM:
        periods = " and ".join(part.period for part in missing)
        add_others(constraints, Groups(whole, shown, place), FigureKey(whole.people, periods, whole.categories))
    else:
        parts = [constraints.figure(part).key for part in parts]
        bounds = [RoundedShare(((whole, 1), *((part, -1) for part in sorted(parts))), 0, frozenset())]
        bounds += [RoundedShare(((part, 1), (whole, -1)), 0, frozenset()) for part in sorted(parts)]
        constraints.clues.extend(bound for bound in bounds if bound not in constraints.clues)


def check_sums(constraints: Constraints) -> None:
    """Raise ReportError where a total is not the sum of its parts."""
    for (total, parts), place in constraints.sums.items():
        figures, sum_shown = [constraints.figures[part] for part in parts], constraints.figures[total].value
        values = [figure.value for figure in figures if figure.value is not None]
        is_whole = len(values) == len(figures)
        if sum_shown is not None and (sum(values) > sum_shown or (is_whole and sum(values) < sum_shown)):
            raise ReportError(UNLIKE.format(place, total))
