"""The site's search index, a script beside the pages.

It is a script and not JSON because a browser does not let a page opened from a file, such as on a memory stick, fetch other
files; a script it loads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpers.display import blocks
from helpers.display import markdown as reading
from helpers.publish.chapter import Chapter, ChapterPart, DisplayedBlock, Heading, prose
from helpers.publish.links import page_of
from helpers.publish.report_details import ReportDetails
from helpers.statistics.numbers import Text

MEANING, ABSENT = "Meaning", "– "
HELP, HELP_PLACE = "Worried about a child?", "index.html#page-help"


@dataclass
class SearchEntry:
    """One section to search: its chapter, its heading (None for the chapter's opening), its words by passage (a paragraph, a title, a cell), and the terms that it defines."""

    chapter: Chapter
    heading: Heading | None = None
    words: list[str] = field(default_factory=list)
    defines: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON object that the search script reads: page, chapter, heading and text, a line for each passage."""
        place = f"#{self.heading.slug}" if self.heading else ""
        return {
            "page": page_of(self.chapter.slug) + place,
            "chapter": self.chapter.title,
            "heading": self.heading.title if self.heading else "",
            "text": "\n".join(filter(None, (" ".join(passage.split()) for passage in self.words))),
            **({"defines": self.defines} if self.defines else {}),
        }


def script(entries: Iterable[str], meanings: Mapping[str, str]) -> str:
    """Return a script that sets `window.reportSections` to the entries of all chapters, and `window.reportMeanings` to what the report calls a word."""
    lines = ",\n".join(entries)
    by_word = json.dumps({word.lower(): meaning for word, meaning in sorted(meanings.items())}, ensure_ascii=False)
    return f"window.reportSections = [\n{lines}\n];\nwindow.reportMeanings = {by_word};\n"


def entries(chapter: Chapter) -> tuple[str, ...]:
    """Return a chapter's sections in reading order, each as JSON."""
    return tuple(json.dumps(section.as_json(), ensure_ascii=False) for section in sections(chapter))


def help_lines(details: ReportDetails) -> Iterator[str]:
    """Yield whom to tell of a worry about a child, which stands on every page, as JSON; nothing where no line is given."""
    if details.help_lines:
        lines = ". ".join(line.printed for line in details.help_lines)
        entry = {"page": HELP_PLACE, "chapter": details.title, "heading": HELP, "text": lines}
        yield json.dumps(entry, ensure_ascii=False)


def sections(chapter: Chapter) -> list[SearchEntry]:
    """Return a chapter's sections in reading order; the first, without a heading, holds the chapter's question."""
    entries = [SearchEntry(chapter, words=[plain(chapter.question)])]
    named = iter(chapter.headings)
    for part in chapter.parts:
        for opens, words in _words(part):
            if opens:
                entries.append(SearchEntry(chapter, next(named)))
            else:
                entries[-1].words.append(words)
        entries[-1].defines.extend(_defined(part))
    return entries


def _defined(part: ChapterPart) -> Iterator[str]:
    """Yield the terms and abbreviations that a table gives the meaning of."""
    table = part.block if isinstance(part, DisplayedBlock) else None
    headings = [heading.plain for heading in table.data.headings] if isinstance(table, blocks.Table) else []
    if isinstance(table, blocks.Table) and MEANING in headings:
        for row in table.data.rows:
            yield from (cell.plain for cell in row[: headings.index(MEANING)] if cell.plain.strip(ABSENT))


def plain(markdown: str) -> str:
    """Return the words of a line of Markdown, without its marks."""
    return " ".join(words for _, words in _of_prose(Text(markdown)))


def _words(part: ChapterPart) -> Iterator[tuple[bool, str]]:
    """Yield (whether it is a heading, words) for each passage of a part; the words of a heading are empty."""
    if isinstance(part, DisplayedBlock) and not isinstance(part.block, blocks.Prose):
        yield from ((False, words) for words in _of_block(part.block))
    else:
        yield from _of_prose(prose(part))


def _of_prose(passage: Text) -> Iterator[tuple[bool, str]]:
    before = ""
    for token in reading.tokens(passage):
        if token.type == "inline":
            opens = before == "heading_open"
            yield opens, "" if opens else reading.plain(token, passage)
        before = token.type


def _of_block(block: blocks.Block) -> Iterator[str]:
    if isinstance(block, blocks.NotSupplied):
        yield block.sentence
    elif isinstance(block, blocks.KeyFigures):
        yield from (f"{what.plain}: {figure.plain}." for figure, what, _ in block.figures)
    elif isinstance(block, blocks.Figure | blocks.Table):
        yield from (passage.plain for passage in (block.title, block.subtitle, block.note))
        yield from (cell.plain for row in block.data.rows for cell in row)
