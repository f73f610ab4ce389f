"""What a chart drew, where a test is of a figure."""

from __future__ import annotations

from helpers.display.blocks import Block, Figure


def drawn(block: Block) -> Figure:
    """Return a block that must be a figure."""
    assert isinstance(block, Figure), f"no figure but {type(block).__name__}"
    return block
