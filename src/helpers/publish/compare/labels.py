"""What a number of the ledger is of, in words: its measure, area and unit, its table, row and column, or its own name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from helpers.errors import UnknownName
from helpers.publish.compare.numbers import OF_ITS_YEAR, OWN_AREA
from helpers.sources import areas, published
from helpers.sources.publications import MeasureDefinition
from helpers.sources.year_folder import YearFolder
from helpers.statistics import measure_names

COUNT = re.compile(r"count\((\w+)(?:, (.*))?\)(?:\.(.*))?")
CONDITION = re.compile(r"(\w+)='([^']*)'")
PARTS = re.compile(r"[.|](?!\d)")
TICKED = " ticked"
LOCAL = {"all": "", "value": "", "share": "share", "of": "of how many"}
NOT_A_NAME = ("id", "source", "period", "released_by", "note", "counts")
NAMES = 2  # of the words that a row begins with, so many name it
UNITS = {**measure_names.PER, "fte": "full-time equivalent", "pounds": "£", "count": "number"}


def label(name: str, folder: YearFolder) -> str:
    """Return what a number is of: "Children looked after (per 10,000), Wirral", "Income and spending: council, amount" or "Area: land"."""
    counted = COUNT.fullmatch(name)
    if counted:
        pairs = CONDITION.findall(counted[2] or "")
        conditions = [_condition(counted[1], column, word, folder) for column, word in pairs]
        return f"{_table(counted[1], folder)}: number{' – ' if conditions else ''}{', '.join(conditions)}"
    first, *rest = PARTS.split(name)
    if first in folder.forms.tables:
        return _joined(_table(first, folder), [_cell(first, part, folder) for part in rest])
    own = next((own for own in folder.local_measures if own.id == first), None)
    if own:
        return _joined(own.name, list(filter(None, (LOCAL.get(part, _plain(part)) for part in rest))))
    about = published.store().find(first)
    parts = [_area(part) or _name(part) or _plain(part) for part in rest]
    return ", ".join([measure(about), *parts]) if about else _joined(_upper(_plain(first)), parts)


def measure(about: MeasureDefinition) -> str:
    """Return a measure's name with its unit, where that has a name: "Adopted from care (%)", "Adopted from care (number)"."""
    return f"{about.name} ({UNITS[about.unit]})" if about.unit in UNITS else about.name


def _condition(table: str, column: str, word: str, folder: YearFolder) -> str:
    """What a counted row must say: the word itself or, where it is the id of a row elsewhere, what that row is called."""
    fields = folder.forms.tables[table].descriptor["fields"] if table in folder.forms.tables else []
    about: dict[str, Any] = next((field for field in fields if field["name"] == column), {})
    if not word:
        return f"without {_lower(about.get('title', _plain(column)))}"
    names = about.get("names", "")
    other, _, key = names.partition(".")
    row = _row(other, key, word, folder) if other in folder.forms.tables else {}
    called = next((str(cell) for name, cell in row.items() if name != key and isinstance(cell, str) and cell), "")
    return called or _plain(word)


def _row(table: str, key: str, word: str, folder: YearFolder) -> Mapping[str, Any]:
    return next((row for _, row in folder.table(table).rows if row[key] == word), {})


def _cell(table: str, part: str, folder: YearFolder) -> str:
    """A row by the words that it begins with, a column by its heading, or "number with a return" of what is ticked in one."""
    fields = folder.forms.tables[table].fields
    titles = {field.name: field.title for field in fields}
    column = part.removesuffix(TICKED)
    if column != part:
        return f"number with {_lower(titles.get(column, _plain(column)))}"
    if part in titles:
        return _lower(titles[part])
    row = _row(table, "id", part, folder) if "id" in titles else {}
    naming = takewhile(lambda field: not field.is_number, fields)
    texts = (row.get(field.name) for field in naming if field.name not in NOT_A_NAME)
    called = [text for text in texts if isinstance(text, str) and text]
    return ", ".join(called[:NAMES]) or _lower(_plain(part))


def _joined(head: str, words: list[str]) -> str:
    return ": ".join([head, ", ".join(words)]) if words else head


def _table(name: str, folder: YearFolder) -> str:
    return folder.forms.tables[name].title if name in folder.forms.tables else _upper(_plain(name))


def _name(text: str) -> str:
    about = published.store().find(text)
    return about.name if about else ""


def _area(text: str) -> str:
    if text == OWN_AREA:
        return text
    try:
        return areas.named(text).plain_name
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
