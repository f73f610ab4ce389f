"""Tables that are counted from a list outside the project, with a row for each child, of which only the counts come in.

`report.toml` names such a list:

    [[lists]]
    table = "young_carers"
    file = "~/exports/carers.csv"
    id = "Case number"
    source = "carers_service"
    columns = { ward = "Home ward" }

`columns` gives the list's heading for a column of the table, where it is another; `id` the heading of what no two rows share. All
else in the list is left alone. The table's schema has each column to count by as a `"dimension"` with every category as `"enum"`, so that
a category without children is nought. It counts either rows (`"rows_are"`) or by one column of numbers.

Within a build nobody opens a list: it is counted once, as the snapshot is taken, and the counts are passed on in the environment
(`REPORT_LISTS`), which is in no file and ends with the build. Nothing that is written has the list's place, name, content or digest.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, Protocol

from helpers.errors import Fault, ReportError
from helpers.sources import counts, file_dependencies, list_states, reading
from helpers.sources.list_rows import ListCounts, OutsideList, counted_by, counts_of, numbers_column
from helpers.sources.project import LISTS
from helpers.sources.reading import UnreadableFile
from helpers.sources.schema import Forms, Schema
from helpers.sources.source_table import SourceTable

ENDING, SOURCE, PART = ".csv", "source", "the list of {}"
LONGEST = 100_000  # characters that one variable of the environment may surely have
NO_CSV = "A list is read as CSV, and the file's name has another ending. In a spreadsheet, save it as CSV UTF-8."
UNTOLD = "{} has faults. make check tells them where the list is."
TOO_MANY = "The lists of {} make more numbers than a build can pass on. Count them by fewer columns."


class ListedYear(Protocol):
    """What a year's folder says of its lists."""

    @property
    def year(self) -> str:
        """Its label, such as 2023-24."""

    @property
    def path(self) -> Path:
        """Its folder."""

    @property
    def exists(self) -> bool:
        """Whether it has settings."""

    @property
    def settings(self) -> dict[str, Any]:
        """What its settings say."""

    @property
    def settings_file(self) -> str:
        """What its settings' file is called."""

    @property
    def forms(self) -> Forms:
        """What it may hold."""

    @property
    def partnership(self) -> str:
        """Whose it is."""


def declared(folder: ListedYear) -> list[OutsideList]:
    """Return the lists that the year's settings name, as far as they are of the right form."""
    entries = folder.settings.get(list_states.SETTING, []) if folder.exists else []
    return [OutsideList.of(entry) for entry in entries if entry.keys() >= {"table", "file"}]


def counted(folder: ListedYear, form: Schema) -> ListCounts | None:
    """Return what the list counts that the settings name for a table; None where they name none, or the table cannot be counted from one."""
    of_table = _of_table(folder, form)
    return _counts(folder, of_table, form) if of_table else None


def table(folder: ListedYear, form: Schema, counted_rows: ListCounts) -> SourceTable:
    """Return a table as it is counted from its list; without rows where the list is absent.

    Raises ReportError where the list has faults; `faults` tells them.
    """
    of_table = _of_table(folder, form)
    if counted_rows.faults or not of_table:
        raise ReportError(UNTOLD.format(PART.format(form.name).capitalize()))
    return _table(of_table, counted_rows, form, folder.settings_file)


def _of_table(folder: ListedYear, form: Schema) -> OutsideList | None:
    return next((entry for entry in declared(folder) if entry.table == form.name), None)


def faults(folder: ListedYear, form: Schema, of_table: OutsideList) -> Iterator[Fault]:
    """Go through the faults of a list's rows; one, of the settings, where the list is on another machine."""
    counted_rows = _counts(folder, of_table, form)
    if counted_rows and counted_rows.faults and _passed_on().get("is_order"):
        yield Fault(folder.settings_file, 0, f"lists, {form.name}", UNTOLD.format("The list"))
    elif counted_rows:
        yield from (Fault(of_table.file, *fault) for fault in counted_rows.faults)


def is_absent(folder: ListedYear, form: Schema, of_table: OutsideList) -> bool:
    """Whether the list is not on this machine."""
    counted_rows = _counts(folder, of_table, form)
    return counted_rows is not None and not counted_rows.is_there


@contextmanager
def passed_on(years: Iterable[ListedYear]) -> Iterator[None]:
    """Count the lists of a partnership's years once, for this process and all that it begins within this.

    What came with an order serves instead, where one did.
    """
    with ordered("" if os.environ.get(LISTS) else for_order(years, is_order=False)):
        yield


@contextmanager
def ordered(content: str) -> Iterator[None]:
    """Let what lists count, as `for_order` returns it, serve within this in place of the lists; empty changes nothing."""
    if content:
        os.environ[LISTS] = content
    try:
        yield
    finally:
        if content:
            os.environ.pop(LISTS)


