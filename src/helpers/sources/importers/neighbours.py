"""Read DfE's statistical neighbours: the ten authorities most like each authority."""

from __future__ import annotations

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

    rows = raw.rows
    table = pd.DataFrame(
        {
            "edition": release.edition,
            "area": rows["old_la_code"].map(geography.numbers),
            "rank": pd.to_numeric(rows["rank"], errors="coerce"),
            "neighbour": rows["sn_old_la_code"].map(geography.numbers),
            "closeness": _closeness(rows["closeness"]),
            "source": release.id,
        }
    )
    _refuse_gaps(raw, table)
    return table.astype({"rank": "int64"}).sort_values(["area", "rank"], ignore_index=True)


def _closeness(cells: pd.Series) -> pd.Series:
    lowercase = cells.str.lower()
    return lowercase.where(lowercase.isin(CLOSENESS))


def _refuse_gaps(raw: RawFile, table: pd.DataFrame) -> None:
    columns = {"area": "old_la_code", "rank": "rank", "neighbour": "sn_old_la_code", "closeness": "closeness"}
    gaps = [(heading, table[column].isna()) for column, heading in columns.items()]
    refuse([fault for heading, gap in gaps for fault in raw.faults(gap, heading, '"{}" is not known.')])
