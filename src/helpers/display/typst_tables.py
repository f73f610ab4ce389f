"""How wide a printed table's columns are: no word broken, no number wrapped, and as few lines as the page allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from math import sqrt
from pathlib import Path

import font_source_sans_pro

from helpers.display import typst_syntax as typst

PORTRAIT, LANDSCAPE = 450.0, 695.0
SIZE, SMALL = 9.0, 7.5
PADDING = 12.5
UNKNOWN = 0.6
FACE = Path(font_source_sans_pro.__file__).parent / "files" / "SourceSansPro-Semibold.ttf"


@dataclass(frozen=True)
class TypstColumn:
    """A column's width in points at a size: without breaking a word, with its heading on two lines, with nothing wrapped."""

    least: float
    whole: float
    widest: float


@dataclass(frozen=True)
class TypstLayout:
    """Widths as Typst writes them, the size of the letters, and whether the page must be turned."""

    widths: tuple[str, ...]
    small: bool = False
    turned: bool = False


def layout(headings: Sequence[str], aligned: Sequence[str], rows: Sequence[Sequence[str]]) -> TypstLayout:
    """Choose the largest letters, then the upright page, that hold every column's longest word."""
    cells = [[row[place] for row in rows] for place in range(len(headings))]
    columns = [_column(*column) for column in zip(headings, aligned, cells, strict=True)]
    if sum(column.widest for column in columns) <= PORTRAIT:
        return TypstLayout(("auto",) * len(columns))
    if sum(column.least for column in columns) <= PORTRAIT:
        return TypstLayout(_shared(columns, PORTRAIT))
    little = [_smaller(column) for column in columns]
    if sum(column.least for column in little) <= PORTRAIT:
        return TypstLayout(_shared(little, PORTRAIT), small=True)
    return TypstLayout(_shared(little, LANDSCAPE), small=True, turned=True)


def table(
    headings: Sequence[str], aligned: Sequence[str], rows: Iterable[Sequence[str]], *, laid_out: TypstLayout
) -> str:
    """Return a call that draws a table; headings and cells are markup."""
    return typst.call(
        "data-table",
        *(typst.array(typst.content(cell) for cell in row) for row in rows),
        widths=typst.array(laid_out.widths),
        aligned=typst.array(aligned),
        headings=typst.array(typst.content(heading) for heading in headings),
        small="true" if laid_out.small else "false",
    )


def _column(heading: str, aligned: str, cells: Sequence[str]) -> TypstColumn:
    unbroken = [part for cell in cells for part in ([cell] if aligned == "right" else cell.split(" "))]
    least = max(map(width, [*heading.split(), *unbroken]), default=0)
    body = max(map(width, cells), default=0)
    whole, widest = max(least, body, width(heading) / 2), max(body, width(heading))
    return TypstColumn(least + PADDING, whole + PADDING, widest + PADDING)


def _smaller(column: TypstColumn) -> TypstColumn:
    return TypstColumn(*((length - PADDING) * SMALL / SIZE + PADDING for length in astuple(column)))


def _shared(columns: Sequence[TypstColumn], room: float) -> tuple[str, ...]:
    """Give each column its least, then share what is left by need, the neediest last, none more than it can use."""
    wants = [column.whole - column.least for column in columns]
    spare, weight = room - sum(column.least for column in columns), sum(map(sqrt, wants))
    widths = [column.least for column in columns]
    for place in sorted(range(len(columns)), key=wants.__getitem__):
        share = min(wants[place], max(spare, 0) * sqrt(wants[place]) / weight) if weight > 0 else 0.0
        widths[place] += share
        spare, weight = spare - share, weight - sqrt(wants[place])
    return tuple(f"{width:.1f}fr" for width in widths)


def width(words: str) -> float:
    """How many points words take on one line, in the weight of headings."""
    advances = _advances()
    return sum(advances.get(letter, UNKNOWN) for letter in words) * SIZE


@cache
def _advances() -> dict[str, float]:
    """Each letter's width as a share of the size."""
    from fontTools.ttLib import TTFont

    with TTFont(FACE, lazy=True) as font:
        units, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(code): metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()}
