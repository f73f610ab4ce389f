"""Every fault of a year's folder, found before anything runs: each with its file, row, column and cure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from helpers.errors import Fault, ReportError, UnknownName, nearest
from helpers.sources import areas, cells, headings, periods, settings_form
from helpers.sources.reading import UnreadableFile
from helpers.sources.report_years import ReportYear
from helpers.sources.schema import EVERY_CHAPTER, OF_THE_YEAR, Schema, schemas, sections
from helpers.sources.typed_numbers import ProseFault, forbidden, unbound
from helpers.sources.year_folder import YearFolder

UNSETTLED = (
    "The file is not there, though the folder holds others. Write it as docs/new-partnership.md says, or rename the one "
    "that is meant."
)


def faults(folder: YearFolder) -> list[Fault]:
    """Find every fault of the folder's tables, prose and settings, and of what is common to every partnership."""
    unreadable = list(_settings(folder)) if folder.exists else list(_without_settings(folder))
    found = chain(
        *(_of_table(folder, path) for path in folder.csv_files()),
        *(_of_prose(folder, path) for path in folder.prose_files()),
        (Fault(folder.named(path), 0, "", _unread(path)) for path in folder.unread_files()),
    )
    return sorted([*unreadable, *found])


def _without_settings(folder: YearFolder) -> Iterator[Fault]:
    """Refuse a folder that holds files but no settings: the report would pass them all over."""
    files = (*folder.csv_files(), *folder.prose_files(), *folder.unread_files())
    if any(path.is_relative_to(folder.path) for path in files):
        yield Fault(folder.settings_file, 0, "", UNSETTLED)


def _settings(folder: YearFolder) -> Iterator[Fault]:
    file = folder.settings_file
    try:
        said = folder.raw_settings
    except UnreadableFile as error:
        yield Fault(file, 0, "", error.reason)
        return
    wrong = [*settings_form.shape(said), *settings_form.unknown(said)]
    yield from (Fault(file, 0, name, message) for name, message in wrong)
    if any(True for _ in settings_form.shape(said)):
        return
    for name in ("name", "short_name", "place", "areas"):
        setting = said.get("partnership", {}).get(name)
        if not setting or (isinstance(setting, str) and not setting.strip()):
            yield Fault(file, 0, f"partnership.{name}", "blank. Give it.")
    yield from (
        Fault(file, 0, "partnership.areas", told) for told in _areas(said.get("partnership", {}).get("areas", []))
    )
    yield from _of_unchanged(folder, said.get("unchanged", {}), file)
    yield from (Fault(file, 0, "year", told) for told in _dates(said.get("year", {}), folder.year))


def _areas(codes: Any) -> Iterator[str]:
    """Say of each area that a partnership is said to cover why it cannot be one."""
    if not isinstance(codes, list):
        yield f'not a list. Write it as areas = ["{codes}"].'
        return
    for code in codes:
        try:
            kind = areas.named(str(code)).kind
        except UnknownName as error:
            yield f"{error} Give the ONS code of a local authority, such as E08000015."
        else:
            if kind != "authority":
                yield f'"{code}" is the code of a {kind}. Give the ONS code of a local authority, such as E08000015.'


def _dates(said: Any, year: str) -> Iterator[str]:
    """Say what keeps the dates of the settings from being one year, the one that the folder is called by."""
    if not isinstance(said, dict):
        yield f'"{said}" does not say when the year starts and ends. Write two lines under [year], such as start = 2023-04-01.'
        return
    start, end = said.get("start"), said.get("end")
    if not said:
        return
    if not (type(start) is date and type(end) is date):  # a moment, with its hour, is a date to Python
        yield "start and end are not both dates. Write them without quotation marks, such as start = 2023-04-01."
    elif start >= end:
        yield f"it ends on {end}, which is not after its start, {start}. Correct the wrong one."
    elif not _is_one_year(start, end):
        yield f"{start} to {end} is not one year. Give as end the day before the start's next anniversary."
    elif (f"{start.year}", f"{end.year}") != (year[:4], f"{ReportYear.parse(year).last}"):
        yield f"{start} to {end} is not {year}, as the folder is called. Correct the dates, or rename the folder."


