"""Read the Census 2021 table of ethnic groups: people of all ages, never children alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.sources.importers import cells, figures
from helpers.sources.importers.geography import Geography
from helpers.sources.importers.raw_file import RawFile, refuse
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

YEAR = "2021"


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return residents of all ages by broad ethnic group in each authority, summed from its districts.

    England and its regions are left out: the sums of districts differ a little from the published totals.
    Raises `DataFaults` where a district of England or a count cannot be read.
    """
    rows = _counts(raw)
    rows = rows.assign(area=_placed(raw, rows, geography), group=rows["ethnic_group"].str.split(":").str[0])
    people = rows.assign(people=cells.numbers(rows["value"])).groupby(["area", "group"], as_index=False)["people"].sum()
    people["residents"] = people.groupby("area")["people"].transform("sum")
    summed = replace(
        raw, rows=people.assign(people=people["people"].astype(str), residents=people["residents"].astype(str))
    )
    return figures.extract(summed, release, area=people["area"], period=people["area"].map(lambda area: YEAR))


def _counts(raw: RawFile) -> pd.DataFrame:
    counts = raw.rows[raw.rows["ethnic_group"].str.endswith("(number)") & raw.rows["ltla21_code"].str.startswith("E")]
    refuse(raw.faults(cells.numbers(counts["value"]).isna(), "value", '"{}" is no count.'))
    return counts


def _placed(raw: RawFile, rows: pd.DataFrame, geography: Geography) -> pd.Series:
    placed = rows["ltla21_code"].map(geography.authorities)
    message = '"{}" is a district of no known authority. Put the lookups of districts in the folder too.'
    refuse(raw.faults(placed.isna(), "ltla21_code", message, once=True))
    return placed
