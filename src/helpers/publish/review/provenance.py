"""The provenance of a number as lines, the same in a page's script and in the list of numbers; some lead somewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from helpers.errors import UnknownName
from helpers.publish.ledger.rows import LedgerRow
from helpers.sources import areas
from helpers.sources.origins import PublishedOrigin

ROWS_PAGE = "rows.html"
MOST_NAMED = 6
WHOLE_LEDGER = "; and {} more, which numbers.csv names"
KINDS = {
    "axis": "A value that an axis names, chosen to read the picture by",
    "caption": "The number of a figure or table",
    "chapter": "The number of the chapter",
    "download": "Counted in the file that is offered",
    "edition": "The year that was asked for",
    "key": "A sign that joins a place in the picture to its name",
}
UNKNOWN = "Set by the program, not by data"


@dataclass(frozen=True)
class Line:
    """One line of a provenance, and the address that it leads to, if any."""

    words: str
    address: str = ""

    @property
    def as_json(self) -> str | list[str]:
        """The line for a page's script."""
        return [self.words, self.address] if self.address else self.words

    @property
    def html(self) -> str:
        """The line as HTML."""
        words = escape(self.words)
        return f'<a href="{escape(self.address)}">{words}</a>' if self.address else words


@dataclass(frozen=True)
class StoredRow:
    """A row of the published store as text: its id on the page of the rows, and which edition it is from, in words."""

    id: str
    edition: str = ""

    @property
    def address(self) -> str:
        """Where it stands."""
        return f"{ROWS_PAGE}#{self.id}"


Stored = Mapping[PublishedOrigin, StoredRow]


def lines(row: LedgerRow, stored: Stored) -> tuple[Line, ...]:
    """Return the lines of a number's provenance; `stored` has what is told of rows of the store.

    A published number has its publication, table, edition, area and period; one from a file its file, row and column; one worked out
    its formula and inputs.
    """
    return (*shared(row, stored), *own(row, stored))


def shared(row: LedgerRow, stored: Stored) -> tuple[Line, ...]:
    """Return the lines that a number shares with others beside it: publication, edition, table, file and measure; empty where it has none."""
    return tuple(_shared(row, stored))


def own(row: LedgerRow, stored: Stored) -> tuple[Line, ...]:
    """Return the lines that only this number has: area, period, formula, inputs and row; one line says where there is no origin."""
    own_lines = (*(Line(words) for words in _own(row)), *_rows_as_text(row, stored))
    return own_lines if own_lines or _is_told(row) else (Line(UNKNOWN),)


def script(rows: Sequence[LedgerRow], stored: Stored) -> str:
    """Return a script that sets `window.whereFrom` to the provenance of a page's numbers.

    `lines` has each line once, since most are shared by many numbers, and `numbers` gives for each entry the places of its
    lines. `shown` has the numbers of text alternatives, which are in no element of their own.
    """
    places: dict[Line, int] = {}
    numbers = {row.entry: [places.setdefault(line, len(places)) for line in lines(row, stored)] for row in rows}
    shown = {row.entry: row.shown for row in rows if row.place.endswith("alt text")}
    content = {"lines": [line.as_json for line in places], "numbers": numbers, "shown": shown}
    # A browser ends a script at "</script>" even within a string.
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f"window.whereFrom = {text};\n"


def _is_told(row: LedgerRow) -> bool:
    return bool(row.cited or row.source or row.file)


def _shared(row: LedgerRow, stored: Stored) -> Iterator[Line]:
    yield from (Line(*source) for source in row.cited)
    if row.source and not row.cited:
        yield Line(f"Source: {row.source}")
    for edition in sorted({stored[place].edition for place in row.stored if place in stored} - {""}):
        yield Line(f"Edition: {edition}")
    if row.table:
        yield Line(f"Table: {row.table}")
    if row.file:
        yield Line(f"File: {row.file}")
    if _is_published(row):
        yield Line(f"Measure: {row.measure}")


def _own(row: LedgerRow) -> Iterator[str]:
    if row.kind in KINDS:
        yield KINDS[row.kind]
    if row.area:
        yield f"Area: {_area(row.area)}"
    if row.period:
        yield f"Period: {row.period}"
    if row.formula:
        yield f"Worked out: {row.formula}"
    if row.inputs:
        yield f"From: {_some(row.inputs)}"
    if any(row.row) and not _is_published(row):
        yield f"Row: {_some(row.row)}{f', column {row.column}' if row.column else ''}"


def _rows_as_text(row: LedgerRow, stored: Stored) -> Iterator[Line]:
    """The way to each row of the store that a number rests on, as text; of more than MOST_NAMED to the first ones."""
    for place in [place for place in row.stored if place in stored][:MOST_NAMED]:
        yield Line(f"Row as text: {_place(place)}", stored[place].address)


def _place(place: PublishedOrigin) -> str:
    match place.row:
        case (measure, area, period):
            return f"{measure}, {_area(area)}, {period}"
    return place.row_key


def _is_published(row: LedgerRow) -> bool:
    """Whether the number is a published figure, or counts such figures of one measure."""
    return bool(row.measure and row.table)


def _some(parts: Sequence[str]) -> str:
    """A list joined as in the ledger; of more than MOST_NAMED parts the first ones and how many more there are."""
    left = len(parts) - MOST_NAMED
    return "; ".join(parts[:MOST_NAMED]) + (WHOLE_LEDGER.format(left) if left > 0 else "")


@cache
def _area(code: str) -> str:
    try:
        return areas.named(code).name
    except UnknownName:
        return code
