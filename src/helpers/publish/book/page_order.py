"""Which parts of a chapter stay together on a page of the book, and which may change places so that no page stays half empty."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from helpers.display import typst
from helpers.display import typst_syntax as syntax
from helpers.display.blocks import Block, Figure, Table
from helpers.publish.chapter import ChapterPart, DisplayedBlock

OPENING = 3  # parts among which a picture is one that a chapter opens with, and stays on the page of its title


def opens_with_picture(parts: Sequence[ChapterPart]) -> bool:
    """Return whether a chapter opens with a picture."""
    return any(_is(part, Figure) for part in parts[:OPENING])


def in_either_order(markups: Sequence[str], parts: Sequence[ChapterPart]) -> list[str]:
    """Return the same markup, each figure in one call with the tables straight after it, which fill the page where it does not fit."""
    calls = []
    for _, run in groupby(zip(_runs(parts), markups, strict=True), key=itemgetter(0)):
        figure, *tables = (markup for _, markup in run)
        calls.append(syntax.call("either-order", *map(block, (figure, "\n\n".join(tables)))) if tables else figure)
    return calls


def block(markup: str) -> str:
    """Return markup as content in square brackets, on lines of its own."""
    return f"[\n{markup}\n]"


def _runs(parts: Sequence[ChapterPart]) -> list[int]:
    """The place of the first part of each part's run: a figure with the low tables straight after it, or a part alone.

    A table that goes on overleaf would be parted by its own figure, which stands at the head of that page.
    """
    starts: list[int] = []
    for place, part in enumerate(parts):
        is_next = place > 0 and _is_whole_table(part) and _is(parts[starts[-1]], Figure)
        starts.append(starts[-1] if is_next else place)
    return starts


def _is_whole_table(part: ChapterPart) -> bool:
    return isinstance(part, DisplayedBlock) and isinstance(part.block, Table) and typst.stays_whole(part.block)


def _is(part: ChapterPart, kind: type[Block]) -> bool:
    return isinstance(part, DisplayedBlock) and isinstance(part.block, kind)
