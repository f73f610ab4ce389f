"""Hide the small numbers of tables published together, and audit what is left to be worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import isinf

import numpy as np
import pandas as pd

from helpers.statistics.disclosure.apply_suppression import suppressed_table
from helpers.statistics.disclosure.attacker import (
    Attacker,
    Disclosure,
    Real,
    SuppressionProblem,
    ValueRange,
    disclosures,
)
from helpers.statistics.disclosure.constraint_reading import read_constraints
from helpers.statistics.disclosure.constraints import Constraints, FigureKey, PeopleFigure
from helpers.statistics.disclosure.figure_keys import key_of, layout_of
from helpers.statistics.disclosure.guesses import largest
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.policies import CODE, is_protective
from helpers.statistics.disclosure.suppression import CACHE_SIZE, hidden_numbers

TOTAL_COSTS = 0.001  # far below the cost of one cell: of choices that hide as many cells, one that keeps totals


def suppress_small_numbers(
    measures: Sequence[Measure], *, already_public: Sequence[Measure] = ()
) -> tuple[Measure, ...]:
    """Return tables with small numbers hidden, and the fewest others that keep those from being worked out.

    `already_public` are tables of the same people that readers have: released figures, last year's report as it was published.
    What is hidden is NaN with the code "c", and every percentage, rate and difference that rests on it likewise.
    Which numbers are hidden depends on which are small, never on how small, nor on the order of the tables: this year's report
    repeats last year's choices. Raises ReportError where nothing protects one.
    """
    constraints, hidden = _hidden_together(measures, already_public)
    return tuple(
        suppressed_table(measure, constraints, hidden) if is_protective(measure.policy) else measure
        for measure in measures
    )


def suppress_beside_others(measure: Measure) -> Measure:
    """Return a table as `suppress_small_numbers` returns it among those that are published beside it."""
    return suppressed_table(measure, *_hidden_together((measure, *measure.beside), measure.already_public))


def _hidden_together(
    measures: Sequence[Measure], already_public: Sequence[Measure]
) -> tuple[Constraints, frozenset[FigureKey]]:
    in_order = [tuple(sorted(tables, key=_without_values)) for tables in (measures, already_public)]
    return _hidden(_Together(_content([*in_order[0], *in_order[1]]), *in_order))


@dataclass(frozen=True)
class _Together:
    """Tables that are published together, which are those of another call where their `content` is the same."""

    content: str
    measures: tuple[Measure, ...] = field(compare=False)
    already_public: tuple[Measure, ...] = field(compare=False)


def _content(measures: Iterable[Measure]) -> str:
    """All of some tables that bears on what is hidden of them."""
    return "\n".join(
        repr((m.name, m.policy, m.cells, m.codes, m.most, m.layout, [(c.name, c.unit) for c in m.columns]))
        for m in measures
    )


def _without_values(table: Measure) -> str:
    """What tells a table from others but its numbers, by which no order may go."""
    return repr((table.name, table.policy, table.layout, [(column.name, column.unit) for column in table.columns]))


@lru_cache(maxsize=CACHE_SIZE)
def _hidden(together: _Together) -> tuple[Constraints, frozenset[FigureKey]]:
    """Return the constraints of tables and the numbers to hide; a year's tables are read once, however many of them are shown."""
    constraints = read_constraints(together.measures, together.already_public)
    return constraints, _keys(constraints, hidden_figures(constraints, together.already_public)[1])


def hidden_figures(
    constraints: Constraints, already_public: Sequence[Measure]
) -> tuple[SuppressionProblem, frozenset[int]]:
    """Return the problem that constraints pose and the places in it of the numbers to hide."""
    possible = _withheld_here(constraints) | _still_possible(already_public)
    problem = suppression_problem(constraints, possible)
    return problem, hidden_numbers(problem)


