"""What law and guidance require of a yearly report, and how far this one meets it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from helpers.errors import ReportError
from helpers.sources.year_folder import YearFolder

COVERED, THIN, MISSING = "covered", "thin", "missing"
SIGN_OFFS = "sign_offs"


@dataclass(frozen=True)
class Requirement:
    """One requirement, as in `coverage.csv`: its words, force ("must"), legal status, chapter and section; how far it is met, what a reader misses without it, and which files meet it."""

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
    some row fills ("reviews.response"), or the sign-offs.
    """
    rows = folder.table("coverage").frame
    return [_requirement(row, folder) for row in rows.to_dict("records")]


def titles(folder: YearFolder) -> frozenset[tuple[str, str]]:
    """Return the chapter and title of every section and table that some requirement needs."""
    needs = {need.strip() for row in folder.table("coverage").frame["needs"] for need in row.split(";")} - {SIGN_OFFS}
    forms = (
        folder.forms.section(*need.split("/", 1)) if "/" in need else folder.forms.tables[need.partition(".")[0]]
        for need in needs
    )
    return frozenset((form.chapter, form.title) for form in forms)


def _requirement(row: Mapping[Hashable, str], folder: YearFolder) -> Requirement:
    words = {name: row[name] for name in ("id", "requirement", "force", "status", "chapter", "section", "unknown")}
    needs = [need.strip() for need in row["needs"].split(";")]
    places = tuple(dict.fromkeys(_place(need, folder) for need in needs))
    return Requirement(**words, state=_state([_is_supplied(need, folder) for need in needs]), places=places)


def _place(need: str, folder: YearFolder) -> str:
    """The file, within the year's folder, that would meet a need."""
    if "/" in need or need == SIGN_OFFS:
        return "report.toml" if need == SIGN_OFFS else f"{need}.md"
    table, _, column = need.partition(".")
    chapter = folder.forms.tables[table].chapter if table in folder.forms.tables else ""
    return f"{chapter}/{table}.csv" + (f" ({column})" if column else "")


def _state(answers: list[bool]) -> str:
    return COVERED if all(answers) else THIN if any(answers) else MISSING


def _is_supplied(need: str, folder: YearFolder) -> bool:
    if need == SIGN_OFFS:
        return _signed(folder)
    if "/" in need:
        return folder.has_section(folder.forms.section(*need.split("/", 1)))
    table, _, column = need.partition(".")
    if table not in folder.forms.tables:
        raise ReportError(f'coverage.csv needs "{need}", which is no section, table or column. Correct it.')
    frame = folder.table(table).frame
    return bool((frame[column].astype(str) != "").any()) if column else len(frame) > 0


def _signed(folder: YearFolder) -> bool:
    sign_offs = folder.settings.get("sign_offs", [])
    return bool(sign_offs) and all(entry.get("name") and entry.get("date") for entry in sign_offs)
