"""A partnership's own forms: the schemas of tables and the sections of prose that its year's folder describes itself.

    data/<partnership>/<year>/schemas/<table>.json      a table, as CONTRIBUTING.md describes it
    data/<partnership>/<year>/schemas/sections.toml     sections of prose, each a [[section]]

They stand beside those of the program, in their year alone. What they describe is read, checked, protected and shown as any
other table or section of the year is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.errors import Fault
from helpers.sources import form_faults, reading
from helpers.sources.reading import UnreadableFile
from helpers.sources.schema import Forms, Schema, SectionForm, schemas, sections

FOLDER, SECTIONS = "schemas", "sections.toml"
VERSIONS_READ = 64
NO_JSON = "cannot be read as JSON: {}. Mend the line."
KEY_TWICE = 'the key "{}" stands twice in one object. Take one of them out.'
NO_VALUE = "{} is no value of a schema. Write a number or a text."
TOO_DEEP = "cannot be read: it is nested too deep. Write it as a schema of src/helpers/sources/schemas is."
SHIPPED = "the program has a table of that name. Rename the schema, and the file that it describes."
SHIPPED_SECTION = '{} has a section "{}" already. Give this one an id of its own.'
NO_SECTIONS = "not a list of sections. Write each as [[section]]."
TWICE = '"{}" is the id of another section of the chapter too. Give each its own.'

Version = tuple[str, int, int]


@dataclass
class OwnForms:
    """The forms of one year's own, and all that is wrong with their files."""

    tables: dict[str, Schema] = field(default_factory=dict)
    sections: dict[tuple[str, str], SectionForm] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def with_shipped(self) -> Forms:
        """Every form of the year: those of the program, then its own."""
        return Forms(schemas() | self.tables, sections() | self.sections)


def files(year: Path) -> list[Path]:
    """Return the files of a year's folder that describe its own forms."""
    paths = sorted((year / FOLDER).glob("*.json")) if (year / FOLDER).is_dir() else []
    return [path for path in [*paths, year / FOLDER / SECTIONS] if path.exists() and path.name[0] not in ".~"]


def read(year: Path, file: str) -> OwnForms:
    """Return the own forms of a year's folder, which messages call `file`."""
    states = [(path, path.stat()) for path in files(year)]
    return _read(year, file, tuple((path.name, state.st_size, state.st_mtime_ns) for path, state in states))


@lru_cache(VERSIONS_READ)
def _read(year: Path, file: str, versions: tuple[Version, ...]) -> OwnForms:
    """Read the files, whose `versions` tell one state of them from another."""
    forms = OwnForms()
    for name, *_ in versions:
        path, called = year / FOLDER / name, f"{file}/{FOLDER}/{name}"
        try:
            content = _content(path, called)
        except UnreadableFile as error:
            forms.faults.append(Fault(called, 0, "", error.reason))
        except _WrongJson as error:
            forms.faults.append(Fault(called, error.line, "", str(error)))
        else:
            (_add_sections if name == SECTIONS else _add_table)(forms, content, path.stem, called)
    return forms


def _content(path: Path, file: str) -> Any:
    if path.name == SECTIONS:
        return reading.settings(path, file, path.parents[2])
    try:
        return json.loads(
            reading.text(path, file, path.parents[2]), object_pairs_hook=_object, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        raise _WrongJson(NO_JSON.format(error.msg), error.lineno) from error
    except RecursionError:
        raise _WrongJson(TOO_DEEP) from None


class _WrongJson(Exception):
    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys differ: of two that are alike Python would take the last without a word."""
    content: dict[str, Any] = {}
    for key, value in pairs:
        if key in content:
            raise _WrongJson(KEY_TWICE.format(key))
        content[key] = value
    return content


def _no_constant(word: str) -> None:
    raise _WrongJson(NO_VALUE.format(word))


def _add_table(forms: OwnForms, content: Any, name: str, file: str) -> None:
    wrong = [("", SHIPPED)] if name in schemas() else form_faults.faults(content, name)
    forms.faults += [Fault(file, 0, key, message) for key, message in wrong]
    if not wrong:
        forms.tables[name] = Schema.of({"name": name} | content, name, file)


def _add_sections(forms: OwnForms, content: Any, name: str, file: str) -> None:
    listing = content.get("section", [])
    if not isinstance(listing, list) or content.keys() - {"section"}:
        forms.faults.append(Fault(file, 0, "", NO_SECTIONS))
        return
    for place, section in enumerate(listing, start=1):
        wrong = form_faults.section_faults(section) or list(_id_faults(forms, section))
        forms.faults += [Fault(file, 0, f"section {place}, {key}", message) for key, message in wrong]
        if not wrong:
            forms.sections[section["chapter"], section["id"]] = SectionForm(**section)


def _id_faults(forms: OwnForms, section: dict[str, Any]) -> Iterator[tuple[str, str]]:
    place = (section["chapter"], section["id"])
    if place in sections():
        yield "id", SHIPPED_SECTION.format(*place)
    elif place in forms.sections:
        yield "id", TWICE.format(section["id"])
