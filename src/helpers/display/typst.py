"""Write blocks as Typst markup; templates/report.typ decides how each looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from helpers.display import typst_syntax as typst
from helpers.display import typst_tables as tables
from helpers.display.blocks import Block, Figure, Grid, KeyFigures, Nothing, NotSupplied, Prose, Table, mark_and_words
from helpers.display.markdown import slug_of
from helpers.display.typst_markdown import markdown
from helpers.errors import ReportError
from helpers.statistics.numbers import Text

__all__ = ["block", "data", "markdown", "table"]


def block(shown: Block, label: str = "", *, chapter: str = "", slugs: Iterable[str] = ()) -> str:
    """Return a block as Typst markup.

    `label` is such as "Figure 1.3"; `chapter` and `slugs` are those of `markdown`. Raises ReportError for a figure without alt text.
    """
    if isinstance(shown, Prose):
        return markdown(shown.text, chapter=chapter, slugs=slugs)
    return WRITERS[type(shown)](shown, label, chapter)


def table(grid: Grid) -> str:
    """Return a grid as a table: headings repeated on each page, numbers right-aligned, rows of totals in bold."""
    return _drawn(grid, _layout(grid))


def _drawn(grid: Grid, layout: tables.TypstLayout) -> str:
    headings = [typst.filled(heading) for heading in grid.headings]
    return tables.table(headings, grid.aligned, _rows(grid), laid_out=layout)


def _rows(grid: Grid) -> list[list[str]]:
    return [
        [_header(_linked(_cell(row[0], kind), link), kind), *(_cell(cell, kind) for cell in row[1:])]
        for (row, link), kind in zip(grid.linked_rows(), map(grid.kind, range(len(grid.rows))), strict=True)
    ]


def _header(words: str, kind: str) -> str:
    return f"#again[{words}]" if kind == "again" else words


def _linked(words: str, link: str) -> str:
    return f"#link({typst.string(link)})[{words}]" if link and words else words


def data(shown: Figure | Table, label: str, *, chapter: str) -> str:
    """Return the data of a figure as a table titled with the figure's label and title; or a table that the book only names, whole."""
    if isinstance(shown, Table):
        return _tabled("tabled", shown.data, _titled(shown, label, chapter) | _at(_data_place(chapter, label)))
    return _tabled("figure-data", shown.data, behind(shown, label, chapter=chapter))


def behind(shown: Figure, label: str, *, chapter: str) -> dict[str, str]:
    """Return the arguments that link a figure's data to the figure: both places, the label and the title."""
    return {
        **_at(_data_place(chapter, label)),
        "of": typst.string(place(chapter, label)),
        "label": typst.string(label),
        "title": _content(shown.title),
    }


def place(chapter: str, label: str) -> str:
    """Return the Typst label of a figure or a table, which links refer to."""
    return f"{chapter}:{slug_of(label)}"


def _data_place(chapter: str, label: str) -> str:
    return f"{place(chapter, label)}:data"


def _at(label: str) -> dict[str, str]:
    return {"at": typst.string(label)}


def _figure(shown: Figure, label: str, chapter: str) -> str:
    return typst.call(
        "picture",
        **_titled(shown, label, chapter),
        alt=typst.string(_alternative(shown, label, chapter)),
        svg=typst.string(shown.wide),
        see=typst.string(_data_place(chapter, label)),
    )


def _alternative(shown: Figure, label: str, chapter: str) -> str:
    """The figure's alt text; raises ReportError without one, since Typst would refuse it but not say which figure."""
    if not shown.alt.plain.strip():
        raise ReportError(f"{chapter}, {label} ({shown.name}) has no text alternative. Say in words what it shows.")
    return shown.alt.plain


def _table(shown: Table, label: str, chapter: str) -> str:
    if shown.annexed:
        named = _at(place(chapter, label)) | {"label": typst.string(label), "title": _content(shown.title)}
        return typst.call("annexed", **named, see=typst.string(_data_place(chapter, label)))
    if len(shown.data.headings) == 1:
        items = (typst.content(words) for (words,) in _rows(shown.data))
        return typst.call("listed", *items, **_titled(shown, label, chapter))
    return _tabled("tabled", shown.data, _titled(shown, label, chapter))


def _tabled(function: str, grid: Grid, named: dict[str, str]) -> str:
    """A call that draws a grid under its title, on a landscape page where it is too wide for a portrait one."""
    layout = _layout(grid)
    low = "true" if layout.is_low else "false"
    called = typst.call(function, typst.content(_drawn(grid, layout)), **named, low=low, opening=layout.opening)
    return f"#turned[\n{called}\n]" if layout.turned else called


def stays_whole(shown: Table) -> bool:
    """Return whether a table is never parted by the end of a page."""
    return bool(shown.annexed) or _layout(shown.data).is_low


def _layout(grid: Grid) -> tables.TypstLayout:
    plain = [[cell.filled(typst.unbroken) for cell in row] for row in (grid.headings, *grid.rows)]
    return tables.layout(plain[0], grid.aligned, plain[1:])


def _titled(shown: Figure | Table, label: str, chapter: str) -> dict[str, str]:
    return {
        **_at(place(chapter, label)),
        "label": typst.string(label),
        "title": _content(shown.title),
        "subtitle": _content(shown.subtitle),
        "credit": _content(_stopped(shown.credit)),
        "note": _content(_stopped(shown.note)),
    }


def _stopped(passage: Text) -> Text:
    """The text with a full stop at its end, since another sentence follows on the same line."""
    return passage if not passage or passage.plain.endswith((".", "?", "!")) else passage + "."


def _key_figures(shown: KeyFigures, label: str, chapter: str) -> str:
    return typst.call("key-figures", *(typst.array(map(_content, figure)) for figure in shown.figures))


def _not_supplied(shown: NotSupplied, label: str, chapter: str) -> str:
    return typst.call("not-supplied", typst.content(typst.filled(shown.line)))


def _content(passage: Text) -> str:
    return typst.content(typst.filled(passage))


def _cell(cell: Text, kind: str) -> str:
    mark, rest = mark_and_words(cell)
    words = f"#marked[{mark}][{typst.filled(rest)}]" if mark else typst.filled(cell)
    return f"#strong[{words}]" if words and kind == "total" else words


WRITERS: dict[type[Block], Callable[..., str]] = {
    Figure: _figure,
    Table: _table,
    KeyFigures: _key_figures,
    NotSupplied: _not_supplied,
    Nothing: lambda *_: "",
}
