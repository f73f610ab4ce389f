"""Write blocks and Markdown as HTML that reads well alone (in JupyterLab) and takes a page's style when it has one.

Whatever is shown is escaped, a number says its plain value and its name (`<data value="43000" data-number="visits">`), and
nothing needs a style, a script or the network to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch
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
    """What HTML needs to know of where it stands.

    `label` is "Figure 1.3", "Table 1.2" or empty; `download` the address of the block's CSV or empty. `address` turns a link as
    the notebook writes it into the page's; `slugs` gives each heading its id in turn.
    """

    label: str = ""
    download: str = ""
    address: Callable[[str], str] = str
    slugs: Iterator[str] | None = None


ALONE = Setting()


def block(shown: blocks.Block, label: str = "", *, setting: Setting = ALONE) -> str:
    """Return a block as one HTML element, escaped; its label, where it has one, stands before its title."""
    return _element(shown, Setting(label or setting.label, setting.download, setting.address, setting.slugs))


def markdown(passage: Text, *, setting: Setting = ALONE) -> str:
    """Return Markdown as HTML: headings with ids, tables with header cells, raw HTML shown as text."""
    tokens = list(_with_row_headers(reading.tokens(passage)))
    for token in tokens:
        _place(token, setting)
    rendered = _Markdown().render(tokens, reading.parser().options, {"text": passage})
    return _filled(rendered, passage)


def inline(passage: Text, *, setting: Setting = ALONE) -> str:
    """Return one paragraph of Markdown as HTML without the paragraph."""
    return markdown(passage, setting=setting).strip().removeprefix("<p>").removesuffix("</p>")


def words(passage: Text) -> str:
    """Return a text as HTML, escaped, each number as a `<data>` element."""
    return passage.filled(_number, escape)


def anchor(label: str) -> str:
    """Return the id of what bears a label: "Figure 1.3" is figure-1-3."""
    return label.lower().replace(" ", "-").replace(".", "-")


@singledispatch
def _element(shown: blocks.Block, setting: Setting) -> str:
    raise NotImplementedError(f"No HTML is written for a {type(shown).__name__}.")


@_element.register
def _(shown: blocks.Prose, setting: Setting) -> str:
    return markdown(shown.text, setting=setting)


@_element.register
def _(shown: blocks.Figure, setting: Setting) -> str:
    return (
        f'<figure class="figure"{_id(setting)}>\n<figcaption>{_heading(shown.title, shown.subtitle, setting)}</figcaption>\n'
        f"{_picture(shown)}\n{_below(shown)}{_data(shown, setting)}</figure>\n"
    )


@_element.register
def _(shown: blocks.Table, setting: Setting) -> str:
    name = compose("{}: {}", labelled(setting.label), shown.title) if setting.label else shown.title
    caption = f'<span class="caption">{_heading(shown.title, shown.subtitle, setting)}</span>'
    link = f"<p>{_download(setting, shown.title)}</p>\n" if setting.download else ""
    return f'<div class="table"{_id(setting)}>\n{_table(shown.data, caption, name)}{_below(shown)}{link}</div>\n'


@_element.register
def _(shown: blocks.KeyFigures, setting: Setting) -> str:
    return f'<dl class="key-figures">\n{"".join(_key_figure(*figure) for figure in shown.figures)}</dl>\n'


@_element.register
def _(shown: blocks.NotSupplied, setting: Setting) -> str:
    return f'<p class="not-supplied">{words(shown.line)}</p>\n'


def _heading(title: Text, subtitle: Text, setting: Setting) -> str:
    label = f'<span class="label">{words(labelled(setting.label))}</span> ' if setting.label else ""
    below = f'<br><span class="subtitle">{words(subtitle)}</span>' if subtitle else ""
    return f'<strong class="title">{label}{words(title)}</strong>{below}'


def _picture(shown: blocks.Figure) -> str:
    """Both drawings under one text alternative; the narrow one stays hidden until a page's style shows it."""
    drawings = [
        svg.filled(drawn, lines, _line)
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
    """A table in a box that scrolls by itself, and by the keyboard, where the page is narrower than the table."""
    if _is_of_words(data):
        return f"{_scrolling(name)}{_table_of_words(data, caption)}</div>\n"
    head = "".join(map(_column_header, data.headings, _aligned(data.aligned)))
    body = "".join(f"<tr>{_row(row, data.aligned)}</tr>\n" for row in data.rows)
    return f"{_scrolling(name)}<table><caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"


def _is_of_words(data: blocks.Grid) -> bool:
    """Whether a table has several columns and no number's: on a phone its rows are read one below another."""
    return len(data.headings) > 2 and "right" not in data.aligned and all(data.headings)


def _table_of_words(data: blocks.Grid, caption: str) -> str:
    """A table whose roles are told, since a style that sets its rows one below another would take them from it."""
    head = "".join(
        f'<th scope="col" role="columnheader"><span>{words(heading)}</span></th>' for heading in data.headings
    )
    rows = (
        "".join(
            _named_cell(cell, heading, is_first=not place)
            for place, (cell, heading) in enumerate(zip(row, data.headings, strict=True))
        )
        for row in data.rows
    )
    body = "".join(f'<tr role="row">{row}</tr>\n' for row in rows)
    return (
        f'<table class="words" role="table"><caption>{caption}</caption>\n<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{body}</tbody></table>'
    )


def _named_cell(cell: Text, heading: Text, *, is_first: bool) -> str:
    if is_first and cell:
        return f'<th scope="row" role="rowheader">{words(cell)}</th>'
    return f'<td role="cell" data-heading="{escape(heading.plain)}"{_entries(heading)}>{words(cell)}</td>'


def _scrolling(name: Text) -> str:
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(name.plain)}"{_entries(name)}>'


