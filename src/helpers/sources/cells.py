"""The cells of a table become values of their column's type, or a fault with its cure; typing and checking are one act.

A schema is a Table Schema descriptor (https://specs.frictionlessdata.io/table-schema/) with the types string, number, integer,
date and boolean, and the constraints required, unique, enum, pattern, minimum and maximum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from helpers.errors import Fault
from helpers.sources.reading import RawTable
from helpers.sources.schema import Schema
from helpers.sources.withheld_numbers import EXAMPLES, WithheldNumber, withheld

Value = str | float | date | bool | WithheldNumber | None
NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
INTEGER = re.compile(r"[-+]?[0-9]+")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LARGEST = 1e15  # above it a float no longer tells one whole number from the next
YES_OR_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
TYPES = {
    "number": '"{cell}" is not a number. Write digits only, such as 12500.',
    "integer": '"{cell}" is not a whole number. Write digits only, such as 12.',
    "date": '"{cell}" is not a date. Write year, month and day, such as 2023-10-02.',
    "boolean": '"{cell}" is neither yes nor no. Write one of them.',
}
CONSTRAINTS = {
    "required": "blank. Give a value.",
    "unique": '"{cell}" stands twice. Give each row its own.',
    "enum": '"{cell}" is not one of {limit}. Write one of them.',
    "pattern": '"{cell}" is not in the form {limit}. Write it so.',
    "minimum": '"{cell}" is below {limit}. Correct it.',
    "maximum": '"{cell}" is above {limit}. Correct it.',
}
CODED = '"{cell}" is neither a whole number nor a supplier\'s code. Write digits only, or one of the codes {codes}.'
NO_CODES = (
    '"{cell}" is a supplier\'s code in place of a number, and the column has none. Give its column "codes": true in its schema, which '
    "only a column of people may have, or leave the row out."
)
LETTER = '"{cell}" has a letter where a digit is meant. Write {number}.'
COMMA = '"{cell}" has a comma in it. Write {number}.'
UNIT_SIGN = '"{cell}" has a sign of its unit beside it. Write {number}.'
THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
LOOK_ALIKE = str.maketrans("OoIl", "0011")
MONTH = '"{cell}" is not a month. Write its first day, such as 2023-09-01.'
NO_DAY = '"{cell}" is not a date that a calendar has. Correct it.'
YEARS = range(1901, 2100)  # a spreadsheet makes 1900 of nought and 9999 of its largest date
NO_YEAR = '"{cell}" is in no year from 1901 to 2099. Correct the year.'
SIGNED = ("pounds", "percentage_points", "percent_change", "ratio", "score", "other", "mixed")
COUNTED = ("count", "rank")
WHOLE_SHARE = 100
NEGATIVE = '"{cell}" is below 0, which nothing counted or measured is. Correct it or, where it is a change, give it the unit of one.'
FRACTION = '"{cell}" is not whole, and a count is. Write digits only, such as 12, or give it the unit that it is in.'
ABOVE_WHOLE = '"{cell}" is a share above the whole, which is 100. Correct it or, where it is a change, give it the unit percent_change.'
BLANK_ROW = "The row is blank. Take it out."
BLANK_ROWS = "This and the {} rows below it are blank. Take them out."
EXTRA_CELLS = 'The row has more cells than the heading. Put text that holds commas in "quotation marks".'
MISSING_CELLS = "The row has fewer cells than the heading. Add the missing commas."


@dataclass
class TypedTable:
    """The values of a table, a dictionary a row, with the rows' numbers in a spreadsheet and all that is wrong with them."""

    rows: list[dict[str, Value]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def typed(raw: RawTable, form: Schema, file: str) -> TypedTable:
    """Return the values of a table whose headings are its schema's; a cell that is none of its type has no value and a fault.

    Texts are without spaces at their ends, and empty where blank; numbers and dates are None where blank.
    """
    table, met = TypedTable(), dict[str, set[str]]()
    table.faults += [Fault(file, line, "", message) for line, message in _wrong_rows(raw)]
    for line, record in raw.records():
        row: dict[str, Value] = {}
        for descriptor in form.descriptor["fields"]:
            name = descriptor["name"]
            cell = record.get(name, "").strip()
            row[name], message = _typed(cell, descriptor)
            message = message or _repeated(cell, descriptor, met)
            if message:
                table.faults.append(Fault(file, line, name, message.replace(f'"{cell}"', form.quoted(cell))))
        table.rows.append(row)
        table.lines.append(line)
    return table


def _wrong_rows(raw: RawTable) -> Iterator[tuple[int, str]]:
    """The rows that are blank (those at the end told once) or of another length than the heading."""
    rows = list(raw.rows)
    blank_end = len(rows)
    while blank_end and not any(rows[blank_end - 1][1]):
        blank_end -= 1
    if blank_end < len(rows):
        more = len(rows) - blank_end - 1
        yield rows[blank_end][0], BLANK_ROWS.format(more) if more else BLANK_ROW
    for line, cells in rows[:blank_end]:
        if not any(cells):
            yield line, BLANK_ROW
        elif len(cells) != len(raw.headings):
            yield line, EXTRA_CELLS if len(cells) > len(raw.headings) else MISSING_CELLS


def _typed(cell: str, descriptor: dict[str, Any]) -> tuple[Value, str]:
    """The value of a cell, and what is wrong with it."""
    limits = descriptor.get("constraints", {})
    if not cell:
        message = CONSTRAINTS["required"] if limits.get("required") else ""
        return "" if descriptor["type"] == "string" else None, message
    coded = withheld(cell) if descriptor["type"] in ("number", "integer") else None
    if coded:
        return (coded, "") if descriptor.get("codes") else (None, NO_CODES.format(cell=cell))
    message = fault(cell, descriptor["type"], "" if "difference_of" in descriptor else descriptor.get("unit", ""))
    if message:
        may_be_code = descriptor.get("codes") and not _nearly(cell, descriptor["type"])
        return None, CODED.format(cell=cell, codes=EXAMPLES) if may_be_code else message
    value = value_of(cell, descriptor["type"])
    return value, next(
        (_message(name, cell, limits[name]) for name in limits if _breaks(name, cell, value, limits[name])), ""
    )


def fault(cell: str, kind: str, unit: str) -> str:
    """Return why a cell has no value of a type of Table Schema and a unit, with the cure; nothing where it has one."""
    value = value_of(cell, kind)
    if value is None:
        no_day = NO_DAY if kind == "date" and DATE.fullmatch(cell) else ""
        return _nearly(cell, kind) or (no_day or (MONTH if unit == "month" else TYPES[kind])).format(cell=cell)
    if isinstance(value, float) and unit != "year":
        return _beyond(value, unit).format(cell=cell)
    year = value.year if isinstance(value, date) else value if unit == "year" else YEARS[0]
    return "" if year in YEARS else NO_YEAR.format(cell=cell)


def _nearly(cell: str, kind: str) -> str:
    """Say what keeps a cell from being a number: a letter for a digit, a comma, or the sign of a unit; nothing where it is none without these either."""
    without_commas = THOUSANDS.sub("", cell)
    readings = (
        (LETTER, cell.translate(LOOK_ALIKE)),
        (COMMA, without_commas),
        (COMMA, cell.replace(",", ".")),
        (UNIT_SIGN, without_commas.strip("£% ")),
    )
    is_number = kind in ("number", "integer")
    nearest_readings = (
        message.format(cell=cell, number=number)
        for message, number in readings
        if is_number and number != cell and value_of(number, kind) is not None
    )
    return next(nearest_readings, "")


def _beyond(value: float, unit: str) -> str:
    """Why no number of a unit can be of that size; nothing where it can, and of a number without a unit."""
    if unit and value < 0 and unit not in SIGNED:
        return NEGATIVE
    if unit in COUNTED and not value.is_integer():
        return FRACTION
    return ABOVE_WHOLE if unit == "percent" and value > WHOLE_SHARE else ""


def value_of(cell: str, kind: str) -> str | float | date | bool | None:
    """Return a cell's value of a type of Table Schema, such as "number" or "date"; None where it has none."""
    if kind in ("number", "integer"):
        pattern = NUMBER if kind == "number" else INTEGER
        return float(cell) if pattern.fullmatch(cell) and abs(float(cell)) < LARGEST else None
    if kind == "date":
        return _date(cell)
    return YES_OR_NO.get(cell.casefold()) if kind == "boolean" else cell


def _date(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if DATE.fullmatch(cell) else None
    except ValueError:
        return None


def _breaks(name: str, cell: str, value: Any, limit: Any) -> bool:
    if name == "enum":
        return cell not in limit
    if name == "pattern":
        return re.fullmatch(limit, cell, re.ASCII) is None
    if name == "minimum":
        return bool(value < float(limit))
    return name == "maximum" and bool(value > float(limit))


def _message(name: str, cell: str, limit: Any) -> str:
    return CONSTRAINTS[name].format(cell=cell, limit=", ".join(limit) if isinstance(limit, list) else limit)


def _repeated(cell: str, descriptor: dict[str, Any], met: dict[str, set[str]]) -> str:
    if not cell or not descriptor.get("constraints", {}).get("unique"):
        return ""
    cells = met.setdefault(descriptor["name"], set())
    if cell in cells:
        return CONSTRAINTS["unique"].format(cell=cell)
    cells.add(cell)
    return ""
