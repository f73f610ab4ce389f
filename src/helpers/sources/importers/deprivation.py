"""Read the English Indices of Deprivation by neighbourhood, placed in the authorities of 2023."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.sources.importers.geography import Geography
from helpers.sources.importers.raw_file import RawFile, refuse
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

RANKS = {
    "IMD_rank": "imd_rank",
    "IMD_decile": "imd_decile",
    "Income_rank": "income_rank",
    "Income_decile": "income_decile",
}
BY_EDITION = {
    "2019": ("lsoa11_code", "lsoa11_name", "ltla21_code", "income_deprivation_pct", 1),
    "2025": ("lsoa21_code", "lsoa21_name", "ltla24_code", "Income_score", 100),
}


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return one row a neighbourhood: its authority, its ranks and deciles, the per cent of people income-deprived.

    Rank 1 and decile 1 are the most deprived in England. The per cent is rounded to one decimal, as published.
    Raises `DataFaults` where a district is unknown or a number cannot be read.
    """
    import pandas as pd

    code, name, district, income, scale = BY_EDITION[release.edition]
    numbers = raw.rows[[*RANKS, income]].apply(pd.to_numeric, errors="coerce")
    placed = raw.rows[district].map(geography.authorities)
    _refuse_gaps(raw, numbers.assign(**{district: placed}))
    table = pd.DataFrame({"edition": release.edition, "lsoa": raw.rows[code], "name": raw.rows[name]})
    table = table.assign(district=raw.rows[district], authority=placed)
    table = table.join(numbers[list(RANKS)].astype("int64").rename(columns=RANKS))
    table["income_deprived_percent"] = (numbers[income] * scale).round(1)
    return table.assign(source=release.id).sort_values(["authority", "lsoa"], ignore_index=True)


def _refuse_gaps(raw: RawFile, table: pd.DataFrame) -> None:
    gaps = [(column, table[column].isna()) for column in table.columns]
    refuse([fault for column, gap in gaps for fault in raw.faults(gap, column, '"{}" cannot be read.')])