def audit(
    measures: Sequence[Measure], published: Sequence[Measure], *, already_public: Sequence[Measure] = ()
) -> list[Disclosure]:
    """Return the small numbers of which a reader of `published` can exclude a value; none where suppression holds.

    `measures` are the same tables before suppression. Each value is tried in whole numbers, independently of the search for what
    to hide, so that a fault of the search does not hide itself. A number that one table hides and another shows is shown.
    """
    constraints = read_constraints(measures, already_public)
    protective = [measure for measure in published if is_protective(measure.policy)]
    blank = {key for measure in protective for key in keys_of_cells(measure, hidden=True)}
    blank |= {key for key, figure in constraints.figures.items() if _is_worked_out(figure) or figure.is_withheld}
    blank -= {key for measure in protective for key in keys_of_cells(measure, hidden=False)}
    places = {key: place for place, key in enumerate(constraints.figures)}
    return sorted(
        disclosures(
            suppression_problem(constraints, _withheld_here(constraints) | _still_possible(already_public)),
            frozenset(places[key] for key in blank),
        )
    )


def suppression_problem(
    constraints: Constraints, possible: Mapping[FigureKey, tuple[int, ...]] | None = None
) -> SuppressionProblem:
    """Return the constraints as arrays, without the values of small numbers, so that no choice can depend on them.

    `possible` gives the values that must stay possible for numbers withheld by a supplier or in an earlier report.
    """
    places = {key: place for place, key in enumerate(constraints.figures)}
    figures = list(constraints.figures.values())
    bounds = np.array([_range_for_readers(figure) for figure in figures], dtype=float).reshape(-1, 2)
    small = {places[figure.key]: _values(figure) for figure in figures if figure.is_small}
    problem = SuppressionProblem(
        names=tuple(str(figure.key) for figure in figures),
        low=bounds[:, 0],
        high=bounds[:, 1],
        floor=np.array([_floor(figure) for figure in figures], dtype=float),
        most=np.array([figure.most for figure in figures], dtype=float),
        guesses=(),
        targets=small | {places[key]: values for key, values in (possible or {}).items() if values},
        forced=frozenset(places[f.key] for f in figures if f.is_small or f.is_withheld),
        hideable=np.array([figure.is_hideable for figure in figures], dtype=bool),
        weights=np.array([TOTAL_COSTS * figure.level**2 for figure in figures]),
        cells=_costs(constraints, places),
        ranges=tuple(
            ValueRange(places[b.key], b.low, b.high, frozenset(places[key] for key in b.about))
            for b in constraints.between
        ),
        sums=_matrix([{total: -1} | dict.fromkeys(parts, 1) for total, parts in constraints.sums], places),
        shares=_matrix([dict(clue.terms) for clue in constraints.clues], places),
        limits=np.array([clue.most for clue in constraints.clues], dtype=float),
        about=tuple(frozenset(places[key] for key in clue.about) for clue in constraints.clues),
    )
    return replace(problem, guesses=tuple(_guesses(problem, small, [places[key] for key in constraints.left])))


def _guesses(
    problem: SuppressionProblem, small: Mapping[int, Sequence[int]], left: Sequence[int]
) -> Iterator[frozenset[int]]:
    """Go through the guesses that agree with all that may be shown, whichever small numbers the small ones are: no other tells a reader what is so."""
    most = problem.most.copy()
    for place, values in small.items():
        most[place] = min(most[place], max(values))
    as_small = replace(problem, most=most)
    return largest(left, lambda guess: Attacker(as_small, problem.forced, guess=guess).can_be(min(guess), 0))


def _costs(constraints: Constraints, places: Mapping[FigureKey, int]) -> tuple[tuple[frozenset[int], int], ...]:
    """Return sets of places with how many printed cells rest on each; cells of small numbers are lost anyway and left out."""
    published = (key for cell in constraints.cells for key in cell)
    lost = {key for key in published if constraints.figures[key].is_small or constraints.figures[key].is_withheld}
    costs = Counter(frozenset(places[key] for key in cell) for cell in constraints.cells if not cell & lost)
    return tuple(sorted(costs.items(), key=lambda cost: sorted(cost[0])))


def _still_possible(already_public: Sequence[Measure]) -> dict[FigureKey, tuple[int, ...]]:
    """Return key → the values that readers of an earlier report hold possible, for each number it withheld."""
    constraints = read_constraints((), already_public)
    system = suppression_problem(constraints)
    withheld = [figure for figure in constraints.figures.values() if figure.is_withheld]
    return _possible_values(constraints, withheld, system, system.forced)


