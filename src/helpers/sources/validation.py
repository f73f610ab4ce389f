"""Every fault of a year's folder, found before anything runs: each with its file, row, column and cure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path

from helpers.errors import Fault, ReportError, nearest
from helpers.sources import (
    cells,
    counts,
    elsewhere,
    headings,
    local_faults,
    outside_list_faults,
    people_in_words,
    period_faults,
    row_faults,
    settings_faults,
    typed_numbers,
)
from helpers.sources.reading import UnreadableFile
from helpers.sources.report_years import ReportYear
from helpers.sources.schema import (
    EVERY_CHAPTER,
    LOCAL_FIGURES,
    LOCAL_MEASURES,
    OF_ALL,
    OF_THE_YEAR,
    Schema,
)
from helpers.sources.typed_numbers import ProseFault, typed_numbers_in, unfinished_words
from helpers.sources.year_folder import YearFolder

LOCAL = (LOCAL_MEASURES, LOCAL_FIGURES)
NO_WORDS = (
    "id",
    "source",
    "address",
    "published",
    "formula",
    "left",
    "right",
    "tolerance",
    "accepted",
)
OF_NUMBERS = ("period", "value")
MOST_CELLS = 50_000


def faults(folder: YearFolder) -> list[Fault]:
    """Find every fault of the folder's tables, prose and settings, and of what is common to every partnership."""
    file_faults = chain(
        *(_table_faults(folder, path) for path in folder.csv_files()),
        *(_prose_faults(folder, path) for path in folder.prose_files()),
        (Fault(folder.named(path), 0, "", _unread_message(path)) for path in folder.unread_files()),
    )
    wrong = sorted([*settings_faults.faults(folder), *file_faults, *outside_list_faults.row_faults(folder)])
    rows = {(fault.file, fault.row) for fault in wrong if Path(fault.file).stem in LOCAL}
    if all(row for _, row in rows):  # else the file as a whole is wrong, and so are its rows
        wrong = sorted([*wrong, *(fault for fault in _local_faults(folder) if (fault.file, fault.row) not in rows)])
    return wrong or list(elsewhere.faults(folder))


def _local_faults(folder: YearFolder) -> list[Fault]:
    """What is wrong with the partnership's own figures; those that cannot be read are told of already."""
    try:
        return local_faults.faults(folder)
    except ReportError:
        return []


def _unread_message(path: Path) -> str:
    cures = {
        ".xlsx": "Save each sheet as CSV UTF-8 under its table's name, and take the workbook away.",
        ".md": "Move it to the folder of the chapter whose section it is, or take it away.",
        ".docx": "Save the section as text, with the ending .md, and take the document away.",
    }
    cure = cures.get(path.suffix.lower(), "Rename it as a table (.csv) or a section (.md), or take it away.")
    return f"The report does not read this file. {cure}"


def _table_faults(folder: YearFolder, path: Path) -> Iterator[Fault]:
    file, form = folder.named(path), folder.forms.tables.get(path.stem)
    if form is None:
        yield Fault(
            file,
            0,
            "",
            f"No table is called {path.stem}. {nearest(path.stem, folder.forms.tables) or 'Rename the file, or give it a schema.'}",
        )
        return
    misplaced = _misplaced(folder, path, form)
    if misplaced:
        yield Fault(file, 0, "", misplaced)
    try:
        raw = folder.raw_table(path)
    except UnreadableFile as error:
        yield Fault(file, 0, "", error.reason)
        return
    wrong = list(headings.faults(raw.headings, form))
    if wrong:
        yield from (Fault(file, 0, column, message) for column, message in wrong)
        return
    rows = [(line, {name: cell.strip() for name, cell in record.items()}) for line, record in raw.records()]
    yield from cells.typed(raw, form, file).faults
    yield from _count_faults(folder, rows, form, file)
    yield from row_faults.faults(folder, rows, form, file)
    yield from _uncited(folder, rows, form, file)
    yield from _period_faults(rows, folder.report_year, form, file)
    yield from _slips_of_table(rows, form, file, is_own=form.name in folder.own_forms.tables)


def _count_faults(
    folder: YearFolder, rows: list[tuple[int, dict[str, str]]], form: Schema, file: str
) -> Iterator[Fault]:
    """Go through what is wrong with what the numbers of a table count; sources that cannot be read are told of alone."""
    try:
        releases = folder.releases(form, rows)
    except ReportError:
        return
    for fault in counts.faults(form, rows, releases):
        if (
            fault.line or form.name not in folder.own_forms.tables
        ):  # what is wrong with one's own schema is told of that
            yield Fault(file, fault.line, fault.column, fault.message)


