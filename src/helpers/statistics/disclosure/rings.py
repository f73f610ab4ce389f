"""Tables in a ring: sexes by age, ages by kind and kinds by sex; or kinds by locality and by size of ward, of wards listed with both.

What each shows bounds what the others can be, through groups that no table prints: those by all columns of the ring together.
Tables that form no ring bound one another by the numbers that they share, and by nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import product
from math import prod

from helpers.sources.folding import folded
from helpers.statistics.disclosure.constraints import Constraints, FigureKey, PeopleFigure
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.nested_groups import places_of
from helpers.statistics.disclosure.unknown_numbers import is_possible
from helpers.statistics.disclosure.wholes import settle, total_of

MOST_GROUPS = 200
PLACE = "tables that share columns in a ring"
Words = tuple[str, ...]
Within = Mapping[str, Mapping[str, Mapping[str, str]]]


def add_rings(constraints: Constraints, measures: Sequence[Measure]) -> None:
    """Add the finest groups of each ring that tables of the same people and period form, and which numbers are sums of them.

    Nothing is added where there would be more than `MOST_GROUPS`, or where the tables leave groups out and so do not agree.
    """
    within = _within(measures)
    by_people = defaultdict[tuple[str, str], list[FigureKey]](list)
    for key in constraints.figures:
        by_people[key.people, key.period].append(key)
    for keys in by_people.values():
        columns = ring({_with_wider(key, within) for key in keys})
        if columns:
            _add(constraints, keys, sorted(columns), within)


def ring(tables: Iterable[Set[str]]) -> frozenset[str]:
    """Return the columns of tables that are left once each column of one table alone, and each table within another, is taken away.

    None are left of tables that hang together as a tree (the reduction of Graham, and of Yu and Özsoyoğlu).
    """
    left = {frozenset(columns) for columns in tables}
    while True:
        many = Counter(column for columns in left for column in columns)
        shared = {frozenset(column for column in columns if many[column] > 1) for columns in left}
        shared = {columns for columns in shared if columns and not any(columns < other for other in shared)}
        if shared == left:
            return frozenset().union(*left)
        left = shared


def _within(measures: Sequence[Measure]) -> Within:
    """In which group of which column each group of a column lies, where all tables that say so agree."""
    pairs = defaultdict[tuple[str, str], set[tuple[str, str]]](set)
    for measure in measures:
        for shown in places_of(measure):
            pairs[folded(shown.dimension), folded(shown.outer)].update(shown.lies_in.items())
    within = defaultdict[str, dict[str, Mapping[str, str]]](dict)
    for (column, outer), lies_in in pairs.items():
        if len(dict(lies_in)) == len(lies_in):
            within[column][outer] = dict(lies_in)
    return within


def _with_wider(key: FigureKey, within: Within) -> frozenset[str]:
    """The columns that a number is broken down by, and those of the wider groups in which its groups lie."""
    return frozenset(dict(_widened(key, within)))


def _widened(key: FigureKey, within: Within) -> Iterator[tuple[str, str]]:
    for column, word in key.categories:
        yield column, word
        yield from ((outer, lies_in[word]) for outer, lies_in in within.get(column, {}).items() if word in lies_in)


def _add(constraints: Constraints, keys: Sequence[FigureKey], columns: Sequence[str], within: Within) -> None:
    finest = [replace(keys[0], categories=tuple(words)) for words in _finest(keys, columns, within)]
    if not finest:
        return
    extended = replace(constraints, figures=_copied(constraints.figures), sums=dict(constraints.sums))
    for key in (*keys, *_projected(extended, keys, columns, within)):
        parts = [part for part in finest if set(key.categories) <= set(part.categories)]
        if {column for column, _ in key.categories} <= set(columns) and parts != [key]:
            for part in parts:
                settle(extended.figure(part), [extended.figures[key]], None)
            extended.sums[key, frozenset(parts)] = PLACE
    if is_possible(extended):
        constraints.figures, constraints.sums = extended.figures, extended.sums


def _copied(figures: Mapping[FigureKey, PeopleFigure]) -> dict[FigureKey, PeopleFigure]:
    return {key: replace(figure) for key, figure in figures.items()}


def _finest(keys: Sequence[FigureKey], columns: Sequence[str], within: Within) -> list[list[tuple[str, str]]]:
    """Every group by all columns together in which anybody can be; none where there are too many."""
    words_of = [
        sorted({dict(key.categories)[column] for key in keys if column in dict(key.categories)}) for column in columns
    ]
    allowed = [*_allowed(columns, within)]
    if prod(map(len, words_of)) > MOST_GROUPS**2:
        return []
    groups = [
        list(zip(columns, words, strict=True))
        for words in product(*words_of)
        if all(tuple(words[place] for place in places) in together for places, together in allowed)
    ]
    return groups if len(groups) <= MOST_GROUPS else []


def _allowed(columns: Sequence[str], within: Within) -> Iterator[tuple[tuple[int, ...], set[Words]]]:
    """Of columns whose groups have narrower groups in common, or lie in one another: their places, and which can go together."""
    for inner, outers in within.items():
        shared = [column for column in columns if column == inner or column in outers]
        if len(shared) > 1:
            maps = [outers[column] for column in shared if column != inner]
            words = set(maps[0]).intersection(*maps[1:])
            yield (
                tuple(columns.index(column) for column in shared),
                {tuple(word if column == inner else outers[column][word] for column in shared) for word in words},
            )


def _projected(
    constraints: Constraints, keys: Sequence[FigureKey], columns: Sequence[str], within: Within
) -> list[FigureKey]:
    """Add the sums, by columns of the ring, of numbers that are broken down by others too; return what they are of."""
    parts = defaultdict[tuple[FigureKey, frozenset[str]], list[FigureKey]](list)
    for key in keys:
        own = frozenset(column for column, _ in key.categories)
        inside = tuple(pair for pair in _widened(key, within) if pair[0] in columns)
        if not own <= set(columns) and len(inside) > 1:
            parts[replace(key, categories=inside), own].append(key)
    for (whole, _), of in parts.items():
        figures = [constraints.figures[key] for key in of]
        settle(constraints.figure(whole), figures, total_of(figures))
        constraints.sums[whole, frozenset(of)] = PLACE
    return [whole for whole, _ in parts if whole not in keys]
