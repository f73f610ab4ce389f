"""The report's face as web fonts."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from helpers.display import theme


@cache
def fonts() -> Mapping[str, bytes]:
    """Return the report's typeface as WOFF files by name.

    They are not cut down to the letters in use: the licence reserves the typeface's name to unchanged fonts.
    """
    return {file.with_suffix(".woff").name: _woff(file) for file in theme.font_files()}


def _woff(file: Path) -> bytes:
    font, packed = TTFont(file, recalcTimestamp=False, recalcBBoxes=False), io.BytesIO()
    font.flavor = "woff"
    font.save(packed, reorderTables=None)
    return packed.getvalue()
