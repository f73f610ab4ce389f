"""Read DfE's Local Authority Interactive Tool: one row a measure, area and period.

The tool shows one mark for every reason a figure is missing, so its gaps carry the code "unknown". Areas that did not
exist in a period, and periods in which the tool has no figure for any area, are left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.sources.folding import folded
from helpers.sources.importers import figures
from helpers.sources.importers.geography import Geography
from helpers.sources.importers.raw_file import RawFile, refuse
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

GAPS = ("", "-")
DECIMALS = 6  # more than the tool shows of any measure
UNKNOWN_NUMBER = (
    '"{}" is the number of no known area. Put the publisher\'s newest lookup of area codes in the folder too.'
)


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return the release's figures; raises `DataFaults` where an area, a period or a cell cannot be read."""
    labels = {folded(text) for measure in release.measures for text in measure.value.where["measure_short"]}
    rows = raw.rows[raw.rows["measure_short"].map({s: folded(s) in labels for s in raw.rows["measure_short"].unique()})]
    area = geography.located(rows["old_la_code"])
    refuse(raw.faults(area.isna(), "old_la_code", UNKNOWN_NUMBER, once=True))
    coded = replace(raw, rows=rows.assign(value=_as_shown(rows["value"])))
    return _existing(figures.extract(coded, release, area=area, period=rows["period"]), geography)


def _as_shown(column: pd.Series) -> pd.Series:
    """Return the cells as the tool shows them: its workbook stores 16.600000000000001 for 16.6, and quotients to the last bit."""
    return column.map({text: _digits(text) for text in column.unique()})


def _digits(text: str) -> str:
    if text.strip() in GAPS:
        return "unknown"
    try:
        return str(round(float(text), DECIMALS))
    except ValueError:
        return text


def _existing(table: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """Drop the gaps of areas before they began or after they ended, and of periods without a figure for any area.

    The tool has a cell for each of them, so an authority of 2023 would seem to withhold its figures of 2010.
    """
    first, last = (
        table["area"].map({area: years[place] for area, years in geography.years.items()}) for place in (0, 1)
    )
    year = table["period_end"].dt.year
    has_number = table["value"].notna()
    published = has_number.groupby([table["measure"], table["period"]]).transform("any")
    return table[has_number | (published & year.between(first, last))].reset_index(drop=True)
