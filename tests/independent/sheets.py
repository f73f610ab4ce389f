"""The text of a report's PDF as its pages hold it, part by part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdf

DIGITS = "0123456789%"
CONTENTS = "contents"
BEHIND = "Data behind the figures"
OPENING = re.compile(r"^(?=Chapter \d+$)", re.MULTILINE)


def texts(book: Path, slugs: Sequence[str]) -> dict[str, str]:
    """Return the text of the book's cover and contents, of each chapter by its slug, and of the data behind its figures.

    A chapter may begin on the page on which the one before it ends.
    """
    reader, pages = pypdf.PdfReader(book), sheets(book)
    first = next(mark for mark in reader.outline[1:] if not isinstance(mark, list))
    start = reader.get_destination_page_number(first)
    opening, *numbered = OPENING.split("\n".join(pages[start:]))
    chapters = [opening, *numbered] if opening.strip() else numbered
    behind = "\n".join(sheets(book.with_name("data.pdf")))
    return {CONTENTS: "\n".join(pages[:start]), **dict(zip(slugs, chapters, strict=True)), BEHIND: behind}


def sheets(pdf: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    return [_read(sheet) for sheet in pypdf.PdfReader(pdf).pages]


def sizes(pdf: Path) -> Counter[float]:
    """Return how many letters of a PDF are set in each size, in points as they stand on the page."""
    counts: Counter[float] = Counter()
    for sheet in pypdf.PdfReader(pdf).pages:
        for piece in _pieces(sheet):
            counts[round(piece.size * piece.scale, 1)] += len(piece.text.strip())
    return +counts


@dataclass(frozen=True)
class Piece:
    """Some letters of a page, where they begin and how large they are."""

    text: str
    across: float
    down: float
    scale: float
    size: float

    def is_apart_from(self, after: Piece) -> bool:
        """Whether two figures that nothing parts in the text stand further apart than those of one number."""
        if len(self.text) > 1 or not (self.text in DIGITS and after.text[:1] in DIGITS and after.text):
            return False
        em = self.size * self.scale
        return abs(after.across - self.across) > em or abs(after.down - self.down) > em / 2


def _pieces(sheet: pypdf.PageObject) -> list[Piece]:
    pieces: list[Piece] = []
    sheet.extract_text(visitor_text=lambda text, cm, tm, _, size: pieces.append(Piece(text, *_place(cm, tm), size)))
    return [piece for piece in pieces if piece.text]


def _read(sheet: pypdf.PageObject) -> str:
    """The text of a page; in a picture each letter is a piece of its own, and those set apart are kept apart."""
    with_text = _pieces(sheet)
    return "".join(
        f"{piece.text} " if piece.is_apart_from(after) else piece.text
        for piece, after in zip(with_text, [*with_text[1:], Piece("", 0, 0, 1, 1)], strict=True)
    )


def _place(cm: Sequence[float], tm: Sequence[float]) -> tuple[float, float, float]:
    """Where on the sheet a piece begins, and how much larger than its font size it is drawn."""
    across = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    down = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    return across, down, abs(cm[0] * tm[0])
