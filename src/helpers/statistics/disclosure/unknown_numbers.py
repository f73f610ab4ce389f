"""Numbers of people that no file has, because their supplier withholds them or no table prints them, as far as sums bound them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import scipy

from helpers.statistics.disclosure.constraints import Constraints, FigureKey


def agrees(constraints: Constraints, whole: FigureKey, parts: frozenset[FigureKey]) -> bool:
    """Return whether some numbers in place of those not known agree with all sums, and with these parts as all of a whole."""
    return _Unknown(constraints, [(whole, parts)]).reach({}) is not None


def is_possible(constraints: Constraints) -> bool:
    """Return whether some numbers in place of those not known agree with all sums."""
    return _Unknown(constraints).reach({}) is not None


def settle_unprinted(constraints: Constraints) -> None:
    """Give a value to each number that no table prints and that sums allow only one value, though a number in them is withheld."""
    unknown = _Unknown(constraints)
    for key in unknown.places:
        figure = constraints.figures[key]
        is_open = not figure.is_withheld and not figure.is_share
        least, most = (unknown.reach({key: price}) if is_open else None for price in (1, -1))
        if least is not None and most is not None and round(least, 6) == round(-most, 6):
            figure.value = round(least)


class _Unknown:
    """The numbers that no file has, as far as sums bound them."""

    def __init__(self, constraints: Constraints, more: Sequence[tuple[FigureKey, frozenset[FigureKey]]] = ()) -> None:
        unknown = (key for key, figure in constraints.figures.items() if figure.value is None)
        self.places = {key: place for place, key in enumerate(unknown)}
        self.bounds = [(0, constraints.figures[key].most) for key in self.places]
        sums = [*constraints.sums, *more]
        self.rows, self.right = np.zeros((len(sums), len(self.places))), np.zeros(len(sums))
        for row, (whole, parts) in enumerate(sums):
            for key, times in ((whole, -1), *((part, 1) for part in parts)):
                if key in self.places:
                    self.rows[row, self.places[key]] += times
                else:
                    self.right[row] -= times * (constraints.figures[key].value or 0)

    def reach(self, costs: Mapping[FigureKey, float]) -> float | None:
        """Return the least that numbers cost; None where no numbers agree with the sums, or the least is without bound."""
        prices = np.array([costs.get(key, 0) for key in self.places])
        result = scipy.optimize.linprog(prices, A_eq=self.rows, b_eq=self.right, bounds=self.bounds)
        return float(result.fun) if result.status == 0 else None
