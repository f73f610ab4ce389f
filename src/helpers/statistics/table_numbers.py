"""The numbers of a table: a cell, a fact's value, and what is counted or added up over its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from helpers.errors import Fault, FaultError, ReportError, UnknownName, nearest
from helpers.sources import cells
from helpers.sources.origins import Origin
from helpers.sources.periods import Period
from helpers.sources.schema import Field
from helpers.sources.source_table import SourceTable
from helpers.statistics.derivations import Derivation, Selection
from helpers.statistics.numbers import Number

NO_VALUE = '"{}" is the unit of no value. Give that of a number or a date, such as count or month.'


class RowError(FaultError):
    """A row has no value that can be worked out; whoever takes the row in passes the error on, since the fault is the row's."""


def row_error(origin: Origin, message: str) -> RowError:
    """Return the error that says a row's fault, at its column where the origin has one."""
    return RowError(Fault(origin.file, origin.line, origin.column, message))


def cell(table: SourceTable, place: int, column: str) -> Number:
    """Return one cell of a table as a number; a blank one has no value, and one of a table of people is refused."""
    form = next(field for field in open_table(table).schema.fields if field.name == column)
    row, value = table.frame.iloc[place], table.frame[column].iloc[place]
    return Number(
        name=f"{table.name}.{row.get('id', place + 2)}.{column}",
        value=None if pd.isna(value) else value.date() if isinstance(value, pd.Timestamp) else float(value),
        unit=form.unit or ("date" if form.type == "date" else "count"),
        period=Period(str(row.get("period", "")) or table.period),
        source=str(row.get("source", "")),
        origins=(table.origin(table.lines[place]).at(column),),
        qualifier="" if form.type == "date" else str(row.get("qualifier", "")),
        code="",
    )


def open_table(table: SourceTable) -> SourceTable:
    """The table, unless it may show one child: then its cells, its rows and even their number reach prose through the gate alone."""
    if table.schema.is_protected:
        raise ReportError(
            f'{table.file} holds small numbers of people under the policy "{table.schema.policy}", so prose cannot take from it. '
            "Show it with statistics.protect in the chapter, and say the sentence there."
        )
    return table


def value_of_fact(words: str, unit: str, origin: Origin) -> Any:
    """Return the number or day that a fact is written as; raises RowError where it is none of its unit."""
    cell, kind = words.strip(), "date" if unit in ("date", "month") else "number"
    message = NO_VALUE.format(unit) if unit in ("words", "period", "mixed") else cells.fault(cell, kind, unit)
    if message:
        raise row_error(origin, message)
    return cells.value_of(cell, kind)


def selected(table: SourceTable, values: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows whose columns have the values given; raises UnknownName for a word that no row can have."""
    rows = table.frame
    for column, value in values.items():
        _refuse_other_word(table, field_of(table, column), value)
        rows = rows[rows[column] == value]
    return rows


def field_of(table: SourceTable, column: str) -> Field:
    """Return the field of a column by its name; raises UnknownName, with the nearest, where there is none."""
    columns = {field.name: field for field in table.schema.fields}
    if column not in columns:
        raise UnknownName(f'{table.file} has no column "{column}". {nearest(column, columns)}'.strip())
    return columns[column]


def _refuse_other_word(table: SourceTable, field: Field, value: str) -> None:
    """Raise UnknownName where no row can have the word: a misspelt one would count none."""
    descriptor = next(column for column in table.schema.descriptor["fields"] if column["name"] == field.name)
    words = descriptor.get("constraints", {}).get("enum", [value])
    if field.type != "string" or not isinstance(value, str):
        raise ReportError(
            f"{table.file} has no words in {field.name}. Name a column of words, and a word in quotation marks."
        )
    if value and value not in words:
        raise UnknownName(f'"{value}" is no word of {field.name} in {table.file}. It may be {", ".join(words)}.')


def selections(values: Mapping[str, str]) -> Iterator[Selection]:
    """Go through what rows were chosen by, as a derivation says it."""
    return (Selection(column, value) for column, value in values.items())


def over_rows(table: SourceTable, rows: pd.DataFrame, value: float, unit: str, derivation: Derivation) -> Number:
    """A number worked out over rows of a table, named as it was worked out."""
    return Number(
        name=str(derivation),
        value=value,
        unit=unit,
        period=_period(table, rows),
        source=_source(rows),
        origins=(Origin(table.file),),
        derivation=derivation,
    )


def _period(table: SourceTable, rows: pd.DataFrame) -> Period:
    periods = list(dict.fromkeys(rows["period"])) if "period" in rows else []
    return Period(periods[0] if len(periods) == 1 else table.period)


def _source(rows: pd.DataFrame) -> str:
    return ", ".join(dict.fromkeys(rows["source"])) if "source" in rows else ""
