"""Write tables as HTML, in a box that scrolls where a page is narrower; on a phone the cells of those with many words stand one below another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from helpers.display import blocks
from helpers.display.html_words import entries, term, words
from helpers.statistics.numbers import Text

MANY_COLUMNS, LONG = 5, 60  # beside numbers, a phone has no room for words in so many columns or for so many letters


def table(data: blocks.Grid, caption: str, name: Text, place: str) -> str:
    """A table in a box that scrolls sideways, also by keyboard, where the page is narrower than the table."""
    if _is_of_words(data):
        return f"{scrolling(name)}{_table_of_words(data, caption)}</div>\n"
    kind = ' class="explained"' if data.meanings else ""
    head = "".join(map(_column_header, data.headings, _aligned(data.aligned)))
    headers = _explained_headers(data, place) if data.meanings else _linked_headers(data)
    body = "".join(
        f"<tr{_kind(data, place)}>{_row(row, data.aligned, header)}</tr>\n"
        for place, (row, header) in enumerate(zip(data.rows, headers, strict=True))
    )
    return f"{scrolling(name)}<table{kind}><caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"


def _is_of_words(data: blocks.Grid) -> bool:
    """Whether a phone shows the cells of a row one below another: of a table of words and, beside numbers, where words have no room."""
    if len(data.headings) < 3 or not all(data.headings) or data.meanings:
        return False
    beside = [place for place, side in enumerate(data.aligned) if place and side == "left"]
    longest = max((len(row[place].plain) for row in data.rows for place in beside), default=0)
    is_squeezed = bool(beside) and (len(data.headings) >= MANY_COLUMNS or longest > LONG)
    return "right" not in data.aligned or is_squeezed


def _table_of_words(data: blocks.Grid, caption: str) -> str:
    sides = list(_aligned(data.aligned))
    head = "".join(map(_column_header, data.headings, sides))
    rows = (
        "".join(
            _named_cell(cell, heading, link, side, is_first=not place)
            for place, (cell, heading, side) in enumerate(zip(row, data.headings, sides, strict=True))
        )
        for row, link in data.linked_rows()
    )
    body = "".join(f"<tr{_kind(data, place)}>{row}</tr>\n" for place, row in enumerate(rows))
    return (
        f'<table class="words"><caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}</tbody></table>"
    )


def _named_cell(cell: Text, heading: Text, link: str, side: str, *, is_first: bool) -> str:
    if is_first and cell:
        return f'<th scope="row"{side}>{_linked(words(cell), link)}</th>'
    return f'<td{side} data-heading="{escape(heading.plain)}"{entries(heading)}>{_marked(cell)}</td>'


def _kind(data: blocks.Grid, place: int) -> str:
    return f' class="{kind}"' if (kind := data.kind(place)) else ""


def scrolling(name: Text) -> str:
    """Return the opening of the box that scrolls, which is called by the name of what is in it."""
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(name.plain)}"{entries(name)}>'


def _aligned(aligned: Sequence[str]) -> Iterator[str]:
    return (' class="number"' if side == "right" else "" for side in aligned)


def _column_header(heading: Text, kind: str) -> str:
    whole = "" if " " in heading.words else ' class="whole"'
    return f'<th scope="col"{kind}><span{whole}>{words(heading)}</span></th>' if heading else f"<td{kind}></td>"


def _row(row: Sequence[Text], aligned: Sequence[str], header: str) -> str:
    """The cells of a row, of which the first has the HTML of `header` inside."""
    first, *following = zip(row, _aligned(aligned), strict=True)
    cells = "".join(f"<td{kind}>{_marked(cell)}</td>" for cell, kind in following)
    tag, scope = ("th", ' scope="row"') if first[0] else ("td", "")
    return f"<{tag}{scope}{first[1]}>{header}</{tag}>{cells}"


def _linked_headers(data: blocks.Grid) -> Iterator[str]:
    return (_linked(_marked(row[0]), link) for row, link in data.linked_rows())


def _explained_headers(data: blocks.Grid, place: str) -> Iterator[str]:
    """Each row's header as a button that opens what it means, as terms of the glossary do."""
    for order, (row, meaning) in enumerate(zip(data.rows, data.meanings, strict=True), start=1):
        shown = _marked(row[0])
        yield term(shown, words(meaning), f"meaning-{place}-{order}") if meaning else shown


def _linked(inside: str, link: str) -> str:
    return f'<a href="{escape(link)}">{inside}</a>' if link and inside else inside


def _marked(cell: Text) -> str:
    """A cell's words, after its mark if it has one; a screen reader leaves the mark out, as the words say the same."""
    mark, rest = blocks.mark_and_words(cell)
    return f'<span class="mark" aria-hidden="true">{mark}</span>&nbsp;{words(rest)}' if mark else words(cell)
