"""Read the tidy files of DfE's Explore Education Statistics: one row an area, period and breakdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.sources.importers import figures
from helpers.sources.importers.geography import UNKNOWN_AREA, Geography
from helpers.sources.importers.raw_file import RawFile, refuse
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

ENGLAND = "E92000001"


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return the release's figures; raises `DataFaults` where an area, a period or a cell cannot be read."""
    return figures.extract(raw, release, area=_areas(raw, geography), period=raw.rows["time_period"])


def _areas(raw: RawFile, geography: Geography) -> pd.Series:
    level = raw.rows["geographic_level"]
    area = raw.rows["new_la_code"].map(geography.codes).where(level == "Local authority")
    area = area.where(level != "National", ENGLAND)
    area = area.where(level != "Regional", _regions(raw, geography))
    refuse(raw.faults(area.isna(), "new_la_code", UNKNOWN_AREA, once=True))
    return area


def _regions(raw: RawFile, geography: Geography) -> pd.Series:
    """Return each row's region, by code or, where a release gives only its name, by that."""
    if "region_code" in raw.columns:
        return raw.rows["region_code"].map(geography.codes)
    return raw.rows["geo_breakdown"].map(geography.regions)
