"""A chapter cell by cell: the code of each, and its output as the site shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from helpers.display.captions import labelled
from helpers.publish.chapter import PARAMETERS, Chapter, ChapterPart, CodeCell, MarkdownCell
from helpers.publish.running.normalised import INJECTED
from helpers.publish.website.pages import Page

FROM_HERE = ('href="downloads/', 'href="../site/downloads/')
PARAMETER_NOTES = {
    PARAMETERS: "The parameters as the notebook has them",
    INJECTED: "The parameters as this report was made",
}


@dataclass(frozen=True)
class ReviewedCell:
    """One cell of a notebook: its code (empty for Markdown) and the HTML of its outputs, as in the site.

    `labels` names its figures and tables ("Figure 1.3"), and `entries` the ledger's entries of the numbers in them.
    `parameters` describes a cell of parameters, and is empty for any other. `count` is more than one where consecutive cells
    without output are merged.
    """

    number: int
    code: str = ""
    parameters: str = ""
    labels: str = ""
    shown: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    count: int = 1

    @property
    def is_silent(self) -> bool:
        """Whether the cell has code and no output."""
        return not self.shown and not self.parameters

    @property
    def place(self) -> str:
        """The cell's id on its page."""
        return f"code-cell-{self.number}"


def cells(chapter: Chapter, page: Page) -> list[ReviewedCell]:
    """Return the cells with code or output, in the notebook's order; `page` is the chapter's page in the site."""
    parts_of_cell = defaultdict[int, list[tuple[ChapterPart, str]]](list)
    for part, markup in zip(chapter.parts, page.parts, strict=True):
        parts_of_cell[part.cell].append((part, markup))
    code = {code_cell.cell: code_cell for code_cell in chapter.code}
    return list(
        _folded(_cell(number, code.get(number), parts_of_cell[number]) for number in sorted({*parts_of_cell, *code}))
    )


def entries(part: ChapterPart) -> tuple[str, ...]:
    """Return the ledger's entries of the numbers in a block, in reading order; a Markdown cell has none."""
    if isinstance(part, MarkdownCell):
        return ()
    numbers = [*labelled(part.label).numbers, *(number for _, number in part.block.numbers())]
    return tuple(dict.fromkeys(number.entry for number in numbers if number.entry))


def _folded(cells_in_order: Iterable[ReviewedCell]) -> Iterator[ReviewedCell]:
    """Merge consecutive cells without output into one."""
    for is_silent, run in groupby(cells_in_order, key=lambda cell: cell.is_silent):
        run_cells = list(run)
        code = "\n\n".join(cell.code for cell in run_cells)
        yield from [replace(run_cells[0], code=code, count=len(run_cells))] if is_silent else run_cells


def _cell(number: int, code: CodeCell | None, parts: Sequence[tuple[ChapterPart, str]]) -> ReviewedCell:
    tagged = next((PARAMETER_NOTES[tag] for tag in (code.tags if code else ()) if tag in PARAMETER_NOTES), "")
    return ReviewedCell(
        number=number,
        code=code.source if code else "",
        parameters=tagged,
        labels=", ".join(part.label for part, _ in parts if not isinstance(part, MarkdownCell) and part.label),
        shown=tuple(markup.replace(*FROM_HERE) for _, markup in parts),
        entries=tuple(entry for part, _ in parts for entry in entries(part)),
    )
