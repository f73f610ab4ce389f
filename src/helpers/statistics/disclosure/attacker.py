"""What an attacker can work out: the whole-number solutions of everything published together.

The attacker of disclosure control is a reader who works out hidden numbers from those shown. Every reader knows the numbers
shown, that totals are the sums of their parts, what each percentage and rate is a share of, and that no number is below nought.
The policy's wording does not say which hidden numbers are small and which are hidden to protect those. A sharp reader reasons
further: where noughts are shown, a hidden number is at least one. A value is excluded where no whole-number solution has it.

A sharp reader excludes some values whatever is hidden: where noughts are shown, the total of two hidden numbers is not one. The
wording itself excludes those; they must stay possible to a plain reader, and all other values to both.

Where a supplier withholds a number, tables may not tell whether their groups are all there are or leave a ward out. A reader may have
a guess: that they are all. A value must stay possible to readers with each guess or, where nothing makes it so, to one without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy
from numpy.typing import NDArray

from helpers.statistics.disclosure import solver

Real = NDArray[np.float64]
TOLERANCE = 1e-9


@dataclass(frozen=True)
class ValueRange:
    """The least and the most a number can be for a percentage or rate of a base that is shown."""

    cell: int
    low: int
    high: int
    about: frozenset[int]


@dataclass(frozen=True, eq=False)
class SuppressionProblem:
    """The n numbers published together, as arrays of length n, and the sums and shares that relate them.

    `low`, `high`: the range of a number while it is shown (equal where it is exact). `floor`: the least that a sharp reader gives
    it once hidden; a plain reader gives nought. `most`: the most of a hidden number, where its supplier says it. `guesses`:
    places of those in none of some groups, of whom a reader may take it that there are none. `targets`: place of each small number, with
    the values that must stay possible; its own value is in no array, so that no choice can depend on it. `forced`: places hidden in any case.
    `sums` (rows × n): sums @ x is 0. `shares` (rows × n): shares @ x is at most `limits`. A range or a row of shares is public
    only while every number of its `about` is shown. `cells`: sets of numbers, with how many printed cells rest on each set and
    are lost with any of it. `weights`: which to choose of numbers whose hiding costs as many cells.
    """

    names: tuple[str, ...]
    low: Real
    high: Real
    floor: Real
    most: Real
    guesses: tuple[frozenset[int], ...]
    targets: Mapping[int, tuple[int, ...]]
    forced: frozenset[int]
    hideable: NDArray[np.bool_]
    weights: Real
    cells: tuple[tuple[frozenset[int], int], ...]
    ranges: tuple[ValueRange, ...]
    sums: Real
    shares: Real
    limits: Real
    about: tuple[frozenset[int], ...]

    @cached_property
    def content(self) -> tuple[object, ...]:
        """All fields as one hashable value: arrays cannot be hashed, and equal problems are solved once."""
        sets = (self.guesses, self.forced, self.cells, self.ranges, self.about)
        fields = (self.names, tuple(self.targets.items()), *sets)
        bounds = (self.low, self.high, self.floor, self.most)
        arrays = (*bounds, self.hideable, self.weights, self.sums, self.shares, self.limits)
        return (*fields, *((array.shape, array.tobytes()) for array in arrays))

    def __hash__(self) -> int:
        return hash(self.content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SuppressionProblem) and self.content == other.content

    def bounds(self, hidden: frozenset[int], guess: frozenset[int], *, sharp: bool) -> tuple[Real, Real]:
        """The least and the most of each number (two arrays of length n), from what is published of it alone."""
        low, high, places = self.low.copy(), self.high.copy(), sorted(hidden)
        low[places], high[places] = self.floor[places] if sharp else 0, self.most[places]
        high[sorted(guess)] = 0
        for bound in self.ranges_on(hidden):
            low[bound.cell], high[bound.cell] = max(low[bound.cell], bound.low), min(high[bound.cell], bound.high)
        return low, high

    def ranges_on(self, hidden: frozenset[int]) -> list[ValueRange]:
        """The ranges that are public while these places are hidden."""
        return [bound for bound in self.ranges if not bound.about & hidden]

    def most_hidden(self) -> frozenset[int]:
        """The places of everything that can be hidden and is not public already."""
        return self.forced | frozenset(np.flatnonzero(self.hideable).tolist())

    def all_but_noughts(self) -> frozenset[int]:
        """The places of everything but noughts that stay shown: with these hidden, a reader has only the wording to reason from."""
        return frozenset(np.flatnonzero(self.high > 0).tolist())

    def published_shares(self, hidden: frozenset[int]) -> list[int]:
        """The rows of `shares` that are public while these places are hidden."""
        return [row for row, about in enumerate(self.about) if not about & hidden]

    def is_consistent(self, solution: Real, hidden: frozenset[int], guess: frozenset[int], *, sharp: bool) -> bool:
        """Whether whole numbers (length n) agree with everything published."""
        low, high = self.bounds(hidden, guess, sharp=sharp)
        rows = self.published_shares(hidden)
        within = bool(np.all(solution >= low) and np.all(solution <= high) and not np.any(self.sums @ solution))
        return within and bool(np.all(self.shares[rows] @ solution <= self.limits[rows]))


@dataclass(frozen=True, eq=False)
class Attacker:
    """A reader of what is published when `hidden` numbers are left out, who takes it that a `guess` of others is of nobody."""

    problem: SuppressionProblem
    hidden: frozenset[int]
    sharp: bool = True
    guess: frozenset[int] = frozenset()

    def is_consistent(self, solution: Real) -> bool:
        """Whether whole numbers agree with everything the reader knows."""
        return self.problem.is_consistent(solution, self.hidden, self.guess, sharp=self.sharp)

    def can_be(self, cell: int, value: int) -> bool:
        """Whether a hidden number may have a value."""
        return self.solve(cell, value) is not None

    def solve(self, cell: int, value: int) -> Real | None:
        """Return whole numbers (length n) that agree with everything published and give one number a value, or None."""
        low, high = self._low.copy(), self._high.copy()
        if not low[cell] <= value <= high[cell]:
            return None
        low[cell] = high[cell] = value
        result = solver.whole_numbers(
            np.zeros(len(self._free)),
            constraints=self._constraints,
            bounds=scipy.optimize.Bounds(low[self._free], high[self._free]),
            integrality=np.ones(len(self._free)),
        )
        return self._completed(result) if solver.has_solution(result) else None

    def reach(self, cell: int, end: int, *, upward: bool) -> tuple[float, Real | None, frozenset[int]]:
        """Return how far up, or down, towards `end` a linear programme lets a number go, with a proof.

        Three values: the number reached (NaN where its range does not contain any value up to the end); a solution that reaches
        it, where that is whole; and the places of the shown numbers that stop it there: while all of these are shown it can go
        no further. A linear programme allows more than whole numbers do, so what it excludes is excluded for certain.
        """
        if self._low[cell] == self._high[cell]:  # a guess says what it is
            return float(self._low[cell]), None, frozenset()
        place, direction = int(np.searchsorted(self._free, cell)), -1.0 if upward else 1.0
        objective, low, high = np.zeros(len(self._free)), self._low[self._free], self._high[self._free]
        objective[place], (low if direction > 0 else high)[place] = direction, end
        equal, right, shares, limits = self._rows
        result = solver.linear(
            objective, A_ub=shares, b_ub=limits, A_eq=equal, b_eq=right, bounds=np.column_stack([low, high])
        )
        if not solver.has_solution(result):
            return float("nan"), None, frozenset()
        return float(result.x[place]), self._completed(result), self._stops(result, cell, direction)

    def _stops(self, result: scipy.optimize.OptimizeResult, cell: int, direction: float) -> frozenset[int]:
        """The places with a reduced cost, and those behind a range or share with a dual price: hiding one of them is needed.

        By duality the bound that the programme proves uses these constraints alone, and holds while all of them are public.
        """
        costs = np.zeros(len(self.problem.low))
        costs[cell] = direction
        costs -= self.problem.sums[self._summed].T @ result.eqlin.marginals
        costs -= self.problem.shares[self._shared].T @ result.ineqlin.marginals
        priced = [
            row for row, price in zip(self._shared, result.ineqlin.marginals, strict=True) if abs(price) > TOLERANCE
        ]
        costly = set(np.flatnonzero(np.abs(costs) > TOLERANCE).tolist())
        published_ranges = [
            *(self.problem.about[row] for row in priced),
            *(r.about for r in self.problem.ranges_on(self.hidden) if r.cell in costly),
        ]
        stops = costly.union(*published_ranges) - self.hidden
        return frozenset(cell for cell in stops if self.problem.hideable[cell])

    def _completed(self, result: scipy.optimize.OptimizeResult) -> Real | None:
        """Return the solution of all n numbers, or None where it is not whole or, rounded, no longer agrees."""
        solution = self._low.copy()
        solution[self._free] = np.round(result.x)
        exact = np.all(np.abs(solution[self._free] - result.x) < 1e-6) and self.is_consistent(solution)
        return solution if exact else None

    @cached_property
    def _bounds(self) -> tuple[Real, Real]:
        return self.problem.bounds(self.hidden, self.guess, sharp=self.sharp)

    @property
    def _low(self) -> Real:
        return self._bounds[0]

    @property
    def _high(self) -> Real:
        return self._bounds[1]

    @cached_property
    def _free(self) -> NDArray[np.intp]:
        return np.flatnonzero(self._low < self._high)

    @cached_property
    def _summed(self) -> NDArray[np.intp]:
        return np.flatnonzero(np.any(self.problem.sums[:, self._free], axis=1))

    @cached_property
    def _shared(self) -> list[int]:
        return [
            row for row in self.problem.published_shares(self.hidden) if np.any(self.problem.shares[row, self._free])
        ]

    @cached_property
    def _rows(self) -> tuple[Real, Real, Real, Real]:
        """Sums and shares restricted to the numbers not known exactly: the matrix and right-hand side of each."""
        fixed = np.where(self._low < self._high, 0.0, self._low)
        sums, shares = self.problem.sums[self._summed], self.problem.shares[self._shared]
        right, limits = -sums @ fixed, self.problem.limits[self._shared] - shares @ fixed
        return sums[:, self._free], right, shares[:, self._free], limits

    @cached_property
    def _constraints(self) -> list[scipy.optimize.LinearConstraint]:
        equal, right, shares, limits = self._rows
        rows = [scipy.optimize.LinearConstraint(equal, right, right)] if len(right) else []
        return rows + ([scipy.optimize.LinearConstraint(shares, -np.inf, limits)] if len(limits) else [])


@dataclass(frozen=True, order=True)
class Disclosure:
    """A hidden number and the values that a reader can exclude; never its own value, since audits are printed."""

    name: str
    excluded: tuple[int, ...]

    def __str__(self) -> str:
        values = ", ".join(map(str, self.excluded))
        return f"{self.name} is hidden, but readers can work out that it is not {values}."


def disclosures(problem: SuppressionProblem, hidden: frozenset[int]) -> Iterator[Disclosure]:
    """Yield the hidden numbers of which a reader can exclude a value, each value tried in whole numbers."""
    readers: dict[Attacker, set[tuple[int, int]]] = {
        Attacker(problem, hidden, guess=guess): set() for guess in (*problem.guesses, frozenset[int]())
    }
    for cell, values in problem.targets.items():
        excluded = tuple(
            value
            for value in values
            if cell not in hidden
            or any(_excludes(reader, cell, value, solutions) for reader, solutions in readers.items())
        )
        if excluded:
            yield Disclosure(problem.names[cell], excluded)


def _excludes(reader: Attacker, cell: int, value: int, possible: set[tuple[int, int]]) -> bool:
    """Whether a reader excludes a value that the wording leaves possible; `possible` gathers what solutions have shown.

    Of a guess that excludes it whatever is hidden nothing is promised.
    """
    if (cell, value) in possible:
        return False
    solution = reader.solve(cell, value)
    if solution is not None:
        possible.update((target, int(solution[target])) for target in reader.problem.targets)
        return False
    if reader.guess and not replace(reader, hidden=reader.problem.most_hidden()).can_be(cell, value):
        return False
    by_plain = not replace(reader, sharp=False).can_be(cell, value)
    return by_plain or replace(reader, hidden=reader.problem.all_but_noughts()).can_be(cell, value)
