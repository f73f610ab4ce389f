"""Read DfE's Local Authority Interactive Tool: one row a measure, area and period.

The tool shows one mark for every reason a figure is missing, so its gaps carry the code "unknown". Areas that did not
exist in a period, and periods in which the tool has no figure for any area, are left out.
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

GAPS = ("", "-")


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return the release's figures; raises `DataFaults` where an area, a period or a cell cannot be read."""
    wanted = {text for each in release.measures for text in each.value.where["measure_short"]}
    rows = raw.rows[raw.rows["measure_short"].isin(wanted)]
    area = rows["old_la_code"].map(geography.numbers)
    _refuse_unknown(raw, rows["old_la_code"], area)
    coded = RawFile(raw.file, rows.assign(value=rows["value"].replace(dict.fromkeys(GAPS, "unknown"))))
    return _existing(figures.taken(coded, release, area=area, period=rows["period"]), geography)


def _existing(table: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """Drop the gaps that say nothing: an area before or after its time, a period with no figure at all."""
    first, last = (
        table["area"].map({area: years[place] for area, years in geography.years.items()}) for place in (0, 1)
    )
    year = table["period_end"].dt.year
    known = table["value"].notna()
    published = known.groupby([table["measure"], table["period"]]).transform("any")
    return table[known | (published & year.between(first, last))].reset_index(drop=True)


def _refuse_unknown(raw: RawFile, numbers: pd.Series, area: pd.Series) -> None:
    lost = numbers[area.isna()].drop_duplicates()
    if len(lost):
        said = (
            '"{}" is the number of no known area. Put the publisher\'s newest lookup of area codes in the folder too.'
        )
        raise DataFaults(raw.fault(int(str(row)), "old_la_code", said.format(number)) for row, number in lost.items())
