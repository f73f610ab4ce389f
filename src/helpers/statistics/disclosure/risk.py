"""Why each number of people is hidden, and what would give it away: for whoever signs a report, and never published.

A small number is hidden because it is small, a withheld one because its supplier or last year's report left it out; every other to
protect one of these. Which is which readers may not learn, as it narrows what a hidden number can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from helpers.statistics.disclosure.attacker import Attacker, SuppressionProblem, disclosures
from helpers.statistics.disclosure.constraint_reading import read_constraints
from helpers.statistics.disclosure.constraints import Constraints, FigureKey
from helpers.statistics.disclosure.figure_keys import key_of, layout_of
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.suppress import hidden_figures

SMALL, WITHHELD, PROTECTION = "small", "withheld where it was first given", "protects another"


@dataclass(frozen=True)
class HiddenCell:
    """A cell that is left out: its table, place and column, what it counts, why it is hidden, and the numbers concerned.

    Of a small or withheld number `numbers` are the shown and hidden ones by which it could be narrowed if nothing else were
    hidden; of another they are those that it would narrow if it were shown.
    """

    table: str
    place: str
    column: str
    counts: str
    why: str
    numbers: tuple[str, ...]


def hidden_cells(measures: Sequence[Measure], *, already_public: Sequence[Measure] = ()) -> list[HiddenCell]:
    """Return every cell of people that is hidden in tables published together, in their order; no value is in any."""
    constraints = read_constraints(measures, already_public)
    problem, hidden = hidden_figures(constraints, already_public)
    places = {key: place for place, key in enumerate(constraints.figures)}
    cells = [
        (HiddenCell(measure.name, str(measure.origins[row]), column, str(key), "", ()), places[key])
        for measure in measures
        for row, column, key in _cells(measure)
        if places[key] in hidden
    ]
    reasons = {
        place: _reason(constraints, problem, hidden, place) for place in dict.fromkeys(place for _, place in cells)
    }
    return [replace(cell, why=reasons[place][0], numbers=reasons[place][1]) for cell, place in cells]


def _cells(measure: Measure) -> Iterator[tuple[int, str, FigureKey]]:
    for count in layout_of(measure).counts:
        yield from ((row, count.column, key_of(measure, row, count)) for row in range(len(measure.table)))


def _reason(
    constraints: Constraints, problem: SuppressionProblem, hidden: frozenset[int], cell: int
) -> tuple[str, tuple[str, ...]]:
    figure = list(constraints.figures.values())[cell]
    if figure.is_small or figure.is_withheld:
        return SMALL if figure.is_small else WITHHELD, tuple(_given_away_by(problem, cell))
    related = _related(problem, cell)
    near = replace(problem, targets={place: values for place, values in problem.targets.items() if place in related})
    return PROTECTION, tuple(disclosure.name for disclosure in disclosures(near, hidden - {cell}))


def _given_away_by(problem: SuppressionProblem, cell: int) -> list[str]:
    """The shown numbers that would narrow a number, if only those were hidden that are small or withheld."""
    reader, stops = Attacker(problem, problem.forced), set[int]()
    values = problem.targets.get(cell, ())
    for end, upward in ((values[-1], True), (values[0], False)) if values else ():
        reached, _, by = reader.reach(cell, end, upward=upward)
        stops |= by if not abs(reached - end) <= 1e-6 else set()
    return [problem.names[place] for place in sorted(stops)]


def _related(problem: SuppressionProblem, cell: int) -> set[int]:
    """The numbers that hang together with one by sums and shares, however many steps away."""
    rows = np.vstack([problem.sums != 0, problem.shares != 0])
    related, added = {cell}, {cell}
    while added:
        touched = rows[np.any(rows[:, sorted(added)], axis=1)]
        added = set(np.flatnonzero(np.any(touched, axis=0)).tolist()) - related
        related |= added
    return related
