"""The schemas of tables against what the program knows: types, units, policies and periods, each named with the nearest where unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from helpers.errors import Fault, nearest
from helpers.sources.cells import TYPES
from helpers.sources.schema import OPEN, PERIODS, Field, Schema
from helpers.statistics import disclosure
from helpers.statistics.units import UNITS

FILE = "src/helpers/sources/schemas/{}.json"
UNKNOWN = '"{}" is not a {}. {}'


def faults(forms: Iterable[Schema]) -> list[Fault]:
    """Return a fault for each column whose type or unit is unknown, and for each policy or period that is none."""
    return sorted(fault for form in forms for fault in _of_schema(form))


def _of_schema(form: Schema) -> Iterator[Fault]:
    file, policies = FILE.format(form.name), (OPEN, *disclosure.policies())
    if form.policy not in policies:
        yield Fault(file, 0, "policy", _unknown(form.policy, "policy", policies))
    if form.period and form.period not in PERIODS:
        yield Fault(file, 0, "period", _unknown(form.period, "period of a whole table", PERIODS))
    yield from (Fault(file, 0, column.name, message) for column in form.fields for message in _of_field(column))


def _of_field(column: Field) -> Iterator[str]:
    types = ("string", *TYPES)
    if column.type not in types:
        yield _unknown(column.type, "type", types)
    if column.unit and column.unit not in UNITS:
        yield _unknown(column.unit, "unit", UNITS)


def _unknown(word: str, what: str, known_words: Collection[str]) -> str:
    return UNKNOWN.format(word, what, nearest(word, known_words) or f"Write one of {', '.join(known_words)}.")
