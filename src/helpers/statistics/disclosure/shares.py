"""Percentages and rates rounded half up: how they are written, and which whole numbers may stand behind them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from helpers.statistics import units

if TYPE_CHECKING:
    from helpers.statistics.statistic import Measure

OF_HOW_MANY = {"percent": 100, "per_1k": 1_000, "per_10k": 10_000, "per_100k": 100_000}


def scaled(measure: Measure, column: str, row: int, unit: str) -> tuple[int, int] | None:
    """A percentage or rate as a whole number, and how many times the share itself that is: 12.5% is 125 of a thousand."""
    value, places = measure.cells[column][row], decimals(measure, column, unit)
    if pd.isna(value):
        return None
    return int(units.half_up(value, places).scaleb(places)), OF_HOW_MANY[unit] * 10**places


def decimals(measure: Measure, column: str, unit: str) -> int:
    """How many decimals a column is shown to: those it is written with, and at most those of its unit; 40% is of none."""
    written = (
        Decimal(repr(float(value))).normalize().as_tuple().exponent
        for value in measure.cells[column]
        if not pd.isna(value)
    )
    return min(units.unit(unit).decimals, max((0, *(-int(exponent) for exponent in written))))


def share(part: int, base: int, times: int) -> int:
    """A share, so many times over, rounded half up."""
    return (2 * times * part + base) // (2 * base) if base else 0


def parts(shown: tuple[int, int], base: int) -> tuple[int, int]:
    """The least and the most people that a share of so many may stand for."""
    value, times = shown
    if base == 0:
        return 0, 0
    return max(0, -((1 - 2 * value) * base // (2 * times))), min(base, ((2 * value + 1) * base - 1) // (2 * times))
