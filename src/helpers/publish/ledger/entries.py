"""Give each number of a chapter its place in words and the id of its entry, which the ledger and the page share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from helpers.display import blocks, markdown
from helpers.publish.chapter import Chapter, ChapterPart, DisplayedBlock, MarkdownCell, prose
from helpers.statistics.numbers import MARK, Number, Text

PARTS = {
    "alt": "alt text",
    "credit": "source",
    "wide_words": "picture, line",
    "narrow_words": "picture for a phone, line",
}
ROW = re.compile(r"data row (\d+) (\d+)")
HEADING = re.compile(r"data heading (\d+)")
MEANING = re.compile(r"data meaning (\d+)")
KEY_FIGURE = re.compile(r"figures (\d+) (\d+)")
KEY_FIGURE_PARTS = ("number", "name", "note")


@dataclass(frozen=True)
class LedgerEntry:
    """One number in one place: `chapter` is the chapter's slug, `place` words such as "Figure 1.3, alt text".

    `id` is unique within a report, such as "01-figure-1-3-alt-text-2"; the page has it beside the number.
    """

    id: str
    chapter: str
    place: str
    number: Number


def marked(chapters: Sequence[Chapter]) -> tuple[list[Chapter], list[LedgerEntry]]:
    """Return the chapters with the id of its entry in each number, and the entries in reading order."""
    readers = [_Reader(chapter) for chapter in chapters]
    return [reader.read() for reader in readers], [entry for reader in readers for entry in reader.entries]


@dataclass
class _Reader:
    """Go through a chapter in reading order; `heading` and `paragraph` are those reached, and `counts` the numbers in each place."""

    chapter: Chapter
    heading: str = ""
    paragraph: int = 0
    entries: list[LedgerEntry] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def read(self) -> Chapter:
        return replace(self.chapter, parts=tuple(map(self._part, self.chapter.parts)))

    def _part(self, part: ChapterPart) -> ChapterPart:
        if isinstance(part, MarkdownCell):
            list(self._paragraphs(prose(part)))
            return part
        if isinstance(part.block, blocks.Prose):
            return replace(part, block=part.block.mapped(lambda _, passage: self._prose(passage)))
        return replace(
            part, block=part.block.mapped(lambda name, passage: self._text(passage, self._place(part, name)))
        )

    def _prose(self, passage: Text) -> Text:
        places = {mark: place for place, marks in self._paragraphs(passage) for mark in marks}
        return replace(
            passage, numbers=tuple(self._entered(number, places[at]) for at, number in enumerate(passage.numbers))
        )

    def _text(self, passage: Text, place: str) -> Text:
        return replace(passage, numbers=tuple(self._entered(number, place) for number in passage.numbers))

    def _paragraphs(self, passage: Text) -> Iterator[tuple[str, list[int]]]:
        """Yield the place of each paragraph of a text, and the positions of its numbers in `passage.numbers`."""
        before = ""
        for token in markdown.tokens(passage):
            if token.type == "inline":
                yield (
                    self._come_to(before, markdown.plain(token, passage)),
                    [int(match) for match in MARK.findall(token.content)],
                )
            before = token.type

    def _come_to(self, before: str, words: str) -> str:
        if before == "heading_open":
            self.heading, self.paragraph = words, 0
            return f"{words}, heading"
        self.paragraph += 1
        return f"{self.heading or self.chapter.title}, paragraph {self.paragraph}"

    def _place(self, part: DisplayedBlock, name: str) -> str:
        heading, kind = self.heading or self.chapter.title, part.block.kind.replace("_", " ")
        if match := KEY_FIGURE.fullmatch(name):
            return f"{heading}, key figure {match[1]}, {KEY_FIGURE_PARTS[int(match[2]) - 1]}"
        return f"{part.label or f'{heading}, {kind}'}, {_named(name)}"

    def _entered(self, number: Number, place: str) -> Number:
        stem = f"{self.chapter.number:02d}-{markdown.slug_of(place)}"
        self.counts[stem] = self.counts.get(stem, 0) + 1
        entered = replace(number, entry=f"{stem}-{self.counts[stem]}")
        self.entries.append(LedgerEntry(entered.entry, self.chapter.slug, place, entered))
        return entered


def _named(name: str) -> str:
    """The name of a part of a block in words: "row 3, column 2" for "data row 3 2"."""
    if match := ROW.fullmatch(name):
        return f"row {match[1]}, column {match[2]}"
    if match := HEADING.fullmatch(name):
        return f"heading {match[1]}"
    if match := MEANING.fullmatch(name):
        return f"meaning of row {match[1]}"
    field, _, rest = name.partition(" ")
    return f"{PARTS.get(field, field)} {rest}".strip()
