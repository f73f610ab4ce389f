"""The provenance of a number as lines of words, the same in a page's script and in the list of numbers."""

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
    """Return the lines of a number's provenance.

    A published number has its publication, table, area and period; one from a file its file, row and column; one worked out
    its formula and inputs.
    """
    return (*shared(row), *own(row))


def shared(row: LedgerRow) -> tuple[str, ...]:
    """Return the lines that a number shares with others beside it: publication, table, file and measure; empty where it has none."""
    return tuple(_shared(row))


def own(row: LedgerRow) -> tuple[str, ...]:
    """Return the lines that only this number has: area, period, formula, inputs and row; one line says where there is no origin."""
    own_lines = tuple(_own(row))
    return own_lines if own_lines or _is_told(row) else (UNKNOWN,)


def script(rows: Sequence[LedgerRow]) -> str:
    """Return a script that sets `window.whereFrom` to the provenance of a page's numbers.

    `lines` has each line once, since most are shared by many numbers, and `numbers` gives for each entry the places of its
    lines. `shown` has the numbers of text alternatives, which are in no element of their own.
    """
    places: dict[str, int] = {}
    numbers = {row.entry: [places.setdefault(line, len(places)) for line in lines(row)] for row in rows}
    shown = {row.entry: row.shown for row in rows if row.place.endswith("alt text")}
    content = {"lines": list(places), "numbers": numbers, "shown": shown}
    # A browser ends a script at "</script>" even within a string.
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
    """Whether the number is a published figure, or counts such figures of one measure."""
    return bool(row.measure)


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
