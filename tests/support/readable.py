"""What every chart must be: short in its title, told in words, and legible at both widths."""

from __future__ import annotations

import re
from typing import Any

from helpers.display.blocks import Figure
from helpers.display.theme import PAPER, contrast
from support import svg_words

FILL = re.compile(r"<text[^>]*?fill:(#[0-9a-f]{6})")


def figure(block: Any) -> Figure:
    """Return the block as the figure it must be, having looked at its words."""
    assert isinstance(block, Figure)
    assert list(svg_words.faults(block.wide, block.narrow)) == []
    assert [
        colour
        for colour in FILL.findall(block.wide + block.narrow)
        if colour != PAPER.lower() and contrast(colour) < 4.5
    ] == []
    assert 0 < len(block.title.plain.split()) <= 15
    assert block.alt.plain.endswith(".")
    assert block.subtitle and block.credit
    return block


def words(block: Figure) -> str:
    """Return the words of the wide picture."""
    return svg_words.words(block.wide)
