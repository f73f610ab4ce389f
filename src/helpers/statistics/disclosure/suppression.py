"""Secondary suppression: the fewest further numbers to hide so that no small one can be worked out.

The values of small numbers are not in the problem, so no choice can depend on them. The search hides the small ones, computes
what an attacker can work out, and derives from each disclosure a cut: a set of shown numbers of which at least one must be
hidden. The fewest numbers with one of every cut are hidden next, until nothing can be worked out. Since each cut is a proof, no
smaller set would do; where that takes too long, a set of which no number can be shown again is kept. Among sets of one size, those that keep totals are preferred to those that keep parts.

Source: the cutting planes of Fischetti and Salazar-González, "Solving the cell suppression problem on tabular data with linear
constraints", Management Science 47(7), 2001, with whole-number attackers in place of linear ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
import scipy
from numpy.typing import NDArray

from helpers.errors import ReportError
from helpers.statistics.disclosure import solver
from helpers.statistics.disclosure.attacker import Attacker, Real, SuppressionProblem

Cut = frozenset[int]
NO_GUESS = frozenset[int]()
Kind = tuple[bool, frozenset[int]]
NO_PROTECTION = "{} cannot be protected: what is published already gives it away, whatever else is hidden. Leave the table out, or merge its categories."
TOLERANCE = 1e-6
EXACT_ROUNDS = 60
CACHE_SIZE = 16


@lru_cache(maxsize=CACHE_SIZE)
def hidden_numbers(problem: SuppressionProblem) -> frozenset[int]:
    """Return the places of all numbers to hide, small ones included; equal problems are solved once.

    Raises ReportError where no choice protects a number, because what is published already gives it away.
    """
    return _Search(problem).hidden()


class _Search:
    """The cuts derived so far, and solutions that prove values possible, tried again before each costly programme."""

    def __init__(self, problem: SuppressionProblem) -> None:
        self.problem = problem
        self.cuts: list[Cut] = []
        self.solutions: dict[tuple[int, int], list[Real]] = {}
        self.excluded = set[tuple[int, int]]()
        self.helped: dict[tuple[int, int, Kind], bool] = {}
        kinds = ((sharp, guess) for guess in (*problem.guesses, NO_GUESS) for sharp in (True, False))
        self.open: dict[Kind, dict[int, tuple[int, ...]]] = {kind: {} for kind in kinds}
        for guess in problem.guesses or (NO_GUESS,):
            self.open[True, guess] = dict(problem.targets)

    def hidden(self) -> frozenset[int]:
        """Choose afresh from all cuts each round; after `EXACT_ROUNDS` keep what was chosen, so that large tables end too.

        What was chosen so is more than is needed: whatever is safe is then shown again.
        """
        self.cuts.extend(_by_subtraction(self.problem))
        chosen, rounds = self.problem.forced | _fewest(self.cuts, self.problem), 0
        while learned := self._learned(chosen):
            self.cuts.extend(learned)
            rounds += 1
            settled = self.problem.forced if rounds < EXACT_ROUNDS else chosen
            chosen = settled | _fewest(self.cuts, self.problem)
        return chosen if rounds < EXACT_ROUNDS else self._shown_again(chosen)

    def _shown_again(self, hidden: frozenset[int]) -> frozenset[int]:
        """Return the hidden numbers without any that can be shown after all, one after the other, dearest first; minimal by inclusion."""
        cost = Counter[int]()
        for rests_on, many in self.problem.cells:
            cost.update(dict.fromkeys(rests_on, many))
        for place in sorted(
            hidden - self.problem.forced, key=lambda place: (-cost[place], -self.problem.weights[place], place)
        ):
            if self._is_safe(hidden - {place}):
                hidden -= {place}
        return hidden

    def _is_safe(self, hidden: frozenset[int]) -> bool:
        """Whether every value that must stay possible is; what was excluded last is tried first."""
        readers = {kind: Attacker(self.problem, hidden, *kind) for kind in self.open}
        tried = [(kind, cell, value) for kind, cells in self.open.items() for cell, of in cells.items() for value in of]
        for kind, cell, value in sorted(tried, key=lambda question: question[1:] not in self.excluded):
            if not self._is_seen(readers[kind], cell, value):
                solution = readers[kind].solve(cell, value)
                if solution is None:
                    self.excluded = {(cell, value)}
                    return False
                self._remember(solution)
        return True

    def _learned(self, hidden: frozenset[int]) -> list[Cut]:
        """The cuts of the numbers hidden now: from the ends of each range and, where both are possible, from values between."""
        readers = [Attacker(self.problem, hidden, *kind) for kind in self.open]
        ends = [cut for reader in readers for cut in self._from_ends(reader)]
        return list(dict.fromkeys(ends or (cut for reader in readers for cut in self._from_between(reader))))

    def _from_ends(self, reader: Attacker) -> Iterator[Cut]:
        for cell in list(self.open[_kind(reader)]):
            for upward in (False, True):
                yield from self._from_end(reader, cell, upward=upward)

    def _from_end(self, reader: Attacker, cell: int, *, upward: bool) -> Iterator[Cut]:
        while values := self.open[_kind(reader)][cell]:
            end = values[-1] if upward else values[0]
            if self._is_seen(reader, cell, end):
                return
            reached, solution, stops = reader.reach(cell, end, upward=upward)
            if solution is not None:
                self._remember(solution)
            if not abs(reached - end) > TOLERANCE:
                return
            if self._can_be_helped(reader, cell, end):
                if not stops:
                    raise ReportError(NO_PROTECTION.format(self.problem.names[cell]))
                yield stops
                return

    def _from_between(self, reader: Attacker) -> Iterator[Cut]:
        for cell, values in list(self.open[_kind(reader)].items()):
            for value in values:
                yield from self._of_value(reader, cell, value)

    def _of_value(self, reader: Attacker, cell: int, value: int) -> Iterator[Cut]:
        if self._is_seen(reader, cell, value):
            return
        solution = reader.solve(cell, value)
        if solution is not None:
            self._remember(solution)
        elif self._can_be_helped(reader, cell, value):
            yield _blocking_cut(reader, cell, value)

    def _can_be_helped(self, reader: Attacker, cell: int, value: int) -> bool:
        """Whether hiding more makes a value possible; one for which nothing does must be so for less knowing readers only."""
        kind = _kind(reader)
        if (cell, value, kind) not in self.helped:
            most = replace(reader, hidden=self.problem.most_hidden())
            self.helped[cell, value, kind] = most.can_be(cell, value)
            if not self.helped[cell, value, kind]:
                self._leave_to_others(reader, cell, value)
        return self.helped[cell, value, kind]

    def _leave_to_others(self, reader: Attacker, cell: int, value: int) -> None:
        """Leave a value to the plain reader where the wording itself excludes it, and to one without a guess."""
        by_wording = reader.sharp and not replace(reader, hidden=self.problem.all_but_noughts()).can_be(cell, value)
        readers = [replace(reader, sharp=False)] if by_wording else []
        readers += [replace(reader, sharp=True, guess=NO_GUESS)] if reader.guess else []
        if not readers:
            raise ReportError(NO_PROTECTION.format(self.problem.names[cell]))
        of_reader = self.open[_kind(reader)]
        of_reader[cell] = tuple(candidate for candidate in of_reader[cell] if candidate != value)
        for of_other in (self.open[_kind(other)] for other in readers):
            of_other[cell] = tuple(sorted({*of_other.get(cell, ()), value}))

    def _is_seen(self, reader: Attacker, cell: int, value: int) -> bool:
        return any(reader.is_consistent(solution) for solution in self.solutions.get((cell, value), ()))

    def _remember(self, solution: Real) -> None:
        """Keep a solution under every number and value that it proves possible."""
        for cell, values in self.problem.targets.items():
            if int(solution[cell]) in values:
                self.solutions.setdefault((cell, int(solution[cell])), []).append(solution)


def _kind(reader: Attacker) -> Kind:
    """Whether a reader is sharp, and the reader's guess."""
    return reader.sharp, reader.guess


