"""Tables published together: laid out for a reader who reckons, protected, and audited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from helpers.statistics.disclosure.apply_suppression import shown_table
from helpers.statistics.disclosure.attacker import (
    Attacker,
    Disclosure,
    Real,
    SuppressionProblem,
    ValueRange,
    disclosures,
)
from helpers.statistics.disclosure.constraint_reading import gather, key_of, layout_of
from helpers.statistics.disclosure.constraints import Constraints, FigureKey, PeopleFigure
from helpers.statistics.disclosure.policies import CODE, is_protective
from helpers.statistics.disclosure.suppression import ALIKE, hidden_numbers

if TYPE_CHECKING:
    from helpers.statistics.statistic import Measure

TOTAL_COSTS = 0.001


def protected(measures: Sequence[Measure], *, known: Sequence[Measure] = ()) -> tuple[Measure, ...]:
    """Hide the small numbers of tables published together, and the fewest others that keep them from being worked out.

    `known` are tables of the same people that readers have already: released figures, last year's report as it was published.
    Each table comes back with NaN and the code "c" for what is hidden, percentages, rates and differences with it, and with
    nothing else that could tell it. Which numbers are hidden depends on which are small, never on how small.
    """
    held = gather(measures, known)
    hidden = _keys(held, hidden_numbers(together(held, _still_possible(known))))
    return tuple(
        shown_table(measure, held, hidden) if is_protective(measure.policy) else measure for measure in measures
    )


def audit(measures: Sequence[Measure], shown: Sequence[Measure], *, known: Sequence[Measure] = ()) -> list[Disclosure]:
    """List the small numbers of which a reader of `shown` can rule a value out; `measures` are the same tables before hiding.

    Values are tried one by one in whole numbers, apart from the search for what to hide.
    """
    held = gather(measures, known)
    blank = {key for measure in shown if is_protective(measure.policy) for key in _blanks(measure)}
    places = {key: place for place, key in enumerate(held.figures)}
    return sorted(disclosures(together(held, _still_possible(known)), frozenset(places[key] for key in blank)))


def together(held: Constraints, possible: Mapping[FigureKey, tuple[int, ...]] | None = None) -> SuppressionProblem:
    """Lay numbers out for the reader. The small ones are blank, so that nothing made from this can depend on them.

    `possible` gives the values that numbers withheld earlier must go on being able to have.
    """
    places = {key: place for place, key in enumerate(held.figures)}
    figures = list(held.figures.values())
    bounds = np.array([_meant(figure) for figure in figures], dtype=float).reshape(-1, 2)
    small = {places[f.key]: f.policy.values for f in figures if f.small and f.policy}
    return SuppressionProblem(
        names=tuple(str(figure.key) for figure in figures),
        low=bounds[:, 0],
        high=bounds[:, 1],
        floor=np.array([_floor(figure) for figure in figures], dtype=float),
        targets=small | {places[key]: values for key, values in (possible or {}).items() if values},
        forced=frozenset(places[f.key] for f in figures if f.small or f.withheld),
        hideable=np.array([figure.is_hideable for figure in figures], dtype=bool),
        weights=np.array([TOTAL_COSTS * figure.level**2 for figure in figures]),
        cells=_costs(held, places),
        ranges=tuple(
            ValueRange(places[b.key], b.low, b.high, frozenset(places[key] for key in b.about)) for b in held.between
        ),
        sums=_matrix([{total: -1} | dict.fromkeys(parts, 1) for total, parts in held.sums], places),
        shares=_matrix([dict(clue.terms) for clue in held.clues], places),
        limits=np.array([clue.most for clue in held.clues], dtype=float),
        about=tuple(frozenset(places[key] for key in clue.about) for clue in held.clues),
    )


def _costs(held: Constraints, places: Mapping[FigureKey, int]) -> tuple[tuple[frozenset[int], int], ...]:
    """How many printed cells rest on the same numbers; those that rest on a small one are lost whatever is chosen."""
    known = (key for cell in held.cells for key in cell)
    lost = {key for key in known if held.figures[key].small or held.figures[key].withheld}
    kept = Counter(frozenset(places[key] for key in cell) for cell in held.cells if not cell & lost)
    return tuple(sorted(kept.items(), key=lambda told: sorted(told[0])))


def _still_possible(known: Sequence[Measure]) -> dict[FigureKey, tuple[int, ...]]:
    """The values of its policy's range that each number withheld in an earlier report could have for its readers."""
    held = gather((), known)
    figures = list(held.figures.values())
    tried = tuple((place, f.policy.values) for place, f in enumerate(figures) if f.withheld and f.policy)
    return {figures[place].key: values for place, values in _open_to_readers(together(held), tried)}


@lru_cache(maxsize=ALIKE)
def _open_to_readers(
    system: SuppressionProblem, tried: tuple[tuple[int, tuple[int, ...]], ...]
) -> list[tuple[int, tuple[int, ...]]]:
    reader = Attacker(system, system.forced)
    return [(place, tuple(value for value in values if reader.can_be(place, value))) for place, values in tried]


def _meant(figure: PeopleFigure) -> tuple[float, float]:
    if figure.small or figure.withheld:
        return _floor(figure), np.inf
    if figure.value is None:
        return 0, np.inf
    return (figure.value, figure.value) if figure.known or not figure.policy else figure.policy.meant(figure.value)


def _floor(figure: PeopleFigure) -> int:
    """The least a hidden number can be: a share rounded to nought may be of nobody."""
    return 0 if figure.share and figure.value is None else figure.policy.floor if figure.policy else 1


def _matrix(rows: Sequence[Mapping[FigureKey, int]], places: Mapping[FigureKey, int]) -> Real:
    made = np.zeros((len(rows), len(places)))
    for row, terms in enumerate(rows):
        for key, coefficient in terms.items():
            made[row, places[key]] += coefficient
    return made


def _keys(held: Constraints, hidden: frozenset[int]) -> frozenset[FigureKey]:
    return frozenset(key for place, key in enumerate(held.figures) if place in hidden)


def _blanks(measure: Measure) -> list[FigureKey]:
    cells = [(row, count) for count in layout_of(measure).counts for row in range(len(measure.table))]
    return [
        key_of(measure, row, count)
        for row, count in cells
        if measure.codes.get(count.column, ("",) * (row + 1))[row] == CODE
    ]