def _misplaced(folder: YearFolder, path: Path, form: Schema) -> str:
    within = folder.within(path).parent.parts
    if form.chapter != EVERY_CHAPTER:
        return "" if within == (form.chapter,) else f"{form.name} belongs to {form.chapter}. Move the file there."
    if form.name in OF_ALL:
        return "" if path.parent == folder.common else f"{form.name} belongs to data/common. Move the file there."
    if form.name in OF_THE_YEAR:
        return f"{form.name} belongs to the year's own folder. Move the file there." if within else ""
    return "" if len(within) == 1 else f"{form.name} belongs to the folder of a chapter. Move the file there."


def _uncited(
    folder: YearFolder, rows: Iterable[tuple[int, dict[str, str]]], form: Schema, file: str
) -> Iterator[Fault]:
    known_ids = _known_sources(folder)
    for line, row in rows:
        cited = row.get("source")
        if cited and known_ids and cited not in known_ids:
            cure = nearest(cited, known_ids) or "Give the id of a source listed in sources.csv."
            yield Fault(file, line, "source", f"{form.quoted(cited)} is not a source of sources.csv. {cure}")


def _known_sources(folder: YearFolder) -> Collection[str]:
    """The ids that tables may cite; none where sources.csv cannot be read, which is told of that file alone."""
    try:
        return folder.sources
    except ReportError:
        return ()


def _period_faults(
    rows: Iterable[tuple[int, dict[str, str]]], year: ReportYear, form: Schema, file: str
) -> Iterator[Fault]:
    for line, row in rows:
        period = row.get("period") or ""
        message = period_faults.fault(period, year)
        if message:
            yield Fault(file, line, "period", message.replace(f'"{period}"', form.quoted(period)))


def _slips_of_table(
    rows: Iterable[tuple[int, dict[str, str]]], form: Schema, file: str, *, is_own: bool
) -> Iterator[Fault]:
    """Go through what is wrong with the words of a table; in one of the year's own a column may be called anything."""
    shown = [f.name for f in form.fields if f.type == "string" and f.name not in (NO_WORDS[:2] if is_own else NO_WORDS)]
    if "rows_are" in form.descriptor:  # of a row for each child nothing is shown but what it is counted by
        shown = [name for name in shown if any(name in by for by in form.descriptor["counted_by"])]
    of_people = form.is_protected or form.name == LOCAL_FIGURES
    names = typed_numbers.names()
    for line, row in rows:
        for column in shown:
            may_be_number = column in (OF_NUMBERS[:1] if is_own else OF_NUMBERS)
            for slip in _slips(row.get(column) or "", may_be_number, of_people, names):
                message = slip.message.replace(f'"{slip.words}"', form.quoted(slip.words))
                yield Fault(file, line, column, message)


@lru_cache(maxsize=MOST_CELLS)  # most cells say what another does, or what they said when last checked
def _slips(words: str, may_be_number: bool, is_of_people: bool, names: re.Pattern[str]) -> list[ProseFault]:
    """What is wrong with the words of a cell, where `names` are the words that may hold a number."""
    of_people = people_in_words.counts_in_cell if may_be_number else people_in_words.cell_faults
    of_group = people_in_words.label_faults if is_of_people else people_in_words.counts_in_cell
    return list(dict.fromkeys((*unfinished_words(words), *of_people(words), *of_group(words))))


def _prose_faults(folder: YearFolder, path: Path) -> Iterator[Fault]:
    file, (chapter, *rest) = folder.named(path), folder.within(path).with_suffix("").parts
    if (chapter, rest[0]) not in folder.forms.sections:
        names = [key for place, key in folder.forms.sections if place == chapter]
        yield Fault(
            file,
            0,
            "",
            f'{chapter} has no section "{rest[0]}". {nearest(rest[0], names) or "Rename the file, or add the section."}',
        )
    try:
        markdown = folder.text(path)
    except UnreadableFile as error:
        yield Fault(file, 0, "", error.reason)
        return
    if not markdown.strip():
        yield Fault(
            file,
            0,
            "",
            "The section is empty. Write it, or take the file away: the report then says that it is not supplied.",
        )
    slips: list[ProseFault] = [
        *typed_numbers_in(markdown),
        *people_in_words.faults(markdown),
        *unfinished_words(markdown),
    ]
    yield from (Fault(file, slip.line, "", slip.message) for slip in slips)
    yield from _empty_headings(markdown, file)


def _empty_headings(markdown: str, file: str) -> Iterator[Fault]:
    lines = [(number, line) for number, line in enumerate(markdown.splitlines(), start=1) if line.strip()]
    for (number, line), (_, after) in pairwise([*lines, (0, "# end")]):
        if line.startswith("#") and after.startswith("#") and _level(after) <= _level(line):
            yield Fault(
                file,
                number,
                "",
                f'Nothing stands under "{line.lstrip("# ")}". Write the section, or take its heading out.',
            )


def _level(heading: str) -> int:
    return len(heading) - len(heading.lstrip("#"))
