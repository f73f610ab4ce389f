"""Write words, strings, arrays and calls in the syntax of Typst, whatever their content."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.statistics.numbers import Number, Text

SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")
SHORT = 18


def escaped(words: str) -> str:
    """Return words so that Typst prints them unchanged: every ASCII punctuation mark except the comma is escaped.

    No list of Typst's special characters is kept, so one that a new version adds is escaped too; a comma has no meaning in markup.
    """
    return SPECIAL.sub(lambda mark: mark[0] if mark[0] == "," else f"\\{mark[0]}", words)


def string(words: str) -> str:
    """Return words as a Typst string."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def content(markup: str) -> str:
    """Return markup as Typst content."""
    return f"[{markup}]"


def filled(passage: Text) -> str:
    """Return a text as markup, with each number as shown and on one line with its unit."""
    return passage.filled(lambda number: escaped(unbroken(number)), escaped)


def unbroken(number: Number) -> str:
    """Return the number as shown, with no-break spaces; one longer than SHORT characters may break after its second word.

    A number in words breaks as words do.
    """
    if number.unit == "words":
        return number.shown
    breaks = 0 if len(number.shown) <= SHORT else number.shown.count(" ") - 1
    parts = number.shown.rsplit(" ", breaks) if breaks > 0 else [number.shown]
    return " ".join([parts[0].replace(" ", "\u00a0"), *parts[1:]])


def array(parts: Iterable[str]) -> str:
    """Return parts of code as a Typst array; the comma after each makes one part an array too."""
    return "(" + "".join(f"{part}, " for part in parts).rstrip() + ")"


def call(function: str, *parts: str, **named: str) -> str:
    """Return a call of a function with each argument on its own line; underscores in names become hyphens."""
    arguments = [*(f"{name.replace('_', '-')}: {value}" for name, value in named.items()), *parts]
    return f"#{function}(\n" + "".join(f"  {argument},\n" for argument in arguments) + ")"
