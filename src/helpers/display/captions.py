"""The labels of figures and tables, such as "Figure 1.3", whose numbers are in the ledger like any other."""

from __future__ import annotations

from helpers.display.markdown import slug_of
from helpers.statistics.numbers import Number, Text, compose


def labelled(label: str) -> Text:
    """Return "Figure 1.3" with its number bound; an empty label gives an empty text."""
    kind, _, place = label.rpartition(" ")
    chapter = place.partition(".")[0]
    if not chapter.isdecimal():
        return Text(label)
    entry = f"{int(chapter):02d}-{slug_of(label)}"
    return compose("{} {}", kind, Number(slug_of(label), place, "words", kind="caption", entry=entry))
