"""Read the ratings HM Inspectorate of Probation gives to youth justice services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.sources.areas import plain
from helpers.sources.importers.geography import Geography, history
from helpers.sources.importers.raw_file import RawFile, refuse
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

JOINT = " - JI"
RATINGS = ("Outstanding", "Good", "Requires Improvement", "Inadequate")


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return one row an authority and inspection: area, service, published, overall, url.

    A service can cover several authorities; those of Wales are left out. A rating is an empty text where the file has a
    footnote in its place. Raises `DataFaults` where a service or a day cannot be read.
    """
    import pandas as pd

    service = raw.rows["la_name"].str.removesuffix(JOINT)
    table = pd.DataFrame(
        {
            "area": [_areas(name, geography) for name in service],
            "service": service,
            "published": pd.to_datetime(raw.rows["publication_date"], format="%d/%m/%y", errors="coerce"),
            "overall": raw.rows["overall_rating"].where(raw.rows["overall_rating"].isin(RATINGS), ""),
            "url": raw.rows["report_url"],
            "source": release.id,
        },
        index=raw.rows.index,
    )
    _refuse_unread(raw, table)
    return table.explode("area").dropna(subset=["area"]).sort_values(["area", "published"], ignore_index=True)


def _areas(service: str, geography: Geography) -> list[str] | None:
    services = history()["youth_justice_services"]
    if service in services:
        return list(services[service])
    code = geography.names.get(plain(service))
    return [code] if code else None


def _refuse_unread(raw: RawFile, table: pd.DataFrame) -> None:
    columns = {"area": "la_name", "published": "publication_date"}
    gaps = [(heading, table[column].isna(), _CURES[column]) for column, heading in columns.items()]
    refuse(
        [fault for heading, gap, cure in gaps for fault in raw.faults(gap, heading, f'"{{}}" cannot be read. {cure}')]
    )


_CURES = {
    "area": "Say in importers/history.toml which authorities the service covers.",
    "published": "Write the day as 31/12/24.",
}
