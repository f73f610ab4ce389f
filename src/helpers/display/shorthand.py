"""Say what each mark in brackets of a table stands for: the government's shorthand for a figure that is not shown."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.display.blocks import Grid
from helpers.sources.origins import PublishedOrigin
from helpers.statistics.numbers import Number, Text, compose, joined, over_inputs, text

HIDDEN_HERE = "[c] is confidential: hidden in this report, so that no child can be identified."
COUNTED = "Cells hidden: {}."
MEANINGS = {
    "[c]": "[c] is confidential: withheld by the publisher, so that nobody can be identified.",
    "[low]": "[low] is so small that it rounds to zero.",
    "[u]": "[u] is unreliable: the publisher does not think the figure good enough to show.",
    "[x]": "[x] is not available: the publisher gives no figure.",
    "[z]": "[z] is not applicable: there can be no such figure.",
}


def explained(note: Text, data: Grid) -> Text:
    """Return a note and, after it, what each mark that a table shows stands for; the note alone where it shows none.

    Of cells that this report hides it says how many there are: never of which kind, which would give values away.
    """
    withheld = [number for row in data.rows for cell in row for number in cell.numbers if number.value is None]
    meanings = {meaning for meaning in map(_meaning, withheld) if meaning}
    hidden = [number for number in withheld if _meaning(number) == HIDDEN_HERE]
    parts = [
        compose(f"{meaning} {COUNTED}", _how_many(hidden)) if meaning == HIDDEN_HERE else text(meaning)
        for meaning in sorted(meanings)
    ]
    return joined([part for part in (note, *parts) if part], by=" ", last=" ")


def _how_many(hidden: Sequence[Number]) -> Number:
    statistic = hidden[0].name.partition(".")[0]
    return Number(f"{statistic}.cells hidden", float(len(hidden)), derivation=over_inputs("count", hidden))


def _meaning(number: Number) -> str:
    """What a mark stands for: the publisher's, or this report's own where the number is the partnership's."""
    is_published = any(isinstance(origin, PublishedOrigin) for origin in number.origins)
    return HIDDEN_HERE if number.code == "c" and not is_published else MEANINGS.get(number.shown, "")
