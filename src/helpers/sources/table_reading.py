"""A file of the year's folder becomes a table, its columns typed as its schema says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import ReportError
from helpers.sources import cells, reading
from helpers.sources.schema import Schema
from helpers.sources.source_table import SourceTable
from helpers.sources.withheld_numbers import WithheldNumber

if TYPE_CHECKING:
    import pandas as pd


def read(form: Schema, path: Path, file: str, within: Path) -> SourceTable:
    """Read a table's file, which messages call `file` and which must not lead out of a folder; an absent one has no rows."""
    import pandas as pd

    if not os.path.lexists(path):
        return SourceTable(form, pd.DataFrame({field.name: [] for field in form.fields}), file, supplied=False)
    raw = reading.table(path, file, within)
    absent = [field.name for field in form.fields if field.name not in raw.headings]
    if absent:
        raise ReportError(
            f"{file} has no column {', '.join(absent)}. Begin it with {', '.join(field.name for field in form.fields)}."
        )
    rows = cells.typed(raw, form, file).rows
    columns = {field.name: [row[field.name] for row in rows] for field in form.fields}
    return SourceTable(
        form,
        pd.DataFrame({field.name: _column(columns[field.name], field.type) for field in form.fields}),
        file,
        withheld={name: _withheld(values) for name, values in columns.items() if any(_withheld(values))},
    )


def _withheld(values: list[cells.Value]) -> tuple[WithheldNumber | None, ...]:
    return tuple(value if isinstance(value, WithheldNumber) else None for value in values)


def _column(values: list[cells.Value], kind: str) -> pd.Series:
    """A column of values: texts, numbers with NaN or days with NaT where there is none."""
    import pandas as pd

    if kind in ("number", "integer"):
        return pd.Series([None if isinstance(value, WithheldNumber) else value for value in values], dtype=float)
    if kind == "date":
        return pd.to_datetime(pd.Series(values, dtype=object), errors="coerce")
    return pd.Series(values, dtype=object)
