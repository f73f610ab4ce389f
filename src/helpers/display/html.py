"""Write blocks and Markdown as HTML that is readable without a style sheet, as in JupyterLab, and is styled by the site's.

All words are escaped. A number is an element with its plain value and its name (`<data value="43000" data-number="visits">`).
The HTML needs no script and no network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import count, repeat, takewhile

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from helpers.display import blocks, svg
from helpers.display import markdown as reading
from helpers.display.captions import labelled
from helpers.statistics.numbers import MARK, Number, Text, compose


@dataclass(frozen=True)
class Setting:
    """The context in which HTML is written.

    `label` is "Figure 1.3", "Table 1.2" or empty; `download` is the address of the block's CSV or empty. `address` turns the
    address of a link in the notebook into that of the page. `slugs` yields the id of each heading in turn.
    """

    label: str = ""
    download: str = ""
    address: Callable[[str], str] = str
    slugs: Iterator[str] | None = None


ALONE = Setting()


def block(shown: blocks.Block, label: str = "", *, setting: Setting = ALONE) -> str:
    """Return a block as HTML, with its label, if any, before its title; `label` takes precedence over that of `setting`."""
    return WRITERS[type(shown)](
        shown, Setting(label or setting.label, setting.download, setting.address, setting.slugs)
    )


blocks.Block.as_html = block


def markdown(passage: Text, *, setting: Setting = ALONE) -> str:
    """Return Markdown as HTML: headings have ids, tables have header cells, and raw HTML is shown as text."""
    tokens = list(_with_row_headers(reading.tokens(passage)))
    for token in tokens:
        _place(token, setting)
    # The parser escapes all words first; numbers replace their marks after that, so that their own elements are not escaped.
    rendered = _Markdown().render(tokens, reading.parser().options, {"text": passage})
    return MARK.sub(lambda mark: _number(passage.numbers[int(mark[1])]), rendered)


def inline(passage: Text, *, setting: Setting = ALONE) -> str:
    """Return one paragraph of Markdown as HTML, without the `<p>` around it."""
    return markdown(passage, setting=setting).strip().removeprefix("<p>").removesuffix("</p>")


def words(passage: Text) -> str:
    """Return a text as escaped HTML, with each number as a `<data>` element."""
    return passage.filled(_number, escape)


def anchor(label: str) -> str:
    """Return the id of a figure or table by its label: "Figure 1.3" gives figure-1-3."""
    return label.lower().replace(" ", "-").replace(".", "-")


def _prose(shown: blocks.Prose, setting: Setting) -> str:
    return markdown(shown.text, setting=setting)


def _figure(shown: blocks.Figure, setting: Setting) -> str:
    return (
        f'<figure class="figure"{_id(setting)}>\n<figcaption>{_heading(shown.title, shown.subtitle, setting)}</figcaption>\n'
        f"{_picture(shown)}\n{_below(shown)}{_data(shown, setting)}</figure>\n"
    )


def _tabled(shown: blocks.Table, setting: Setting) -> str:
    name = compose("{}: {}", labelled(setting.label), shown.title) if setting.label else shown.title
    caption = f'<span class="caption">{_heading(shown.title, shown.subtitle, setting)}</span>'
    link = f"<p>{_download(setting, shown.title)}</p>\n" if setting.download else ""
    return f'<div class="table"{_id(setting)}>\n{_table(shown.data, caption, name)}{_below(shown)}{link}</div>\n'


def _key_figures(shown: blocks.KeyFigures, setting: Setting) -> str:
    return f'<dl class="key-figures">\n{"".join(_key_figure(*figure) for figure in shown.figures)}</dl>\n'


def _not_supplied(shown: blocks.NotSupplied, setting: Setting) -> str:
    return f'<p class="not-supplied">{words(shown.line)}</p>\n'


def _heading(title: Text, subtitle: Text, setting: Setting) -> str:
    label = f'<span class="label">{words(labelled(setting.label))}</span> ' if setting.label else ""
    below = f'<br><span class="subtitle">{words(subtitle)}</span>' if subtitle else ""
    return f'<strong class="title">{label}{words(title)}</strong>{below}'


def _picture(shown: blocks.Figure) -> str:
    """The wide and the narrow drawing under one text alternative.

    The narrow one has the attribute `hidden`, so that without a style sheet only one drawing is seen.
    """
    drawings = [
        svg.without_styles(svg.filled(drawn, lines, _line))
        for drawn, lines in ((shown.wide, shown.wide_words), (shown.narrow, shown.narrow_words))
    ]
    narrow = f'<div class="narrow" aria-hidden="true" hidden>{drawings[1]}</div>' if shown.narrow else ""
    wide = f'<div class="{"wide" if narrow else "only"}" aria-hidden="true">{drawings[0]}</div>'
    return f'<div class="picture" role="img" aria-label="{escape(shown.alt.plain)}"{_entries(shown.alt)}>{wide}{narrow}</div>'


def _below(shown: blocks.Figure | blocks.Table) -> str:
    paragraphs = (("note", shown.note), ("credit", shown.credit))
    return "".join(f'<p class="{kind}">{words(passage)}</p>\n' for kind, passage in paragraphs if passage)


def _data(shown: blocks.Figure, setting: Setting) -> str:
    behind = compose("Data behind {}", labelled(setting.label) or "this figure")
    caption = f'<span class="caption">{words(shown.title)}</span>'
    link = f"<p>{_download(setting, shown.title)}</p>\n" if setting.download else ""
    table = _table(shown.data, caption, compose("{}: {}", behind, shown.title))
    return f'<details class="data"><summary>{words(behind)}</summary>\n{table}{link}</details>\n'


def _download(setting: Setting, title: Text) -> str:
    what = labelled(setting.label) if setting.label else compose("“{}”", title)
    return (
        f'<a class="download" href="{escape(setting.download)}" download>Download the data of {words(what)} (CSV)</a>'
    )


def _table(data: blocks.Grid, caption: str, name: Text) -> str:
    """A table in a box that scrolls sideways, also by keyboard, where the page is narrower than the table."""
    if _is_of_words(data):
        return f"{_scrolling(name)}{_table_of_words(data, caption)}</div>\n"
    head = "".join(map(_column_header, data.headings, _aligned(data.aligned)))
    body = "".join(f"<tr>{_row(row, data.aligned, link)}</tr>\n" for row, link in data.linked_rows())
    return f"{_scrolling(name)}<table><caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"


def _is_of_words(data: blocks.Grid) -> bool:
    """Whether a table has more than two columns, all of words: a phone then shows the cells of a row one below another."""
    return len(data.headings) > 2 and "right" not in data.aligned and all(data.headings)


def _table_of_words(data: blocks.Grid, caption: str) -> str:
    head = "".join(f'<th scope="col"><span>{words(heading)}</span></th>' for heading in data.headings)
    rows = (
        "".join(
            _named_cell(cell, heading, link, is_first=not place)
            for place, (cell, heading) in enumerate(zip(row, data.headings, strict=True))
        )
        for row, link in data.linked_rows()
    )
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return (
        f'<table class="words"><caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}</tbody></table>"
    )


def _named_cell(cell: Text, heading: Text, link: str, *, is_first: bool) -> str:
    if is_first and cell:
        return f'<th scope="row">{_linked(words(cell), link)}</th>'
    return f'<td data-heading="{escape(heading.plain)}"{_entries(heading)}>{_marked(cell)}</td>'


def _scrolling(name: Text) -> str:
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(name.plain)}"{_entries(name)}>'


def _aligned(aligned: Sequence[str]) -> Iterator[str]:
    return (' class="number"' if side == "right" else "" for side in aligned)


def _column_header(heading: Text, kind: str) -> str:
    whole = "" if " " in heading.words else ' class="whole"'
    return f'<th scope="col"{kind}><span{whole}>{words(heading)}</span></th>' if heading else f"<td{kind}></td>"


def _row(row: Sequence[Text], aligned: Sequence[str], link: str) -> str:
    tags = zip(row, _aligned(aligned), [' scope="row"', *repeat("", len(row) - 1)], strict=True)
    return "".join(_cell(cell, kind, scope, link if scope else "") for cell, kind, scope in tags)


def _cell(cell: Text, kind: str, scope: str, link: str) -> str:
    tag = "th" if scope and cell else "td"
    return f"<{tag}{scope if cell else ''}{kind}>{_linked(_marked(cell), link)}</{tag}>"


def _linked(inside: str, link: str) -> str:
    return f'<a href="{escape(link)}">{inside}</a>' if link and inside else inside


def _marked(cell: Text) -> str:
    """A cell's words, after its mark if it has one; a screen reader leaves the mark out, as the words say the same."""
    mark, rest = blocks.mark_and_words(cell)
    return f'<span class="mark" aria-hidden="true">{mark}</span>&nbsp;{words(rest)}' if mark else words(cell)


