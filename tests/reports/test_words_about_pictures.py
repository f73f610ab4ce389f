"""A sentence about a chart, a table or a list stands in a section that shows one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from helpers.display.blocks import Figure, Prose, Table
from helpers.publish import formats, prune_unsupplied
from helpers.publish.chapter import Chapter, ChapterPart, DisplayedBlock, MarkdownCell

POINTING = re.compile(
    r"\b(?:the (?:chart|table|list)(?! or figure)|each (?:row|mark|dot)|a line runs)\b", re.IGNORECASE
)
HEADING = re.compile(r"^#{2,} ", re.MULTILINE)


def sections(chapter: Chapter) -> Iterator[tuple[str, list[ChapterPart]]]:
    """The words that an author wrote in each section, and what the section shows."""
    words, shown = "", list[ChapterPart]()
    for part in chapter.parts:
        if isinstance(part, MarkdownCell):
            before, *pieces = HEADING.split(part.markdown)
            words += before
            for piece in pieces:
                yield words, shown
                words, shown = piece, []
        else:
            shown.append(part)
    yield words, shown


def is_picture(part: ChapterPart) -> bool:
    block = part.block if isinstance(part, DisplayedBlock) else None
    return isinstance(block, Figure | Table) or (
        isinstance(block, Prose) and re.search(r"^[|-] ?", block.text.words, re.MULTILINE) is not None
    )


def left_over(chapter: Chapter) -> list[str]:
    """The words that point to a picture in a section that shows none."""
    return [
        match[0]
        for words, shown in sections(chapter)
        if not any(map(is_picture, shown))
        for match in POINTING.finditer(words)
    ]


def test_words_without_their_table_are_noticed() -> None:
    cell = MarkdownCell("## Audits\n\nThe table lists them.")
    assert left_over(Chapter(1, "01_introduction", "Introduction", "", (cell,))) == ["The table"]


def test_no_words_are_left_of_a_picture_that_is_not_shown(built_wirral: Path) -> None:
    for notebook in sorted((built_wirral / "notebooks").glob("*.ipynb")):
        document = formats.read(notebook.stem, notebook.read_text("utf-8"))
        chapter = prune_unsupplied.filled(document, naming_gaps=True)
        assert chapter is None or left_over(chapter) == [], notebook.stem
