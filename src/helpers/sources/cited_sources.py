"""The sources that figures cite: the rows of `sources.csv`, of the year and of what is common to every partnership."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpers.sources import source_table
from helpers.sources.origins import Origin
from helpers.sources.project import COMMON, data_root
from helpers.sources.schema import schemas
from helpers.sources.source_table import SourceTable


@dataclass(frozen=True)
class Source:
    """Where figures of the year's folder are from."""

    id: str
    title: str
    publisher: str
    published: str
    address: str
    licence: str
    note: str
    origin: Origin


def common_sources() -> dict[str, Source]:
    """The sources of what is common to every partnership, by id."""
    return dict(_common_sources(data_root()))


@cache
def _common_sources(root: Path) -> dict[str, Source]:
    path = root / "data" / COMMON / "sources.csv"
    return sources_of(source_table.read(schemas()["sources"], path, path.relative_to(root).as_posix(), path.parent))


def sources_of(table: SourceTable) -> dict[str, Source]:
    """Return the sources that the rows of a `sources.csv` describe, by id."""
    columns = [name for name in Source.__dataclass_fields__ if name != "origin"]
    rows: list[dict[str, Any]] = [dict(zip(columns, row, strict=True)) for row in table.frame[columns].to_numpy()]
    return {row["id"]: Source(**row, origin=Origin(table.file, row["id"])) for row in rows}