def _of_unchanged(folder: YearFolder, said: Any, file: str) -> Iterator[Fault]:
    if not (isinstance(said, dict) and all(isinstance(listed, list) for listed in said.values())):
        yield Fault(file, 0, "unchanged", 'not a list for a year. Write it as 2024-25 = ["01_introduction/role.md"].')
        return
    for name in said.get(folder.year, []):
        if not (folder.path / str(name)).is_file():
            yield Fault(
                file, 0, f"unchanged.{folder.year}", f'"{name}" is no file of the year. Correct it, or take it out.'
            )


def _is_one_year(start: date, end: date) -> bool:
    after = end + timedelta(days=1)
    return (after.year, after.month, after.day) == (start.year + 1, start.month, start.day)


def _unread(path: Path) -> str:
    cures = {
        ".xlsx": "Save each sheet as CSV UTF-8 under its table's name, and take the workbook away.",
        ".md": "Move it to the folder of the chapter whose section it is, or take it away.",
        ".docx": "Save the section as text, with the ending .md, and take the document away.",
    }
    cure = cures.get(path.suffix.lower(), "Rename it as a table (.csv) or a section (.md), or take it away.")
    return f"The report does not read this file. {cure}"


def _of_table(folder: YearFolder, path: Path) -> Iterator[Fault]:
    file, form = folder.named(path), schemas().get(path.stem)
    if form is None:
        yield Fault(
            file,
            0,
            "",
            f"No table is called {path.stem}. {nearest(path.stem, schemas()) or 'Rename the file, or give it a schema.'}",
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
    yield from _uncited(folder, rows, file)
    yield from _unlike_periods(rows, file)
    yield from _slips_of_table(rows, form, file)


def _misplaced(folder: YearFolder, path: Path, form: Schema) -> str:
    within = folder.within(path).parent.parts
    if form.chapter != EVERY_CHAPTER:
        return "" if within == (form.chapter,) else f"{form.name} belongs to {form.chapter}. Move the file there."
    if form.name in OF_THE_YEAR:
        return f"{form.name} belongs to the year's own folder. Move the file there." if within else ""
    return "" if len(within) == 1 else f"{form.name} belongs to the folder of a chapter. Move the file there."


def _uncited(folder: YearFolder, rows: Iterable[tuple[int, dict[str, str]]], file: str) -> Iterator[Fault]:
    known = _known_sources(folder)
    for line, row in rows:
        cited = row.get("source")
        if cited and known and cited not in known:
            cure = nearest(cited, known) or "Give the id of a source listed in sources.csv."
            yield Fault(file, line, "source", f'"{cited}" is not a source of sources.csv. {cure}')


def _known_sources(folder: YearFolder) -> Collection[str]:
    """The ids that tables may cite; none where sources.csv cannot be read, which is told of that file alone."""
    try:
        return folder.sources
    except ReportError:
        return ()


def _unlike_periods(rows: Iterable[tuple[int, dict[str, str]]], file: str) -> Iterator[Fault]:
    for line, row in rows:
        said = periods.fault(row.get("period") or "")
        if said:
            yield Fault(file, line, "period", said)


def _slips_of_table(rows: Iterable[tuple[int, dict[str, str]]], form: Schema, file: str) -> Iterator[Fault]:
    shown = [
        f.name
        for f in form.fields
        if f.type == "string"
        and f.name not in ("id", "source", "period", "address", "published", "value", "formula", "note")
    ]
    for line, row in rows:
        for column in shown:
            for slip in forbidden(row.get(column) or ""):
                yield Fault(file, line, column, slip.message)


def _of_prose(folder: YearFolder, path: Path) -> Iterator[Fault]:
    file, (chapter, *rest) = folder.named(path), folder.within(path).with_suffix("").parts
    if (chapter, rest[0]) not in sections():
        known = [key for place, key in sections() if place == chapter]
        yield Fault(
            file,
            0,
            "",
            f'{chapter} has no section "{rest[0]}". {nearest(rest[0], known) or "Rename the file, or add the section."}',
        )
    try:
        written = folder.text(path)
    except UnreadableFile as error:
        yield Fault(file, 0, "", error.reason)
        return
    if not written.strip():
        yield Fault(
            file,
            0,
            "",
            "The section is empty. Write it, or take the file away: the report then says that it is not supplied.",
        )
    slips: list[ProseFault] = [*unbound(written), *forbidden(written)]
    yield from (Fault(file, slip.line, "", slip.message) for slip in slips)
    yield from _hollow_headings(written, file)


def _hollow_headings(written: str, file: str) -> Iterator[Fault]:
    lines = [(number, line) for number, line in enumerate(written.splitlines(), start=1) if line.strip()]
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
