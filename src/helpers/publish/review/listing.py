"""The list of all numbers as plain HTML tables, readable without a script: each with its place and its provenance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain, repeat

from helpers.publish.ledger.rows import LedgerRow
from helpers.publish.review import provenance
from helpers.publish.review.cells import ReviewedCell
from helpers.publish.review.provenance import Line, Stored

HEAD = '<thead><tr><th scope="col">Number</th><th scope="col">Where it stands</th><th scope="col">Where it is from</th></tr></thead>\n'


@dataclass(frozen=True)
class NumberList:
    """The numbers of one chapter, or those that every page shows: `id` is the anchor in the list, `table` is HTML, `count` the number of rows."""

    id: str
    title: str
    count: int
    table: str


def number_list(
    title: str, slug: str, cells: Sequence[ReviewedCell], rows: Iterable[LedgerRow], *, page: str, stored: Stored
) -> NumberList:
    """Return a chapter's numbers, cell by cell, each linked to its place on `page` (empty: the page of the list itself).

    Numbers that are in no cell, such as the chapter's own number, come last.
    """
    left = {row.entry: row for row in rows}
    count = len(left)
    bodies = [
        _bodies(f"{slug}-{cell.place}", _popped(cell.entries, left), f"{page}#{cell.place}", stored) for cell in cells
    ]
    return NumberList(slug, title, count, _table(title, [*bodies, _bodies("", list(left.values()), page, stored)]))


def _popped(entries: Iterable[str], left: dict[str, LedgerRow]) -> list[LedgerRow]:
    return [left.pop(entry) for entry in entries if entry in left]


def _table(title: str, bodies: Iterable[str]) -> str:
    name = escape(f"Numbers of {title}")
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">\n<table class="numbers">'
        f'<caption class="unseen">{name}</caption>\n{HEAD}{"".join(bodies)}</table>\n</div>\n'
    )


def _bodies(place: str, rows: Sequence[LedgerRow], address: str, stored: Stored) -> str:
    """The numbers of a cell as table bodies, one for each publication and file; the first has the cell's id, for links."""
    groups: dict[tuple[Line, ...], list[LedgerRow]] = {}
    for row in rows:
        groups.setdefault(provenance.shared(row, stored), []).append(row)
    ids = chain([place], repeat(""))
    return "".join(
        _body(id_, shared, group, address, stored) for id_, (shared, group) in zip(ids, groups.items(), strict=False)
    )


def _body(place: str, shared: tuple[Line, ...], rows: Sequence[LedgerRow], address: str, stored: Stored) -> str:
    named = f' id="{escape(place)}"' if place else ""
    head = f'<tr class="shared"><th colspan="3" scope="rowgroup">{_sentences(shared)}</th></tr>\n' if shared else ""
    return f"<tbody{named}>\n{head}{''.join(_rows(rows, address, stored))}</tbody>\n"


def _sentences(lines: Iterable[Line]) -> str:
    return ". ".join(line.html for line in lines)


def _rows(rows: Iterable[LedgerRow], address: str, stored: Stored) -> Iterator[str]:
    page, _, place = address.partition("#")
    for row in rows:
        query = f"?number={row.entry}" if page else ""
        link = escape(f"{page}{query}{'#' if place else ''}{place}")
        shown = f'<a href="{link}">{escape(row.shown)}</a>' if link else escape(row.shown)
        from_ = _sentences(provenance.own(row, stored))
        yield f'<tr><th scope="row">{shown}</th><td>{escape(row.place)}</td><td>{from_}</td></tr>\n'


def by_chapter(rows: Iterable[LedgerRow]) -> Mapping[str, list[LedgerRow]]:
    """Return the rows of each chapter, and under an empty name those of every page."""
    chapters: dict[str, list[LedgerRow]] = {}
    for row in rows:
        chapters.setdefault(row.chapter, []).append(row)
    return chapters
