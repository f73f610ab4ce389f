"""Count the rows of a file that has one for each child: the counts are suppressed and published, the rows never.

The schema of such a file says whom a row is (`"rows_are": "children with a plan"`) and by what the report counts them
(`"counted_by": [["sex"], ["sex", "age"]]`, `[]` for all of them in one number). A column to count by is a `"dimension"` with
the word of its `"total"` and, as the `enum` of its `constraints`, every category that there can be: one without children is
nought, so that no row of a table comes or goes as a child does. Nothing is made of the other columns (a reference, a birthday).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import pandas as pd

from helpers.errors import ReportError, UnknownName, nearest
from helpers.sources.origins import Origin
from helpers.sources.periods import Period
from helpers.sources.schema import Schema
from helpers.sources.source_table import SourceTable
from helpers.statistics import disclosure
from helpers.statistics.derivations import Derivation, Name
from helpers.statistics.disclosure.measure import Column, Measure

NUMBER = "number"


def has_row_for_each(form: Schema) -> bool:
    """Whether each row of the file is one of the people it is about."""
    return "rows_are" in form.descriptor


def breakdowns(form: Schema) -> tuple[tuple[str, ...], ...]:
    """Return the columns that rows may be counted by, a tuple for each table; no other table is made of them."""
    return tuple(tuple(by) for by in form.descriptor.get("counted_by", []))


def head_count(table: SourceTable, by: Sequence[str], *, year: str) -> Measure:
    """Count a table's rows by columns of words: a row for each category, with its totals, and how many in the column `number`.

    The measure's name is the table's with what it is counted by. A breakdown that the schema does not declare raises
    UnknownName: tables made of one file are protected together, so all must be known beforehand. A blank or unknown category
    raises ReportError.
    """
    dimensions = [_dimension(table.schema, column) for column in _declared(table.schema, by)]
    _check_categories(table, dimensions)
    cells = list(product(*([*field["constraints"]["enum"], field["total"]] for field in dimensions)))
    counted = pd.DataFrame(cells, columns=list(by)).assign(**{NUMBER: [_rows(table, dimensions, c) for c in cells]})
    people = table.schema.descriptor["rows_are"]
    fields = [*dimensions, {"name": NUMBER, "type": "integer", "unit": "count", "counts": people}]
    return Measure(
        name=_named(table.name, by),
        table=counted if table.supplied else counted[:0],
        columns=(*(_column(table.schema, field) for field in dimensions), _heads(people)),
        origins=(Origin(table.file, table.part or "all rows"),) * (len(counted) if table.supplied else 0),
        sources=(),
        period=Period(table.period or year),
        policy=table.schema.policy,
        supplied=table.supplied,
        supplied_by=table.schema.supplied_by,
        derivations={NUMBER: Derivation("count", tuple(map(Name, (table.name, *by))))},
        layout=disclosure.read_layout({"name": table.name, "fields": fields}, period=year),
    )


def _named(name: str, by: Sequence[str]) -> str:
    return f"{name}_by_{'_and_'.join(by)}" if by else name


def _heads(people: str) -> Column:
    return Column(NUMBER, people[:1].upper() + people[1:], "count")


def _column(form: Schema, dimension: Mapping[str, Any]) -> Column:
    return next(Column(field.name, field.title) for field in form.fields if field.name == dimension["name"])


def _declared(form: Schema, by: Sequence[str]) -> Sequence[str]:
    if tuple(by) not in breakdowns(form):
        breakdowns_declared = [" and ".join(by_columns) for by_columns in breakdowns(form)]
        raise UnknownName(
            f'{form.name} is not counted by "{" and ".join(by)}". {nearest(" and ".join(by), breakdowns_declared)} '
            'List it under "counted_by" in its schema: what is made of one file is protected together.'
        )
    return by


def _dimension(form: Schema, column: str) -> dict[str, Any]:
    field: dict[str, Any] = next(
        (candidate for candidate in form.descriptor["fields"] if candidate["name"] == column), {}
    )
    if not (field.get("dimension") and field.get("total") and field.get("constraints", {}).get("enum")):
        raise ReportError(
            f'{form.name} cannot be counted by {column}. Give the column in its schema "dimension", "total" and, '
            'under "constraints", every category as "enum".'
        )
    return field


def _check_categories(table: SourceTable, dimensions: Sequence[Mapping[str, Any]]) -> None:
    """Raise ReportError for a row of no known category; the message names its place, never its content: it is of one child."""
    for dimension in dimensions:
        strange = ~table.frame[dimension["name"]].isin(dimension["constraints"]["enum"])
        if strange.any():
            line = table.lines[int(strange.to_numpy().argmax())]
            raise ReportError(
                f"{table.origin(line)}, {dimension['name']}: not one of its categories. Correct the row, or list its category."
            )


def _rows(table: SourceTable, dimensions: Sequence[Mapping[str, Any]], cell: Sequence[str]) -> float:
    """Return how many rows are of a cell's categories; the word of a total takes in all of its column."""
    within = pd.Series(True, index=table.frame.index)
    for dimension, word in zip(dimensions, cell, strict=True):
        within &= (table.frame[dimension["name"]] == word) | (word == dimension["total"])
    return float(within.sum())
