"""England's areas: the country, its regions and its authorities, found by any name people use for them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpers.errors import ReportError, UnknownName, nearest
from helpers.sources import overlay, project, readable_parquet

ENGLAND = "E92000001"
KINDS_TO_FIND = ("authority", "region", "country")
_WIDER = '"{}" is a {}, not a local authority, and no report is made of one. Give one of its authorities.'
OWN_STORE = Path(__file__).parents[3] / "data" / "published"


WITH_ARTICLE = ("City of ", "Isle of ", "Isles of ")
REGIONS_WITH_ARTICLE = frozenset(
    ("North East", "North West", "East Midlands", "West Midlands", "East of England", "South East", "South West")
)


@dataclass(frozen=True)
class Area:
    """One area of England.

    `kind` is country, region, authority, joint (two authorities published as one) or district; `region` is one of the
    nine; `subregion` is Inner or Outer London. `first_year` and `last_year` are the reporting years (ending 31 March)
    between which it has figures; a `last_year` of None means that it still stands.
    """

    code: str
    name: str
    kind: str
    number: str
    slug: str
    region: str
    subregion: str
    authority: str
    first_year: int | None
    last_year: int | None
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    former_codes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every text that `find` knows the area by: codes, number, names, slug."""
        texts = (self.code, self.number, self.name, self.slug, *self.aliases, *self.former_codes)
        return tuple(text for text in texts if text)

    @property
    def plain_name(self) -> str:
        """The name without the years that tell it from a later area's: "Dorset" for "Dorset (to 2019)"."""
        return self.name.partition(" (")[0]

    @property
    def spoken_name(self) -> str:
        """The plain name in the order in which it is spoken: "Bristol" for "Bristol, City of"."""
        return _spoken(self.plain_name)


def in_sentence(name: str) -> str:
    """Return an area's name as a sentence has it: "the City of London", "Bristol" for "Bristol, City of", and "Wirral" as it is."""
    plain = _spoken(name)
    return f"the {plain}" if plain in REGIONS_WITH_ARTICLE or plain.startswith(WITH_ARTICLE) else plain


def _spoken(name: str) -> str:
    return name.removesuffix(", City of").removesuffix(", County of")


def store_folder() -> Path:
    """Return the folder of the published store: `HELPERS_PUBLISHED`, or the project's own `data/published`."""
    chosen = os.environ.get(project.STORE)
    return project.path_of(chosen) if chosen else OWN_STORE


def find(text: str) -> Area:
    """Return the area that a code, number, name, slug or alias means, whatever its case and punctuation.

    Raises `UnknownName`, with the nearest known names, where it means none.
    """
    by_name = _by_name(store_folder(), overlay.at_work())
    if plain(text) not in by_name:
        raise UnknownName(
            f'"{text}" is no area of England that the store knows. {_nearest(text, by_name.values())}'.rstrip()
        )
    return by_name[plain(text)]


def authority(text: str) -> Area:
    """Return the authority that a name or code means; raises `UnknownName` where it means none, or a region or country."""
    by_name = {
        name: area for name, area in _by_name(store_folder(), overlay.at_work()).items() if area.kind == "authority"
    }
    if plain(text) in by_name:
        return by_name[plain(text)]
    if plain(text) in _by_name(store_folder(), overlay.at_work()):
        raise UnknownName(_WIDER.format(text, find(text).kind))
    raise UnknownName(
        f'"{text}" is no authority of England that the store knows. {_nearest(text, by_name.values())}'.rstrip()
    )


def named(code: str) -> Area:
    """Return the area of an ONS code, districts and joint areas among them; raises `UnknownName` where there is none."""
    by_code = _by_code(store_folder(), overlay.at_work())
    if code not in by_code:
        raise UnknownName(f'"{code}" is the code of no area the store knows. {nearest(code, by_code)}'.rstrip())
    return by_code[code]


def authorities(as_at_year: int | None = None) -> list[Area]:
    """Return the authorities that stand now, by name, or those that stood in a reporting year (ending 31 March)."""
    recorded = [area for area in _by_code(store_folder(), overlay.at_work()).values() if area.kind == "authority"]
    existing = [area for area in recorded if _existed(area, as_at_year)]
    return sorted(existing, key=lambda area: area.name)


def codes_of_authorities() -> frozenset[str]:
    """Return the codes of all authorities, of those that stand no longer too."""
    return _codes_of_authorities(store_folder(), overlay.at_work())


def regions() -> list[Area]:
    """Return the nine regions, by name; Inner and Outer London are parts of one."""
    nine = [
        area
        for area in _by_code(store_folder(), overlay.at_work()).values()
        if area.kind == "region" and not area.region
    ]
    return sorted(nine, key=lambda area: area.name)


def region_of(code: str) -> Area:
    """Return the region of an authority or district; raises `UnknownName` where the code has none."""
    return named(named(code).region)


def plain(text: str) -> str:
    """Return a name without case, punctuation and "and", so that its spellings are one."""
    joined = re.sub(r"\band\b|&", " ", text.casefold())
    return re.sub(r"[^a-z0-9+]+", " ", joined.replace("'", "")).strip()


def _existed(area: Area, year: int | None) -> bool:
    """Whether an area had figures in a reporting year; without a year, whether it exists now."""
    if year is None:
        return area.last_year is None
    return (area.first_year or 0) <= year <= (area.last_year or 9999)


def _nearest(text: str, areas: Iterable[Area]) -> str:
    names = {name: area for area in areas for name in (area.name, *area.aliases)}
    return nearest(text.title(), names)


@cache
def _by_name(folder: Path, beside: Path | None) -> dict[str, Area]:
    """The authorities, regions and England by each of their names.

    Where two have one name, an authority goes before a region, and an area of today before one that was abolished.
    """
    findable = [area for area in _by_code(folder, beside).values() if area.kind in KINDS_TO_FIND]
    findable.sort(key=lambda area: (KINDS_TO_FIND.index(area.kind), area.last_year is not None, area.code))
    by_name: dict[str, Area] = {}
    for area in findable:
        by_name = {plain(name): area for name in area.names} | by_name  # the first to have a name keeps it
    return by_name


@cache
def _codes_of_authorities(folder: Path, beside: Path | None) -> frozenset[str]:
    return frozenset(area.code for area in _by_code(folder, beside).values() if area.kind == "authority")


@cache
def _by_code(folder: Path, beside: Path | None) -> dict[str, Area]:
    import pyarrow.parquet as parquet

    path = folder / "areas.parquet"
    if not path.exists():
        raise ReportError(
            f"{project.named(path)} is not there. Make the store with: make published FROM=folder, or restore data/published."
        )
    with readable_parquet.explain_damage(path):
        table = overlay.beside(parquet.read_table(path), "areas", beside)
    return {row["area"]: _area(row) for row in table.to_pylist()}


def _area(row: dict[str, Any]) -> Area:
    renamed = {"area": "code", "old_code": "number"}
    fields: dict[str, Any] = {
        renamed.get(name, name): tuple(cell) if isinstance(cell, list) else cell for name, cell in row.items()
    }
    return Area(**fields)
