"""The glossary has the terms that the report uses, and no others.

A term is used where all its words stand in one passage, in the singular or the plural, or where its abbreviation does. What a
partnership itself names is left as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache

from helpers.display import grids
from helpers.display.blocks import Grid, Table
from helpers.publish.chapter import Chapter, ChapterPart, DisplayedBlock, MarkdownCell

GLOSSARY = "10_glossary"
TABLE = "glossary"
WORD = re.compile(r"[a-z0-9]+")
WORDS = frozenset[str]


def unused(glossary: Chapter, chapters: Iterable[Chapter]) -> list[str]:
    """Return the terms of the glossary's table that no other chapter uses."""
    passages = {passage for chapter in chapters if chapter.slug != GLOSSARY for passage in _passages(chapter)}
    words_of_passages = set(map(_words, passages))
    rows = [row for table in _tables(glossary) for row in table.data.rows]
    return [row[0].plain for row in rows if not _is_used(_words(row[0].plain), _words(row[1].plain), words_of_passages)]


def without(chapter: Chapter, terms: Collection[str]) -> Chapter:
    """Return the glossary without some terms; any other chapter as it is."""
    return replace(chapter, parts=tuple(_part_without(part, terms) for part in chapter.parts)) if terms else chapter


def _is_used(term: WORDS, abbreviation: WORDS, passages: Collection[WORDS]) -> bool:
    return any(term <= passage or (abbreviation and abbreviation <= passage) for passage in passages)


def _passages(chapter: Chapter) -> Iterator[str]:
    yield chapter.question
    for part in chapter.parts:
        if isinstance(part, MarkdownCell):
            yield from part.markdown.split("\n\n")
        else:
            yield from (text.plain for _, text in part.block.texts())


def _words(passage: str) -> WORDS:
    return frozenset(map(_singular, WORD.findall(passage.lower())))


@cache
def _singular(word: str) -> str:
    if word == "children":
        return "child"
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _tables(chapter: Chapter) -> Iterator[Table]:
    blocks = (part.block for part in chapter.shown())
    return (block for block in blocks if isinstance(block, Table) and block.name == TABLE)


def _part_without(part: ChapterPart, terms: Collection[str]) -> ChapterPart:
    if not isinstance(part, DisplayedBlock) or not isinstance(part.block, Table) or part.block.name != TABLE:
        return part
    return replace(part, block=replace(part.block, data=_rows_without(part.block.data, terms)))


def _rows_without(data: Grid, terms: Collection[str]) -> Grid:
    left = [place for place, row in enumerate(data.rows) if row[0].plain not in terms]
    headings, *lines = csv.reader(io.StringIO(data.csv))
    return replace(
        data,
        rows=tuple(data.rows[place] for place in left),
        csv=grids.as_csv(headings, [lines[place] for place in left]),
        links=tuple(data.links[place] for place in left) if data.links else (),
        meanings=tuple(data.meanings[place] for place in left) if data.meanings else (),
    )
