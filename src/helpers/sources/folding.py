"""Words as they are compared: what a writer's capitals and spaces change makes no difference."""

from __future__ import annotations


def folded(words: str) -> str:
    """Return words without capitals and with one space between them: "Girls  aged 5" and "girls aged 5" are the same."""
    return " ".join(words.casefold().split())
