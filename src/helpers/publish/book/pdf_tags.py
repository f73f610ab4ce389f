"""Row headers in a PDF's tables: Typst can mark only the headings of columns."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf


def with_row_headers(document: bytes) -> bytes:
    """Return the PDF with the first cell of each body row tagged as that row's header; the same bytes for the same PDF.

    Typst lists for each cell the header of its column alone; the lists are taken out, so that the scope of the headers,
    of columns and of rows, says which belong to a cell.
    """
    with Pdf.open(BytesIO(document)) as opened:
        for table in _tables(opened.Root.StructTreeRoot):
            _mark(opened, table)
        output = BytesIO()
        opened.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()


def tagged(parent: Object, *names: str) -> Iterator[Object]:
    """Go through the structure elements below one, in reading order, that bear one of the names."""
    for child in children(parent):
        if child.get("/S") in names:
            yield child
        yield from tagged(child, *names)


def children(parent: Object) -> list[Object]:
    """The structure elements directly below one, without references to content."""
    kids = parent.get("/K", Array())
    return [
        child
        for child in (kids if isinstance(kids, Array) else [kids])
        if isinstance(child, Dictionary) and "/S" in child
    ]


def _tables(parent: Object) -> Iterator[Object]:
    """Go through the tables below an element; none stands in another."""
    for child in children(parent):
        if child.S == "/Table":
            yield child
        else:
            yield from _tables(child)


def _mark(document: Pdf, table: Object) -> None:
    for part in children(table):
        for row in children(part):
            cells = children(row)
            for cell in cells:
                _unlist(cell)
            if part.S == "/TBody":
                _head(document, cells[0])


def _head(document: Pdf, cell: Object) -> None:
    scope = document.make_indirect(Dictionary(O=Name.Table, Scope=Name.Row))
    cell.S = Name.TH
    cell.A = Array([scope, *(attribute for attribute in _attributes(cell) if attribute.O != "/Table")])


def _unlist(cell: Object) -> None:
    for attribute in _attributes(cell):
        if attribute.O == "/Table" and "/Headers" in attribute:
            del attribute["/Headers"]


def _attributes(cell: Object) -> list[Object]:
    attributes = cell.get("/A", Array())
    return list(attributes) if isinstance(attributes, Array) else [attributes]
