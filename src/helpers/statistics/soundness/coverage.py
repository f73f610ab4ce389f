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
    """One requirement, as in `coverage.csv`: its words, force ("must"), legal status, chapter and section; and how far it is met."""

    id: str
    requirement: str
    force: str
    status: str
    chapter: str
    section: str
    state: str


def requirements(folder: YearFolder) -> list[Requirement]:
    """Return every requirement with its state: covered where all that it needs was supplied, missing where none was, else thin.

    What a requirement needs is a section ("05_key_activity/practice_model"), a table with rows ("reviews"), a column that
    some row fills ("reviews.response"), or the sign-offs.
    """
    rows = folder.table("coverage").frame
    return [_requirement(row, folder) for row in rows.to_dict("records")]


def _requirement(row: Mapping[Hashable, str], folder: YearFolder) -> Requirement:
    words = {name: row[name] for name in ("id", "requirement", "force", "status", "chapter", "section")}
    return Requirement(**words, state=_state([_is_supplied(need.strip(), folder) for need in row["needs"].split(";")]))


def _state(answers: list[bool]) -> str:
    return COVERED if all(answers) else THIN if any(answers) else MISSING


def _is_supplied(need: str, folder: YearFolder) -> bool:
    if need == SIGN_OFFS:
        return _signed(folder)
    if "/" in need:
        prose_section = folder.forms.section(*need.split("/", 1))
        return bool(
            folder.prose(prose_section.chapter, prose_section.id)
            or folder.proses(prose_section.chapter, prose_section.id)
        )
    table, _, column = need.partition(".")
    if table not in folder.forms.tables:
        raise ReportError(f'coverage.csv needs "{need}", which is no section, table or column. Correct it.')
    frame = folder.table(table).frame
    return bool((frame[column].astype(str) != "").any()) if column else len(frame) > 0


def _signed(folder: YearFolder) -> bool:
    sign_offs = folder.settings.get("sign_offs", [])
    return bool(sign_offs) and all(entry.get("name") and entry.get("date") for entry in sign_offs)
