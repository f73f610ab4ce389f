"""Small tables of people for tests, written so that each can be checked by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.sources.origins import Origin
from helpers.statistics import Column, Measure, disclosure

PEOPLE = "children with a plan"
ALL = "All"


def sex(name: str = "sex") -> dict[str, Any]:
    """A column that tells girls from boys, with a row for both."""
    return {"name": name, "type": "string", "dimension": name, "total": ALL}


def counts(name: str = "children", **more: Any) -> dict[str, Any]:
    """A column that counts children with a plan."""
    return {"name": name, "type": "integer", "unit": "count", "counts": PEOPLE} | more


def percent(of: list[str] | str, **more: Any) -> dict[str, Any]:
    """A column of percentages."""
    return {"name": "percent", "type": "number", "unit": "percent", "share_of": of} | more


def table(
    fields: list[dict[str, Any]],
    rows: list[tuple[Any, ...]],
    *,
    name: str = "plans",
    policy: str = "dfe",
    period: str = "2023-24",
    **more: Any,
) -> Measure:
    """A measure of these fields and rows; a number is read as its file gives it, as a float."""
    words = [field["name"] for field in fields if field["type"] == "string"]
    frame = pd.DataFrame(rows, columns=[field["name"] for field in fields])
    return Measure(
        name=name,
        table=frame.astype({column: float for column in frame if column not in words}),
        columns=tuple(Column(field["name"], field["name"].capitalize(), field.get("unit", "text")) for field in fields),
        origins=tuple(Origin(f"{name}.csv", row) for row in range(2, len(frame) + 2)),
        sources=(),
        policy=policy,
        layout=disclosure.read_layout({"name": name, "fields": fields}, period=period),
        **more,
    )


def printed(measure: Measure, column: str = "children") -> list[Any]:
    """A column as readers see it: numbers, and "c" where one is hidden."""
    codes = measure.codes.get(column, ("",) * len(measure.table))
    return [
        code or (None if pd.isna(value) else value) for code, value in zip(codes, measure.table[column], strict=True)
    ]
