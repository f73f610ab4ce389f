"""The table of areas, from the publishers' lookups of codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from helpers.sources.importers.geography import history, joint_code
from helpers.sources.importers.raw_file import RawFile

if TYPE_CHECKING:
    import pandas as pd

LONDON = "E12000007"
Row = dict[str, Any]


def areas(codes: RawFile, districts: RawFile | None, abolished: RawFile | None) -> pd.DataFrame:
    """Return one row an area: country, regions, authorities present and past, joint areas, districts.

    `codes` lists authorities with their numbers, regions and reporting years; `districts` gives each lower-tier
    district its authority, and `abolished` those of the districts that were abolished in 2023.
    """
    import pandas as pd

    rows = [*_large(), *_authorities(codes), *_joint()]
    rows += _districts(districts, abolished, {row["area"]: row for row in rows})
    table = pd.DataFrame([_blank() | row for row in rows])
    table["slug"] = [_slug(name) for name in table["name"]]
    table["predecessors"] = [sorted(history()["predecessors"].get(code, ())) for code in table["area"]]
    table["successors"] = [_successors(code) for code in table["area"]]
    table["former_codes"] = [sorted(_formers(code)) for code in table["area"]]
    table["aliases"] = [sorted(history()["aliases"].get(code, ())) for code in table["area"]]
    years = {"first_year": "Int64", "last_year": "Int64"}
    return table.astype(years).sort_values("area", kind="stable").reset_index(drop=True)


def _blank() -> Row:
    return {"old_code": "", "region": "", "subregion": "", "authority": "", "first_year": None, "last_year": None}


def _large() -> list[Row]:
    country = [{"area": code, "name": name, "kind": "country"} for code, name in history()["country"].items()]
    regions = [{"area": code, "name": name, "kind": "region"} for code, name in history()["regions"].items()]
    parts = history()["parts_of_london"].items()
    return (
        country + regions + [{"area": code, "name": name, "kind": "region", "region": LONDON} for code, name in parts]
    )


def _authorities(codes: RawFile) -> list[Row]:
    rows = codes.rows.assign(area=codes.rows["new_la_code"].replace(history()["recoded"]))
    newest = int(rows["last_year"].astype(int).max())
    return [_authority(area, group, newest) for area, group in rows.groupby("area", sort=True)]


def _authority(area: Any, rows: pd.DataFrame, newest: int) -> Row:
    latest = rows.iloc[-1]
    last = int(rows["last_year"].astype(int).max())
    return {
        "area": area,
        "old_code": latest["old_la_code"],
        "name": history()["names"].get(area, latest["la_name"]),
        "kind": "authority",
        "authority": area,
        "first_year": int(rows["first_year"].astype(int).min()),
        "last_year": None if last == newest else last,
    } | _region(latest["region_code"])


def _region(code: str) -> Row:
    in_london = code in history()["parts_of_london"]
    return {"region": LONDON if in_london else code, "subregion": code if in_london else ""}


def _joint() -> list[Row]:
    return [{"area": joint_code(text), "name": name, "kind": "joint"} for text, name in history()["joint"].items()]


def _districts(districts: RawFile | None, abolished: RawFile | None, rows: dict[str, Row]) -> list[Row]:
    now = _pairs(districts, "LTLA23CD", "LTLA23NM", "UTLA23CD")
    then = _pairs(abolished, "ltla21_code", "ltla21_name", "utla23_code")
    existing = [_district(rows, *pair, None) for pair in now if pair[0].startswith("E") and pair[0] not in rows]
    return existing + [_district(rows, *pair, 2023) for pair in then]


def _district(rows: dict[str, Row], code: str, name: str, authority: str, last: int | None) -> Row:
    place = {"region": rows[authority]["region"], "authority": authority, "last_year": last}
    return {"area": code, "name": name, "kind": "district"} | place


def _pairs(raw: RawFile | None, *columns: str) -> list[tuple[str, str, str]]:
    return list(raw.rows[list(columns)].itertuples(index=False, name=None)) if raw else []


def _successors(code: str) -> list[str]:
    return sorted(after for after, before in history()["predecessors"].items() if code in before)


def _formers(code: str) -> list[str]:
    return [old for old, new in history()["recoded"].items() if new == code]


def _slug(name: str) -> str:
    everyday = re.sub(r", (City|County) of$", "", name)
    return re.sub(r"[^a-z0-9]+", "-", everyday.lower()).strip("-")
