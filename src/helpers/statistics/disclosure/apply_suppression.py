"""A table as it is published: small numbers and all that rests on them hidden, the rest as exact as its policy allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from helpers.statistics import units
from helpers.statistics.disclosure import shares
from helpers.statistics.disclosure.constraints import Constraints, FigureKey
from helpers.statistics.disclosure.figure_keys import base_of, key_of, layout_of, rests_on, whole_number
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.people_layout import CountColumn, DifferenceColumn, ShareColumn
from helpers.statistics.disclosure.policies import CODE, Policy, policy


@dataclass(frozen=True)
class SuppressedCell:
    """The value to print in a cell, and the numbers it rests on: the cell is hidden with any of them."""

    value: float | None
    rests_on: frozenset[FigureKey]


def suppressed_table(measure: Measure, constraints: Constraints, hidden: frozenset[FigureKey]) -> Measure:
    """Return the table with NaN and the code "c" for what is hidden.

    `beside` and `already_public` are emptied: they still hold the numbers that are hidden here.
    """
    table, codes = measure.table.copy(), dict(measure.codes)
    for column, cells in _cells(measure, constraints):
        hidden_cells = [bool(cell.rests_on & hidden) for cell in cells]
        values = [
            np.nan if is_hidden or cell.value is None else cell.value
            for is_hidden, cell in zip(hidden_cells, cells, strict=True)
        ]
        table[column] = pd.Series(values, index=table.index, dtype=float)
        before = codes.get(column, ("",) * len(cells))
        codes[column] = tuple(CODE if is_hidden else code for is_hidden, code in zip(hidden_cells, before, strict=True))
    return replace(measure, table=table, codes=codes, beside=(), already_public=())


def _cells(measure: Measure, constraints: Constraints) -> Iterator[tuple[str, list[SuppressedCell]]]:
    form, rows = layout_of(measure), range(len(measure.table))
    for count in form.counts:
        yield count.column, [_of_count(measure, row, count, constraints) for row in rows]
    for share in form.shares:
        yield share.column, [_of_share(measure, row, share, constraints) for row in rows]
    for difference in form.differences:
        yield difference.column, [_of_difference(measure, row, difference, constraints) for row in rows]


def _of_count(measure: Measure, row: int, count: CountColumn, constraints: Constraints) -> SuppressedCell:
    key = key_of(measure, row, count)
    if not count.base:
        return SuppressedCell(_rounded(measure, row, count.column, constraints.figures[key].policy), frozenset({key}))
    return SuppressedCell(
        _as_printed(measure, row, count.column, count.unit), rests_on(key, base_of(measure, row, key, count.base))
    )


def _of_share(measure: Measure, row: int, share: ShareColumn, constraints: Constraints) -> SuppressedCell:
    key = key_of(measure, row, layout_of(measure).counted(share.part))
    base = base_of(measure, row, key, share.base)
    if policy(measure.policy).round_to == 1:
        return SuppressedCell(_as_printed(measure, row, share.column, share.unit), rests_on(key, base))
    return SuppressedCell(_of_rounded(measure, row, share, constraints, key, base), rests_on(key, base))


def _of_rounded(
    measure: Measure,
    row: int,
    share: ShareColumn,
    constraints: Constraints,
    key: FigureKey,
    base: FigureKey | int | None,
) -> float | None:
    """Return a share worked out from its numbers as rounded for print, so that it tells readers no more than they do."""
    part, of = constraints.figures[key], constraints.figures[base] if isinstance(base, FigureKey) else None
    size = (
        base
        if isinstance(base, int)
        else of.policy.rounded(of.value)
        if of and of.policy and of.value is not None
        else None
    )
    if part.value is None or part.policy is None or not size:
        return None
    places = shares.decimals(measure, share.column, share.unit)
    return float(units.half_up(shares.OF_HOW_MANY[share.unit] * part.policy.rounded(part.value) / size, places))


def _of_difference(
    measure: Measure, row: int, difference: DifferenceColumn, constraints: Constraints
) -> SuppressedCell:
    later, earlier = layout_of(measure).counted(difference.later), layout_of(measure).counted(difference.earlier)
    keys = [key_of(measure, row, later), key_of(measure, row, earlier)]
    values = [
        _rounded(measure, row, count.column, constraints.figures[key].policy)
        for count, key in zip((later, earlier), keys, strict=True)
    ]
    value = None if values[0] is None or values[1] is None else values[0] - values[1]
    return SuppressedCell(value, frozenset(keys))


def _rounded(measure: Measure, row: int, column: str, under: Policy | None) -> float | None:
    value = whole_number(measure, row, column)
    return None if value is None else float(under.rounded(value) if under else value)


def _as_printed(measure: Measure, row: int, column: str, unit: str) -> float | None:
    """Return a share to the decimals printed: more of them in a download would give the numbers away."""
    value = measure.cells[column][row]
    return None if pd.isna(value) else float(units.half_up(value, shares.decimals(measure, column, unit)))
