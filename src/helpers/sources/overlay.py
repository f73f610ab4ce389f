"""Figures of an invented place, read beside the published store for the report of that place alone.

They stand in `data/<partnership>/published/` as CSV files of the store's tables, with such of their columns as say something. No
other report reads them: they are laid beside the store only while their own partnership is at work (`REPORT_OVERLAY`), in a build by its snapshot.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.errors import DataFaults, Fault
from helpers.sources import project

if TYPE_CHECKING:
    import pyarrow as pa

IDENTIFYING = ("area", "id", "lsoa")
BETWEEN = "|"
NO_COLUMN = "no column of the store's table, which has {}. Take it out."
NO_VALUE = '"{}" is not a {}. Correct it.'
NOT_ITS_OWN = (
    '"{}" is no area that areas.csv beside it invents, and figures of a real place are never added. Take the row out.'
)

Row = tuple[int, Mapping[str, str]]


def of(partnership_folder: Path) -> Path:
    """Return the folder of the figures invented for a partnership, whether or not there is one."""
    return partnership_folder / project.PUBLISHED


def at_work() -> Path | None:
    """Return the folder of the figures that are read beside the published store now; none for a real partnership."""
    chosen = os.environ.get(project.OVERLAY)
    return project.path_of(chosen) if chosen else None


def put_to_work(partnership_folder: Path) -> None:
    """Lay a partnership's own figures beside the store, and no other's: for a process that shows one partnership alone."""
    os.environ[project.OVERLAY] = str(of(partnership_folder)) if of(partnership_folder).is_dir() else ""


@contextmanager
def beside_store(partnership_folder: Path) -> Iterator[None]:
    """Lay a partnership's own figures beside the store, and no other's, while the body of the `with` runs."""
    before = os.environ.get(project.OVERLAY, "")
    put_to_work(partnership_folder)
    try:
        yield
    finally:
        os.environ[project.OVERLAY] = before


def invented_areas(folder: Path) -> frozenset[str]:
    """Return the codes of the areas that a folder of figures invents."""
    return frozenset(row["area"] for _, row in _rows(folder, "areas"))


def identities(folder: Path | None, name: str) -> frozenset[str]:
    """Return what tells the rows of an invented table from those of the store: codes of areas and neighbourhoods, ids of sources."""
    rows = _rows(folder, name) if folder else ()
    return frozenset(row[column] for _, row in rows for column in IDENTIFYING if row.get(column))


def beside(stored: pa.Table, name: str, folder: Path | None) -> pa.Table:
    """Return a table of the store with the invented rows below, sorted by the first column where that is the measure.

    A column that is left out is blank. Raises DataFaults for columns that are not the store's, cells that are not of their type, and areas that are not invented.
    """
    rows = _rows(folder, name) if folder else ()
    return _joined(stored, _typed(rows, stored.schema, f"{name}.csv", folder)) if folder and rows else stored


def _joined(stored: pa.Table, invented: pa.Table) -> pa.Table:
    import pyarrow as pa

    both = pa.concat_tables([_plain(stored), invented])
    both = both.sort_by("measure") if "measure" in both.column_names else both
    columns = [
        column.combine_chunks().dictionary_encode() if pa.types.is_dictionary(field.type) else column
        for field, column in zip(stored.schema, both.columns, strict=True)
    ]
    return pa.table(columns, names=stored.column_names)


def _typed(rows: tuple[Row, ...], schema: pa.Schema, name: str, folder: Path) -> pa.Table:
    import pyarrow as pa

    wrong = list(_faults(rows, schema, project.named(folder / name), invented_areas(folder)))
    if wrong:
        raise DataFaults(wrong)
    columns = [
        pa.array([_read(field)(row.get(field.name, "")) for _, row in rows], _value_type(field)) for field in schema
    ]
    return pa.table(columns, names=schema.names)


def _faults(rows: tuple[Row, ...], schema: pa.Schema, file: str, own: frozenset[str]) -> Iterator[Fault]:
    unknown = [name for name in rows[0][1] if name not in schema.names]
    yield from (Fault(file, 1, str(name), NO_COLUMN.format(", ".join(schema.names))) for name in unknown)
    for line, row in rows:
        if row.get("area", "") and row["area"] not in own:
            yield Fault(file, line, "area", NOT_ITS_OWN.format(row["area"]))
        for field in schema:
            try:
                _read(field)(row.get(field.name, ""))
            except ValueError:
                yield Fault(file, line, field.name, NO_VALUE.format(row[field.name], _value_type(field)))


def _read(field: pa.Field) -> Callable[[str], Any]:
    """What makes a cell of a column a value of the column's type; a blank is one only where the column is of texts."""
    import pyarrow.types as types

    kind = _value_type(field)
    if types.is_string(kind):
        return str
    if types.is_list(kind):
        return lambda cell: [_READERS[str(kind.value_type)](part) for part in cell.split(BETWEEN) if part]
    return lambda cell: _READERS[str(kind)](cell) if cell else None


_READERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "int64": int,
    "double": float,
    "date32[day]": date.fromisoformat,
}


def _plain(table: pa.Table) -> pa.Table:
    import pyarrow as pa

    return table.cast(pa.schema([(field.name, _value_type(field)) for field in table.schema]))


def _value_type(field: pa.Field) -> pa.DataType:
    import pyarrow.types as types

    return field.type.value_type if types.is_dictionary(field.type) else field.type


def _rows(folder: Path, name: str) -> tuple[Row, ...]:
    """The rows of an invented table, each with its line; none where the folder has no such file."""
    path = folder / f"{name}.csv"
    return _read_rows(path, path.stat().st_mtime_ns) if path.is_file() else ()


@cache
def _read_rows(path: Path, changed: int) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(enumerate(csv.DictReader(file), start=2))
