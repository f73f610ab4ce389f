"""Write and read back the store's tables: sorted, typed and compressed, so that the same figures give the same bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.sources import readable_parquet

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

ORDER = {
    "figures": ["measure", "area", "period_end", "period"],
    "superseded": ["measure", "area", "period_end", "period", "edition"],
    "measures": ["measure"],
    "areas": ["area"],
    "neighbours": ["edition", "area", "rank"],
    "small_areas": ["edition", "authority", "lsoa"],
    "inspections": ["area", "inspected"],
    "youth_justice_inspections": ["area", "published", "service"],
    "boundaries": ["area", "ring"],
    "sources": ["id"],
}
REPEATED = ("measure", "area", "period", "code", "source", "edition", "authority", "district", "neighbour", "closeness")
DEGREES = ("longitude", "latitude")
LISTS = ("predecessors", "successors", "former_codes", "aliases", "breaks")


def write(tables: Mapping[str, pd.DataFrame], store: Path) -> None:
    """Write each table as a Parquet file in the folder, sorted by its keys.

    All are written to a temporary folder before any is replaced, so that a writing that is interrupted loses none.
    """
    store.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=store, prefix=".") as aside:  # in the store, so on the same disk
        paths = [_write(name, table, Path(aside)) for name, table in tables.items()]
        for path in paths:
            path.replace(store / path.name)


def read(store: Path) -> dict[str, pd.DataFrame]:
    """Return the tables a store holds already; none where there is no store yet.

    Raises `ReportError` where one is damaged: going on would lose what it holds and the folder does not give.
    """
    paths = {name: store / f"{name}.parquet" for name in ORDER}
    return {name: _plain(_read(path)) for name, path in paths.items() if path.exists()}


def _write(name: str, table: pd.DataFrame, folder: Path) -> Path:
    import pyarrow.parquet as parquet

    path = folder / f"{name}.parquet"
    ordered = table.sort_values(ORDER[name], kind="stable", ignore_index=True)
    parquet.write_table(_typed(ordered), path, compression="zstd", compression_level=19)
    return path


def _read(path: Path) -> pd.DataFrame:
    import pandas as pd

    with readable_parquet.explain_damage(path):
        return pd.read_parquet(path)


def _typed(table: pd.DataFrame) -> pa.Table:
    import pyarrow as pa

    arrays = {str(column): _array(str(column), table[column]) for column in table.columns}
    return pa.table(arrays)


def _array(column: str, cells: pd.Series) -> pa.Array:
    import pandas as pd
    import pyarrow as pa

    if column in LISTS:
        return pa.array([list(items) for items in cells], pa.list_(pa.string()))
    if column in DEGREES:
        return pa.array([list(items) for items in cells], pa.list_(pa.float64()))
    if pd.api.types.is_datetime64_any_dtype(cells):
        return pa.array(cells.dt.date, pa.date32())
    if pd.api.types.is_numeric_dtype(cells):
        return pa.array(cells, from_pandas=True)
    text = pa.array(cells.astype(str), pa.string())
    return text.dictionary_encode() if column in REPEATED else text


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Undo categories and date types that only serve storage, so that a table read back can be joined to a new one."""
    import pandas as pd

    for column in table.columns.intersection(list(REPEATED)):
        table[column] = table[column].astype(str)
    for column in table.columns.intersection(["first_year", "last_year"]):
        table[column] = table[column].astype("Int64")
    for column in table.columns.intersection(["period_end", "inspected", "published"]):
        table[column] = pd.to_datetime(table[column])
    return table
