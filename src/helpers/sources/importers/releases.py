"""What each publisher's release looks like: its columns, and where each measure is in it.

A release is described as data, one TOML file a publication in `releases/`, so that a new measure is a few lines there
and no code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "releases"
GEOGRAPHY = (
    "time_period",
    "geographic_level",
    "region_code",
    "region_name",
    "new_la_code",
    "old_la_code",
    "la_name",
    "ltla21_code",
    "ltla21_name",
)

# What the editions of all publications call the columns that place a figure.
PLACES = {
    "new_la_code": ("new_la_code", "old_la_code"),
    "region_code": ("region_code", "region_name", "geo_breakdown"),
}
FILLS = {"name": "", "unit": "", "definition": "", "group": "", "fills": True}


@dataclass(frozen=True)
class CellSelector:
    """Where a number is in a file: a column, in the rows whose other columns hold the given texts (any one of each)."""

    column: str
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class PublishedCell:
    """One measure as its publisher gives it, and the words that go with it (the rows of `measures.parquet`).

    `month` is when its publisher usually issues it, by the release's own calendar where that has one for each measure.
    `leaves_out` names areas whose cell holds something else. A measure that `fills` gives further periods of one that
    another release describes.
    """

    measure: str
    name: str
    unit: str
    period_kind: str
    definition: str
    group: str
    value: CellSelector
    numerator: CellSelector | None = None
    denominator: CellSelector | None = None
    polarity: str = ""
    owner: str = ""
    publication: str = ""
    table: str = ""
    headline: bool = False
    denominator_note: str = ""
    month: str = ""
    breaks: tuple[str, ...] = ()
    decimals: int = 0
    leaves_out: tuple[str, ...] = ()
    fills: bool = False


@dataclass(frozen=True)
class Release:
    """One publication's file: how to know it, and what it holds.

    `marker` is a text that some cell of the file holds, where columns alone do not tell two releases apart. `headings`
    has the names that editions give a column, the one to be looked for first at the head. `month` is when its publisher
    usually issues it, `years_after` the calendar year in which its last period ends; without a fixed month it is empty.
    `reader` names the module that reads it. A `partial` release may lack some of the measures
    described; the measures of a `derived` one stand in a table its reader makes.
    """

    id: str
    reader: str
    title: str
    publisher: str
    columns: tuple[str, ...]
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marker: str = ""
    precedence: int = 1
    partial: bool = False
    derived: bool = False
    published: str = ""
    available: str = ""
    edition: str = ""
    month: str = ""
    years_after: int = 0
    url: str = ""
    note: str = ""
    set_aside: str = ""
    licence: str = "Open Government Licence v3.0"
    attribution: str = "Contains public sector information licensed under the Open Government Licence v3.0."
    measures: tuple[PublishedCell, ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        """Every column the importer reads from this release, each once."""
        if self.derived:
            return self.columns
        return tuple(dict.fromkeys((*self.columns, *(name for measure in self.measures for name in _columns(measure)))))

    @property
    def publication(self) -> str:
        """The publication that its figures are from; its own title where it has none."""
        return self.measures[0].publication if self.measures else self.title

    def names(self, column: str) -> tuple[str, ...]:
        """Return what the release's editions call a column."""
        return self.headings.get(column, (column,))


@cache
def releases() -> tuple[Release, ...]:
    """Return every release the importers know, those that take precedence first."""
    described = [_described(path) for path in sorted(FOLDER.glob("*.toml"))]
    of_all_files = [release for file in described for release in file]
    return tuple(sorted(of_all_files, key=lambda release: (release.precedence, release.id)))


@cache
def measures() -> Mapping[str, PublishedCell]:
    """Return measure id → its own description; a release that only fills gaps in another's periods gives none."""
    return {measure.measure: measure for release in releases() for measure in release.measures if not measure.fills}


def _columns(measure: PublishedCell) -> list[str]:
    cells = [cell for cell in (measure.value, measure.numerator, measure.denominator) if cell]
    return [name for cell in cells for name in (cell.column, *cell.where)]


def _described(path: Path) -> list[Release]:
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    headings = PLACES | file.get("headings", {})
    issued = {name: file[name] for name in ("month", "years_after") if name in file}
    return [_release(issued | table, headings | table.pop("headings", {})) for table in file["release"]]


def _release(described: dict[str, Any], headings: Mapping[str, Sequence[str]]) -> Release:
    """Build a release from its table: words shared by all its measures, by a block of them, and each one's own."""
    shared = {
        "owner": described["publisher"],
        "publication": described["title"],
        "month": described.get("month", ""),
    } | described.pop("defaults", {})
    blocks = [
        {name: described.pop(name) for name in ("measures", "fills") if name in described},
        *described.pop("block", []),
    ]
    described["columns"] = tuple(described["columns"])
    described["headings"] = {column: tuple(names) for column, names in headings.items()}
    return Release(**described, measures=tuple(measure for block in blocks for measure in _block(block, shared)))


def _block(block: dict[str, Any], shared: dict[str, Any]) -> list[PublishedCell]:
    measures, fills = block.pop("measures", {}), block.pop("fills", {})
    words = _over(shared, block)
    own = [_published(measure, _over(words, row)) for measure, row in measures.items()]
    return own + [_published(measure, _over(words | FILLS, row)) for measure, row in fills.items()]


def _over(shared: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return shared settings with a row's own in their place; the columns of `where` add up instead."""
    return shared | own | {"where": shared.get("where", {}) | own.get("where", {})}


def _published(measure: str, row: dict[str, Any]) -> PublishedCell:
    where = {column: _texts(cell) for column, cell in row.pop("where").items()}
    total = where | {column: _texts(cell) for column, cell in row.pop("total", {}).items()}
    row["definition"] = row["definition"].format(those=row.pop("those", ""))
    row["value"] = CellSelector(row["value"], where)
    row["numerator"] = _cell(row.get("numerator", ""), where)
    row["denominator"] = _cell(row.get("denominator", ""), total)
    return PublishedCell(measure=measure, **row | {name: tuple(row.get(name, ())) for name in ("breaks", "leaves_out")})


def _cell(column: str, where: Mapping[str, tuple[str, ...]]) -> CellSelector | None:
    return CellSelector(column, where) if column else None


def _texts(cell: str | list[str]) -> tuple[str, ...]:
    return (cell,) if isinstance(cell, str) else tuple(cell)
