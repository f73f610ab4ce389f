"""One table of the year's folder, read and typed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.errors import ReportError
from helpers.sources import cells, reading
from helpers.sources.origins import Origin
from helpers.sources.schema import Schema
from helpers.sources.withheld_numbers import WithheldNumber

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class SourceTable:
    """One CSV file of the year's folder, read and typed as its schema says.

    `frame` has strings ("" where blank), floats (NaN where blank) and dates (NaT where blank); it has no rows where the file was
    not `supplied`. `lines` are the rows as a spreadsheet numbers them, and `lines_of_rows` gives them of a table that has only
    some rows of its file. `period` is the period of all figures where no column has it. `withheld` has, for each column in which
    a supplier writes codes, the withheld number of each row or None. `part` names the origin of numbers that stand in no row,
    such as those counted from a list.
    """

    schema: Schema
    frame: pd.DataFrame
    file: str
    supplied: bool = True
    period: str = ""
    withheld: Mapping[str, tuple[WithheldNumber | None, ...]] = field(default_factory=dict)
    lines_of_rows: tuple[int, ...] = ()
    part: str = ""

    @property
    def name(self) -> str:
        """The table's name, unique within a year."""
        return self.schema.name

    @property
    def lines(self) -> Sequence[int]:
        """The rows' numbers in a spreadsheet, whose heading is row 1."""
        return self.lines_of_rows or range(2, len(self.frame) + 2)

    @property
    def rows(self) -> list[tuple[int, dict[str, Any]]]:
        """The rows, each with its number in a spreadsheet and the value of every column."""
        names, cells_of_rows = list(map(str, self.frame)), self.frame.itertuples(index=False, name=None)
        return [(line, dict(zip(names, row, strict=True))) for line, row in zip(self.lines, cells_of_rows, strict=True)]

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of the first row of each id, counted from 0; none where the table has no ids."""
        ids = list(self.frame["id"]) if "id" in self.frame else []
        return {name: place for place, name in reversed(list(enumerate(ids)))}

    def origin(self, line: int) -> Origin:
        """Return the place of a row of the file."""
        return Origin(self.file, self.part or line)


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
