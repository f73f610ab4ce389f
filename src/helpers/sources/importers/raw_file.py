"""A publisher's file as it was released: every cell as text, with its line in the file."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import DataFaults, Fault

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
        """The headings of the file, without their order."""
        return frozenset(self.rows.columns)

    def holds(self, text: str) -> bool:
        """Whether any cell of the file is exactly this text."""
        return any(bool((self.rows[column] == text).any()) for column in self.rows.columns)

    def fault(self, row: int, column: str, message: str) -> Fault:
        """Return a fault of this file; row 0 stands for the whole file."""
        return Fault(self.file, row, column, message)

    def faults(self, wrong: pd.Series, column: str, message: str, *, once: bool = False) -> list[Fault]:
        """Return a fault of `column` for each row that is True in `wrong`; `once` for each different cell, its first row.

        `message` holds `{}` in the place of what the cell reads.
        """
        cells = self.rows.loc[wrong.index[wrong], column]
        cells = cells.drop_duplicates() if once else cells
        return [self.fault(int(str(row)), column, message.format(cell)) for row, cell in cells.items()]


def refuse(faults: list[Fault]) -> None:
    """Raise `DataFaults` where there are faults, so that all of a file's are reported at once."""
    if faults:
        raise DataFaults(faults)


def read(path: Path, folder: Path) -> RawFile:
    """Return the table of one CSV (plain or gzipped, UTF-8 or UTF-16, with or without a byte-order mark) or one GeoJSON.

    The name of the file is its path under `folder`. Every cell is text: publishers write codes such as "c" among numbers,
    and a code of an area such as "E09000001" or a number with leading noughts must not be changed.
    Raises `ValueError` (pandas' own errors are kinds of it) where it is no table.
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
        [feature["properties"] | {"geometry": json.dumps(feature["geometry"])} for feature in features], dtype=str
    )


def _text(path: Path) -> str:
    stored = path.read_bytes()
    plain = gzip.decompress(stored) if path.suffix == ".gz" else stored
    encoding = "utf-16" if plain[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return plain.decode(encoding)


def _headings(text: str, width: int) -> list[str]:
    """Return the headings as released, with no byte-order mark.

    A repeated heading is given its place in the row, "Value (4)": pandas would write ".1" after it, which a release's
    own description could not tell from a heading that ends so.
    """
    first = next(csv.reader(io.StringIO(text)))
    tidy = [heading.replace(BYTE_ORDER_MARK, "").strip().strip('"') for heading in first]
    return _numbered(tidy[:width])


def _numbered(headings: list[str]) -> list[str]:
    return [
        heading if heading not in headings[:place] else f"{heading} ({place + 1})"
        for place, heading in enumerate(headings)
    ]
