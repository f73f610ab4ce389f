"""Markdown as the report reads it: CommonMark with tables and no raw HTML; every format renders the same tokens."""

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
    """The one parser of every Markdown text, so that no two formats read a text differently; it sets typed quotes curly."""
    return MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["table", "smartquotes"])


def tokens(passage: Text) -> list[Token]:
    """Return a text's tokens; the marks of its numbers stand in them as ordinary characters."""
    return parser().parse(passage.words) if passage.words else []


def headings(passage: Text) -> Iterator[tuple[int, str]]:
    """Go through a text's headings: the level (1 to 6) and the words as a person reads them."""
    parsed = tokens(passage)
    for opened, inline in pairwise(parsed):
        if opened.type == "heading_open":
            yield int(opened.tag[1:]), plain(inline, passage)


def links(passage: Text) -> Iterator[str]:
    """Go through the addresses of a text's links."""
    for token in tokens(passage):
        yield from (str(part.attrs["href"]) for part in token.children or () if part.type == "link_open")


def plain(inline: Token, passage: Text) -> str:
    """The words of an inline token without emphasis or links, its numbers as shown."""
    words = "".join(_words(token) for token in inline.children or ())
    return MARK.sub(lambda mark: passage.numbers[int(mark[1])].shown, words)


def slug_of(heading: str) -> str:
    """Return a heading as links name it: "Children’s voices & views" is "childrens-voices-views"."""
    letters = unicodedata.normalize("NFKD", heading.translate(APOSTROPHES)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-") or "section"


def unique(slugs: Iterable[str]) -> list[str]:
    """Number the second and later of equal slugs: next-steps, next-steps-2."""
    counts: dict[str, int] = {}
    return [_numbered(slug, counts) for slug in slugs]


def _numbered(slug: str, counts: dict[str, int]) -> str:
    counts[slug] = counts.get(slug, 0) + 1
    return slug if counts[slug] == 1 else _numbered(f"{slug}-{counts[slug]}", counts)


def _words(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content