def _key_figure(figure: Text, what: Text, note: Text) -> str:
    noted = f'<dd class="note">{words(note)}</dd>' if note else ""
    return f'<div><dt>{words(what)}</dt><dd class="figure"><strong>{words(figure)}</strong></dd>{noted}</div>\n'


def _id(setting: Setting) -> str:
    return f' id="{anchor(setting.label)}"' if setting.label else ""


def _number(number: Number) -> str:
    entry = f' data-entry="{escape(number.entry)}"' if number.entry else ""
    phrase = ' class="phrase"' if number.unit == "words" else ""
    value = f'value="{escape(_value(number))}" data-number="{escape(number.name)}"'
    return f"<data {value}{entry}{phrase}>{escape(number.shown)}</data>"


def _line(line: Text) -> str:
    """A line of text in a picture, with each number as a `<tspan>`, since SVG has no `<data>`."""
    return line.filled(lambda number: f"<tspan{_tspan_attributes(number)}>{escape(number.shown)}</tspan>", escape)


def _tspan_attributes(number: Number) -> str:
    return f' data-number="{escape(number.name)}" data-entry="{escape(number.entry)}"' if number.entry else ""


def _entries(*texts: Text) -> str:
    """The attribute `data-entries`: the entries, in order, of the numbers in another attribute of the element; empty without any."""
    entries = " ".join(number.entry for passage in texts for number in passage.numbers if number.entry)
    return f' data-entries="{escape(entries)}"' if entries else ""


