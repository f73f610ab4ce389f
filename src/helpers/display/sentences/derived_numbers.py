"""Numbers worked out for a sentence or a title, each with its formula and its inputs, so that a reader can trace it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from helpers.errors import ReportError
from helpers.sources.periods import Period
from helpers.statistics import units
from helpers.statistics.numbers import Number, over_inputs


def difference(larger: Number, smaller: Number) -> Number:
    """Return `larger` minus `smaller`; the difference of percentages is in percentage points.

    Raises ReportError where the units differ or a number has no value.
    """
    _check_alike(larger, smaller)
    value = float(_exact(larger) - _exact(smaller))
    return _worked_out("difference", "{} - {}", (larger, smaller), value, units.unit(larger.unit).of_difference)


def total(numbers: Iterable[Number]) -> Number:
    """Return the sum of at least one number; raises ReportError where their units differ or one has no value."""
    added = tuple(numbers)
    for number in added:
        _check_alike(added[0], number)
    return _worked_out("total", " + ".join("{}" for _ in added), added, float(sum(map(_exact, added))), added[0].unit)


def value_of(number: Number) -> float:
    """Return the value as a float; raises ReportError where it is hidden, blank or a date."""
    if not isinstance(number.value, (int, float)):
        raise ReportError(f"{number.name} has no value to reckon with. Leave it out where numbers are compared.")
    return float(number.value)


def _exact(number: Number) -> Decimal:
    # Decimal of what is printed: 0.3 - 0.1 of floats is 0.19999999999999998, which could round otherwise.
    return Decimal(repr(value_of(number)))


def _check_alike(first: Number, second: Number) -> None:
    if first.unit != second.unit:
        raise ReportError(
            f"{first.name} is in {first.unit} and {second.name} in {second.unit}. Only like goes with like."
        )


def _worked_out(function: str, name: str, inputs: tuple[Number, ...], value: float, unit: str) -> Number:
    return Number(
        name=name.format(*(number.name for number in inputs)),
        value=value,
        unit=unit,
        period=Period.all_of(number.period for number in inputs),
        source=", ".join(dict.fromkeys(number.source for number in inputs if number.source)),
        derivation=over_inputs(function, inputs),
    )
