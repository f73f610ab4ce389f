"""Say what each mark in brackets of a table stands for: the government's shorthand for a figure that is not shown."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.display.blocks import Grid
from helpers.sources.origins import PublishedOrigin
from helpers.statistics.numbers import Number, Text, joined, text

HIDDEN_HERE = "[c] is confidential: hidden in this report, so that no child can be identified."
MEANINGS = {
    "[c]": "[c] is confidential: withheld by the publisher, so that nobody can be identified.",
    "[low]": "[low] is so small that it rounds to zero.",
    "[u]": "[u] is unreliable: the publisher does not think the figure good enough to show.",
    "[x]": "[x] is not available: the publisher gives no figure.",
    "[z]": "[z] is not applicable: there can be no such figure.",
}


def explained(note: Text, data: Grid) -> Text:
    """Return a note and, after it, what each mark that a table shows stands for; the note alone where it shows none."""
    meanings = {meaning for meaning in map(_meaning, _withheld(data)) if meaning}
    return joined([part for part in (note, *map(text, sorted(meanings))) if part], by=" ", last=" ")


def _withheld(data: Grid) -> Iterator[Number]:
    """Go through the numbers that stand as a mark."""
    numbers = (number for row in data.rows for cell in row for number in cell.numbers)
    return (number for number in numbers if number.value is None)


def _meaning(number: Number) -> str:
    """What a mark stands for: the publisher's, or this report's own where the number is the partnership's."""
    is_published = any(isinstance(origin, PublishedOrigin) for origin in number.origins)
    return HIDDEN_HERE if number.code == "c" and not is_published else MEANINGS.get(number.shown, "")
