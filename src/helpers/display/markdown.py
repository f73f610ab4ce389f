"""Parse the report's Markdown: CommonMark with tables and without raw HTML; every format is rendered from the same tokens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from helpers.statistics.numbers import MARK, Text

APOSTROPHES = str.maketrans("", "", "'’‘")


@cache
def parser() -> MarkdownIt:
    """Return the one parser of all Markdown, so that formats cannot differ in how they read it; it makes straight quotes curly."""
    return MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["table", "smartquotes"])


def tokens(passage: Text) -> list[Token]:
    """Return a text's tokens; the marks of its numbers are ordinary characters in them."""
    return parser().parse(passage.words) if passage.words else []


def headings(passage: Text) -> Iterator[tuple[int, str]]:
    """Yield a text's headings: the level (1 to 6) and the plain words."""
    parsed = tokens(passage)
    for opened, inline in pairwise(parsed):
        if opened.type == "heading_open":
            yield int(opened.tag[1:]), plain(inline, passage)


def links(passage: Text) -> Iterator[str]:
    """Yield the addresses of a text's links."""
    for token in tokens(passage):
        yield from (str(part.attrs["href"]) for part in token.children or () if part.type == "link_open")


def plain(inline: Token, passage: Text) -> str:
    """Return the words of an inline token without emphasis or links, with its numbers as shown."""
    words = "".join(_words(token) for token in inline.children or ())
    return MARK.sub(lambda mark: passage.numbers[int(mark[1])].shown, words)


def slug_of(heading: str) -> str:
    """Return the slug by which links name a heading: "Children’s voices & views" gives "childrens-voices-views"."""
    letters = unicodedata.normalize("NFKD", heading.translate(APOSTROPHES)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-") or "section"


def unique(slugs: Iterable[str]) -> list[str]:
    """Return the slugs with the second and later of equal ones numbered: next-steps, next-steps-2."""
    counts: dict[str, int] = {}
    return [_numbered(slug, counts) for slug in slugs]


def _numbered(slug: str, counts: dict[str, int]) -> str:
    counts[slug] = counts.get(slug, 0) + 1
    return slug if counts[slug] == 1 else _numbered(f"{slug}-{counts[slug]}", counts)


def _words(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content
