"""Read a Fingertips indicator of the Office for Health Improvement and Disparities.

Fingertips leaves a cell empty where a figure is not presented and says why in a note, so its gaps carry the code "x".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.errors import DataFaults
from helpers.sources.importers import figures
from helpers.sources.importers.geography import Geography
from helpers.sources.importers.raw_file import RawFile
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = ("Value", "Count", "Denominator")


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return the release's figures; raises `DataFaults` where an area, a period or a cell cannot be read."""
    area = raw.rows["Area Code"].map(geography.codes)
    _refuse_unknown(raw, area)
    gaps = {column: raw.rows[column].replace("", "x") for column in NUMBERS}
    coded = RawFile(raw.file, raw.rows.assign(**gaps))
    return figures.taken(coded, release, area=area, period=raw.rows["Time period"])


def _refuse_unknown(raw: RawFile, area: pd.Series) -> None:
    lost = raw.rows.loc[area.isna(), "Area Code"].drop_duplicates()
    if len(lost):
        said = '"{}" is no known area. Put the publisher\'s newest lookup of area codes in the folder too.'
        raise DataFaults(raw.fault(int(str(row)), "Area Code", said.format(code)) for row, code in lost.items())
