"""How many children a share is of: the numbers that a publisher gives beside it, or that other figures give for the same base."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.sources.publications import MeasureDefinition
from helpers.statistics.comparison import cases, movements
from helpers.statistics.comparison.movements import SeriesPoint
from helpers.statistics.comparison.series import derived
from helpers.statistics.numbers import Number, over_inputs

SHARE, COUNT = "percent", "count"
Counted = tuple[Number | None, Number | None]
NOT_COUNTED: Counted = (None, None)


def of(about: MeasureDefinition, code: str, share: Number, point: SeriesPoint) -> Counted:
    """Return how many a share counts and out of how many, each None where no publisher gives it.

    Nothing is said of half-days, which are no children, and of posts in parts.
    """
    if about.unit != SHARE or about.denominator_note == movements.SESSIONS:
        return NOT_COUNTED
    implied = cases.implied_by(about, code, str(share.period))
    if implied:
        return None, _base(implied) if cases.is_whole(about) else None
    part, base = (_beside(share, *cell) for cell in (("numerator", point.part), ("denominator", point.base)))
    return (part, base) if base else NOT_COUNTED


def _beside(share: Number, column: str, value: float) -> Number | None:
    """A whole number of the row that the share was read from."""
    if value != value or value != int(value):
        return None
    name = f"{share.name.removesuffix('.value')}.{column}"
    return Number(name, value, COUNT, share.period, share.source, tuple(origin.at(column) for origin in share.origins))


def _base(implied: Sequence[Number]) -> Number | None:
    """The base that counts alone imply: one of them, or the first less the second."""
    if any(number.unit != COUNT for number in implied) or len(implied) > 2:
        return None
    if len(implied) == 1:
        return implied[0]
    value = implied[0].or_nan - implied[1].or_nan
    name = " - ".join(number.name for number in implied)
    return derived(over_inputs("difference", implied), value, implied, name=name, unit=COUNT)
