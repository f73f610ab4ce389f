"""Write words as HTML: numbers as elements that name themselves, terms that open, and what an attribute's numbers are.

A number is an element with its plain value and its name (`<data value="43000" data-number="visits">`).
"""

from __future__ import annotations

from decimal import Decimal
from html import escape

from helpers.statistics.numbers import Number, Text

LONGEST = 16  # letters of a number that no line may break, as of "14 November 2023"


def words(passage: Text) -> str:
    """Return a text as escaped HTML, with each number as a `<data>` element."""
    return passage.filled(number, escape)


def term(shown: str, meaning: str, place: str) -> str:
    """Return HTML words as a button that opens what they mean, by pointer, touch and keyboard, without a script."""
    return (
        f'<button type="button" class="term" popovertarget="{place}">{shown}</button>'
        f'<span class="meaning" id="{place}" popover>{meaning}</span>'
    )


def anchor(label: str) -> str:
    """Return the id of a figure or table by its label: "Figure 1.3" gives figure-1-3."""
    return label.lower().replace(" ", "-").replace(".", "-")


def number(shown: Number) -> str:
    """Return a number as an element with its plain value, its name and its entry in the ledger."""
    entry = f' data-entry="{escape(shown.entry)}"' if shown.entry else ""
    phrase = ' class="phrase"' if shown.unit == "words" or len(shown.shown) > LONGEST else ""
    value = f'value="{escape(_value(shown))}" data-number="{escape(shown.name)}"'
    return f"<data {value}{entry}{phrase}>{escape(shown.shown)}</data>"


def line(passage: Text) -> str:
    """A line of text in a picture, with each number as a `<tspan>`, since SVG has no `<data>`."""
    return passage.filled(lambda number: f"<tspan{_tspan_attributes(number)}>{escape(number.shown)}</tspan>", escape)


def _tspan_attributes(number: Number) -> str:
    return f' data-number="{escape(number.name)}" data-entry="{escape(number.entry)}"' if number.entry else ""


def entries(*texts: Text) -> str:
    """The attribute `data-entries`: the entries, in order, of the numbers in another attribute of the element; empty without any."""
    ids = " ".join(number.entry for passage in texts for number in passage.numbers if number.entry)
    return f' data-entries="{escape(ids)}"' if ids else ""


def _value(number: Number) -> str:
    """A number's value for a program: digits, an ISO date, or the code of a hidden value."""
    if number.value is None:
        return number.shown
    if isinstance(number.value, int | float):
        return f"{Decimal(repr(number.value)).normalize():f}"
    return number.value if isinstance(number.value, str) else number.value.isoformat()
