"""A chapter cell by cell: the code, and what it made as the site shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from helpers.display.captions import labelled
from helpers.publish.chapter import GIVEN, PARAMETERS, Chapter, ChapterPart, CodeCell, MarkdownCell
from helpers.publish.website.pages import Page

PARAMETER_NOTES = {
    PARAMETERS: "The parameters as the notebook has them",
    GIVEN: "The parameters as this report was made",
}


@dataclass(frozen=True)
class ReviewedCell:
    """One cell of a notebook: its code, if it has any, and the HTML of what it shows, as it stands in the site.

    `count` is more than one where cells in a row that show nothing stand together. `labels` names what it shows ("Figure 1.3"), `entries` the numbers in that. `parameters` says what a cell of parameters holds.
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
        """Whether there is code that shows nothing."""
        return not self.shown and not self.parameters

    @property
    def place(self) -> str:
        """The cell's id on its page."""
        return f"code-cell-{self.number}"


def cells(chapter: Chapter, page: Page) -> list[ReviewedCell]:
    """Return the cells that hold code or show something, in the notebook's order; `page` is the chapter as the site has it."""
    parts_of_cell = defaultdict[int, list[tuple[ChapterPart, str]]](list)
    for part, markup in zip(chapter.parts, page.parts, strict=True):
        parts_of_cell[part.cell].append((part, markup))
    code = {code_cell.cell: code_cell for code_cell in chapter.code}
    return list(
        _folded(_cell(number, code.get(number), parts_of_cell[number]) for number in sorted({*parts_of_cell, *code}))
    )


def entries(part: ChapterPart) -> tuple[str, ...]:
    """Return the entries of the numbers in what a cell showed, in the order in which they are read."""
    if isinstance(part, MarkdownCell):
        return ()
    numbers = [*labelled(part.label).numbers, *(number for _, number in part.block.numbers())]
    return tuple(dict.fromkeys(number.entry for number in numbers if number.entry))


def _folded(cells_in_order: Iterable[ReviewedCell]) -> Iterator[ReviewedCell]:
    """Put cells in a row that show nothing together as one."""
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
        shown=tuple(markup for _, markup in parts),
        entries=tuple(entry for part, _ in parts for entry in entries(part)),
    )
