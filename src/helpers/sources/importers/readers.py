"""Which module reads each kind of file, and into which table of the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.sources.importers import (
    boundaries,
    census,
    deprivation,
    explore_statistics,
    fingertips,
    inspections,
    interactive_tool,
    neighbours,
    youth_justice,
)
from helpers.sources.importers.geography import Geography
from helpers.sources.importers.raw_file import RawFile
from helpers.sources.importers.recognition import RecognisedFile
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

Reader = Callable[[RawFile, Release, Geography], "pd.DataFrame"]


def _lookup(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return a lookup of areas as it is: `area_lookups` has read it before any figure."""
    return raw.rows


READERS: dict[str, tuple[str, Reader]] = {
    "abolished_districts": ("areas", _lookup),
    "area_codes": ("areas", _lookup),
    "boundaries": ("boundaries", boundaries.read),
    "census": ("figures", census.read),
    "districts": ("areas", _lookup),
    "explore_statistics": ("figures", explore_statistics.read),
    "fingertips": ("figures", fingertips.read),
    "interactive_tool": ("figures", interactive_tool.read),
    "neighbours": ("neighbours", neighbours.read),
    "ofsted": ("inspections", inspections.read),
    "small_areas": ("small_areas", deprivation.read),
    "youth_justice": ("youth_justice_inspections", youth_justice.read),
}


@dataclass(frozen=True, eq=False)
class ReadTables:
    """The rows of one file, and the table of the store that they belong to."""

    file: str
    release: Release
    table: str
    rows: pd.DataFrame


def read(recognised: RecognisedFile, geography: Geography) -> ReadTables:
    """Return the rows of a recognised file; raises `DataFaults` with every row and column that cannot be read."""
    table, reader = READERS[recognised.release.reader]
    rows = reader(recognised.raw, recognised.release, geography)
    return ReadTables(recognised.raw.file, recognised.release, table, rows)
