"""Read a Fingertips indicator of the Office for Health Improvement and Disparities.

Fingertips leaves a cell empty where a figure is not presented and says why in a note, so its gaps carry the code "x".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.sources.importers import figures
from helpers.sources.importers.geography import UNKNOWN_AREA, Geography
from helpers.sources.importers.raw_file import RawFile, refuse
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = ("Value", "Count", "Denominator")


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return the release's figures; raises `DataFaults` where an area, a period or a cell cannot be read."""
    area = raw.rows["Area Code"].map(geography.codes)
    refuse(raw.faults(area.isna(), "Area Code", UNKNOWN_AREA, once=True))
    gaps = {column: raw.rows[column].replace("", "x") for column in NUMBERS}
    coded = RawFile(raw.file, raw.rows.assign(**gaps))
    return figures.extract(coded, release, area=area, period=raw.rows["Time period"])
