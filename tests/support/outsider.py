"""A reader who has nothing but what was printed: written apart from the program, to check what it claims.

The outsider sees tables of numbers with margins and "c" where one is hidden, knows that totals are sums, how percentages are
rounded, that no count is negative and, the sharp one, that noughts are shown. `can_be` asks a whole-number programme of its own;
`counted_out` tries every table of small whole numbers, prints it and keeps those that would look the same: no programme at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import floor

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from helpers.statistics.disclosure.measure import Measure

ALL, HIDDEN = "All", "c"
SMALL = range(1, 6)
Key = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Printed:
    """One cell of a row: which people, the count or percentage printed (None where hidden) and, of a percentage, its base.

    `most` is the most that a supplier who withheld the count says it is.
    """

    key: Key
    value: float | None
    base: Key | None = None
    places: int = 0
    is_alone: bool = True
    most: float = np.inf

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The least share that rounds half up to the percentage, and the least that rounds to the next."""
        half = Fraction(1, 2 * 10**self.places)
        shown = Fraction(str(self.value))
        return (shown - half) / 100, (shown + half) / 100


@dataclass(frozen=True)
class Page:
    """Everything printed, and which totals are sums of which numbers."""

    cells: tuple[Printed, ...]
    sums: tuple[tuple[Key, tuple[Key, ...]], ...]

    @property
    def keys(self) -> list[Key]:
        """Every number there is, in order of first mention."""
        return list(
            dict.fromkeys(
                [cell.key for cell in self.cells]
                + [cell.base for cell in self.cells if cell.base is not None]
                + [key for total, parts in self.sums for key in (total, *parts)]
            )
        )

    @property
    def hidden(self) -> set[Key]:
        """The numbers whose count no table prints, and of which some table hides the count or, alone, the percentage."""
        printed = {cell.key for cell in self.cells if cell.base is None and cell.value is not None}
        return {cell.key for cell in self.cells if cell.value is None and cell.is_alone} - printed

    @property
    def noughts(self) -> set[Key]:
        """The numbers shown to be nought."""
        return {cell.key for cell in self.cells if cell.base is None and cell.value == 0}

    @property
    def hidden_cells(self) -> int:
        """How many cells hide a number: a count, or a percentage where its table shows no count."""
        return sum(cell.value is None and cell.is_alone for cell in self.cells)

    def without(self, keys: set[Key]) -> Page:
        """The page with more numbers hidden, and every percentage of one of them or on the base of one."""
        is_hidden = (cell.value is None or cell.key in keys or cell.base in keys for cell in self.cells)
        cells = (replace(c, value=None if out else c.value) for c, out in zip(self.cells, is_hidden, strict=True))
        return Page(tuple(cells), self.sums)


def page(measures: Sequence[Measure], *, whole: Sequence[Measure] = ()) -> Page:
    """Read what is printed of measures; `whole` are the same before hiding, for how many decimals a column is printed with."""
    before = whole or measures
    cells = tuple(cell for shown, unhidden in zip(measures, before, strict=True) for cell in _cells(shown, unhidden))
    sums = dict.fromkeys(total_and_parts for measure in measures for total_and_parts in _sums(measure))
    return Page(cells, tuple(sums))


def _names(measure: Measure) -> list[str]:
    return [column.name for column in measure.columns if column.unit == "text"]


def _rows(measure: Measure) -> Iterator[tuple[dict[str, str], Key]]:
    for cells in measure.table[_names(measure)].astype(str).to_numpy():
        row = dict(zip(_names(measure), map(str, cells), strict=True))
        yield row, Key((name, word) for name, word in row.items() if word != ALL)


def _cells(measure: Measure, before: Measure) -> Iterator[Printed]:
    base = _base(measure)
    for column in ("children", "percent"):
        if column not in measure.table:
            continue
        codes = measure.codes.get(column, ("",) * len(measure.table))
        places = max((_places(value) for value in before.table[column]), default=0)
        for (_, key), value, code in zip(_rows(measure), measure.table[column], codes, strict=True):
            of = None if column == "children" else Key(pair for pair in key if pair[0] != base)
            if of is None or of != key:
                yield Printed(
                    key,
                    None if code == HIDDEN else float(value),
                    of,
                    places,
                    of is None or "children" not in measure.table,
                )


