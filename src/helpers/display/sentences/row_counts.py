"""Count a statistic's rows; each count is a number with the origins of the rows counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.statistics.derivations import ROWS, Derivation
from helpers.statistics.numbers import Number
from helpers.statistics.statistic import Statistic


def rows(statistic: Statistic, counted: Sequence[int], *, of: str) -> Number:
    """Return the count of the row positions in `counted` (from 0) as a number; its name ends in `of`, which says what they are."""
    return _tally(statistic, len(counted), counted, of=of, derivation=Derivation("count", (ROWS,)))


def distinct(statistic: Statistic, column: str, *, of: str, counted: Iterable[int] | None = None) -> Number:
    """Return how many distinct values a column has, without blanks, in the rows `counted` or in all."""
    among = [
        row for row in (range(len(statistic)) if counted is None else counted) if statistic.table_value(row, column)
    ]
    different = {statistic.table_value(row, column) for row in among}
    return _tally(statistic, len(different), among, of=of, derivation=Derivation("distinct", (ROWS, column)))


def _tally(statistic: Statistic, value: int, counted: Sequence[int], *, of: str, derivation: Derivation) -> Number:
    return Number(
        name=f"{statistic.name}.{of}",
        value=float(value),
        period=statistic.period,
        source=statistic.sources[0] if statistic.sources else "",
        origins=tuple(statistic.measure.origins[row] for row in counted),
        derivation=derivation,
    )
