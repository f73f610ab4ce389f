"""Where a number is from, in lines that a reader understands; the same lines for a page's script and for the list of numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache

from helpers.errors import UnknownName
from helpers.publish.ledger.rows import LedgerRow
from helpers.sources import areas

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


def lines(row: LedgerRow) -> tuple[str, ...]:
    """Return where a number is from: whose publication, which table, area and period; or file, row and column; or how it was worked out."""
    return (*shared(row), *own(row))


def shared(row: LedgerRow) -> tuple[str, ...]:
    """Return what a number has in common with those beside it: publication, table, file and measure; nothing where it has none."""
    return tuple(_shared(row))


def own(row: LedgerRow) -> tuple[str, ...]:
    """Return what is a number's own: area, period, row, and how it was worked out."""
    own_lines = tuple(_own(row))
    return own_lines if own_lines or _is_told(row) else (UNKNOWN,)


def script(rows: Sequence[LedgerRow]) -> str:
    """Return a script that tells a page the lines of each of its numbers; each line stands once, numbers give its place.

    `shown` holds the numbers of text alternatives, which stand in no element of their own.
    """
    places: dict[str, int] = {}
    numbers = {row.entry: [places.setdefault(line, len(places)) for line in lines(row)] for row in rows}
    shown = {row.entry: row.shown for row in rows if row.place.endswith("alt text")}
    content = {"lines": list(places), "numbers": numbers, "shown": shown}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f"window.whereFrom = {text};\n"


def _is_told(row: LedgerRow) -> bool:
    return bool(row.publication or row.source or row.file)


def _shared(row: LedgerRow) -> Iterator[str]:
    if row.publication:
        yield f"{row.publisher}: {row.publication}"
    elif row.source:
        yield f"Source: {row.source}"
    if row.table:
        yield f"Table: {row.table}"
    if row.file:
        yield f"File: {row.file}"
    if _is_published(row):
        yield f"Measure: {row.measure}"


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


def _is_published(row: LedgerRow) -> bool:
    """Whether measure, area and period say which row of the published figures it is: no other row tells of an area."""
    return bool(row.area)


def _some(parts: Sequence[str]) -> str:
    """A list as the ledger writes it; of a long one the first few, and how many more there are."""
    left = len(parts) - MOST_NAMED
    return "; ".join(parts[:MOST_NAMED]) + (WHOLE_LEDGER.format(left) if left > 0 else "")


@cache
def _area(code: str) -> str:
    try:
        return areas.named(code).name
    except UnknownName:
        return code
