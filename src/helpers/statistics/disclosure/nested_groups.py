"""Groups within groups that no schema declares: bands of ages that make up a wider band, and wards that lie in one locality.

Readers see such nesting, so it is among what they know: where "11 to 15" and "16 and 17" are shown beside "11 and over", one hidden
number of the three is worked out from the others, in whatever tables they stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import inf

from helpers.sources.folding import folded
from helpers.statistics.disclosure.constraints import Constraints, FigureKey
from helpers.statistics.disclosure.figure_keys import layout_of
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.parts import Pair, counterparts
from helpers.statistics.disclosure.wholes import NOT_IN, Groups, keys_of, open_dimensions, over_all

Band = tuple[float, float]
EVERYBODY: Band = (0, inf)
OF_CHILDREN, LAST_AGE = "children", 17
MOST_PACKINGS = 100
LEFT_OUT = re.compile(r"\b(?:aged?|ages|years?|yrs?|olds?|of age)\b|[()]")
BETWEEN = re.compile(r"(\d+) ?(?:-|–|—|to|and|&) ?(\d+)")
UNDER = re.compile(r"(?:under|below|younger than|<) ?(\d+)")
UP_TO = re.compile(r"(?:up to|to) (\d+)|(\d+) (?:and|or) (?:under|younger|below)")
OVER = re.compile(r"(\d+) ?\+|(\d+) (?:and|or) (?:over|above|older)|over (\d+)")


@dataclass(frozen=True)
class Places:
    """What the rows of a table say of the groups of a column: in which group of the column `outer` each lies."""

    measure: str
    dimension: str
    outer: str
    lies_in: Mapping[str, str]


def bands(constraints: Constraints, pairs: Sequence[Pair]) -> list[Groups]:
    """Return each band of whole numbers, such as ages 11 to 17, with every largest set of narrower bands that fit in it side by side.

    `pairs` are people of whom the first are part of the second: a band that is printed of one of them may be worked out of the
    other, so it is taken as a wider band of both.
    """
    beside = [other for key in constraints.figures for other in counterparts(key, pairs)]
    groups = list[Groups]()
    for (total, dimension), of in _by_group([*constraints.figures, *beside]).items():
        printed = [pair for pair in of if pair[1] in constraints.figures]
        for own_band, key in [*of, *([(EVERYBODY, total)] if total in constraints.figures else [])]:
            narrower = sorted({pair for pair in printed if _is_within(pair[0], own_band)})
            packings = islice(_packed(own_band[0], narrower), MOST_PACKINGS)
            for of_bands in filter(None, packings):
                has_rows = not any(constraints.figures[part].is_unprinted for _, part in of_bands)
                groups.append(_groups(key, own_band, of_bands, dimension, has_rows=has_rows))
    return groups


def is_of_band(key: FigureKey) -> bool:
    """Return whether one of a number's groups is a band, so that with others it may make up a wider one."""
    return any(band(words) for _, words in key.categories)


def _groups(
    whole: FigureKey, own_band: Band, parts: Sequence[tuple[Band, FigureKey]], dimension: str, *, has_rows: bool
) -> Groups:
    """Bands within a wider one, which are the whole of it where they leave no number out and each is printed."""
    place = "the bands " + ", ".join(dict(key.categories)[dimension] for _, key in parts)
    starts = [own_band[0], *(high + 1 for (_, high), _ in parts)]
    is_whole = starts == [*(low for (low, _), _ in parts), own_band[1] + 1]
    return Groups(whole, frozenset(key for _, key in parts), place, is_whole and has_rows)


