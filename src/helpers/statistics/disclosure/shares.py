"""Percentages and rates rounded half up, in whole numbers: no rounding error of floats may decide what is hidden."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from helpers.statistics import units
from helpers.statistics.disclosure.measure import Measure

OF_HOW_MANY = {"percent": 100, "per_1k": 1_000, "per_10k": 10_000, "per_100k": 100_000}


def scaled(measure: Measure, column: str, row: int, unit: str) -> tuple[int, int] | None:
    """Return a cell's percentage or rate as two whole numbers, None where blank: 12.5% is (125, 1000)."""
    value, places = measure.cells[column][row], decimals(measure, column, unit)
    if pd.isna(value):
        return None
    return int(units.half_up(value, places).scaleb(places)), OF_HOW_MANY[unit] * 10**places


def decimals(measure: Measure, column: str, unit: str) -> int:
    """Return the decimals a column is printed to: as many as its cells have, and at most those of its unit."""
    exponents = (
        Decimal(repr(float(value))).normalize().as_tuple().exponent
        for value in measure.cells[column]
        if not pd.isna(value)
    )
    return min(units.unit(unit).decimals, max((0, *(-int(exponent) for exponent in exponents))))


def share(part: int, base: int, times: int) -> int:
    """Return part ÷ base × times, rounded half up; 0 of a base of nought."""
    return (2 * times * part + base) // (2 * base) if base else 0


def parts(scaled: tuple[int, int], base: int) -> tuple[int, int]:
    """Return the least and the most people of whom a share (as from `scaled`) of `base` people can be."""
    value, times = scaled
    if base == 0:
        return 0, 0
    return max(0, -((1 - 2 * value) * base // (2 * times))), min(base, ((2 * value + 1) * base - 1) // (2 * times))
