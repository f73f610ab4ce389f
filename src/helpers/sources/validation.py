"""Every fault of a year's folder, found before anything runs: each with its file, row, column and cure."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from helpers.errors import Fault, ReportError, UnknownName, nearest
from helpers.sources import areas, headings, periods
from helpers.sources.report_years import ReportYear
from helpers.sources.schema import EVERY_CHAPTER, OF_THE_YEAR, Schema, schemas, sections
from helpers.sources.typed_numbers import ProseFault, forbidden, unbound
from helpers.sources.year_folder import YearFolder

STANDARD = ("fields", "missingValues", "primaryKey")
TYPES = {
    "number": '"{cell}" is not a number. Write digits only, such as 12500.',
    "integer": '"{cell}" is not a whole number. Write digits only, such as 12.',
    "date": '"{cell}" is not a date. Write year, month and day, such as 2023-10-02.',
    "boolean": '"{cell}" is neither yes nor no. Write one of them.',
}
CONSTRAINTS = {
    "required": "blank. Give a value.",
    "unique": '"{cell}" stands twice. Give each row its own.',
    "enum": '"{cell}" is not one of {limit}. Write one of them.',
    "pattern": '"{cell}" is not in the form {limit}. Write it so.',
    "minimum": '"{cell}" is below {limit}. Correct it.',
    "maximum": '"{cell}" is above {limit}. Correct it.',
}


def faults(folder: YearFolder) -> list[Fault]:
    """Find every fault of the folder's tables, prose and settings, and of what is common to every partnership."""
    unreadable = list(_settings(folder)) if folder.exists else []
    found = chain(
        *(_of_table(folder, path) for path in folder.csv_files()),
        *(_of_prose(folder, path) for path in folder.prose_files()),
        (Fault(folder.named(path), 0, "", _unread(path)) for path in folder.unread_files()),
    )
    return sorted([*unreadable, *found])


def _settings(folder: YearFolder) -> Iterator[Fault]:
    file = folder.named(folder.path / "report.toml")
    try:
        said = folder.settings
    except ReportError as error:
        yield Fault(file, 0, "", str(error))
        return
    for name in ("name", "short_name", "place", "areas"):
        if not said.get("partnership", {}).get(name):
            yield Fault(file, 0, f"partnership.{name}", "blank. Give it.")
    for name in ("partners", "sign_offs"):
        if not isinstance(said.get(name, []), list):
            yield Fault(file, 0, name, f"not a list. Write each as [[{name}]].")
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
    headed, rows, unread = _rows(path)
    wrong = [("", unread)] if unread else list(headings.faults(headed, form))
    if wrong:
        yield from (Fault(file, 0, column, said) for column, said in wrong)
        return
    yield from _against_schema(path, form, file)
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


def _rows(path: Path) -> tuple[list[str], list[dict[str, str]], str]:
    """The headings of a table and its rows, or why it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            read = csv.DictReader(opened)
            return list(read.fieldnames or ()), list(read), ""
    except UnicodeDecodeError:
        return [], [], "The file is not UTF-8. In a spreadsheet, save it as CSV UTF-8."


def _against_schema(path: Path, form: Schema, file: str) -> Iterator[Fault]:
    from frictionless import Resource, system
    from frictionless import Schema as TableSchema

    with system.use_context(trusted=True):
        kept: dict[str, Any] = {key: form.descriptor[key] for key in STANDARD if key in form.descriptor}
        resource = Resource(path=str(path), schema=TableSchema.from_descriptor(kept), encoding="utf-8-sig")
        report = resource.validate(limit_errors=1000)
    for error in chain(report.errors, *(task.errors for task in report.tasks)):
        yield _told(error, form, file)


def _told(error: Any, form: Schema, file: str) -> Fault:
    row, column = getattr(error, "row_number", None) or 0, getattr(error, "field_name", "") or ""
    return Fault(file, row, column, _sentence(error, form, column))


def _sentence(error: Any, form: Schema, column: str) -> str:
    tellers: dict[str, Callable[[], str]] = {
        "type-error": lambda: TYPES.get(
            _field(form, column)["type"], '"{cell}" is not of the column\'s type. Correct it.'
        ).format(cell=error.cell),
        "constraint-error": lambda: _of_constraint(error, form, column),
        "unique-error": lambda: CONSTRAINTS["unique"].format(cell=error.cell),
        "primary-key": lambda: "The row stands twice. Take one out.",
        "blank-row": lambda: "The row is blank. Take it out.",
        "extra-cell": lambda: (
            'The row has more cells than the heading. Put text that holds commas in "quotation marks".'
        ),
        "missing-cell": lambda: "The row has fewer cells than the heading. Add the missing commas.",
    }
    return tellers.get(error.type, lambda: f"{error.note}. Mend it.")()


def _of_constraint(error: Any, form: Schema, column: str) -> str:
    limits = _field(form, column).get("constraints", {})
    broken = next((name for name in CONSTRAINTS if f'"{name}"' in error.note), "required")
    limit = limits.get(broken)
    return CONSTRAINTS[broken].format(cell=error.cell, limit=", ".join(limit) if isinstance(limit, list) else limit)


def _field(form: Schema, column: str) -> dict[str, Any]:
    return next((field for field in form.descriptor["fields"] if field["name"] == column), {"type": ""})


def _uncited(folder: YearFolder, rows: Iterable[dict[str, str]], file: str) -> Iterator[Fault]:
    known = _known_sources(folder)
    for line, row in enumerate(rows, start=2):
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


def _unlike_periods(rows: Iterable[dict[str, str]], file: str) -> Iterator[Fault]:
    for line, row in enumerate(rows, start=2):
        said = periods.fault(row.get("period") or "")
        if said:
            yield Fault(file, line, "period", said)


def _slips_of_table(rows: Iterable[dict[str, str]], form: Schema, file: str) -> Iterator[Fault]:
    shown = [
        f.name
        for f in form.fields
        if f.type == "string"
        and f.name not in ("id", "source", "period", "address", "published", "value", "formula", "note")
    ]
    for line, row in enumerate(rows, start=2):
        for column in shown:
            for slip in forbidden(row.get(column) or ""):
                yield Fault(file, line, column, slip.said)


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
    written = path.read_text(encoding="utf-8")
    if not written.strip():
        yield Fault(
            file,
            0,
            "",
            "The section is empty. Write it, or take the file away: the report then says that it is not supplied.",
        )
    slips: list[ProseFault] = [*unbound(written), *forbidden(written)]
    yield from (Fault(file, slip.line, "", slip.said) for slip in slips)
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
