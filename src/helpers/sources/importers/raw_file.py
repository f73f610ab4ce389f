"""A publisher's file as it was released: every cell as text, with the line it stands on."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import Fault

if TYPE_CHECKING:
    import pandas as pd

BYTE_ORDER_MARK = "\ufeff"
TABLES = (".csv", ".csv.gz", ".geojson")


@dataclass(frozen=True, eq=False)
class RawFile:
    """One file's table: `rows` holds text only, and its index is the line of the file (the heading is line 1)."""

    file: str
    rows: pd.DataFrame

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(self.rows.columns)

    def holds(self, text: str) -> bool:
        """Say whether any cell of the file is exactly this text."""
        return any(bool((self.rows[column] == text).any()) for column in self.rows.columns)

    def fault(self, row: int, column: str, said: str) -> Fault:
        return Fault(self.file, row, column, said)


def read(path: Path, folder: Path) -> RawFile:
    """Read one CSV, plain or gzipped, in UTF-8 or UTF-16, wherever its byte-order mark stands; or one GeoJSON.

    Raises `ValueError` (of which pandas' own errors are kinds) where it is no table.
    """
    import pandas as pd

    text = _text(path)
    if path.suffix == ".geojson":
        return RawFile(path.relative_to(folder).as_posix(), _features(text))
    rows = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, na_filter=False)
    rows.columns = _headings(text, len(rows.columns))
    rows.index = pd.RangeIndex(2, len(rows) + 2)
    return RawFile(path.relative_to(folder).as_posix(), rows)


def _features(text: str) -> pd.DataFrame:
    """Return one row a feature: its properties, and its geometry as the text of a JSON object."""
    import pandas as pd

    features = json.loads(text)["features"]
    return pd.DataFrame(
        [each["properties"] | {"geometry": json.dumps(each["geometry"])} for each in features], dtype=str
    )


def _text(path: Path) -> str:
    stored = path.read_bytes()
    plain = gzip.decompress(stored) if path.suffix == ".gz" else stored
    encoding = "utf-16" if plain[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return plain.decode(encoding)


def _headings(text: str, width: int) -> list[str]:
    """Return the headings as released, without pandas' numbering of a repeated one and without any byte-order mark."""
    first = next(csv.reader(io.StringIO(text)))
    tidy = [heading.replace(BYTE_ORDER_MARK, "").strip().strip('"') for heading in first]
    return _numbered(tidy[:width])


def _numbered(headings: list[str]) -> list[str]:
    return [each if each not in headings[:place] else f"{each} ({place + 1})" for place, each in enumerate(headings)]
