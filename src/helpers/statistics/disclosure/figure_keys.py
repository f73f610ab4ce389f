"""What the numbers of tables of people count: the key of each cell, and of what it is a share."""

from __future__ import annotations

import pandas as pd

from helpers.errors import ReportError
from helpers.sources.folding import folded
from helpers.statistics.disclosure.constraints import FigureKey
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.people_layout import CountColumn, PeopleLayout, earlier


def layout_of(measure: Measure) -> PeopleLayout:
    """Return the layout of a table of people; raises ReportError where it has none."""
    if measure.layout is None:
        raise ReportError(
            f"{measure.name} holds numbers of people and does not say how its columns hang together. Give it a layout."
        )
    return measure.layout


def key_of(measure: Measure, row: int, count: CountColumn) -> FigureKey:
    """Return what the number in a row of a column of people counts."""
    form = layout_of(measure)
    words = {name: (str(measure.cells[column][row]), total) for name, (column, total) in form.dimensions.items()}
    pairs = {(name, word) for name, (word, total) in words.items() if folded(word) != folded(total)}
    return FigureKey(count.people, _period(measure, row, count), tuple(sorted(pairs | count.categories)))


def base_of(measure: Measure, row: int, part: FigureKey, base: str) -> FigureKey | int | None:
    """Return what a share is of: the key of a column of people or of a total, or the whole number in an open column."""
    form = layout_of(measure)
    if base in form.dimensions:
        return part.over(base)
    column = form.count(base)
    return key_of(measure, row, column) if column else whole_number(measure, row, base)


def whole_number(measure: Measure, row: int, column: str) -> int | None:
    """Return the whole number in a cell, None where it is blank; raises ReportError for any other number."""
    value = measure.cells[column][row]
    if pd.isna(value):
        return None
    if value != int(value) or value < 0:
        raise ReportError(f"{measure.origins[row]}, {column}: not a whole number of people. Give how many there are.")
    return int(value)


def rests_on(part: FigureKey, base: FigureKey | int | None) -> frozenset[FigureKey]:
    """Return the numbers that a printed cell rests on: its part and, of a share, the base where that counts people."""
    return frozenset({part, base} if isinstance(base, FigureKey) else {part})


def _period(measure: Measure, row: int, count: CountColumn) -> str:
    period = str(measure.cells["period"][row]) if "period" in measure.cells else layout_of(measure).period
    return earlier(period, count.year)
