"""The data of a report's figures and tables as CSV files for download."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.display import blocks
from helpers.display.captions import labelled
from helpers.display.markdown import slug_of
from helpers.publish.chapter import Chapter
from helpers.sources import published
from helpers.sources.origins import Origin, PublishedOrigin
from helpers.statistics.numbers import Number, Text, joined, text
from helpers.statistics.units import HIDDEN, half_up

CONFIDENTIAL = HIDDEN["c"]
MEASURES = "measures.csv"
DEFINED = (
    "measure", "name", "unit", "definition", "counted_among", "breaks", "publisher", "publication", "table", "usually_issued_in", "files",
)  # fmt: skip
DataBlock = blocks.Figure | blocks.Table


@dataclass(frozen=True)
class Download:
    """One CSV file for readers; `chapter` is its chapter's slug.

    `labels` are the figures and tables whose data it contains, such as ("Figure 1.3", "Table 1.2"); `title`, `subtitle` and
    `block` are those of the first. `rows` is the number of rows below the headings. `content` is the text in the form of RFC 4180.
    """

    name: str
    title: str
    subtitle: str
    labels: tuple[str, ...]
    chapter: str
    rows: int
    content: str
    block: DataBlock

    @property
    def shown_as(self) -> Text:
        """The labels of its figures and tables, as a list in words."""
        return joined(map(labelled, self.labels), last=", ")

    @property
    def row_count(self) -> Text:
        """The number of rows, as a number with an entry in the ledger."""
        return text(self._number("rows", self.rows, f"{self.rows:,}"))

    @property
    def confidential_cells(self) -> Text:
        """How many of its cells are [c], as a number with an entry in the ledger; empty where none is."""
        cells = sum(row.count(CONFIDENTIAL) for row in csv.reader(io.StringIO(self.content)))
        return text(self._number("confidential", cells, f"{cells:,}")) if cells else Text()

    @property
    def file_size(self) -> Text:
        """The size of the file, as a number with an entry in the ledger."""
        return text(self._number("size", self.size, self.size_shown))

    def _number(self, what: str, value: int, shown: str) -> Number:
        name = f"download-{slug_of(self.name)}-{what}"
        origins = (Origin(f"downloads/{self.name}", column=name),)
        return Number(name, float(value), origins=origins, kind="download", shown=shown, entry=name)

    @property
    def size(self) -> int:
        """The file's size in bytes."""
        return len(self.content.encode())

    @property
    def size_shown(self) -> str:
        """The file's size in words: 129 bytes, 4.2 kB."""
        return f"{self.size} bytes" if self.size < 1000 else f"{half_up(self.size / 1000, 1)} kB"


def write_files(offered: Sequence[Download], folder: Path) -> None:
    """Write the files into the folder, which is made where it is missing, and beside them what the measures in them mean."""
    folder.mkdir(parents=True, exist_ok=True)
    for download in offered:
        (folder / download.name).write_bytes(download.content.encode())
    (folder / MEASURES).write_bytes(definitions(offered).encode())


def definitions(offered: Sequence[Download]) -> str:
    """Return a CSV with a row for each published measure that the files have figures of: what it is, and in which files it stands."""
    files: dict[str, list[str]] = {}
    for download in offered:
        for measure in sorted(_measures(download.block)):
            files.setdefault(measure, []).append(download.name)
    abouts = [published.store().measure(measure) for measure in sorted(files)]
    rows = [
        (a.measure, a.name, a.unit, a.definition, a.denominator_note, "; ".join(a.breaks), a.owner, a.publication, a.table,
         a.month, "; ".join(files[a.measure]))
        for a in abouts
    ]  # fmt: skip
    return _rfc_4180([DEFINED, *rows])


def _measures(block: DataBlock) -> set[str]:
    """The published measures that a figure or table has figures of."""
    numbers = [number for _, number in block.numbers()]
    places = [place for number in numbers for place in (*number.origins, *number.inputs)]
    named = {
        str(place.row[0]) for place in places if isinstance(place, PublishedOrigin) and isinstance(place.row, tuple)
    }
    return {measure for measure in named if published.store().find(measure)}


def of_chapters(chapters: Iterable[Chapter]) -> list[Download]:
    """Return the downloads of the chapters in reading order.

    A figure and a table of the same data share one file. Files of one chapter whose names would be equal are numbered:
    01_introduction_income.csv, 01_introduction_income_2.csv.
    """
    return [download for chapter in chapters for download in _of_chapter(chapter)]


def by_label(downloads: Iterable[Download]) -> dict[str, Download]:
    """Return the download of each figure and table, by its label."""
    return {label: download for download in downloads for label in download.labels}


def _of_chapter(chapter: Chapter) -> Iterator[Download]:
    files: dict[tuple[str, str], list[tuple[str, DataBlock]]] = {}
    for label, block in _data_blocks(chapter):
        files.setdefault((block.name, block.data.csv), []).append((label, block))
    names = _file_names(chapter.slug, [name for name, _ in files])
    return (_download(name, chapter.slug, parts) for name, parts in zip(names, files.values(), strict=True))


def _data_blocks(chapter: Chapter) -> Iterator[tuple[str, DataBlock]]:
    for part in chapter.shown():
        if isinstance(part.block, blocks.Figure | blocks.Table) and part.block.data.csv:
            yield part.label, part.block


def _file_names(slug: str, names: Sequence[str]) -> list[str]:
    earlier = [names[:place].count(name) for place, name in enumerate(names)]
    endings = [f"_{count + 1}" if count else "" for count in earlier]
    return [f"{slug}_{name.replace('.', '_')}{ending}.csv" for name, ending in zip(names, endings, strict=True)]


def _download(name: str, chapter: str, parts: Sequence[tuple[str, DataBlock]]) -> Download:
    block = parts[0][1]
    table = list(csv.reader(io.StringIO(block.data.csv)))
    labels = tuple(label for label, _ in parts)
    return Download(
        name, block.title.plain, block.subtitle.plain, labels, chapter, len(table) - 1, _rfc_4180(table), block
    )


def _rfc_4180(rows: Iterable[Sequence[str]]) -> str:
    page = io.StringIO()
    csv.writer(page).writerows(rows)
    return page.getvalue()
