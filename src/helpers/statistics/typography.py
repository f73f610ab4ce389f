"""Typed quotes as print has them: the one rule for titles, cells, pictures and text alternatives alike."""

from __future__ import annotations

import re

APOSTROPHE = re.compile(r"(?<=[\w\ue001])'")
OPENING = re.compile(r"(?<=[\s(])'(?=\w)")
QUOTED = re.compile(r'"([^"\n]*)"')
MARKUP = ("](", "`")


def curly(words: str) -> str:
    """Return words with curly apostrophes and quotes: "the council’s" for "the council's".

    Quotes within links and code of a Markdown text stay as they are; the parser of Markdown sets those between them.
    """
    if "'" in words:
        words = OPENING.sub("‘", APOSTROPHE.sub("’", words))
    plain = '"' in words and not any(sign in words for sign in MARKUP)
    return QUOTED.sub(r"“\1”", words) if plain else words


def dashed(year: str) -> str:
    """Return a year such as "2023-24" as it is printed, with an en dash: 2023–24."""
    return year.replace("-", "–")
