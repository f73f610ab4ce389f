"""Write Markdown as Typst markup, from the same tokens as every other format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode as Node

from helpers.display import markdown as source
from helpers.display import typst_syntax as typst
from helpers.display import typst_tables as tables
from helpers.errors import ReportError
from helpers.statistics.numbers import Text

INTERNAL = re.compile(r"(?P<chapter>[^/#:]+)\.ipynb(?:#(?P<heading>.+))?")


@dataclass(frozen=True)
class TypstPassage:
    """What the nodes of one text are written with: the text, its chapter's slug, and the slugs of its headings in turn."""

    text: Text
    chapter: str
    slugs: Iterator[str]


def markdown(source_text: Text, *, chapter: str = "", slugs: Iterable[str] = ()) -> str:
    """Return a Markdown text as Typst markup.

    `chapter` is the slug of its chapter, and `slugs` those of its headings in turn, for links to them. Raises ReportError for a
    picture or a link without words.
    """
    tree = Node(source.tokens(source_text))
    return _blocks(tree, TypstPassage(source_text, chapter, iter(slugs)))


def target(href: str, chapter: str) -> tuple[str, str] | None:
    """Return the slugs of the chapter and heading that a link leads to (no heading: empty); None for a link out of the report."""
    if href.startswith("#"):
        return chapter, href[1:]
    match = INTERNAL.fullmatch(href)
    return (match["chapter"], match["heading"] or "") if match else None


def _blocks(node: Node, passage: TypstPassage) -> str:
    return "\n\n".join(_markup(child, passage) for child in node.children)


def _line(node: Node, passage: TypstPassage) -> str:
    return "".join(_markup(child, passage) for child in node.children)


def _paragraph(node: Node, passage: TypstPassage) -> str:
    """A paragraph; one with an address printed at the foot of the page goes to a page whole, or Typst can leave the address on the page before."""
    line = _line(node, passage)
    return f"#noted[{line}]" if NOTED in line else line


def _markup(node: Node, passage: TypstPassage) -> str:
    return WRITERS[node.type](node, passage)


def _text(node: Node, passage: TypstPassage) -> str:
    return typst.filled(passage.text.part(node.content))


def _plain(node: Node, passage: TypstPassage) -> str:
    return typst.string(passage.text.part(node.content).plain)


def _wrapped(function: str, join: Callable[[Node, TypstPassage], str]) -> Callable[[Node, TypstPassage], str]:
    return lambda node, passage: f"#{function}[{join(node, passage)}]"


def _heading(node: Node, passage: TypstPassage) -> str:
    label = f" <{passage.chapter}:{slug}>" if (slug := next(passage.slugs, "")) else ""
    words = _line(node, passage).replace("\n", " ")
    return f"{'=' * int(node.tag[1:])} {words}{label}"


def _bullets(node: Node, passage: TypstPassage) -> str:
    return typst.call("list", *_items(node, passage), tight=_tight(node))


def _steps(node: Node, passage: TypstPassage) -> str:
    return typst.call("enum", *_items(node, passage), tight=_tight(node), start=str(node.attrs.get("start", 1)))


def _items(node: Node, passage: TypstPassage) -> list[str]:
    return [typst.content(_blocks(item, passage)) for item in node.children]


def _tight(node: Node) -> str:
    loose = any(child.type == "paragraph" and not child.hidden for item in node.children for child in item.children)
    return "false" if loose else "true"


def _link(node: Node, passage: TypstPassage) -> str:
    href, words = str(node.attrs["href"]), _line(node, passage)
    if not words.strip():
        raise ReportError(
            f"{passage.chapter}: the link to {href} has no words. Write what it leads to in the brackets."
        )
    inside = target(href, passage.chapter)
    if inside:
        return f"#to({typst.string(':'.join(filter(None, inside)))})[{words}]"
    is_shown = "true" if node.children[0].content == href else "false"
    return f"#web({typst.string(href)}, shown: {is_shown})[{words}]"


def _picture(node: Node, passage: TypstPassage) -> str:
    raise ReportError(
        f"{passage.chapter}: the picture {node.attrs['src']} cannot be shown. Show a figure drawn from a statistic."
    )


def _table(node: Node, passage: TypstPassage) -> str:
    head, *body = node.children
    titles = head.children[0].children
    rows = [row.children for part in body for row in part.children]
    aligned = ["right" if "right" in str(title.attrs.get("style", "")) else "left" for title in titles]
    laid_out = tables.layout(_plainly(titles, passage), aligned, [_plainly(row, passage) for row in rows])
    marked = [[_line(cell, passage) for cell in row] for row in (titles, *rows)]
    return tables.table(marked[0], aligned, marked[1:], laid_out=laid_out)


def _plainly(cells: Sequence[Node], passage: TypstPassage) -> list[str]:
    inlines = [cell.children[0].token if cell.children else None for cell in cells]
    return [source.plain(inline, passage.text) if inline else "" for inline in inlines]


NOTED = ", shown: false)["

WRITERS: dict[str, Callable[[Node, TypstPassage], str]] = {
    "inline": _line,
    "text": _text,
    "softbreak": lambda node, passage: "\n",
    "hardbreak": lambda node, passage: " \\\n",
    "paragraph": _paragraph,
    "heading": _heading,
    "em": _wrapped("emph", _line),
    "strong": _wrapped("strong", _line),
    "code_inline": lambda node, passage: f"#raw({_plain(node, passage)})",
    "code_block": lambda node, passage: f"#raw(block: true, {_plain(node, passage)})",
    "fence": lambda node, passage: f"#raw(block: true, {_plain(node, passage)})",
    "link": _link,
    "image": _picture,
    "bullet_list": _bullets,
    "ordered_list": _steps,
    "blockquote": _wrapped("quote(block: true)", _blocks),
    "hr": lambda node, passage: "#line(length: 100%)",
    "table": _table,
}
