"""The columns of a local measure that no file gives: its share of a denominator, and who is in that and not in the value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from helpers.sources.local_figures import OF, REST, SHARE, VALUE
from helpers.sources.schema import Schema
from helpers.sources.withheld_numbers import CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE
from helpers.statistics import units
from helpers.statistics.derivations import ROWS, Derivation
from helpers.statistics.disclosure import shares
from helpers.statistics.disclosure.measure import Column, Measure


def completed(measure: Measure, form: Schema) -> Measure:
    """Return a measure with the columns that its form says are worked out; without any it is the same."""
    fields = {field["name"]: field for field in form.descriptor["fields"] if field.get("worked_out")}
    if SHARE not in fields:
        return measure
    unit, table = fields[SHARE]["unit"], measure.table
    pairs = list(zip(table[VALUE], table[OF], strict=True))
    added = {SHARE: [_share(part, of, unit) for part, of in pairs]}
    if REST in fields:
        added[REST] = [of - part for part, of in pairs]
    return replace(
        measure,
        table=table.assign(**added, decimals=units.unit(unit).decimals),
        columns=tuple(_rounded(column, unit) for column in measure.columns if column.name != REST),
        codes={**measure.codes, SHARE: tuple(_code(measure, row, *pair) for row, pair in enumerate(pairs))},
        derivations={SHARE: Derivation("share", (ROWS, VALUE, OF, unit))},
    )


def _rounded(column: Column, unit: str) -> Column:
    return replace(column, unit=unit) if column.name == SHARE else column


def _share(part: float, of: float, unit: str) -> float:
    """Return a share rounded half up in its unit; NaN where a number is missing, or is of nobody."""
    if pd.isna(part) or pd.isna(of) or of == 0:
        return float("nan")
    scale = 10 ** units.unit(unit).decimals
    times = shares.OF_HOW_MANY[unit] * scale
    return int((2 * times * Fraction(part) + Fraction(of)) // (2 * Fraction(of))) / scale


def _code(measure: Measure, row: int, part: float, of: float) -> str:
    """The code that stands for a share without a value: the one of its numbers that says most of why."""
    codes = {column[row] for name, column in measure.codes.items() if name in (VALUE, OF)}
    if of == 0 and not codes:
        return NOT_APPLICABLE
    return _first((CONFIDENTIAL, NOT_AVAILABLE, NOT_APPLICABLE), codes)


def _first(wanted_codes: Sequence[str], codes: set[str]) -> str:
    return next((code for code in wanted_codes if code in codes), "")
