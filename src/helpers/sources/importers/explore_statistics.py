"""Read the tidy files of DfE's Explore Education Statistics: one row an area, period and breakdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.sources.folding import folded
from helpers.sources.importers import figures
from helpers.sources.importers.geography import UNKNOWN_AREA, Geography
from helpers.sources.importers.raw_file import RawFile, refuse
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

ENGLAND = "E92000001"
NATIONAL, REGIONAL, AUTHORITY = "national", "regional", "local authority"
UNKNOWN_LEVEL = '"{}" is no level: rows are National, Regional or Local authority.'


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return the release's figures; raises `DataFaults` where an area, a period or a cell cannot be read."""
    return figures.extract(raw, release, area=_areas(raw, geography), period=raw.rows["time_period"])


def _areas(raw: RawFile, geography: Geography) -> pd.Series:
    level = raw.rows["geographic_level"].map(folded)
    refuse(raw.faults(~level.isin([NATIONAL, REGIONAL, AUTHORITY]), "geographic_level", UNKNOWN_LEVEL, once=True))
    area = _authorities(raw, geography).where(level == AUTHORITY)
    area = area.where(level != NATIONAL, ENGLAND)
    area = area.where(level != REGIONAL, geography.located(raw.rows["region_code"]))
    for column, at_level in (("new_la_code", AUTHORITY), ("region_code", REGIONAL)):
        refuse(raw.faults(area.isna() & (level == at_level), column, UNKNOWN_AREA, once=True))
    return area


def _authorities(raw: RawFile, geography: Geography) -> pd.Series:
    """Return each row's authority by its code or, where an edition leaves that blank, by its number."""
    codes = raw.rows["new_la_code"]
    numbers = raw.rows.get("old_la_code", codes)
    return geography.located(codes.where(codes != "", numbers))
