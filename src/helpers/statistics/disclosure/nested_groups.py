"""Groups within groups that no schema declares: bands of ages that make up a wider band, and wards that lie in one locality.

Readers see such nesting, so it is among what they know: where "11 to 15" and "16 and 17" are shown beside "11 and over", one hidden
number of the three is worked out from the others, in whatever tables they stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from math import inf

from helpers.statistics.disclosure.constraints import Constraints, FigureKey, RoundedShare, folded
from helpers.statistics.disclosure.figure_keys import key_of, layout_of
from helpers.statistics.disclosure.measure import Measure

Band = tuple[float, float]
OF_CHILDREN, LAST_AGE = "children", 17
MOST_TILINGS = 100
BANDS = "bands that make up {}"
LEFT_OUT = re.compile(r"\b(?:aged?|ages|years?|yrs?|olds?|of age)\b|[()]")
BETWEEN = re.compile(r"(\d+) ?(?:-|–|—|to|and|&) ?(\d+)")
UNDER = re.compile(r"(?:under|below|younger than|<) ?(\d+)")
UP_TO = re.compile(r"(?:up to|to) (\d+)|(\d+) (?:and|or) (?:under|younger|below)")
OVER = re.compile(r"(\d+) ?\+|(\d+) (?:and|or) (?:over|above|older)|over (\d+)")


def add_bands(constraints: Constraints) -> None:
    """Add each band of whole numbers, such as ages, as the sum of every set of narrower bands that makes it up."""
    for whole, parts in list(_tilings(constraints)):
        constraints.sums.setdefault((whole, parts), BANDS.format(whole))


def add_groups_within(constraints: Constraints, measure: Measure) -> None:
    """Add the groups of one column as parts of the groups of another that some table counts, where each lies in one of them.

    They are its sum where they add up to it, and otherwise, as where a ward is left out, no more than it.
    """
    form = layout_of(measure)
    columns = {column for column, _ in form.dimensions.values()}
    words = (column.name for column in measure.columns if not column.is_number)
    for outer in (name for name in words if name not in columns and name in measure.cells):
        for dimension in form.dimensions:
            for count in form.counts:
                keys = [key_of(measure, row, count) for row in range(len(measure.table))]
                for whole, parts in _within(keys, dimension, outer, list(map(str, measure.cells[outer]))):
                    if whole in constraints.figures:
                        _add(constraints, whole, parts, measure.name)


def band(words: str, last: float = inf) -> Band | None:
    """Return the least and the most that a group's words take in, such as 11 and 15; None for words that say no band."""
    words = " ".join(LEFT_OUT.sub(" ", folded(words)).split())
    if match := BETWEEN.fullmatch(words):
        return float(match[1]), float(match[2])
    if match := UNDER.fullmatch(words):
        return 0, float(match[1]) - 1
    if match := UP_TO.fullmatch(words):
        return 0, float(match[1] or match[2])
    if match := OVER.fullmatch(words):
        return float(match[1] or match[2] or int(match[3]) + 1), last
    return (float(words), float(words)) if words.isdecimal() else None


def _tilings(constraints: Constraints) -> Iterator[tuple[FigureKey, frozenset[FigureKey]]]:
    by_group = defaultdict[tuple[FigureKey, str], list[tuple[Band, FigureKey]]](list)
    for key in constraints.figures:
        last = LAST_AGE if key.people.startswith(OF_CHILDREN) else inf
        for dimension, words in key.categories:
            own_band = band(words, last)
            if own_band:
                by_group[key.over(dimension), dimension].append((own_band, key))
    for bands in by_group.values():
        for own_band, key in bands:
            narrower = [other for other in bands if other[0] != own_band]
            yield from ((key, parts) for parts in islice(_ways(own_band, narrower), MOST_TILINGS))


def _ways(whole: Band, bands: Sequence[tuple[Band, FigureKey]]) -> Iterator[frozenset[FigureKey]]:
    """Every set of bands that makes up a whole without overlap or gap."""
    low, high = whole
    for (start, end), key in bands:
        if start == low and end == high:
            yield frozenset({key})
        elif start == low and end < high:
            yield from (frozenset({key}) | rest for rest in _ways((end + 1, high), bands))


def _within(
    keys: Sequence[FigureKey], dimension: str, outer: str, words: Sequence[str]
) -> Iterator[tuple[FigureKey, frozenset[FigureKey]]]:
    """Each group of the column `outer` with its parts; none where a group of the dimension lies in two of them."""
    parts, places = defaultdict[FigureKey, set[FigureKey]](set), dict[str, str]()
    for key, word in zip(keys, words, strict=True):
        group = dict(key.categories).get(folded(dimension))
        if not group or not word.strip():
            continue
        if places.setdefault(group, folded(word)) != folded(word):
            return
        above = key.over(dimension)
        parts[FigureKey(above.people, above.period, (*above.categories, (outer, word)))].add(key)
    yield from ((whole, frozenset(of)) for whole, of in parts.items())


def _add(constraints: Constraints, whole: FigureKey, parts: frozenset[FigureKey], place: str) -> None:
    total, values = constraints.figures[whole].value, [constraints.figures[part].value for part in parts]
    numbers = [value for value in values if value is not None]
    if total is not None and len(numbers) == len(values) and sum(numbers) < total:
        terms = (*((part, 1) for part in sorted(parts)), (whole, -1))
        constraints.clues.append(RoundedShare(terms, 0, frozenset()))
    else:
        constraints.sums[whole, parts] = place
