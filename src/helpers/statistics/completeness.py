"""Which details of each row were supplied, whatever they say."""

from __future__ import annotations

from dataclasses import replace

from helpers.statistics.disclosure.measure import Column, Measure

SUPPLIED = "held"


def completeness(measure: Measure, *aspects: str) -> Measure:
    """Return the measure with "held" in each named column of words where a row has any, and its blanks as they were.

    A grid of it shows three words and three sentences alike, so that a blank outcome cannot be overlooked. The name ends in
    "_held", so that the ledger can tell it from the measure itself.
    """
    filled = measure.table.assign(**{aspect: measure.table[aspect].map(_held_word) for aspect in aspects})
    columns = tuple(_short(column) if column.name in aspects else column for column in measure.columns)
    return replace(measure, name=f"{measure.name}_held", table=filled, columns=columns)


def _held_word(words: str) -> str:
    return SUPPLIED if words.strip() else ""


def _short(column: Column) -> Column:
    return replace(column, blank="not supplied")
