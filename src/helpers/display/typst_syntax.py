"""How words, strings and calls are written in Typst; nothing here knows what is said."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.statistics.numbers import Number, Text

SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")
SHORT = 18


def escaped(words: str) -> str:
    """Return words so that Typst prints them as they stand: every ASCII punctuation mark but the comma is escaped."""
    return SPECIAL.sub(lambda mark: mark[0] if mark[0] == "," else f"\\{mark[0]}", words)


def string(words: str) -> str:
    """Return words as a Typst string."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def content(markup: str) -> str:
    """Return markup as Typst content."""
    return f"[{markup}]"


def filled(passage: Text) -> str:
    """Return a text as markup, its numbers as shown and kept on one line with their unit."""
    return passage.filled(lambda number: escaped(unbroken(number)), escaped)


def unbroken(number: Number) -> str:
    """The number as shown with spaces that no line breaks at; a long one may break after its second word."""
    breaks = 0 if len(number.shown) <= SHORT else number.shown.count(" ") - 1
    parts = number.shown.rsplit(" ", breaks) if breaks > 0 else [number.shown]
    return " ".join([parts[0].replace(" ", "\u00a0"), *parts[1:]])


def array(parts: Iterable[str]) -> str:
    """Return code as a Typst array; one part alone is an array too."""
    return "(" + "".join(f"{part}, " for part in parts).rstrip() + ")"


def call(function: str, *parts: str, **named: str) -> str:
    """Return a call of a function on a line for each argument; underscores in names become hyphens."""
    arguments = [*(f"{name.replace('_', '-')}: {value}" for name, value in named.items()), *parts]
    return f"#{function}(\n" + "".join(f"  {argument},\n" for argument in arguments) + ")"
