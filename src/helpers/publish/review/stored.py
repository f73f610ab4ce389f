"""The rows of the published store that a report's numbers rest on, as tables of text: no reviewer needs the store's files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from helpers.publish.ledger.rows import LedgerRow
from helpers.publish.review.provenance import StoredRow
from helpers.sources import published, stored_rows
from helpers.sources.origins import PublishedOrigin
from helpers.sources.stored_rows import StoredRows
from helpers.statistics import units

SOURCE = "source"


@dataclass(frozen=True)
class StoredTable:
    """Rows of one table of the store: its name, the number of rows, and the rows as an HTML table."""

    name: str
    count: int
    html: str


def rows_behind(numbers: Iterable[LedgerRow]) -> list[StoredRows]:
    """Return the rows of the store that numbers rest on, and those of the publications that they are from."""
    rows = stored_rows.stored_rows(dict.fromkeys(place for number in numbers for place in number.stored))
    names = {name for table in rows for name in _sources(table)}
    shown = {place for table in rows if table.table == "sources" for place in table.cells}
    cited = {published.origin("sources", name) for name in names}
    figures = [table for table in rows if table.table != "sources"]
    return [*figures, *stored_rows.stored_rows(sorted(shown | cited, key=str))]


def addresses(tables: Iterable[StoredRows]) -> dict[PublishedOrigin, StoredRow]:
    """Return where each row stands on the page of the rows, and its edition."""
    return {
        place: StoredRow(f"{table.table}-{order}", _edition(table, cells))
        for table in tables
        for order, (place, cells) in enumerate(table.cells.items(), start=1)
    }


def tables(rows: Sequence[StoredRows]) -> Iterator[StoredTable]:
    """Yield each table as HTML: a row's source leads to the publication's row, and an address out."""
    places = addresses(rows)
    for table in rows:
        heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
        body = "".join(_row(table, place, cells, places) for place, cells in table.cells.items())
        label = escape(f"Rows of {table.table}")
        yield StoredTable(
            table.table,
            len(table.cells),
            f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">\n<table class="stored">'
            f'<caption class="unseen">{label}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</div>\n',
        )


def _row(
    table: StoredRows, place: PublishedOrigin, cells: Sequence[str], places: Mapping[PublishedOrigin, StoredRow]
) -> str:
    first, *rest = (_linked(name, cell, places) for name, cell in zip(table.columns, cells, strict=True))
    return (
        f'<tr id="{places[place].id}"><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>\n'
    )


def _linked(column: str, cell: str, places: Mapping[PublishedOrigin, StoredRow]) -> str:
    """A cell as HTML: the name of a publication leads to its row, and an address to what it is of."""
    source = places.get(published.origin("sources", cell)) if column == SOURCE else None
    address = source.address if source else cell if column == "url" else ""
    return f'<a href="{escape(address)}">{escape(cell)}</a>' if address else escape(cell)


def _sources(table: StoredRows) -> Iterator[str]:
    if SOURCE in table.columns:
        at = table.columns.index(SOURCE)
        yield from (cells[at] for cells in table.cells.values() if cells[at])


def _edition(table: StoredRows, cells: tuple[str, ...]) -> str:
    """The edition of a row in words: of figures by the last day that it speaks of; empty where the table names none."""
    edition = dict(zip(table.columns, cells, strict=True)).get("edition", "")
    if table.table != "figures" or not edition:
        return edition
    return f"with figures up to {units.written_date(date.fromisoformat(edition))}"
