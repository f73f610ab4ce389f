"""What each publisher's release looks like: its columns, and where each measure stands in it.

A release is described as data, one TOML file a publication in `releases/`, so that a new measure is a few lines there
and no code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
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


@dataclass(frozen=True)
class Cell:
    """Where a number stands: a column, in the rows whose other columns hold the given texts."""

    column: str
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Published:
    """One measure as its publisher gives it, and the words that go with it (the rows of `measures.parquet`)."""

    measure: str
    name: str
    unit: str
    period_kind: str
    definition: str
    group: str
    value: Cell
    numerator: Cell | None = None
    denominator: Cell | None = None
    polarity: str = ""
    owner: str = ""
    publication: str = ""
    table: str = ""
    headline: bool = False
    denominator_note: str = ""
    breaks: tuple[str, ...] = ()
    decimals: int = 0
    fills: bool = False


@dataclass(frozen=True)
class Release:
    """One publication's file: how to know it, and what it holds.

    `marker` is a text that some cell of the file holds, where columns alone do not tell two releases apart.
    `reader` names the module that reads it.
    """

    id: str
    reader: str
    title: str
    publisher: str
    columns: tuple[str, ...]
    marker: str = ""
    precedence: int = 1
    published: str = ""
    available: str = ""
    edition: str = ""
    url: str = ""
    note: str = ""
    set_aside: str = ""
    licence: str = "Open Government Licence v3.0"
    attribution: str = "Contains public sector information licensed under the Open Government Licence v3.0."
    measures: tuple[Published, ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        """Every column the importer reads from this release, each once."""
        return tuple(dict.fromkeys((*self.columns, *(name for each in self.measures for name in _columns(each)))))


@cache
def releases() -> tuple[Release, ...]:
    """Return every release the importers know, those that take precedence first."""
    described = [_described(path) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted((each for file in described for each in file), key=lambda each: (each.precedence, each.id)))


@cache
def measures() -> Mapping[str, Published]:
    """Return each measure's own description, by measure; a release that only fills gaps does not describe."""
    return {each.measure: each for release in releases() for each in release.measures if not each.fills}


def _columns(measure: Published) -> list[str]:
    cells = [cell for cell in (measure.value, measure.numerator, measure.denominator) if cell]
    return [name for cell in cells for name in (cell.column, *cell.where)]


def _described(path: Path) -> list[Release]:
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_release(each) for each in file["release"]]


def _release(described: dict[str, Any]) -> Release:
    defaults = described.pop("defaults", {})
    cells = described.pop("cells", {})
    rows = described.pop("measures", {})
    filled = described.pop("fills", {})
    defaults = {"owner": described["publisher"], "publication": described["title"]} | defaults
    known = [_published(measure, defaults | row, cells) for measure, row in rows.items()]
    fills = [_fill(measure, row, defaults, cells) for measure, row in filled.items()]
    described["columns"] = tuple(described["columns"])
    return Release(**described, measures=tuple(known + fills))


def _published(measure: str, row: dict[str, Any], cells: dict[str, Any]) -> Published:
    where = {column: _texts(wanted) for column, wanted in (row.pop("where", None) or {}).items()}
    total = where | {column: _texts(wanted) for column, wanted in row.pop("total", {}).items()}
    row = cells | row
    places = {
        "value": Cell(row.pop("value"), where),
        "numerator": _cell(row.pop("numerator", ""), where),
        "denominator": _cell(row.pop("denominator", ""), total),
    }
    row["breaks"] = tuple(row.get("breaks", ()))
    return Published(measure=measure, **row, **places)


def _fill(measure: str, row: dict[str, Any] | str, defaults: dict[str, Any], cells: dict[str, Any]) -> Published:
    """Describe only where a measure's further years stand: what it means is told by the release that owns it."""
    told = {"name": "", "unit": "", "definition": "", "group": "", "fills": True}
    return _published(measure, defaults | told | (row if isinstance(row, dict) else {"where": {"measure_short": row}}), cells)


def _cell(column: str, where: Mapping[str, tuple[str, ...]]) -> Cell | None:
    return Cell(column, where) if column else None


def _texts(wanted: str | list[str]) -> tuple[str, ...]:
    return (wanted,) if isinstance(wanted, str) else tuple(wanted)