def groups_within(measures: Sequence[Measure]) -> Iterator[Groups]:
    """Go through the groups of each column that lie in those of another, as some table's rows show, in whatever table they stand."""
    places = [shown for measure in measures for shown in places_of(measure)]
    for measure in measures:
        for dimension, count in product(layout_of(measure).dimensions, layout_of(measure).counts):
            keys, place = keys_of(measure, count), f"the groups by {dimension} of {measure.name}"
            for outer, lies_in in _known_places(measure, dimension, places).items():
                for more in open_dimensions(measure, but_for=dimension):
                    wholes = _within(keys, (dimension, *more), outer, lies_in)
                    is_open = any(dict(key.categories).get(folded(dimension), "") not in {"", *lies_in} for key in keys)
                    for whole, parts in wholes.items():
                        yield Groups(whole, frozenset(parts), place, is_open=is_open)


def places_of(measure: Measure) -> Iterator[Places]:
    """Go through where each group of a column lies, by another column of words; nothing where one lies in two places."""
    form = layout_of(measure)
    columns = {column for column, _ in form.dimensions.values()}
    words = (column.name for column in measure.columns if not column.is_number)
    for outer in (name for name in words if name not in columns and name in measure.cells):
        for dimension, (column, total) in form.dimensions.items():
            pairs = zip(map(str, measure.cells[column]), map(str, measure.cells[outer]), strict=True)
            shown = {(folded(group), folded(place)) for group, place in pairs if place.strip() and group != total}
            if shown and len(dict(shown)) == len(shown):
                yield Places(measure.name, folded(dimension), outer, dict(shown))


def _known_places(measure: Measure, dimension: str, places: Sequence[Places]) -> dict[str, Mapping[str, str]]:
    """Where the groups of a column lie, by the name of each column that says it: all tables together, or its own where they differ."""
    known_places = dict[str, Mapping[str, str]]()
    for outer in dict.fromkeys(shown.outer for shown in places if shown.dimension == folded(dimension)):
        of_outer = [shown for shown in places if (shown.dimension, shown.outer) == (folded(dimension), outer)]
        pairs = {pair for shown in of_outer for pair in shown.lies_in.items()}
        own = [shown for shown in of_outer if shown.measure == measure.name]
        agreed = dict(pairs) if len(dict(pairs)) == len(pairs) else None
        lies_in = agreed if agreed is not None else own[0].lies_in if own else {}
        known_places[outer] = lies_in
    return known_places


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


def _by_group(keys: Iterable[FigureKey]) -> dict[tuple[FigureKey, str], list[tuple[Band, FigureKey]]]:
    """The bands of a dimension by all else that a key says, each key once."""
    by_group = defaultdict[tuple[FigureKey, str], list[tuple[Band, FigureKey]]](list)
    for key in dict.fromkeys(keys):
        last = LAST_AGE if key.people.startswith(OF_CHILDREN) else inf
        for dimension, words in key.categories:
            own_band = band(words, last) if dimension != NOT_IN else None
            if own_band:
                by_group[key.over(dimension), dimension].append((own_band, key))
    return by_group


def _is_within(inner: Band, outer: Band) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _packed(start: float, bands_within: Sequence[tuple[Band, FigureKey]]) -> Iterator[list[tuple[Band, FigureKey]]]:
    """Every set of bands from a number on that do not overlap and leave no room for a further one of them."""
    rest = [pair for pair in bands_within if pair[0][0] >= start]
    first = min((end for (_, end), _ in rest), default=None)
    if first is None:
        yield []
        return
    for own_band, key in rest:
        if own_band[0] <= first:
            yield from ([(own_band, key), *more] for more in _packed(own_band[1] + 1, rest))


def _within(
    keys: Sequence[FigureKey], dimensions: Sequence[str], outer: str, lies_in: Mapping[str, str]
) -> dict[FigureKey, set[FigureKey]]:
    """Each group of the column `outer` with its parts, by the first of some dimensions and by all of them together."""
    parts = defaultdict[FigureKey, set[FigureKey]](set)
    for key in keys:
        above, place = over_all(key, dimensions), lies_in.get(dict(key.categories).get(folded(dimensions[0]), ""))
        if place and len(above.categories) == len(key.categories) - len(dimensions):
            parts[FigureKey(above.people, above.period, (*above.categories, (outer, place)))].add(key)
    return parts
