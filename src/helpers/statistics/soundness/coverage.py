"""What law and guidance require of a yearly report, and how far this one meets it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from helpers.errors import ReportError
from helpers.sources.schema import Schema, SectionForm, title
from helpers.sources.year_folder import YearFolder

COVERED, THIN, MISSING = "covered", "thin", "missing"
SIGN_OFFS, ABOUT = "sign_offs", "11_about_this_report"


@dataclass(frozen=True)
class Requirement:
    """One requirement, as in `coverage.csv`: its words, force ("must"), legal status; how far it is met, the chapter and heading where that is shown first, what a reader misses without it, and which files meet it."""

    id: str
    requirement: str
    force: str
    status: str
    chapter: str
    section: str
    state: str
    unknown: str = ""
    places: tuple[str, ...] = ()


def requirements(folder: YearFolder) -> list[Requirement]:
    """Return every requirement with its state: covered where all that it needs was supplied, missing where none was, else thin.

    What a requirement needs is a section ("05_key_activity/practice_model"), a table with rows ("reviews"), a column that
    some row fills ("reviews.response"), a row of certain values ("reviews.status=published + year=2023"), or the sign-offs; a heading follows each.
    """
    rows = folder.table("coverage").frame
    return [_requirement(row, folder) for row in rows.to_dict("records")]


def titles(folder: YearFolder) -> frozenset[tuple[str, str]]:
    """Return the chapter and title of every section and table that some requirement needs."""
    cells = folder.table("coverage").frame["needs"]
    names = {name for cell in cells for name, _ in _named(cell)} - {SIGN_OFFS}
    return frozenset((form.chapter, form.title) for form in (_form(name, folder) for name in names))


def _requirement(row: Mapping[Hashable, str], folder: YearFolder) -> Requirement:
    words = {name: row[name] for name in ("id", "requirement", "force", "status", "unknown")}
    needs = _named(row["needs"])
    supplied = [need for need in needs if is_supplied(need[0], folder)]
    first, section = (supplied or needs)[0]
    return Requirement(
        **words,
        chapter=_chapter(first, folder),
        section=section or title(_chapter(first, folder)),
        state=COVERED if supplied == needs else THIN if supplied else MISSING,
        places=tuple(dict.fromkeys(_place(name, folder) for name, _ in needs)),
    )


def _named(cell: str) -> list[tuple[str, str]]:
    """What a cell says is needed: the name of each thing, and the heading it stands under."""
    parts = (part.partition(":") for part in cell.split(";"))
    return [(name.strip(), section.strip()) for name, _, section in parts]


def _form(name: str, folder: YearFolder) -> Schema | SectionForm:
    """The form of a section, or of a table or one of its columns. Raises ReportError where there is none of that name."""
    if "/" in name:
        return folder.forms.section(*name.split("/", 1))
    table = name.partition(".")[0]
    if table not in folder.forms.tables:
        raise ReportError(f'coverage.csv needs "{name}", which is no section, table or column. Correct it.')
    return folder.forms.tables[table]


def _chapter(name: str, folder: YearFolder) -> str:
    return ABOUT if name == SIGN_OFFS else _form(name, folder).chapter


def _place(name: str, folder: YearFolder) -> str:
    """The file, within the year's folder, that would meet a need."""
    if "/" in name or name == SIGN_OFFS:
        return "report.toml" if name == SIGN_OFFS else f"{name}.md"
    table, _, columns = name.partition(".")
    named = " and ".join(column for column, _ in _conditions(columns))
    return f"{_chapter(name, folder)}/{table}.csv" + (f" ({named})" if named else "")


def is_supplied(name: str, folder: YearFolder) -> bool:
    """Return whether a year has what a requirement needs, as `requirements` names it."""
    if name == SIGN_OFFS:
        return _signed(folder)
    if "/" in name:
        return folder.has_section(folder.forms.section(*name.split("/", 1)))
    table, _, columns = name.partition(".")
    frame = folder.table(table).frame.astype(str)
    for column, value in _conditions(columns):
        frame = frame[frame[column] == value if value else frame[column] != ""]
    return len(frame) > 0


def _conditions(columns: str) -> list[tuple[str, str]]:
    """The columns that a row must fill, each with the value that it must have there; an empty one where any will do."""
    parts = (part.partition("=") for part in columns.split("+") if part)
    return [(column.strip(), value.strip()) for column, _, value in parts]


def _signed(folder: YearFolder) -> bool:
    sign_offs = folder.settings.get("sign_offs", [])
    return bool(sign_offs) and all(entry.get("name") and entry.get("date") for entry in sign_offs)
