"""Wards, localities and the like that stand in one table alone, though other tables or last year's list theirs: misspelt, or of another area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.errors import ReportError, nearest
from helpers.sources import areas
from helpers.sources.language import LanguageFinding
from helpers.sources.source_table import SourceTable
from helpers.sources.year_folder import YearFolder

KIND = "places that no other table has"
PLACES = ("area", "district", "hub", "locality", "neighbourhood", "parish", "place", "town", "ward")
STRANGE = '"{}" is no {} of the other tables or of last year\'s. {} Correct it; leave it where it is new.'


@dataclass(frozen=True)
class NamedPlace:
    """One place of a table: its kind, such as "ward", its name, and where it stands."""

    kind: str
    name: str
    table: str
    file: str
    line: int


def findings(folder: YearFolder) -> list[LanguageFinding]:
    """Return a finding for each place of a kind that other tables of the year, or last year's, list without it."""
    places, before = list(_places(folder)), list(_of_last_year(folder))
    return [
        LanguageFinding(place.file, place.line, KIND, _message(place, elsewhere), blocks=False)
        for place in places
        if (elsewhere := _elsewhere(place, places, before))
        and areas.plain(place.name) not in map(areas.plain, elsewhere)
    ]


def _elsewhere(place: NamedPlace, places: list[NamedPlace], before: list[NamedPlace]) -> list[str]:
    of_other_tables = (other for other in places if other.table != place.table)
    return sorted({other.name for other in (*of_other_tables, *before) if other.kind == place.kind})


def _message(place: NamedPlace, names: list[str]) -> str:
    return STRANGE.format(place.name, place.kind, nearest(place.name, names)).replace("  ", " ")


def _of_last_year(folder: YearFolder) -> list[NamedPlace]:
    """The places of last year's tables; none where these cannot be read, which that year's own check tells of."""
    try:
        return list(_places(folder.earlier)) if folder.earlier else []
    except ReportError:
        return []


def _places(folder: YearFolder) -> Iterator[NamedPlace]:
    forms = [form for form in folder.forms.tables.values() if any("dimension" in f for f in form.descriptor["fields"])]
    own = (table for table in (folder.table(form.name) for form in forms) if folder.is_own(table))
    for table in (*own, *folder.local_tables):
        for field in table.schema.descriptor["fields"]:
            if field.get("dimension") in PLACES and "enum" not in field.get("constraints", {}):
                yield from _of_column(table, field)


def _of_column(table: SourceTable, field: dict[str, str]) -> Iterator[NamedPlace]:
    for line, name in zip(table.lines, table.frame[field["name"]], strict=True):
        if name and name != field.get("total", ""):
            yield NamedPlace(field["dimension"], name, table.schema.name, table.file, line)
