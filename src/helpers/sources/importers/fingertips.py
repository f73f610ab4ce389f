"""Read a Fingertips indicator of the Office for Health Improvement and Disparities.

Fingertips leaves a cell empty where a figure is not presented and says why in a note, so its gaps carry the code "x".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.sources.folding import folded
from helpers.sources.importers import figures
from helpers.sources.importers.geography import UNKNOWN_AREA, Geography
from helpers.sources.importers.raw_file import RawFile, refuse
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

AREA_TYPES = ("england", "region", "counties & uas", "county & ua", "upper tier", "utla", "ltla-utla")
NUMBERS = ("Value", "Count", "Denominator")


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return the release's figures; raises `DataFaults` where an area, a period or a cell cannot be read."""
    rows = _whole_areas(raw.rows)
    area = geography.located(rows["Area Code"])
    refuse(raw.faults(area.isna(), "Area Code", UNKNOWN_AREA, once=True))
    coded = replace(raw, rows=rows.assign(**{column: rows[column].replace("", "x") for column in NUMBERS}))
    return figures.extract(coded, release, area=area, period=rows["Time period"])


def _whole_areas(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the areas that the store has: a download has parts of England, by deprivation, beside England itself."""
    whole = rows[rows["Category Type"] == ""] if "Category Type" in rows else rows
    return whole[whole["Area Type"].map(folded).str.startswith(AREA_TYPES)]
