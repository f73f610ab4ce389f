"""What a number of the ledger is of, in words: its measure and area, its table, row and column, or its own name."""

from __future__ import annotations

import re

from helpers.errors import UnknownName
from helpers.publish.comparison import OF_ITS_YEAR, OWN_AREA
from helpers.sources import areas, published
from helpers.sources.schema import Forms

COUNT = re.compile(r"count\((\w+)(?:, (.*))?\)(?:\.(.*))?")
CONDITION = re.compile(r"(\w+)='([^']*)'")
PARTS = re.compile(r"[.|](?!\d)")


def label(name: str, forms: Forms) -> str:
    """Return what a number is of: "Children looked after, Wirral", "Income and spending: council, amount" or "Area: land"."""
    counted = COUNT.fullmatch(name)
    if counted:
        conditions = [f"{column.replace('_', ' ')} {word}" for column, word in CONDITION.findall(counted[2] or "")]
        return ", ".join(
            [f"{_table(counted[1], forms)}: number", *conditions, *filter(None, [_plain(counted[3] or "")])]
        )
    first, *rest = PARTS.split(name)
    if first in forms.tables:
        titles = {field.name: field.title for field in forms.tables[first].fields}
        words = [titles.get(part, part) if place == len(rest) else part for place, part in enumerate(rest, start=1)]
        return _joined(_table(first, forms), [_lower(_plain(word)) for word in words])
    measure = _measure(first)
    words = [_area(part) or _measure(part) or _plain(part) for part in rest]
    return ", ".join([measure, *words]) if measure else _joined(_upper(_plain(first)), words)


def _joined(head: str, words: list[str]) -> str:
    return ": ".join([head, ", ".join(words)]) if words else head


def _table(name: str, forms: Forms) -> str:
    return forms.tables[name].title if name in forms.tables else _upper(_plain(name))


def _measure(text: str) -> str:
    try:
        return published.store().measure(text).name
    except UnknownName:
        return ""


def _area(text: str) -> str:
    if text == OWN_AREA:
        return text
    try:
        return areas.named(text).name
    except UnknownName:
        return ""


def _plain(text: str) -> str:
    return text.replace(OF_ITS_YEAR, "").replace("_", " ").strip()


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    """A title within a line: its first letter small, unless it begins an abbreviation or is a name."""
    first, _, _ = text.partition(" ")
    return text if not first.istitle() or (text.istitle() and " " in text) else text[:1].lower() + text[1:]
