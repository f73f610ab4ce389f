"""An executed chapter as a document: its words and what it shows, and apart from them the code that made it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import nbformat

from helpers.display import blocks, markdown
from helpers.display.markdown import slug_of
from helpers.errors import ReportError
from helpers.publish.running.normalised import INJECTED, numbered
from helpers.statistics.numbers import Text

__all__ = [
    "Chapter",
    "ChapterPart",
    "CodeCell",
    "DisplayedBlock",
    "Heading",
    "MarkdownCell",
    "read",
    "slug_of",
]

OPENING = re.compile(r"#[ \t]+(?P<title>[^\n]+)\n*(?P<question>(?:[^\n#][^\n]*\n?)*)\n*(?P<rest>.*)", re.DOTALL)
PARAMETERS = "parameters"
UNSEEN = {"hide", PARAMETERS, INJECTED}
LABELLED = {"figure": "Figure", "table": "Table"}


@dataclass(frozen=True)
class MarkdownCell:
    """The Markdown of one cell, as the chapter's author wrote it; it holds no numbers. `cell` counts the notebook's cells from 1."""

    markdown: str
    cell: int = field(default=0, compare=False)


@dataclass(frozen=True)
class DisplayedBlock:
    """One block that a cell showed; `label` is "Figure 1.3", "Table 1.2" or, for a block that bears no number, empty."""

    block: blocks.Block
    label: str = ""
    cell: int = field(default=0, compare=False)


ChapterPart = MarkdownCell | DisplayedBlock


@dataclass(frozen=True)
class CodeCell:
    """The code of one cell; `tags` tell whether it holds the parameters as written (`PARAMETERS`) or as given (`INJECTED`)."""

    cell: int
    source: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """One chapter in reading order; `slug` is its notebook's name without the ending, such as "01_introduction".

    `code` is what made it, cell by cell, which only the reviewers' edition shows.
    """

    number: int
    slug: str
    title: str
    question: str
    parts: tuple[ChapterPart, ...]
    code: tuple[CodeCell, ...] = field(default=(), compare=False)

    @property
    def is_opening(self) -> bool:
        """Whether it stands before the first chapter, without a number, and heads the site's home page."""
        return self.number == 0

    def shown(self) -> Iterator[DisplayedBlock]:
        """Go through the blocks in reading order."""
        return (part for part in self.parts if isinstance(part, DisplayedBlock))

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the chapter's words and prose in reading order, each with a slug of its own."""
        headings = [heading for part in self.parts for heading in markdown.headings(prose(part))]
        slugs = markdown.unique(slug_of(title) for _, title in headings)
        return tuple(Heading(level, title, slug) for (level, title), slug in zip(headings, slugs, strict=True))


@dataclass(frozen=True)
class Heading:
    """A heading below the chapter's title; `slug` is its own within the chapter."""

    level: int
    title: str
    slug: str


def read(notebook: nbformat.NotebookNode, name: str) -> Chapter:
    """Read an executed notebook as a chapter.

    Cells tagged "hide" show nothing, and every output that is not a block is left out. A cell that failed, a chapter
    without a title and headings out of order raise ReportError.
    """
    _refuse_failed(notebook, name)
    cells = {place: cell for place, cell in numbered(notebook.cells) if not UNSEEN.intersection(_tags(cell))}
    first, opening = _opening(list(cells.values()), name)
    parts = [
        replace(part, cell=place)
        for place, cell in cells.items()
        for part in _parts(cell, opening["rest"] if cell is first else cell.source)
    ]
    number = _number(name)
    chapter = Chapter(
        number,
        name,
        opening["title"].strip(),
        " ".join(opening["question"].split()),
        _labelled(parts, number),
        tuple(_code(notebook)),
    )
    _refuse_disorder(chapter)
    return chapter


def prose(part: ChapterPart) -> Text:
    """The Markdown of a part, empty where the part is a figure, a table or the like."""
    if isinstance(part, MarkdownCell):
        return Text(part.markdown)
    return part.block.text if isinstance(part.block, blocks.Prose) else Text()


def _number(name: str) -> int:
    digits = re.match(r"\d+", name)
    if not digits:
        raise ReportError(f'The chapter "{name}" has no number. Begin its file name with one, such as 03_{name}.ipynb.')
    return int(digits[0])


def _opening(cells: Sequence[Any], name: str) -> tuple[Any, re.Match[str]]:
    first = next((cell for cell in cells if cell.cell_type == "markdown"), None)
    opening = OPENING.fullmatch(first.source.strip()) if first else None
    if not opening:
        raise ReportError(
            f"{name}.ipynb does not begin with its title. Begin its first Markdown cell with a line such as # Introduction."
        )
    return first, opening


def _tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", []))


def _code(notebook: nbformat.NotebookNode) -> Iterator[CodeCell]:
    """The cells of code by their number; the parameters as given replace those that the notebook was written with."""
    code = {place: cell for place, cell in numbered(notebook.cells) if cell.cell_type == "code" and cell.source.strip()}
    for place, cell in code.items():
        yield CodeCell(place, cell.source.strip(), tuple(_tags(cell)))


def _parts(cell: Any, words: str) -> Iterator[ChapterPart]:
    if cell.cell_type == "markdown" and words.strip():
        yield MarkdownCell(words.strip())
    for output in cell.get("outputs", []):
        if blocks.MIME in output.get("data", {}):
            yield DisplayedBlock(blocks.read(output.data[blocks.MIME]))


def _labelled(parts: Sequence[ChapterPart], number: int) -> tuple[ChapterPart, ...]:
    counts = dict.fromkeys(LABELLED, 0)
    return tuple(_with_label(part, number, counts) for part in parts)


def _with_label(part: ChapterPart, number: int, counts: dict[str, int]) -> ChapterPart:
    if isinstance(part, MarkdownCell) or part.block.kind not in LABELLED:
        return part
    counts[part.block.kind] += 1
    return replace(part, label=f"{LABELLED[part.block.kind]} {number}.{counts[part.block.kind]}")


def _refuse_failed(notebook: nbformat.NotebookNode, name: str) -> None:
    for order, cell in numbered(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                line = next(iter(cell.source.strip().splitlines()), "")
                raise ReportError(f"{name}.ipynb, cell {order} ({line}) failed: {output.ename}: {output.evalue}")


def _refuse_disorder(chapter: Chapter) -> None:
    """Refuse a second title and a skipped level, which a screen reader's user would be lost by."""
    above = 1
    for heading in chapter.headings:
        if not 2 <= heading.level <= above + 1:
            raise ReportError(
                f'{chapter.slug}: the heading "{heading.title}" has level {heading.level} where at most {above + 1} and at least 2 is due. '
                f"Begin it with {'#' * min(max(heading.level, 2), above + 1)}."
            )
        above = heading.level