def _base(measure: Measure) -> str:
    """The dimension over whose total a table's percentages are."""
    layout = measure.layout
    bases = [*(share.base for share in layout.shares), *(count.base for count in layout.counts)] if layout else []
    return next((base for base in bases if base), "")


def _places(value: float) -> int:
    return 0 if np.isnan(value) or float(value).is_integer() else 1


def _sums(measure: Measure) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    keys = [key for _, key in _rows(measure)]
    for name in _names(measure):
        for total in keys:
            parts = tuple(key for key in keys if Key(pair for pair in key if pair[0] != name) == total and key != total)
            if parts and name not in dict(total):
                yield total, parts


@dataclass
class Outsider:
    """A reader of a page; the sharp one knows that a hidden count is no nought."""

    page: Page
    sharp: bool = True
    refused: set[tuple[Key, int]] = field(default_factory=set)
    values: dict[Key, set[int]] = field(default_factory=dict)

    def can_be(self, key: Key, value: int) -> bool:
        """Whether whole numbers agree with the page and give a number a value."""
        if (
            (key, value) not in self.refused
            and value not in self.values.get(key, ())
            and not self._search(key, value, value)
        ):
            self.refused.add((key, value))
        return (key, value) not in self.refused

    def is_told(self, key: Key) -> bool:
        """Whether whole numbers that agree with the page give a number one value only."""
        if key not in self.values:
            self._search(key, 0, np.inf)
        return len(self.values[key]) == 1 and not any(self._differs(key, value) for value in list(self.values[key]))

    def _differs(self, key: Key, value: int) -> bool:
        """Whether a number may be less or more."""
        for low, high in ((0, value - 1), (value + 1, np.inf)):
            self._search(key, low, high)
        return len(self.values[key]) > 1

    def _search(self, key: Key, least: float, most: float) -> bool:
        """Look for whole numbers that agree and give a number a value in a range, and remember all that they are."""
        low, high, place = self._low.copy(), self._high.copy(), self._places[key]
        low[place], high[place] = max(low[place], least), min(high[place], most)
        solution = None if low[place] > high[place] else self._solved(Bounds(low, high))
        for other, value in zip(self._places, [] if solution is None else solution, strict=False):
            self.values.setdefault(other, set()).add(value)
        return solution is not None

    def _solved(self, bounds: Bounds) -> list[int] | None:
        solution = milp(self._nothing, constraints=self._constraints, bounds=bounds, integrality=self._whole).x
        return None if solution is None else np.round(solution).astype(int).tolist()

    @cached_property
    def _places(self) -> dict[Key, int]:
        return {key: place for place, key in enumerate(self.page.keys)}

    @cached_property
    def _nothing(self) -> np.ndarray:
        return np.zeros(len(self._places))

    @cached_property
    def _whole(self) -> np.ndarray:
        return np.ones(len(self._places))

    @cached_property
    def _low(self) -> np.ndarray:
        low = np.zeros(len(self._places))
        for cell in self.page.cells:
            if cell.base is None:
                lowest = float(self.sharp) if cell.value is None else cell.value
                low[self._places[cell.key]] = max(low[self._places[cell.key]], lowest)
        return low

    @cached_property
    def _high(self) -> np.ndarray:
        high = np.full(len(self._places), np.inf)
        for cell in self.page.cells:
            if cell.base is None:
                most = cell.most if cell.value is None else cell.value
                high[self._places[cell.key]] = min(high[self._places[cell.key]], most)
        return high

    @cached_property
    def _constraints(self) -> list[LinearConstraint]:
        sums = np.array([self._row({total: -1} | dict.fromkeys(parts, 1)) for total, parts in self.page.sums])
        rows = [
            row
            for cell in self.page.cells
            if cell.base is not None and cell.value is not None
            for row in self._share(cell, cell.base)
        ]
        shares = (
            [LinearConstraint(np.array([row for row, _ in rows]), [least for _, least in rows], np.inf)] if rows else []
        )
        return [*([LinearConstraint(sums, 0, 0)] if len(sums) else []), *shares]

    def _share(self, cell: Printed, base: Key) -> Iterator[tuple[np.ndarray, int]]:
        """base * below <= part < base * above, in whole numbers; of a base of nought nothing is said."""
        if self._high[self._places[base]] == 0:
            return
        below, above = cell.bounds
        yield self._row({cell.key: below.denominator, base: -below.numerator}), 0
        yield self._row({cell.key: -above.denominator, base: above.numerator}), 1

    def _row(self, terms: dict[Key, int]) -> np.ndarray:
        row = np.zeros(len(self._places))
        for key, times in terms.items():
            row[self._places[key]] += times
        return row


