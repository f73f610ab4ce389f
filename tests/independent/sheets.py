"""The text of a report's PDF as its pages hold it, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdf

DIGITS = "0123456789%"
CONTENTS = "contents"
BEHIND = "Data behind the figures"


def texts(pdf: Path, slugs: Sequence[str]) -> dict[str, str]:
    """Return the text of the PDF's contents, of each chapter by its slug, and of the data behind its figures."""
    reader, pages = pypdf.PdfReader(pdf), sheets(pdf)
    starts = [
        reader.get_destination_page_number(bookmark) for bookmark in reader.outline if not isinstance(bookmark, list)
    ]
    parts = pairwise([0, *starts[1:], len(pages)])
    return {
        name: "\n".join(pages[first:after])
        for name, (first, after) in zip([CONTENTS, *slugs, BEHIND], parts, strict=True)
    }


def sheets(pdf: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    return [_read(sheet) for sheet in pypdf.PdfReader(pdf).pages]


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


def _read(sheet: pypdf.PageObject) -> str:
    """The text of a page; in a picture each letter is a piece of its own, and those set apart are kept apart."""
    pieces: list[Piece] = []
    sheet.extract_text(visitor_text=lambda text, cm, tm, _, size: pieces.append(Piece(text, *_place(cm, tm), size)))
    with_text = [piece for piece in pieces if piece.text]
    return "".join(
        f"{piece.text} " if piece.is_apart_from(after) else piece.text
        for piece, after in zip(with_text, [*with_text[1:], Piece("", 0, 0, 1, 1)], strict=True)
    )


def _place(cm: Sequence[float], tm: Sequence[float]) -> tuple[float, float, float]:
    """Where on the sheet a piece begins, and how much larger than its font size it is drawn."""
    across = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    down = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    return across, down, abs(cm[0] * tm[0])
