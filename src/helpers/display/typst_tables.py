"""Choose the widths of a printed table's columns: no word is broken, no number wrapped, and rows have few lines.

The widths are worked out here because Typst narrows automatic columns without regard to their longest words, and because the
size of the letters and the direction of the page depend on the widths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, permutations, product
from math import ceil, sqrt
from pathlib import Path

import font_source_sans_pro

from helpers.display import typst_syntax as typst

# All lengths are in points; a letter that the face lacks counts as UNKNOWN of its size.
PORTRAIT, LANDSCAPE = 470.0, 715.0
SIZE, SMALL = 10.0, 9.0
PADDING = 12.5
LINE, BETWEEN_ROWS = 1.16, 3.0  # a line's height as a share of the size of the letters; the space between two rows
LOW = 175.0  # with its title and source a third of a page
TALL = 400.0
STEPS = 8.0, 24.0, 72.0  # how much of a column's width another may take at once
TITLE, FIRST = 60.0, 4  # the room for a title, and the rows that stay with it: the headings and three more
UNKNOWN = 0.6
FACE = Path(font_source_sans_pro.__file__).parent / "files" / "SourceSansPro-Semibold.ttf"


@dataclass(frozen=True)
class TypstColumn:
    """Three widths of a column in points: so that no word breaks, so that only its heading wraps, and so that nothing wraps.

    `lengths` are those of its heading and its cells on one line each, and `halved` that of its heading on two, in points of SIZE.
    """

    least: float
    whole: float
    widest: float
    lengths: tuple[float, ...]
    halved: float


@dataclass(frozen=True)
class TypstLayout:
    """The widths of a table's columns in Typst's notation; whether it needs small letters and a landscape page; and its rows' heights.

    `heights` are in points, that of the headings first, as nearly as can be known before the table is set: Typst would set it twice to measure it.
    """

    widths: tuple[str, ...]
    heights: tuple[float, ...]
    small: bool = False
    turned: bool = False

    @property
    def is_low(self) -> bool:
        """Whether the table may stay whole without leaving much of a page empty."""
        return sum(self.heights) <= LOW

    @property
    def is_tall(self) -> bool:
        """Whether a row is so high that it must be able to go on overleaf."""
        return max(self.heights) > TALL

    @property
    def opening(self) -> str:
        """The height of a table's title, headings and first rows in Typst's notation: fewer rows where they are high."""
        three, two = (TITLE + sum(self.heights[:count]) for count in (FIRST, FIRST - 1))
        return f"{min(three if three <= LOW else two, TALL):.0f}pt"


def layout(headings: Sequence[str], aligned: Sequence[str], rows: Sequence[Sequence[str]]) -> TypstLayout:
    """Return the first layout in which every column fits its longest word.

    In turn: natural widths, shared widths, shared widths in small letters, and small letters on a landscape page.
    """
    cells = [[row[place] for row in rows] for place in range(len(headings))]
    columns = [_column(*column) for column in zip(headings, aligned, cells, strict=True)]
    if sum(column.widest for column in columns) <= PORTRAIT:
        return TypstLayout(("auto",) * len(columns), _heights(columns, [column.widest for column in columns], SIZE))
    if sum(column.least for column in columns) <= PORTRAIT:
        return _sharing(columns, PORTRAIT, SIZE)
    little = [_smaller(column) for column in columns]
    if sum(column.least for column in little) <= PORTRAIT:
        return _sharing(little, PORTRAIT, SMALL)
    return replace(_sharing(little, LANDSCAPE, SMALL), turned=True)


def table(
    headings: Sequence[str], aligned: Sequence[str], rows: Iterable[Sequence[str]], *, laid_out: TypstLayout
) -> str:
    """Return a call that draws a table; `headings` and `rows` are markup already."""
    return typst.call(
        "data-table",
        *(typst.array(typst.content(cell) for cell in row) for row in rows),
        widths=typst.array(laid_out.widths),
        aligned=typst.array(aligned),
        headings=typst.array(typst.content(heading) for heading in headings),
        small="true" if laid_out.small else "false",
        tall="true" if laid_out.is_tall else "false",
    )


def _column(heading: str, aligned: str, cells: Sequence[str]) -> TypstColumn:
    unbroken = [part for cell in cells for part in ([cell] if aligned == "right" else cell.split(" "))]
    least = max(map(width, [*heading.split(), *unbroken]), default=0)
    lengths = (width(heading), *map(width, cells))
    body = max(lengths[1:], default=0)
    halved = _on_two_lines(heading.split())
    whole = max(least, body, lengths[0] / 2)
    return TypstColumn(least + PADDING, whole + PADDING, max(lengths) + PADDING, lengths, halved)


def _on_two_lines(heading: Sequence[str]) -> float:
    """The least width at which the words of a heading take no more than two lines."""
    ends = list(accumulate((width(word) for word in heading), lambda before, word: before + width(" ") + word))
    return min((max(end, ends[-1] - end - width(" ")) for end in ends), default=0.0)


def _smaller(column: TypstColumn) -> TypstColumn:
    least, whole, widest = (
        (width - PADDING) * SMALL / SIZE + PADDING for width in (column.least, column.whole, column.widest)
    )
    return TypstColumn(least, whole, widest, column.lengths, column.halved)


def _sharing(columns: Sequence[TypstColumn], room: float, size: float) -> TypstLayout:
    starts = (_shared(columns, room), _shared([_with_low_heading(column, size) for column in columns], room))
    widths = min(
        (_lowered(columns, start, size) for start in starts), key=lambda ends: sum(_heights(columns, ends, size))
    )
    return TypstLayout(
        tuple(f"{width:.1f}fr" for width in widths),
        _heights(columns, [width * room / sum(widths) for width in widths], size),
        small=size == SMALL,
    )


def _with_low_heading(column: TypstColumn, size: float) -> TypstColumn:
    """A column that asks for the width at which its heading takes no more than two lines."""
    return replace(column, whole=max(column.whole, column.halved * size / SIZE + PADDING))


def _heights(columns: Sequence[TypstColumn], widths: Sequence[float], size: float) -> tuple[float, ...]:
    """The height of each row, its words broken into lines as wide as its columns."""
    return tuple(max(1, *counts) * LINE * size + BETWEEN_ROWS for counts in _lines(columns, widths, size))


def _lines(columns: Sequence[TypstColumn], widths: Sequence[float], size: float) -> Iterator[tuple[int, ...]]:
    """How many lines each cell of each row has, the headings' row first."""
    rooms = [max(width - PADDING, 1.0) * SIZE / size for width in widths]
    headings, *rows = zip(*(column.lengths for column in columns), strict=True)
    counts = [ceil(length / room) for length, room in zip(headings, rooms, strict=True)]
    parted = [column.halved > room for column, room in zip(columns, rooms, strict=True)]
    yield tuple(max(count, 3) if is_parted else count for count, is_parted in zip(counts, parted, strict=True))
    for row in rows:
        yield tuple(ceil(length / room) for length, room in zip(row, rooms, strict=True))


