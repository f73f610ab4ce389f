"""Write blocks and Markdown as HTML that is readable without a style sheet, as in JupyterLab, and is styled by the site's.

All words are escaped.
The HTML needs no script and no network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count, takewhile

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from helpers.display import blocks, svg
from helpers.display import markdown as reading
from helpers.display.captions import labelled
from helpers.display.html_tables import scrolling, table
from helpers.display.html_words import anchor, entries, line, number, words
from helpers.statistics.numbers import MARK, Text, compose


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
    return MARK.sub(lambda mark: number(passage.numbers[int(mark[1])]), rendered)


def inline(passage: Text, *, setting: Setting = ALONE) -> str:
    """Return one paragraph of Markdown as HTML, without the `<p>` around it."""
    return markdown(passage, setting=setting).strip().removeprefix("<p>").removesuffix("</p>")


def _prose(shown: blocks.Prose, setting: Setting) -> str:
    return markdown(shown.text, setting=setting)


def _figure(shown: blocks.Figure, setting: Setting) -> str:
    return (
        f'<figure class="figure"{_id(setting)}>\n<figcaption>{_heading(shown.title, shown.subtitle, setting)}</figcaption>\n'
        f"{_picture(shown)}\n{_below(shown)}{_data(shown, setting)}</figure>\n"
    )


def _tabled(shown: blocks.Table, setting: Setting) -> str:
    """A table; one of details stands in a fold, which is open but where a phone's script closes it."""
    name = compose("{}: {}", labelled(setting.label), shown.title) if setting.label else shown.title
    caption = f'<span class="caption">{_heading(shown.title, shown.subtitle, setting)}</span>'
    link = f"<p>{_download(setting, shown.title)}</p>\n" if setting.download else ""
    inside = f"{table(shown.data, caption, name, anchor(setting.label))}{_below(shown)}{link}"
    if not (shown.folds or shown.annexed):
        return f'<div class="table"{_id(setting)}>\n{inside}</div>\n'
    summary = f"<summary>{_heading(shown.title, shown.subtitle, setting)}</summary>"
    return f'<details class="table folds"{_id(setting)} open>{summary}\n{inside}</details>\n'


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
        svg.without_styles(svg.filled(drawn, lines, line))
        for drawn, lines in ((shown.wide, shown.wide_words), (shown.narrow, shown.narrow_words))
    ]
    narrow = f'<div class="narrow" aria-hidden="true" hidden>{drawings[1]}</div>' if shown.narrow else ""
    wide = f'<div class="{"wide" if narrow else "only"}" aria-hidden="true">{drawings[0]}</div>'
    return f'<div class="picture" role="img" aria-label="{escape(shown.alt.plain)}"{entries(shown.alt)}>{wide}{narrow}</div>'


def _below(shown: blocks.Figure | blocks.Table) -> str:
    paragraphs = (("note", shown.note), ("credit", shown.credit))
    return "".join(f'<p class="{kind}">{words(passage)}</p>\n' for kind, passage in paragraphs if passage)


def _data(shown: blocks.Figure, setting: Setting) -> str:
    behind = compose("Data behind {}", labelled(setting.label) or "this figure")
    caption = f'<span class="caption">{words(shown.title)}</span>'
    link = f"<p>{_download(setting, shown.title)}</p>\n" if setting.download else ""
    behind_it = table(shown.data, caption, compose("{}: {}", behind, shown.title), anchor(setting.label))
    return f'<details class="data"><summary>{words(behind)}</summary>\n{behind_it}{link}</details>\n'


def _download(setting: Setting, title: Text) -> str:
    what = labelled(setting.label) if setting.label else compose("“{}”", title)
    return (
        f'<a class="download" href="{escape(setting.download)}" download>Download the data of {words(what)} (CSV)</a>'
    )


def _key_figure(figure: Text, what: Text, note: Text) -> str:
    noted = f'<dd class="note">{words(note)}</dd>' if note else ""
    return f'<div><dt>{words(what)}</dt><dd class="figure"><strong>{words(figure)}</strong></dd>{noted}</div>\n'


def _id(setting: Setting) -> str:
    return f' id="{anchor(setting.label)}"' if setting.label else ""


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
        return f"{scrolling(Text('Table: ' + ', '.join(filter(None, heads))))}<table>\n"

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