def _by_subtraction(problem: SuppressionProblem) -> Iterator[Cut]:
    """The cuts that need no programme: the only hidden number of a sum is the total less the rest."""
    exact = problem.low == problem.high
    for row in problem.sums:
        members = set(np.flatnonzero(row).tolist())
        shown_members = members - problem.forced
        stops = frozenset(cell for cell in shown_members if problem.hideable[cell])
        if len(members - shown_members) == 1 and stops and all(exact[cell] for cell in shown_members):
            yield stops


def _blocking_cut(reader: Attacker, cell: int, value: int) -> Cut:
    """Return a smallest cut: the numbers still shown when as many as possible are hidden with the value still impossible."""
    hidden = reader.hidden
    for place in np.flatnonzero(reader.problem.hideable).tolist():
        more = hidden | {place}
        if place not in hidden and not replace(reader, hidden=more).can_be(cell, value):
            hidden = more
    return frozenset(np.flatnonzero(reader.problem.hideable).tolist()) - hidden


def _fewest(cuts: list[Cut], problem: SuppressionProblem) -> frozenset[int]:
    """Return the numbers, at least one of each cut, that cost the fewest printed cells: a set cover, solved exactly."""
    if not cuts:
        return frozenset()
    numbers = np.array(sorted(frozenset[int]().union(*cuts)))
    cells = Counter[frozenset[int]]()
    for rests_on, many in problem.cells:
        cells[rests_on.intersection(numbers.tolist())] += many
    del cells[frozenset()]
    meets = np.hstack([_members(cuts, numbers), np.zeros((len(cuts), len(cells)))])
    goes = [(place, number) for place, cell in enumerate(cells) for number in sorted(cell)]
    with_any = np.zeros((len(goes), len(numbers) + len(cells)))
    for row, (place, number) in enumerate(goes):
        with_any[row, len(numbers) + place], with_any[row, np.searchsorted(numbers, number)] = 1, -1
    result = solver.whole_numbers(
        np.concatenate([problem.weights[numbers], list(cells.values())]),
        constraints=[
            scipy.optimize.LinearConstraint(meets, 1, np.inf),
            scipy.optimize.LinearConstraint(with_any, 0, np.inf),
        ],
        bounds=scipy.optimize.Bounds(0, 1),
        integrality=np.concatenate([np.ones(len(numbers)), np.zeros(len(cells))]),
        options={"mip_rel_gap": 0, "presolve": False},  # which takes longer than it saves
    )
    if result.status != solver.SOLVED:
        raise ReportError(solver.UNSOLVED.format(result.message))
    return frozenset(numbers[np.round(result.x[: len(numbers)]).astype(bool)].tolist())


def _members(sets: Iterable[Cut], numbers: NDArray[np.int64]) -> Real:
    return np.array([np.isin(numbers, list(members)) for members in sets], dtype=float)
