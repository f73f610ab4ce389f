"""Tag the row headers of a PDF's tables.

Typst marks only the headings of columns as headers. A screen reader needs those of rows too, so the tags are changed with pikepdf in
the finished file.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf


def with_row_headers(document: bytes) -> bytes:
    """Return the PDF with the first cell of each body row tagged as that row's header; the same PDF gives the same bytes.

    Typst lists for each cell the header of its column alone. A list outranks the scope of headers, so the lists are removed:
    the scopes, of columns and of rows, then say which headers belong to a cell.
    """
    with Pdf.open(BytesIO(document)) as opened:
        for table in _tables(opened.Root.StructTreeRoot):
            _mark(opened, table)
        output = BytesIO()
        opened.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()


def tagged(parent: Object, *names: str) -> Iterator[Object]:
    """Yield the structure elements below `parent`, in reading order, whose type is one of `names`."""
    for child in children(parent):
        if child.get("/S") in names:
            yield child
        yield from tagged(child, *names)


def children(parent: Object) -> list[Object]:
    """Return the structure elements directly below `parent`, without references to content."""
    kids = parent.get("/K", Array())
    return [
        child
        for child in (kids if isinstance(kids, Array) else [kids])
        if isinstance(child, Dictionary) and "/S" in child
    ]


def _tables(parent: Object) -> Iterator[Object]:
    """Yield the tables below an element; tables are not nested here."""
    for child in children(parent):
        if child.S == "/Table":
            yield child
        else:
            yield from _tables(child)


def _mark(document: Pdf, table: Object) -> None:
    for part in children(table):
        if part.S == "/TFoot":  # its rows are of the body; Typst only keeps them together
            part.S = Name.TBody
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