def _shared(columns: Sequence[TypstColumn], room: float) -> list[float]:
    """Give each column its least width, and share the rest in proportion to the square root of what each still lacks.

    No column gets more than it lacks. Columns that lack least come first, so that what they leave goes to the others; the root
    keeps one long column from taking nearly all.
    """
    wants = [column.whole - column.least for column in columns]
    spare, weight = room - sum(column.least for column in columns), sum(map(sqrt, wants))
    widths = [column.least for column in columns]
    for place in sorted(range(len(columns)), key=wants.__getitem__):
        share = min(wants[place], max(spare, 0) * sqrt(wants[place]) / weight) if weight > 0 else 0.0
        widths[place] += share
        spare, weight = spare - share, weight - sqrt(wants[place])
    return widths


def _lowered(columns: Sequence[TypstColumn], widths: list[float], size: float) -> list[float]:
    """Move width from one column to another, the move that helps most first, while the table becomes lower so."""

    def height(widths: Sequence[float]) -> float:
        return sum(_heights(columns, widths, size))

    while True:
        best = min(_moves(columns, widths), key=height, default=widths)
        if height(best) >= height(widths):
            return widths
        widths = best


def _moves(columns: Sequence[TypstColumn], widths: Sequence[float]) -> Iterator[list[float]]:
    """The widths after each move of a step from a column that stays as wide as its longest word to another."""
    for (giver, taker), step in product(permutations(range(len(columns)), 2), STEPS):
        if widths[giver] - step >= columns[giver].least:
            changes = {giver: -step, taker: step}
            yield [width + changes.get(place, 0.0) for place, width in enumerate(widths)]


def width(words: str) -> float:
    """Return the width of words on one line in points, in the semibold weight of headings, the widest in a table."""
    advances = _advances()
    return sum(advances.get(letter, UNKNOWN) for letter in words) * SIZE


@cache
def _advances() -> dict[str, float]:
    """The width of each letter as a share of the font size."""
    from fontTools.ttLib import TTFont

    with TTFont(FACE, lazy=True) as font:
        units, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(code): metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()}