def _value(number: Number) -> str:
    """A number's value for a program: digits, an ISO date, or the code of a hidden value."""
    if number.value is None:
        return number.shown
    if isinstance(number.value, int | float):
        return f"{Decimal(repr(number.value)).normalize():f}"
    return number.value if isinstance(number.value, str) else number.value.isoformat()


def _with_row_headers(tokens: Sequence[Token]) -> Iterator[Token]:
    """Make the first cell of each body row the row's header, and give every header cell its scope."""
    cell = count()
    for token in tokens:
        if token.type == "tr_open":
            cell = count()
        if token.type in ("td_open", "td_close"):
            # The opening and the closing token of the first cell are the first two of a row.
            token.tag = "th" if next(cell) < 2 else "td"
        if token.type in ("th_open", "td_open") and token.tag == "th":
            token.attrSet("scope", "col" if token.type == "th_open" else "row")
        if "right" in str(token.attrs.pop("style", "")):
            token.attrSet("class", "number")
        yield token


def _place(token: Token, setting: Setting) -> None:
    """Give a heading its id and a link its address, in the token itself: `markdown` has parsed it for this call alone."""
    if token.type == "heading_open" and setting.slugs:
        token.attrSet("id", next(setting.slugs))
    for link in token.children or ():
        if link.type == "link_open":
            link.attrSet("href", setting.address(str(link.attrGet("href") or "")))


def _head(tokens: Sequence[Token], start: int) -> Iterator[Token]:
    return takewhile(lambda token: token.type != "thead_close", tokens[start:])


class _Markdown(RendererHTML):
    """The parser's own HTML, with each table in the box that scrolls."""

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        heads = (reading.plain(token, env["text"]) for token in _head(tokens, idx) if token.type == "inline")
        return f"{_scrolling(Text('Table: ' + ', '.join(filter(None, heads))))}<table>\n"

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"


WRITERS: dict[type[blocks.Block], Callable[..., str]] = {
    blocks.Prose: _prose,
    blocks.Figure: _figure,
    blocks.Table: _tabled,
    blocks.KeyFigures: _key_figures,
    blocks.NotSupplied: _not_supplied,
    blocks.Nothing: lambda *_: "",
}
