"""Read DfE's statistical neighbours: the ten authorities most like each authority."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.sources.importers.geography import Geography
from helpers.sources.importers.raw_file import RawFile, refuse
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

CLOSENESS = ("extremely close", "very close", "close", "somewhat close", "not close")


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return edition, area, rank (1 is the most alike), neighbour and closeness, sorted.

    Raises `DataFaults` where an authority's number, a rank or a closeness is unknown.
    """
    import pandas as pd

    raw = _one_row_each(raw) if "SN1" in raw.columns else raw
    rows = raw.rows
    table = pd.DataFrame(
        {
            "edition": release.edition,
            "area": geography.located(rows["old_la_code"]),
            "rank": pd.to_numeric(rows["rank"], errors="coerce"),
            "neighbour": geography.located(rows["sn_old_la_code"]),
            "closeness": _closeness(rows["closeness"]),
            "source": release.id,
        }
    )
    _refuse_gaps(raw, table)
    return table.astype({"rank": "int64"}).sort_values(["area", "rank"], ignore_index=True)


def _one_row_each(raw: RawFile) -> RawFile:
    """Return a file that has an authority's ten neighbours side by side as one that has a row for each of them."""
    import pandas as pd

    headings = list(raw.rows.columns)
    columns = {rank: (f"SN{rank}", headings[headings.index(f"SN{rank}") + 1]) for rank in range(1, 11)}
    tables = [
        pd.DataFrame(
            {
                "old_la_code": raw.rows["old_la_code"],
                "rank": str(rank),
                "sn_old_la_code": raw.rows[number],
                "closeness": raw.rows[closeness],
            }
        )
        for rank, (number, closeness) in columns.items()
    ]
    return replace(raw, rows=pd.concat(tables))


def _closeness(cells: pd.Series) -> pd.Series:
    lowercase = cells.str.strip().str.lower()
    return lowercase.where(lowercase.isin(CLOSENESS))


def _refuse_gaps(raw: RawFile, table: pd.DataFrame) -> None:
    columns = {"area": "old_la_code", "rank": "rank", "neighbour": "sn_old_la_code", "closeness": "closeness"}
    gaps = [(heading, table[column].isna()) for column, heading in columns.items()]
    refuse([fault for heading, gap in gaps for fault in raw.faults(gap, heading, '"{}" is not known.')])
