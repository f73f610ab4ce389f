"""Rows of the published store as text, for readers who have none of its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from helpers.sources import published
from helpers.sources.figure_rows import among
from helpers.sources.origins import PublishedOrigin

if TYPE_CHECKING:
    import pyarrow as pa

SEPARATOR = "|"
KEYS = {
    "figures": ("measure", "area", "period"),
    "inspections": ("area", "inspected"),
    "measures": ("measure",),
    "small_areas": ("edition", "lsoa"),
    "sources": ("id",),
    "youth_justice_inspections": ("area", "published"),
}


@dataclass(frozen=True)
class StoredRows:
    """Rows of one table of the store: the names of its columns, and the cells of each row by its place, in the order of their keys."""

    table: str
    columns: tuple[str, ...]
    cells: Mapping[PublishedOrigin, tuple[str, ...]]


def stored_rows(places: Iterable[PublishedOrigin]) -> list[StoredRows]:
    """Return the rows at some places of the store, a table at a time; a place that the store no longer has is left out."""
    by_table: dict[str, dict[str, PublishedOrigin]] = {}
    for place in places:
        by_table.setdefault(PurePath(place.file).stem, {})[place.row_key] = place
    return [_of_table(table, by_table[table]) for table in sorted(by_table)]


def _of_table(table: str, places: Mapping[str, PublishedOrigin]) -> StoredRows:
    stored = published.store().table(table)
    # Most of the store goes by the first part of the key alone, before any key is put together.
    stored = stored.filter(among(stored[KEYS[table][0]], [key.partition(SEPARATOR)[0] for key in places]))
    keys = _keys(stored, KEYS[table])
    rows = stored.append_column("row key", keys).filter(among(keys, list(places))).to_pylist()
    cells = {places[row.pop("row key")]: tuple(map(_text, row.values())) for row in rows}
    return StoredRows(table, tuple(stored.column_names), dict(sorted(cells.items(), key=lambda row: row[0].row_key)))


def _keys(rows: pa.Table, columns: Iterable[str]) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as compute

    return compute.binary_join_element_wise(*(rows[name].cast(pa.string()) for name in columns), SEPARATOR)


def _text(cell: Any) -> str:
    """A cell as a program writes it: digits without exponent, an ISO date, a list with semicolons; empty where it is blank."""
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)).normalize():f}"
    if isinstance(cell, list):
        return "; ".join(cell)
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)
