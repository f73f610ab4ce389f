"""Read Ofsted's judgements of local authority children's services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.sources.importers.geography import Geography
from helpers.sources.importers.raw_file import RawFile, refuse
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

ASPECTS = {
    "Overall effectiveness": "overall",
    "The impact of leaders on social work practice with children and families": "leadership",
    "The experiences and progress of children who need help and protection": "help_and_protection",
    "The experiences and progress of children in care": "children_in_care",
    "The experiences and progress of care leavers": "care_leavers",
}
JUDGEMENTS = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate", "")
DATES = {"Inspection date": "inspected", "Publication date": "published"}


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return one row an inspection: area, dates, type and judgements; an aspect not judged is an empty text.

    Raises `DataFaults` where an authority, a date or a judgement is unknown.
    """
    import pandas as pd

    rows = raw.rows.rename(columns=ASPECTS)
    rows["area"] = rows["Local authority area code"].map(geography.codes)
    for column, name in DATES.items():
        rows[name] = pd.to_datetime(rows[column], format="%Y-%m-%d", errors="coerce")
    rows["inspection_type"] = rows.get("Inspection type", pd.Series("", index=rows.index))
    _refuse_unknown(raw, rows)
    columns = ["area", "inspected", "published", "inspection_type", *ASPECTS.values()]
    return rows[columns].assign(source=release.id).sort_values(["area", "inspected"], ignore_index=True)


def _refuse_unknown(raw: RawFile, rows: pd.DataFrame) -> None:
    gaps = {"area": "Local authority area code"} | {name: column for column, name in DATES.items()}
    wrong = {column: rows[name].isna() for name, column in gaps.items()}
    wrong |= {column: ~rows[name].isin(JUDGEMENTS) for column, name in ASPECTS.items()}
    refuse([fault for column, rows in wrong.items() for fault in raw.faults(rows, column, '"{}" is not known.')])


def merge(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Return every inspection once, sorted by area and date.

    Ofsted releases the history and, apart, the latest judgements, so one inspection can be in two files.
    """
    import pandas as pd

    table = pd.concat(tables, ignore_index=True)
    table = table.sort_values(["area", "inspected", "source"], kind="stable")
    return table.drop_duplicates(["area", "inspected"], ignore_index=True)
