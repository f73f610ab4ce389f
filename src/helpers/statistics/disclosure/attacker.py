"""What a reader can work out: whole-number solutions of everything published together.

A reader knows every number shown, that totals are the sums of their parts, what each percentage and rate is a share of, and
that no number is below nought. Which hidden numbers are small, and which are hidden to protect those, the policy's wording does
not tell. A sharp reader reasons further: where noughts are shown, whatever is hidden is at least one. A value is excluded where
no whole-number solution has it.

Some values a sharp reader excludes whatever is hidden: where noughts are shown, the hidden total of two hidden numbers is not
one. Those the wording itself excludes; they must stay open to the plain reader, and all others to both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
NOTHING = 1e-9


@dataclass(frozen=True)
class ValueRange:
    """The least and the most a number can be for a percentage or rate of a base that is shown."""

    cell: int
    low: int
    high: int
    about: frozenset[int]


@dataclass(frozen=True, eq=False)
class SuppressionProblem:
    """The numbers published together, a place in each array for each, and how they hang together.

    Shown, a number lies from `low` to `high` (alike where it is exact); hidden, it is at least `floor` to a sharp reader and
    at least nought to a plain one. A number that must be hidden for being small stands in `targets` with the values it has to be able to have, and its own value stands
    nowhere. A range says more of one number; `sums` @ x is 0; `shares` @ x is at most `limits`, each range and row is known only while every number of its `about` is shown.
    `cells` says how many printed cells rest on the same numbers and go with any of them; `weights` tell which of two choices that cost alike.
    """

    names: tuple[str, ...]
    low: Real
    high: Real
    floor: Real
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
        """All that is in it, so that alike systems are known as one and solved once."""
        arrays = (self.low, self.high, self.floor, self.hideable, self.weights, self.sums, self.shares, self.limits)
        known = (self.names, tuple(self.targets.items()), self.forced, self.cells, self.ranges, self.about)
        return (*known, *((array.shape, array.tobytes()) for array in arrays))

    def __hash__(self) -> int:
        return hash(self.content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SuppressionProblem) and self.content == other.content

    def bounds(self, hidden: frozenset[int], *, sharp: bool) -> tuple[Real, Real]:
        """The least and the most each number can be for all a reader sees of it alone."""
        low, high, places = self.low.copy(), self.high.copy(), sorted(hidden)
        low[places], high[places] = self.floor[places] if sharp else 0, np.inf
        for known in self.ranges_on(hidden):
            low[known.cell], high[known.cell] = max(low[known.cell], known.low), min(high[known.cell], known.high)
        return low, high

    def ranges_on(self, hidden: frozenset[int]) -> list[ValueRange]:
        """The ranges that are still published."""
        return [known for known in self.ranges if not known.about & hidden]

    def most_hidden(self) -> frozenset[int]:
        """Everything that can be hidden and is not known already."""
        return self.forced | frozenset(np.flatnonzero(self.hideable).tolist())

    def unless_nought(self) -> frozenset[int]:
        """Everything that is not a nought for all to see: with this hidden, only the wording is left to reason from."""
        return frozenset(np.flatnonzero(self.high > 0).tolist())

    def told(self, hidden: frozenset[int]) -> list[int]:
        """The rows of `shares` that are still published."""
        return [row for row, about in enumerate(self.about) if not about & hidden]

    def holds(self, world: Real, hidden: frozenset[int], *, sharp: bool) -> bool:
        """Whether whole numbers agree with everything published."""
        low, high = self.bounds(hidden, sharp=sharp)
        told = self.told(hidden)
        within = bool(np.all(world >= low) and np.all(world <= high) and not np.any(self.sums @ world))
        return within and bool(np.all(self.shares[told] @ world <= self.limits[told]))


@dataclass(frozen=True, eq=False)
class Attacker:
    """A reader of what is published when `hidden` numbers are left out."""

    together: SuppressionProblem
    hidden: frozenset[int]
    sharp: bool = True

    def agrees(self, world: Real) -> bool:
        """Whether whole numbers agree with everything the reader knows."""
        return self.together.holds(world, self.hidden, sharp=self.sharp)

    def can_be(self, cell: int, value: int) -> bool:
        """Whether a hidden number may have a value."""
        return self.world(cell, value) is not None

    def world(self, cell: int, value: int) -> Real | None:
        """Find whole numbers for everything that agree with what is published and give a number a value."""
        low, high = self._low.copy(), self._high.copy()
        if not low[cell] <= value <= high[cell]:
            return None
        low[cell] = high[cell] = value
        found = milp(
            np.zeros(len(self._free)),
            constraints=self._constraints,
            bounds=Bounds(low[self._free], high[self._free]),
            integrality=np.ones(len(self._free)),
        )
        return None if found.x is None else self._completed(found)

    def reach(self, cell: int, end: int, *, upward: bool) -> tuple[float, Real | None, frozenset[int]]:
        """How far up, or down, towards an end a linear programme lets a number go.

        Returns where it gets (NaN where it is beyond the end and cannot come back to it), whole numbers that get there if
        they are whole, and the shown numbers that stop it: while all of these are shown it can go no further, whole or not.
        """
        place, wanted = int(np.searchsorted(self._free, cell)), -1.0 if upward else 1.0
        objective, low, high = np.zeros(len(self._free)), self._low[self._free], self._high[self._free]
        objective[place], (low if wanted > 0 else high)[place] = wanted, end
        equal, right, shares, limits = self._rows
        found = linprog(objective, shares, limits, equal, right, np.column_stack([low, high]), method="highs")
        if found.x is None:
            return float("nan"), None, frozenset()
        return float(found.x[place]), self._completed(found), self._stops(found, cell, wanted)

    def _stops(self, found: OptimizeResult, cell: int, wanted: float) -> frozenset[int]:
        """Shown numbers with a reduced cost, and those behind a range or share that has a price: only hiding one helps."""
        whole = np.zeros(len(self.together.low))
        whole[cell] = wanted
        whole -= self.together.sums[self._summed].T @ found.eqlin.marginals
        whole -= self.together.shares[self._shared].T @ found.ineqlin.marginals
        priced = [row for row, price in zip(self._shared, found.ineqlin.marginals, strict=True) if abs(price) > NOTHING]
        costly = set(np.flatnonzero(np.abs(whole) > NOTHING).tolist())
        known = [
            *(self.together.about[row] for row in priced),
            *(r.about for r in self.together.ranges_on(self.hidden) if r.cell in costly),
        ]
        stops = costly.union(*known) - self.hidden
        return frozenset(cell for cell in stops if self.together.hideable[cell])

    def _completed(self, found: OptimizeResult) -> Real | None:
        """Fill the solution in, or None where it is not whole or, by rounding error, does not agree."""
        world = self._low.copy()
        world[self._free] = np.round(found.x)
        exact = np.all(np.abs(world[self._free] - found.x) < 1e-6) and self.agrees(world)
        return world if exact else None

    @cached_property
    def _bounds(self) -> tuple[Real, Real]:
        return self.together.bounds(self.hidden, sharp=self.sharp)

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
        return np.flatnonzero(np.any(self.together.sums[:, self._free], axis=1))

    @cached_property
    def _shared(self) -> list[int]:
        return [row for row in self.together.told(self.hidden) if np.any(self.together.shares[row, self._free])]

    @cached_property
    def _rows(self) -> tuple[Real, Real, Real, Real]:
        """Sums and shares of the numbers not known exactly: rows and right-hand sides of each."""
        fixed = np.where(self._low < self._high, 0.0, self._low)
        sums, shares = self.together.sums[self._summed], self.together.shares[self._shared]
        right, limits = -sums @ fixed, self.together.limits[self._shared] - shares @ fixed
        return sums[:, self._free], right, shares[:, self._free], limits

    @cached_property
    def _constraints(self) -> list[LinearConstraint]:
        equal, right, shares, limits = self._rows
        rows = [LinearConstraint(equal, right, right)] if len(right) else []
        return rows + ([LinearConstraint(shares, -np.inf, limits)] if len(limits) else [])


@dataclass(frozen=True, order=True)
class Disclosure:
    """A hidden number of which a reader can rule values out; which number it is and which values, not what it is."""

    name: str
    excluded: tuple[int, ...]

    def __str__(self) -> str:
        values = ", ".join(map(str, self.excluded))
        return f"{self.name} is hidden, but readers can work out that it is not {values}."


def disclosures(together: SuppressionProblem, hidden: frozenset[int]) -> Iterator[Disclosure]:
    """Go through the hidden numbers that a reader can narrow down, tried value by value in whole numbers."""
    seen: set[tuple[int, int]] = set()
    for cell, values in together.targets.items():
        excluded = tuple(
            value for value in values if cell not in hidden or _is_excluded(together, hidden, cell, value, seen)
        )
        if excluded:
            yield Disclosure(together.names[cell], excluded)


def _is_excluded(
    together: SuppressionProblem, hidden: frozenset[int], cell: int, value: int, seen: set[tuple[int, int]]
) -> bool:
    """Whether a reader rules a value out that the wording leaves open; `seen` gathers what solutions show to be possible."""
    if (cell, value) in seen:
        return False
    world = Attacker(together, hidden).world(cell, value)
    if world is not None:
        seen.update((other, int(world[other])) for other in together.targets)
        return False
    by_plain = not Attacker(together, hidden, sharp=False).can_be(cell, value)
    return by_plain or Attacker(together, together.unless_nought()).can_be(cell, value)