def _aligned(aligned: Sequence[str]) -> Iterator[str]:
    return (' class="number"' if side == "right" else "" for side in aligned)


def _column_header(heading: Text, kind: str) -> str:
    whole = "" if " " in heading.words else ' class="whole"'
    return f'<th scope="col"{kind}><span{whole}>{words(heading)}</span></th>' if heading else f"<td{kind}></td>"


def _row(row: Sequence[Text], aligned: Sequence[str]) -> str:
    tags = zip(row, _aligned(aligned), [' scope="row"', *repeat("", len(row) - 1)], strict=True)
    return "".join(_cell(cell, kind, scope) for cell, kind, scope in tags)


def _cell(cell: Text, kind: str, scope: str) -> str:
    tag = "th" if scope and cell else "td"
    return f"<{tag}{scope if cell else ''}{kind}>{words(cell)}</{tag}>"


def _key_figure(figure: Text, what: Text, note: Text) -> str:
    noted = f'<dd class="note">{words(note)}</dd>' if note else ""
    return f'<div><dt>{words(what)}</dt><dd class="figure"><strong>{words(figure)}</strong></dd>{noted}</div>\n'


def _id(setting: Setting) -> str:
    return f' id="{anchor(setting.label)}"' if setting.label else ""


def _number(number: Number) -> str:
    entry = f' data-entry="{escape(number.entry)}"' if number.entry else ""
    return f'<data value="{escape(_value(number))}" data-number="{escape(number.name)}"{entry}>{escape(number.shown)}</data>'


def _line(line: Text) -> str:
    """A line of text in a picture, each number as a span, since SVG knows no `<data>`."""
    return line.filled(lambda number: f"<tspan{_tspan_attributes(number)}>{escape(number.shown)}</tspan>", escape)


def _tspan_attributes(number: Number) -> str:
    return f' data-number="{escape(number.name)}" data-entry="{escape(number.entry)}"' if number.entry else ""


def _entries(*texts: Text) -> str:
    """Name the entries of the numbers that stand in an attribute of the element, in their order."""
    entries = " ".join(number.entry for passage in texts for number in passage.numbers if number.entry)
    return f' data-entries="{escape(entries)}"' if entries else ""


def _value(number: Number) -> str:
    """The number as a program reads it: digits, an ISO date, or the code that stands for what is hidden."""
    if number.value is None:
        return number.shown
    if isinstance(number.value, int | float):
        return f"{Decimal(repr(number.value)).normalize():f}"
    return number.value if isinstance(number.value, str) else number.value.isoformat()


def _filled(rendered: str, passage: Text) -> str:
    return MARK.sub(lambda mark: _number(passage.numbers[int(mark[1])]), rendered)


def _with_row_headers(tokens: Sequence[Token]) -> Iterator[Token]:
    """Make the first cell of each row of a table's body the row's header, and name every header's scope."""
    cell = count()
    for token in tokens:
        if token.type == "tr_open":
            cell = count()
        if token.type in ("td_open", "td_close"):
            token.tag = "th" if next(cell) < 2 else "td"
        if token.type in ("th_open", "td_open") and token.tag == "th":
            token.attrSet("scope", "col" if token.type == "th_open" else "row")
        yield token


def _place(token: Token, setting: Setting) -> None:
    """Give a heading its id and a link its address; the tokens are the text's own, so nothing else changes."""
    if token.type == "heading_open" and setting.slugs:
        token.attrSet("id", next(setting.slugs))
    for link in token.children or ():
        if link.type == "link_open":
            link.attrSet("href", setting.address(str(link.attrGet("href") or "")))


def _head(tokens: Sequence[Token], start: int) -> Iterator[Token]:
    return takewhile(lambda token: token.type != "thead_close", tokens[start:])


class _Markdown(RendererHTML):
    """The parser's own HTML, with tables in the box that every table has."""

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        heads = (reading.plain(token, env["text"]) for token in _head(tokens, idx) if token.type == "inline")
        return f"{_scrolling(Text('Table: ' + ', '.join(filter(None, heads))))}<table>\n"

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"
