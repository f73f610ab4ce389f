"""The schemas of tables against what the program knows: types, units, policies and periods, each named with the nearest where unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from helpers.errors import Fault, nearest
from helpers.sources import counts
from helpers.sources.cells import TYPES
from helpers.sources.schema import LOCAL_FIGURES, OPEN, PERIODS, Field, Schema
from helpers.statistics import disclosure
from helpers.statistics.units import UNITS

UNKNOWN = '"{}" is not a {}. {}'
NO_CODES = (
    'it is said to have suppliers\' "codes", which stand for numbers of people that are hidden. Take the key out, or say whom the column "counts" '
    "and leave the policy out."
)


def faults(forms: Iterable[Schema]) -> list[Fault]:
    """Return a fault for each column whose type or unit is unknown, and for each policy or period that is none."""
    return sorted(fault for form in forms for fault in _of_schema(form))


def _of_schema(form: Schema) -> Iterator[Fault]:
    file, policies = form.file, (OPEN, *disclosure.policies())
    if form.policy not in policies:
        yield Fault(file, 0, "policy", _unknown(form.policy, "policy", policies))
    if form.period and form.period not in PERIODS:
        yield Fault(file, 0, "period", _unknown(form.period, "period of a whole table", PERIODS))
    yield from (Fault(file, 0, column.name, message) for column in form.fields for message in _of_field(column))
    for field in form.descriptor["fields"]:
        if field.get("codes") and not _is_hidden_where_small(form, field):
            yield Fault(file, 0, field["name"], NO_CODES)


def _is_hidden_where_small(form: Schema, field: Mapping[str, Any]) -> bool:
    """Whether a column holds numbers of people, or shares of them, that are hidden where they are small."""
    if form.name == LOCAL_FIGURES:
        return True
    is_of_people = "share_of" in field or ("counts" in field and counts.is_of_people(field["counts"]))
    return form.is_protected and field["type"] in counts.NUMBERS and is_of_people and "released_by" not in field


def _of_field(column: Field) -> Iterator[str]:
    types = ("string", *TYPES)
    if column.type not in types:
        yield _unknown(column.type, "type", types)
    if column.unit and column.unit not in UNITS:
        yield _unknown(column.unit, "unit", UNITS)


def _unknown(word: str, what: str, known_words: Collection[str]) -> str:
    return UNKNOWN.format(word, what, nearest(word, known_words) or f"Write one of {', '.join(known_words)}.")