def for_order(years: Iterable[ListedYear], *, is_order: bool = True) -> str:
    """Return what the lists of a partnership's years count, as a machine without them needs it: no row, and no place; empty without lists.

    Raises ReportError where that is more than can be passed on.
    """
    with file_dependencies.unrecorded():
        folders = list(years)
        state = list_states.of_partnership(str(folders[0].path.parent)) if folders else ""
        counts_of_years = {folder.year: dict(_of_year(folder, is_order=is_order)) for folder in folders}
    if not any(counts_of_years.values()):
        return ""
    content = json.dumps({"state": state, "is_order": is_order, "years": counts_of_years}, separators=(",", ":"))
    if len(content) > LONGEST:
        raise ReportError(TOO_MANY.format(folders[0].partnership))
    return content


def _of_year(folder: ListedYear, *, is_order: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Go through what the lists of a year count; of a year that cannot be read there is nothing, as is told elsewhere."""
    try:
        forms = [(entry, folder.forms.tables.get(entry.table)) for entry in declared(folder)]
    except ReportError:
        return
    for entry, form in forms:
        counted_rows = _counts(folder, entry, form) if form else None
        if form and counted_rows:
            shown = (
                [(0, "", UNTOLD.format(PART.format(form.name)))]
                if is_order and counted_rows.faults
                else counted_rows.faults
            )
            yield form.name, asdict(counted_rows) | {"faults": shown}


def _passed_on() -> dict[str, Any]:
    content = os.environ.get(LISTS)
    return dict(json.loads(content)) if content else {}


def _counts(folder: ListedYear, of_table: OutsideList, form: Schema) -> ListCounts | None:
    """What a list counts; None where the table cannot be counted from one."""
    passed = _passed_on()
    if passed:
        counted_rows = passed["years"].get(folder.year, {}).get(form.name)
        rows = (
            tuple((row, heading, message) for row, heading, message in counted_rows["faults"]) if counted_rows else ()
        )
        return ListCounts(counted_rows["is_there"], tuple(counted_rows["numbers"]), rows) if counted_rows else None
    if not all(counted_by(form).values()) or not ("rows_are" in form.descriptor or numbers_column(form)):
        return None
    return _read(of_table.path, list_states.of_file(of_table.path), _Reading(of_table, form))


@dataclass(frozen=True)
class _Reading:
    """A list with the table that it is counted into; alike where all is that decides on its counts."""

    of_table: OutsideList
    form: Schema

    @property
    def _key(self) -> str:
        return json.dumps([asdict(self.of_table), self.form.descriptor], sort_keys=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reading) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(16)
def _read(path: Path, state: str, of_list: _Reading) -> ListCounts:
    """Count a list; `state` tells one state of it from another."""
    if state == list_states.ABSENT:
        return ListCounts(is_there=False)
    if path.suffix.lower() != ENDING:
        return ListCounts(True, faults=((0, "", NO_CSV),))
    try:
        with file_dependencies.unrecorded():
            raw = reading.table(path, path.name, Path(os.path.realpath(path)).parent)
    except UnreadableFile as error:
        return ListCounts(True, faults=((0, "", error.reason),))
    return counts_of(raw, of_list.of_table, of_list.form)


def _table(of_table: OutsideList, counted_rows: ListCounts, form: Schema, file: str) -> SourceTable:
    """The table as its file would give it: a row for each combination and total or, where rows are children, one for each."""
    import pandas as pd

    categories = counted_by(form)
    numbers = dict(zip(product(*categories.values()), counted_rows.numbers, strict=False))
    if not counted_rows.is_there:
        rows: list[dict[str, Any]] = []
    elif "rows_are" in form.descriptor:
        rows = [dict(zip(categories, cell, strict=True)) for cell, number in numbers.items() for _ in range(number)]
    else:
        rows = list(_rows(of_table, numbers, form))
    blank = {f.name: None if f.is_number else "" for f in form.fields}
    frame = pd.DataFrame([blank | row for row in rows], columns=list(blank))
    typed = {f.name: float for f in form.fields if f.type in counts.NUMBERS}
    return SourceTable(form, frame.astype(typed), file, counted_rows.is_there, part=PART.format(form.name))


def _rows(of_table: OutsideList, numbers: Mapping[tuple[str, ...], int], form: Schema) -> Iterator[dict[str, Any]]:
    totals = {f["name"]: f.get("total", "") for f in form.descriptor["fields"]}
    categories, column = counted_by(form), numbers_column(form)
    words = [[*of_column, *filter(None, [totals[name]])] for name, of_column in categories.items()]
    for cell in product(*words):
        of_cell = [
            number
            for combination, number in numbers.items()
            if all(word in (own, totals[name]) for word, own, name in zip(cell, combination, categories, strict=True))
        ]
        yield dict(zip(categories, cell, strict=True)) | {column: float(sum(of_cell))} | {SOURCE: of_table.source}
