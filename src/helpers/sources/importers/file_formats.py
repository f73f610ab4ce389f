"""Read the tables of a file in each format that publishers use: CSV, archives, workbooks and outlines."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from helpers.sources.importers.raw_file import RawFile

if TYPE_CHECKING:
    import pandas as pd

BYTE_ORDER_MARK = "\ufeff"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
TITLE_LINES = 30  # among these first lines of a file the headings are looked for, below whatever titles there are
Reader = Callable[[str, bytes, frozenset[str]], Iterator[RawFile]]


def tables(file: str, stored: bytes, known_headings: frozenset[str]) -> Iterator[RawFile]:
    """Give each table of a file: one of a CSV, one a sheet of a workbook, those of every file of an archive.

    `known_headings` holds the headings of the releases, plainly spelled as by `plain_heading`: the line with most of them is the
    line of headings. Every cell is text: publishers write codes such as "c" among numbers, and a code of an area or a
    number with leading noughts must not be changed. Rows without a cell, or with one alone, such as a footnote, are left out.
    Raises `ValueError` where a file is not what its name says, and where its format is not read.
    """
    for ending, reader in READERS.items():
        if file.lower().endswith(ending):
            yield from reader(file, stored, known_headings)
            return
    raise ValueError(f"only {', '.join(READERS)} files are read")


def plain_heading(heading: str) -> str:
    """Return a heading without capitals, and with underscores for its spaces and hyphens."""
    return "_".join(heading.casefold().replace("-", " ").replace("_", " ").split())


def _csv(file: str, stored: bytes, known_headings: frozenset[str]) -> Iterator[RawFile]:
    import pandas as pd

    text = _text(stored)
    first = list(_first_lines(text))
    place = _heading_place([cells for _, cells in first], known_headings)
    line, cells = first[place]
    start = first[place - 1][0] if place else 0
    rows = pd.read_csv(
        io.StringIO(text), dtype=str, na_filter=False, skiprows=start, skip_blank_lines=False, index_col=False
    )
    rows.columns = _numbered([_tidy(heading) for heading in cells[: len(rows.columns)]])
    rows.index = pd.RangeIndex(line + 1, line + 1 + len(rows))
    yield RawFile(file, _with_content(rows), line)


def _first_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the first records with the line on which each ends."""
    reader = csv.reader(io.StringIO(text))
    for _, cells in zip(range(TITLE_LINES), reader, strict=False):
        yield reader.line_num, cells
    if not reader.line_num:
        raise ValueError("it is empty")


def _gzip(file: str, stored: bytes, known_headings: frozenset[str]) -> Iterator[RawFile]:
    try:
        plain = gzip.decompress(stored)
    except (OSError, EOFError) as error:
        raise ValueError(f"it cannot be unpacked: {error}") from error
    for raw in tables(file.removesuffix(".gz"), plain, known_headings):
        yield RawFile(raw.file.replace(file.removesuffix(".gz"), file), raw.rows, raw.heading_row)


def _zip(file: str, stored: bytes, known_headings: frozenset[str]) -> Iterator[RawFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(stored)) as archive:
            for name in sorted(name for name in archive.namelist() if name.lower().endswith(tuple(READERS))):
                if not PurePosixPath(name).name.startswith("."):
                    yield from tables(f"{file}/{name}", archive.read(name), known_headings)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise ValueError(f"it cannot be unpacked: {error}") from error


def _workbook(file: str, stored: bytes, known_headings: frozenset[str]) -> Iterator[RawFile]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(stored))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except python_calamine.CalamineError as error:
        raise ValueError(f"it is no workbook: {error}") from error
    for name, cells in sheets.items():
        if cells:
            yield _sheet(f"{file}, sheet {name}" if len(sheets) > 1 else file, cells, known_headings)


def _sheet(file: str, cells: Sequence[Sequence[object]], known_headings: frozenset[str]) -> RawFile:
    import pandas as pd

    place = _heading_place([[_cell(cell) for cell in row] for row in cells[:TITLE_LINES]], known_headings)
    headings = _numbered([_tidy(_cell(cell)) for cell in cells[place]])
    rows = pd.DataFrame([[_cell(cell) for cell in row] for row in cells[place + 1 :]], columns=headings, dtype=str)
    rows.index = pd.RangeIndex(place + 2, place + 2 + len(rows))
    return RawFile(file, _with_content(rows), place + 1)


def _cell(cell: object) -> str:
    """Return a workbook's cell as it shows it: 2023 for 2023.0, 16.6 for 16.600000000000001, a day as 2023-07-10."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    return str(cell)


def _geojson(file: str, stored: bytes, known_headings: frozenset[str]) -> Iterator[RawFile]:
    """Give one row a feature: its properties, and its geometry as the text of a JSON object."""
    import pandas as pd

    try:
        features = json.loads(_text(stored))["features"]
        rows = [feature["properties"] | {"geometry": json.dumps(feature["geometry"])} for feature in features]
    except (KeyError, TypeError) as error:
        raise ValueError(f"it is no GeoJSON: {error}") from error
    yield RawFile(file, pd.DataFrame(rows, dtype=str))


READERS: dict[str, Reader] = {
    ".csv": _csv,
    ".gz": _gzip,
    ".zip": _zip,
    ".xlsx": _workbook,
    ".ods": _workbook,
    ".geojson": _geojson,
}


def _text(stored: bytes) -> str:
    """Return a file's text: UTF-8 or UTF-16, or as older programs for Windows save it."""
    if stored[:2] in UTF_16:
        return stored.decode("utf-16")
    try:
        return stored.decode("utf-8-sig")
    except UnicodeDecodeError:
        return stored.decode("cp1252")


def _heading_place(lines: Sequence[Sequence[str]], known_headings: frozenset[str]) -> int:
    """Return which of the first lines are the headings: the one with most known headings, else the fullest."""
    scores = [
        (len(known_headings & {plain_heading(_tidy(cell)) for cell in cells}), sum(map(bool, cells))) for cells in lines
    ]
    return scores.index(max(scores))


def _tidy(heading: str) -> str:
    return heading.replace(BYTE_ORDER_MARK, "").strip().strip('"')


def _numbered(headings: Sequence[str]) -> list[str]:
    """Return headings each once: a repeated one is given its place in the row, "Value (4)".

    pandas would write ".1" after it, which a release's own description could not tell from a heading that ends so.
    """
    return [
        heading if heading not in headings[:place] else f"{heading} ({place + 1})"
        for place, heading in enumerate(headings)
    ]


def _with_content(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out rows with fewer than two cells that say anything, in a table that is wider."""
    cells = sum(((rows[column] != "").astype(int) for column in rows.columns), start=rows.index.to_series() * 0)
    return rows[cells >= min(2, len(rows.columns))]
