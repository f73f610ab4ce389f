"""Read the tidy files of DfE's Explore Education Statistics: one row an area, period and breakdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.errors import DataFaults
from helpers.sources.importers import figures
from helpers.sources.importers.geography import Geography
from helpers.sources.importers.raw_file import RawFile
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

ENGLAND = "E92000001"


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return the release's figures; raises `DataFaults` where an area, a period or a cell cannot be read."""
    return figures.taken(raw, release, area=_areas(raw, geography), period=raw.rows["time_period"])


def _areas(raw: RawFile, geography: Geography) -> pd.Series:
    level = raw.rows["geographic_level"]
    found = raw.rows["new_la_code"].map(geography.codes).where(level == "Local authority")
    found = found.where(level != "National", ENGLAND)
    found = found.where(level != "Regional", _regions(raw, geography))
    _refuse_unknown(raw, found)
    return found


def _regions(raw: RawFile, geography: Geography) -> pd.Series:
    """Return each row's region, by code or, where a release gives only its name, by that."""
    if "region_code" in raw.columns:
        return raw.rows["region_code"].map(geography.codes)
    return raw.rows["geo_breakdown"].map(geography.regions)


def _refuse_unknown(raw: RawFile, found: pd.Series) -> None:
    lost = raw.rows.loc[found.isna(), "new_la_code"].drop_duplicates()
    if len(lost):
        raise DataFaults(raw.fault(int(str(row)), "new_la_code", _unknown(code)) for row, code in lost.items())


def _unknown(code: str) -> str:
    return f'"{code}" is no known area. Put the publisher\'s newest lookup of area codes in the folder too.'