def _withheld_here(constraints: Constraints) -> dict[FigureKey, tuple[int, ...]]:
    """Return key → the values that can stay possible, if need be by hiding all else, for each number that a supplier withheld.

    Where suppliers say the most that some can be, so are the values of the small numbers that this leaves possible.
    """
    withheld = [figure for figure in constraints.figures.values() if figure.is_withheld and not figure.is_small]
    system = suppression_problem(constraints)
    possible = _possible_values(constraints, withheld, system, system.most_hidden())
    if np.all(np.isinf(system.most)):
        return possible
    small = [figure for figure in constraints.figures.values() if figure.is_small]
    with_most = _possible_values(constraints, small, system, system.most_hidden())
    unbounded = replace(system, most=np.full_like(system.most, np.inf))
    without = _possible_values(constraints, small, unbounded, system.most_hidden())
    excluded = {key: set(without[key]) - set(with_most[key]) for key in without}
    return possible | {
        figure.key: tuple(value for value in _values(figure) if value not in excluded[figure.key]) for figure in small
    }


def _possible_values(
    constraints: Constraints, figures: Sequence[PeopleFigure], system: SuppressionProblem, hidden: frozenset[int]
) -> dict[FigureKey, tuple[int, ...]]:
    """Return key → the values that readers hold possible for each of some numbers while `hidden` are left out.

    A value that only the wording excludes, which says that there is one at least, is possible for a plain reader.
    """
    places = {key: place for place, key in enumerate(constraints.figures)}
    tried = tuple((places[figure.key], _values(figure)) for figure in figures)
    keys = list(constraints.figures)
    return {keys[place]: values for place, values in _open_to_readers(system, hidden, tried)}


@lru_cache(maxsize=CACHE_SIZE)
def _open_to_readers(
    system: SuppressionProblem, hidden: frozenset[int], tried: tuple[tuple[int, tuple[int, ...]], ...]
) -> list[tuple[int, tuple[int, ...]]]:
    sharp, plain = Attacker(system, hidden), Attacker(system, hidden, sharp=False)
    worded = Attacker(system, system.all_but_noughts())

    def is_open(place: int, value: int) -> bool:
        return sharp.can_be(place, value) or (not worded.can_be(place, value) and plain.can_be(place, value))

    return [(place, tuple(value for value in values if is_open(place, value))) for place, values in tried]


def _values(figure: PeopleFigure) -> tuple[int, ...]:
    """The values that a hidden number must be able to have: those of its policy or, where its supplier says the most, up to that."""
    policy = figure.policy
    if policy is None:
        return ()
    return (policy if isinf(figure.most) else replace(policy, most=int(figure.most))).values


def _range_for_readers(figure: PeopleFigure) -> tuple[float, float]:
    if figure.is_small or figure.is_withheld:
        return _floor(figure), figure.most
    if figure.value is None or _is_worked_out(figure):
        return 0, np.inf
    return (
        (figure.value, figure.value)
        if figure.is_public or not figure.policy
        else figure.policy.range_behind(figure.value)
    )


def _is_worked_out(figure: PeopleFigure) -> bool:
    """Whether readers have a number only by what they can work out: no table has a cell for it, empty or not."""
    return figure.is_unprinted and not figure.is_public


def _floor(figure: PeopleFigure) -> int:
    """The least that a hidden number can be: nought where no table has a cell for it, or a share alone, which may round to nought."""
    is_share_alone = figure.is_share and figure.value is None
    return 0 if figure.is_unprinted or is_share_alone else figure.policy.floor if figure.policy else 1


def _matrix(rows: Sequence[Mapping[FigureKey, int]], places: Mapping[FigureKey, int]) -> Real:
    matrix = np.zeros((len(rows), len(places)))
    for row, terms in enumerate(rows):
        for key, coefficient in terms.items():
            matrix[row, places[key]] += coefficient
    return matrix


def _keys(constraints: Constraints, hidden: frozenset[int]) -> frozenset[FigureKey]:
    return frozenset(key for place, key in enumerate(constraints.figures) if place in hidden)


def keys_of_cells(measure: Measure, *, hidden: bool) -> list[FigureKey]:
    """Return what the cells of a table count that are hidden, or those that have a value."""
    cells = [(row, count) for count in layout_of(measure).counts for row in range(len(measure.table))]
    codes = {count.column: measure.codes.get(count.column, ("",) * len(measure.table)) for _, count in cells}
    return [
        key_of(measure, row, count)
        for row, count in cells
        if (codes[count.column][row] == CODE if hidden else not pd.isna(measure.cells[count.column][row]))
    ]
