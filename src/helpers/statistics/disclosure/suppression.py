"""Which further numbers to hide so that no small one can be worked out, as few as can be.

The search never sees a small number: they are blank before it begins, so nothing it decides can depend on them. It hides the
small ones, asks the reader what can be worked out, and learns from each answer a set of shown numbers of which at least one
must be hidden. The fewest numbers that meet every such demand are hidden next, until nothing can be worked out: since each
demand is a proof, no smaller set would do. Among sets of one size, totals are kept in preference to their parts.

Source: the cutting planes of Fischetti and Salazar-González, "Solving the cell suppression problem on tabular data with linear
constraints", Management Science 47(7), 2001, with whole-number attackers in place of linear ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from helpers.errors import ReportError
from helpers.statistics.disclosure.attacker import Attacker, Real, SuppressionProblem

Cut = frozenset[int]
WHOLE = 1e-6
EXACT_ROUNDS = 60
ALIKE = 16


@lru_cache(maxsize=ALIKE)
def hidden_numbers(together: SuppressionProblem) -> frozenset[int]:
    """Return the places of all numbers to hide, small ones included; the same numbers are not searched again.

    Raises ReportError where no choice protects a number, because what is published already gives it away.
    """
    return _Search(together).hidden()


class _Search:
    """The demands learned so far, and worlds that show values to be possible (they may still serve when the choice changes)."""

    def __init__(self, together: SuppressionProblem) -> None:
        self.together = together
        self.cuts: list[Cut] = []
        self.worlds: dict[tuple[int, int], list[Real]] = {}
        self.helped: dict[tuple[int, int, bool], bool] = {}
        self.open: dict[bool, dict[int, tuple[int, ...]]] = {True: dict(together.targets), False: {}}

    def hidden(self) -> frozenset[int]:
        """Choose afresh from all demands each round; after many rounds keep what was chosen, so that large tables end too."""
        self.cuts.extend(_by_subtraction(self.together))
        chosen, rounds = self.together.forced | _fewest(self.cuts, self.together), 0
        while learned := self._learned(chosen):
            self.cuts.extend(learned)
            rounds += 1
            kept = self.together.forced if rounds < EXACT_ROUNDS else chosen
            chosen = kept | _fewest(self.cuts, self.together)
        return chosen

    def _learned(self, hidden: frozenset[int]) -> list[Cut]:
        """What must be hidden besides: first from the ends of each range and, where these are free, from what lies between."""
        readers = [Attacker(self.together, hidden), Attacker(self.together, hidden, sharp=False)]
        ends = [cut for reader in readers for cut in self._from_ends(reader)]
        return list(dict.fromkeys(ends or (cut for reader in readers for cut in self._from_between(reader))))

    def _from_ends(self, reader: Attacker) -> Iterator[Cut]:
        for cell in list(self.open[reader.sharp]):
            for upward in (False, True):
                yield from self._from_end(reader, cell, upward=upward)

    def _from_end(self, reader: Attacker, cell: int, *, upward: bool) -> Iterator[Cut]:
        while values := self.open[reader.sharp][cell]:
            end = values[-1] if upward else values[0]
            if self._is_seen(reader, cell, end):
                return
            reached, world, stops = reader.reach(cell, end, upward=upward)
            if world is not None:
                self._remember(world)
            if not abs(reached - end) > WHOLE:
                return
            if self._can_be_helped(reader, cell, end):
                yield stops
                return

    def _from_between(self, reader: Attacker) -> Iterator[Cut]:
        for cell, values in list(self.open[reader.sharp].items()):
            for value in values:
                yield from self._of_value(reader, cell, value)

    def _of_value(self, reader: Attacker, cell: int, value: int) -> Iterator[Cut]:
        if self._is_seen(reader, cell, value):
            return
        world = reader.world(cell, value)
        if world is not None:
            self._remember(world)
        elif self._can_be_helped(reader, cell, value):
            yield _stubborn(reader, cell, value)

    def _can_be_helped(self, reader: Attacker, cell: int, value: int) -> bool:
        """Whether hiding more makes a value possible; one that the wording itself excludes is left to the plain reader."""
        if (cell, value, reader.sharp) not in self.helped:
            most = replace(reader, hidden=self.together.most_hidden())
            self.helped[cell, value, reader.sharp] = most.can_be(cell, value)
            if not self.helped[cell, value, reader.sharp]:
                self._leave_to_plain(reader, cell, value)
        return self.helped[cell, value, reader.sharp]

    def _leave_to_plain(self, reader: Attacker, cell: int, value: int) -> None:
        by_wording = reader.sharp and not replace(reader, hidden=self.together.unless_nought()).can_be(cell, value)
        if not by_wording:
            raise ReportError(
                f"{self.together.names[cell]} cannot be protected: what is published already gives it away, whatever else is hidden. "
                "Leave the table out, or merge its categories."
            )
        self.open[True][cell] = tuple(each for each in self.open[True][cell] if each != value)
        self.open[False][cell] = tuple(sorted({*self.open[False].get(cell, ()), value}))

    def _is_seen(self, reader: Attacker, cell: int, value: int) -> bool:
        return any(reader.agrees(world) for world in self.worlds.get((cell, value), ()))

    def _remember(self, world: Real) -> None:
        """Keep a world for every number and value that it shows to be possible."""
        for cell, values in self.together.targets.items():
            if int(world[cell]) in values:
                self.worlds.setdefault((cell, int(world[cell])), []).append(world)


def _by_subtraction(together: SuppressionProblem) -> Iterator[Cut]:
    """The demands that need no reckoning: the only hidden number of a sum is the rest taken from the total."""
    exact = together.low == together.high
    for row in together.sums:
        members = set(np.flatnonzero(row).tolist())
        others = members - together.forced
        stops = frozenset(cell for cell in others if together.hideable[cell])
        if len(members - others) == 1 and stops and all(exact[cell] for cell in others):
            yield stops


def _stubborn(reader: Attacker, cell: int, value: int) -> Cut:
    """The shown numbers left when as many as can be are hidden with the value still impossible: one of them must go."""
    hidden = reader.hidden
    for place in np.flatnonzero(reader.together.hideable).tolist():
        more = hidden | {place}
        if place not in hidden and not Attacker(reader.together, more).can_be(cell, value):
            hidden = more
    return frozenset(np.flatnonzero(reader.together.hideable).tolist()) - hidden


def _fewest(cuts: list[Cut], together: SuppressionProblem) -> frozenset[int]:
    """The set with a number of each cut that takes the fewest printed cells: a set cover, solved exactly."""
    if not cuts:
        return frozenset()
    numbers = np.array(sorted(frozenset[int]().union(*cuts)))
    cells = Counter[frozenset[int]]()
    for rests_on, many in together.cells:
        cells[rests_on.intersection(numbers.tolist())] += many
    del cells[frozenset()]
    meets = np.hstack([_members(cuts, numbers), np.zeros((len(cuts), len(cells)))])
    goes = [(place, number) for place, cell in enumerate(cells) for number in sorted(cell)]
    with_any = np.zeros((len(goes), len(numbers) + len(cells)))
    for row, (place, number) in enumerate(goes):
        with_any[row, len(numbers) + place], with_any[row, np.searchsorted(numbers, number)] = 1, -1
    found = milp(
        np.concatenate([together.weights[numbers], list(cells.values())]),
        constraints=[LinearConstraint(meets, 1, np.inf), LinearConstraint(with_any, 0, np.inf)],
        bounds=Bounds(0, 1),
        integrality=np.concatenate([np.ones(len(numbers)), np.zeros(len(cells))]),
        options={"mip_rel_gap": 0, "presolve": False},  # with it, HiGHS prints a line of its own now and then
    )
    return frozenset(numbers[np.round(found.x[: len(numbers)]).astype(bool)].tolist())


def _members(sets: Iterable[Cut], numbers: NDArray[np.int64]) -> Real:
    return np.array([np.isin(numbers, list(each)) for each in sets], dtype=float)
