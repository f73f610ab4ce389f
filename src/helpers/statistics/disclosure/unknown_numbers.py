"""Numbers of people that no file has, because their supplier withholds them or no table prints them, as far as sums bound them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from helpers.statistics.disclosure import solver
from helpers.statistics.disclosure.constraints import Constraints, FigureKey
from helpers.statistics.disclosure.guesses import largest


def is_possible(constraints: Constraints, nobody: Collection[FigureKey] = ()) -> bool:
    """Return whether some numbers in place of those not known, nought for `nobody`, agree with all sums."""
    return _Unknown(constraints, nobody).reach({}) is not None


def settle_unprinted(constraints: Constraints) -> None:
    """Give a value to each number that no table prints and that sums allow only one value, though a number in them is withheld.

    Where that leaves nobody for those in none of some groups, readers know it. Where it leaves that open they may guess it, and what
    they would work out so is small if it is of few.
    """
    for key, value in _worked_out(constraints):
        constraints.figures[key].value = value
    for key in constraints.left:
        constraints.figures[key].is_public |= constraints.figures[key].value == 0
    constraints.left = [key for key in constraints.left if constraints.figures[key].value is None]
    for guess in largest(constraints.left, lambda nobody: is_possible(constraints, nobody)):
        for key, value in _worked_out(constraints, guess):
            policy = constraints.figures[key].policy
            constraints.figures[key].is_small |= key not in guess and bool(policy and policy.hides(value))


def _worked_out(constraints: Constraints, nobody: Collection[FigureKey] = ()) -> list[tuple[FigureKey, int]]:
    """The numbers that no table prints and for which sums leave one value only."""
    unknown, values = _Unknown(constraints, nobody), list[tuple[FigureKey, int]]()
    for key in unknown.places:
        figure = constraints.figures[key]
        is_open = not figure.is_withheld and not figure.is_share
        least, most = (unknown.reach({key: price}) if is_open else None for price in (1, -1))
        if least is not None and most is not None and round(least, 6) == round(-most, 6):
            values.append((key, round(least)))
    return values


class _Unknown:
    """The numbers that no file has, as far as sums bound them."""

    def __init__(self, constraints: Constraints, nobody: Collection[FigureKey]) -> None:
        unknown = (key for key, figure in constraints.figures.items() if figure.value is None)
        self.places = {key: place for place, key in enumerate(unknown)}
        self.bounds = [(0, 0 if key in nobody else constraints.figures[key].most) for key in self.places]
        many = len(constraints.sums)
        self.rows, self.right = np.zeros((many, len(self.places))), np.zeros(many)
        for row, (whole, parts) in enumerate(constraints.sums):
            for key, times in ((whole, -1), *((part, 1) for part in parts)):
                if key in self.places:
                    self.rows[row, self.places[key]] += times
                else:
                    self.right[row] -= times * (constraints.figures[key].value or 0)

    def reach(self, costs: Mapping[FigureKey, float]) -> float | None:
        """Return the least that numbers cost; None where no numbers agree with the sums, or the least is without bound."""
        prices = np.array([costs.get(key, 0) for key in self.places])
        result = solver.linear(prices, A_eq=self.rows, b_eq=self.right, bounds=self.bounds)
        return float(result.fun) if result.status == solver.SOLVED else None