def excluded(shown: Page, small: Iterable[Key]) -> Iterator[tuple[Key, int]]:
    """Go through the values from 1 to 5 of small numbers that a reader of the page rules out, though its wording does not."""
    sharp, plain, worded = Outsider(shown), Outsider(shown, sharp=False), by_wording(shown)
    tried = ((key, value) for key in small for value in SMALL)
    for key, value in tried:
        if not sharp.can_be(key, value) and (not plain.can_be(key, value) or worded.can_be(key, value)):
            yield key, value


def small_numbers(bare: Page, people: Mapping[Key, int]) -> list[Key]:
    """The numbers that must be hidden: from 1 to 5, or shown as a percentage alone that may be of so few."""
    counted = {cell.key for cell in bare.cells if cell.base is None}
    shares = (cell for cell in bare.cells if cell.base is not None and cell.key not in counted)
    few = [
        cell.key
        for cell in shares
        if not any(nought <= cell.key for nought in bare.noughts)
        and cell.base is not None
        and any(_may_be(cell, people[cell.base], value) for value in SMALL)
    ]
    return list(dict.fromkeys([key for key in bare.keys if people[key] in SMALL] + few))


def _may_be(cell: Printed, base: int, value: int) -> bool:
    below, above = cell.bounds
    return below * base <= value < above * base


def by_wording(shown: Page) -> Outsider:
    """The sharp reader of a page on which all is hidden but the noughts: what is excluded even so, no choice can help."""
    return Outsider(shown.without(set(shown.keys) - shown.noughts))


def counted_out(shown: Page, most: int) -> dict[Key, set[int]] | None:
    """Every value each hidden number can have for a sharp reader, from printing every table of whole numbers up to `most`.

    None where there are too many tables to print.
    """
    sums = dict(reversed(shown.sums))
    inner = [key for key in shown.keys if key not in sums]
    shown_values = {cell.key: cell.value for cell in shown.cells if cell.base is None and cell.value is not None}
    ranges = [[int(shown_values[key])] if key in shown_values else range(most + 1) for key in inner]
    if np.prod([float(len(choices)) for choices in ranges]) > 60_000:
        return None
    possible: dict[Key, set[int]] = {key: set() for key in shown.hidden}
    for values in product(*ranges):
        world = _summed(dict(zip(inner, values, strict=True)), shown)
        if all(_looks_alike(cell, world) for cell in shown.cells):
            for key in possible:
                possible[key].add(world[key])
    return possible


def _summed(world: dict[Key, int], shown: Page) -> dict[Key, int]:
    for total, parts in sorted(shown.sums, key=lambda total_and_parts: -len(total_and_parts[0])):
        world[total] = sum(world[part] for part in parts)
    return world


def _looks_alike(cell: Printed, world: dict[Key, int]) -> bool:
    """Whether a world would print the same in a cell; of hidden counts only that they are no noughts."""
    if cell.value is None:
        return cell.base is not None or world[cell.key] > 0
    if cell.base is None:
        return world[cell.key] == cell.value
    scale = 10**cell.places
    share = Fraction(world[cell.key], world[cell.base]) if world[cell.base] else Fraction(0)
    return Fraction(floor(share * 100 * scale + Fraction(1, 2)), scale) == Fraction(str(cell.value))
