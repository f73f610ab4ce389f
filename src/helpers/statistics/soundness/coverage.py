"""What law and guidance ask a yearly report to hold, and how much of it this one holds."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from helpers.errors import ReportError
from helpers.sources.schema import schemas, section
from helpers.sources.year_folder import YearFolder

COVERED, THIN, MISSING = "covered", "thin", "missing"
SIGN_OFFS = "sign_offs"


@dataclass(frozen=True)
class Requirement:
    """One thing asked for: in whose words, how strongly, how it is known, where the report tells of it, and how far."""

    id: str
    requirement: str
    force: str
    status: str
    chapter: str
    section: str
    state: str


def requirements(folder: YearFolder) -> list[Requirement]:
    """Return every requirement with its state: covered where all that it needs is held, missing where none of it is, else thin.

    What a requirement needs is a section ("05_key_activity/practice_model"), a table with rows ("reviews"), a column that
    some row fills ("reviews.response"), or the sign-offs.
    """
    held = folder.table("coverage").frame
    return [_requirement(row, folder) for row in held.to_dict("records")]


def _requirement(row: Mapping[Hashable, str], folder: YearFolder) -> Requirement:
    told = {name: row[name] for name in ("id", "requirement", "force", "status", "chapter", "section")}
    return Requirement(**told, state=_state([_is_held(need.strip(), folder) for need in row["needs"].split(";")]))


def _state(held: list[bool]) -> str:
    return COVERED if all(held) else THIN if any(held) else MISSING


def _is_held(need: str, folder: YearFolder) -> bool:
    if need == SIGN_OFFS:
        return _signed(folder)
    if "/" in need:
        wanted = section(*need.split("/", 1))
        return bool(folder.prose(wanted.chapter, wanted.id) or folder.proses(wanted.chapter, wanted.id))
    table, _, column = need.partition(".")
    if table not in schemas():
        raise ReportError(f'coverage.csv needs "{need}", which is no section, table or column. Correct it.')
    frame = folder.table(table).frame
    return bool((frame[column].astype(str) != "").any()) if column else len(frame) > 0


def _signed(folder: YearFolder) -> bool:
    said = folder.settings.get("sign_offs", [])
    return bool(said) and all(one.get("name") and one.get("date") for one in said)
