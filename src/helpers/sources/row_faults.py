"""Faults of a row's cells beside each other or beside another table: more replies than questions, a reply before its question.

A schema may give a column three rules. `"at_most"` names another column of numbers: the cell may not be larger than the row's
cell there. `"not_before"` names a column of dates: the cell may not be an earlier day. `"names"` is a column of another table,
such as "bodies.name": the cell must stand there, in this year's table or an earlier year's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from helpers.errors import Fault, nearest
from helpers.sources import cells
from helpers.sources.reading import UnreadableFile
from helpers.sources.schema import Schema
from helpers.sources.year_folder import YearFolder

MORE = "{} is more than {} of {}, of which it is a part. Correct the one that is wrong."
TOO_EARLY = "{} is before {}, which it follows. Correct the one that is wrong."
NO_SUCH = "{} is no {} of {}.csv. {}"
CORRECT_IT = "Correct it, or add it there."

Row = Mapping[str, str]


def faults(folder: YearFolder, rows: Iterable[tuple[int, Row]], form: Schema, file: str) -> Iterator[Fault]:
    """Go through what cannot be so of a table's rows; a cell that cannot be read is told of elsewhere."""
    bounds = {key: [f for f in form.descriptor["fields"] if key in f] for key in ("at_most", "not_before", "names")}
    entries = {field["names"]: _entries(folder, field["names"]) for field in bounds["names"]}
    hints = {place: () if form.is_protected or _is_protected(folder, place) else entries[place] for place in entries}
    for line, row in rows:
        for field in bounds["at_most"]:
            yield from _fault(file, line, field["name"], _more(form, row, field["name"], field["at_most"]))
        for field in bounds["not_before"]:
            yield from _fault(file, line, field["name"], _too_early(form, row, field["name"], field["not_before"]))
        for field in bounds["names"]:
            message = _no_such(form, row[field["name"]], field["names"], entries[field["names"]], hints[field["names"]])
            yield from _fault(file, line, field["name"], message)


def _fault(file: str, line: int, column: str, message: str) -> Iterator[Fault]:
    yield from [Fault(file, line, column, message)] if message else []


def _more(form: Schema, row: Row, part: str, whole: str) -> str:
    some, all_of_them = cells.value_of(row[part], "number"), cells.value_of(row[whole], "number")
    is_more = isinstance(some, float) and isinstance(all_of_them, float) and some > all_of_them
    if not is_more:
        return ""
    numbers = ("The cell", "that") if form.is_protected else (row[part], f"the {row[whole]}")
    return MORE.format(*numbers, whole)


def _too_early(form: Schema, row: Row, later: str, earlier: str) -> str:
    day, first_day = cells.value_of(row[later], "date"), cells.value_of(row[earlier], "date")
    is_early = isinstance(day, date) and isinstance(first_day, date) and day < first_day
    if not is_early:
        return ""
    days = ("The cell", earlier) if form.is_protected else (row[later], f"{earlier}, {row[earlier]}")
    return TOO_EARLY.format(*days)


def _no_such(form: Schema, name: str, place: str, entries: frozenset[str], hints: Collection[str]) -> str:
    if not name or not entries or name in entries:
        return ""
    table, _, column = place.partition(".")
    return NO_SUCH.format(form.quoted(name), column, table, nearest(name, hints) or CORRECT_IT)


def _is_protected(folder: YearFolder, place: str) -> bool:
    """Whether a column is one of a table of people, of whose words no message may suggest the nearest."""
    return folder.forms.table(place.partition(".")[0]).is_protected


def _entries(folder: YearFolder, place: str) -> frozenset[str]:
    """The words of a column of the year's table and of earlier years'; none where no year has the table."""
    table, _, column = place.partition(".")
    path = folder.path / folder.forms.table(table).chapter / f"{table}.csv"
    try:
        records = [row for _, row in folder.raw_table(path).records()] if path.is_file() else []
    except UnreadableFile:
        records = []
    own = frozenset(row[column].strip() for row in records if row.get(column))
    return own | (_entries(folder.earlier, place) if folder.earlier else frozenset())
