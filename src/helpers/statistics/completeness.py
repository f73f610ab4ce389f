"""What is held of each thing, and what is not: told apart from what it says."""

from __future__ import annotations

from dataclasses import replace

from helpers.statistics.statistic import Column, Measure

HELD = "held"


def holdings(measure: Measure, *aspects: str) -> Measure:
    """Say "held" in each of the named columns of words that a row fills, and leave its blanks blank.

    An activity of three sentences and one of three words then count alike, and a blank outcome cannot be overlooked.
    """
    filled = measure.table.assign(**{aspect: measure.table[aspect].map(_held) for aspect in aspects})
    columns = tuple(_short(column) if column.name in aspects else column for column in measure.columns)
    return replace(measure, name=f"{measure.name}_held", table=filled, columns=columns)


def _held(words: str) -> str:
    return HELD if words.strip() else ""


def _short(column: Column) -> Column:
    return replace(column, blank="not supplied")
