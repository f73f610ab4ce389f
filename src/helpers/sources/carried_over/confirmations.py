"""What somebody has looked at and found to hold still: folders, files and rows, listed in `report.toml` under the year.

    [unchanged]
    2024-25 = [
        "10_glossary",
        "01_introduction/role.md",
        "01_introduction/facts.csv:area.land",
    ]

The year is part of the list so that a list copied along with the folder confirms nothing for the new year. A row is named by
its id, a paragraph by its first words: a number of a row would confirm another row once one is put in above it.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from helpers.errors import ReportError, nearest
from helpers.sources.carried_over import meaning
from helpers.sources.carried_over.statements import SETTINGS, Statement, of_file, statements
from helpers.sources.year_folder import YearFolder

SECTION = "unchanged"
EVERYTHING = ("", ".", "/", "*", "all", "everything")
NO_LISTS = 'not a list for a year. Write it as 2024-25 = ["01_introduction/role.md"].'
NO_TEXT = '"{}" is not a text. Write it in quotation marks.'
ALL = '"{}" would confirm everything at once. Name the folders, files or rows that somebody has looked at.'
NO_FILE = '"{}" is no folder or file of the year. {}'
NO_ROW = '{} has no row or paragraph called "{}". {}'
UNASKED = "{0} says nothing that waits to be confirmed in {1}. For what does: make check PARTNERSHIP={2} YEAR={1}, or give another YEAR."
CORRECT = "Correct it, or take it out."
UNWRITABLE = "{} cannot be changed by the program: its [unchanged] is written in an unusual way. Add {} there yourself."
HEADER = re.compile(r"^\[unchanged\][^\n]*\n(?:(?!\[)[^\n]*\n)*", re.MULTILINE)


def entries(folder: YearFolder) -> list[str]:
    """Return what is confirmed for the year; settings of another form, which are refused elsewhere, confirm nothing."""
    unchanged = folder.settings.get(SECTION, {})
    listing = unchanged.get(folder.year, []) if isinstance(unchanged, dict) else []
    return [entry for entry in listing if isinstance(entry, str)] if isinstance(listing, list) else []


def covers(listing: Sequence[str], file: str, name: str) -> bool:
    """Whether a list names a row or paragraph, its file or a folder that the file lies in."""
    above = {file, f"{file}:{name}", *(parent.as_posix() for parent in Path(file).parents if parent.name)}
    return any(entry.rstrip("/") in above for entry in listing)


def faults(folder: YearFolder, unchanged: Any) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with the lists: the setting, and what to do."""
    if not (isinstance(unchanged, dict) and all(isinstance(names, list) for names in unchanged.values())):
        yield SECTION, NO_LISTS
        return
    for entry in unchanged.get(folder.year, []):
        message = fault(folder, entry) if isinstance(entry, str) else NO_TEXT.format(entry)
        if message:
            yield f"{SECTION}.{folder.year}", message


def fault(folder: YearFolder, entry: str) -> str:
    """Say why an entry confirms nothing, or everything; empty where it names a folder, a file or a row of the year."""
    file, colon, name = entry.partition(":")
    if file.strip().strip("/").casefold() in EVERYTHING or (folder.path / file).resolve() == folder.path.resolve():
        return ALL.format(entry)
    if ".." in Path(file).parts or not os.path.exists(folder.path / file):  # of a name too long Path.exists would raise
        return NO_FILE.format(file, nearest(file, _files(folder)) or CORRECT)
    names = [statement.name for statement in _of(folder, file)] if colon else []
    return "" if not colon or name in names else NO_ROW.format(file, name, nearest(name, names) or CORRECT)


def add(folder: YearFolder, what: str, *, waiting: Sequence[tuple[str, str]]) -> list[str]:
    """Write into `report.toml` that a folder, file or rows still hold, and return the entries added.

    `what` is a path within the year or from the project's folder; after a colon stand rows, by id or number, with commas
    between them, or a paragraph's first words. `waiting` are the files and names of what is to be confirmed. Raises
    ReportError for what is no part of the year, for everything, and for what is not waiting.
    """
    new = [entry for entry in _entries_for(folder, what) if entry not in entries(folder)]
    for entry in new:
        message = fault(folder, entry) or (
            "" if _is_waiting(entry, waiting) else UNASKED.format(entry, folder.year, folder.partnership)
        )
        if message:
            raise ReportError(message)
    if new:
        _write(folder, [*entries(folder), *new])
    return new


def _is_waiting(entry: str, waiting: Sequence[tuple[str, str]]) -> bool:
    return any(covers([entry], file, name) for file, name in waiting)


def _entries_for(folder: YearFolder, what: str) -> list[str]:
    path, colon, rows = what.strip().partition(":")
    file = path.removeprefix(f"{folder.named(folder.path)}").strip("/") if path != "/" else path
    if not colon:
        return [file]
    spoken = _of(folder, file)
    parts = [part.strip() for part in rows.split(",")]
    names = [name for part in parts for name in _names(spoken, part)]
    return [f"{file}:{name}" for name in (names if len(names) >= len(parts) else _names(spoken, rows) or [rows])]


def _names(spoken: Sequence[Statement], part: str) -> list[str]:
    """The name of a row that is meant by its name, by the number a spreadsheet gives it, or by how its name begins."""
    exact = [s.name for s in spoken if part in (s.name, str(s.line))]
    beginnings = (part, meaning.in_words(part)) if part else ()
    return (exact or [s.name for s in spoken if not s.line and s.name.startswith(beginnings)])[:1]


def _of(folder: YearFolder, file: str) -> list[Statement]:
    path = folder.path / file
    if file == SETTINGS:
        return [statement for statement in statements(folder) if statement.file == SETTINGS]
    return of_file(folder, path) if path.suffix in (".csv", ".md") and path.is_file() else []


def _files(folder: YearFolder) -> list[str]:
    own = [path for path in (*folder.csv_files(), *folder.prose_files()) if path.is_relative_to(folder.path)]
    files = [folder.within(path) for path in own]
    return [path.as_posix() for path in (*files, *dict.fromkeys(file.parent for file in files if file.parent.name))]


def _write(folder: YearFolder, listing: Sequence[str]) -> None:
    """Put the year's list into the settings, whose other lines, comments among them, stay as they are."""
    path = folder.path / SETTINGS
    with path.open(encoding="utf-8", newline="") as opened:
        before = opened.read()
    end = "\r\n" if "\r\n" in before else "\n"
    text = before.replace(end, "\n")
    settings = _parsed(text)
    settings[SECTION] = {**settings.get(SECTION, {}), folder.year: sorted(listing)}
    changed = HEADER.sub("", text).rstrip("\n") + "\n\n" + _section(settings[SECTION])
    if _parsed(changed) != settings:
        raise ReportError(UNWRITABLE.format(folder.settings_file, json.dumps(listing[-1], ensure_ascii=False)))
    path.write_text(changed.replace("\n", end), encoding="utf-8", newline="")


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError:
        return {}


def _section(lists: dict[str, list[str]]) -> str:
    years = "".join(
        f"{year} = [\n" + "".join(f"    {json.dumps(entry, ensure_ascii=False)},\n" for entry in lists[year]) + "]\n"
        for year in sorted(lists)
    )
    return f"[{SECTION}]\n{years}"
