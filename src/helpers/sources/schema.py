"""What each file of a year's folder must hold: Table Schema descriptors, and the list of sections of prose.

A descriptor is a Table Schema (https://specs.frictionlessdata.io/table-schema/) with a few keys of our own:
the chapter, who supplies the table, the unit of each number, and the policy under which it passes the gate.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from helpers.errors import UnknownName, nearest
from helpers.sources.report_years import ReportYear

SCHEMAS = Path(__file__).parent / "schemas"
SHIPPED_NAMED = "src/helpers/sources/schemas/{}.json"
SECTIONS = Path(__file__).parent / "sections.toml"
EVERY_CHAPTER = "*"
LOCAL_MEASURES, LOCAL_FIGURES, CATALOGUE = "local_measures", "local_figures", "measure_catalogue"
ELSEWHERE = "elsewhere"
OF_THE_YEAR = ("sources", "corrections", ELSEWHERE, LOCAL_MEASURES, LOCAL_FIGURES)
OF_ALL = ("search_words", "words_with_digits", CATALOGUE)
OPEN, PROTECTED = "open", "dfe"
PERIODS = ("report year", "year after")
NOTHING_FOUND = "–"


@dataclass(frozen=True)
class Field:
    """One column: its type in Table Schema's words, its heading, for numbers and dates its unit, and what a blank says."""

    name: str
    type: str
    title: str
    unit: str
    blank: str = ""

    @property
    def is_number(self) -> bool:
        """Whether the column holds numbers or dates."""
        return self.type in ("number", "integer", "date")


@dataclass(frozen=True)
class Schema:
    """One table: what it holds, whose it is, and under which policy it may be shown: a protective one where none is named.

    `period` is one of PERIODS where all the table's figures are of one year that no column says, else empty. `file` is where the
    schema stands. A table of the partnership's own may name the heading, `section`, under which its chapter shows it by itself.
    """

    name: str
    chapter: str
    title: str
    supplied_by: str
    policy: str
    period: str
    fields: tuple[Field, ...]
    descriptor: dict[str, Any]
    file: str = ""
    section: str = ""

    @property
    def is_protected(self) -> bool:
        """Whether the table reaches readers through suppression alone: it does unless its schema says that it is open."""
        return self.policy != OPEN

    def quoted(self, cell: str, instead: str = "The cell") -> str:
        """Return a cell as a message may have it: in quotation marks or, of a table of people, `instead`.

        A message is printed and logged, and the cell may be of one child.
        """
        return instead if self.is_protected else f'"{cell}"'

    def period_in(self, year: ReportYear) -> str:
        """Return the period of all the table's figures in the report of a year, such as "2023-24"; empty where rows say their own."""
        return "" if not self.period else year.after.label if self.period == PERIODS[1] else year.label

    def of_compilation(self) -> Schema:
        """Return the schema as a compilation reads it: nobody was asked to send the table, and a blank says only that nothing was found."""
        fields = tuple(replace(field, blank=NOTHING_FOUND) for field in self.fields)
        return replace(self, supplied_by="", fields=fields)

    @classmethod
    def read(cls, path: Path) -> Schema:
        """Read a descriptor of the program."""
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        return cls.of(descriptor, path.stem, SHIPPED_NAMED.format(path.stem))

    @classmethod
    def of(cls, descriptor: dict[str, Any], name: str, file: str) -> Schema:
        """Return the schema of the table `name` that a descriptor in a file describes."""
        fields = tuple(
            Field(f["name"], f["type"], f.get("title", f["name"].capitalize()), f.get("unit", ""), f.get("blank", ""))
            for f in descriptor["fields"]
        )
        return cls(
            name=name,
            chapter=descriptor.get("chapter", EVERY_CHAPTER),
            title=descriptor["title"],
            supplied_by=descriptor.get("supplied_by", "the partnership"),
            policy=descriptor.get("policy") or PROTECTED,
            period=descriptor.get("period", ""),
            fields=fields,
            descriptor=descriptor,
            file=file,
            section=descriptor.get("section", ""),
        )


@dataclass(frozen=True)
class SectionForm:
    """A section of prose that a chapter has room for: what is wanted in it, who sends it, and whether a new year takes it over."""

    chapter: str
    id: str
    title: str
    contents: str
    supplied_by: str
    standing: bool = False


@dataclass(frozen=True)
class Forms:
    """What a year may hold: every table's schema by name, and every section of prose by chapter and id, in the report's order."""

    tables: Mapping[str, Schema]
    sections: Mapping[tuple[str, str], SectionForm]

    def table(self, name: str) -> Schema:
        """Return the schema of that name; an unknown one raises UnknownName with the nearest."""
        if name not in self.tables:
            raise UnknownName(f'No table is called "{name}". {nearest(name, self.tables)}'.strip())
        return self.tables[name]

    def section(self, chapter: str, name: str) -> SectionForm:
        """Return a section; an unknown one raises UnknownName with the nearest."""
        if (chapter, name) not in self.sections:
            names = [key for place, key in self.sections if place == chapter]
            raise UnknownName(f'{chapter} has no section "{name}". {nearest(name, names)}'.strip())
        return self.sections[chapter, name]


@cache
def schemas() -> dict[str, Schema]:
    """Return the schema of every table that comes with the program, by name."""
    return {path.stem: Schema.read(path) for path in sorted(SCHEMAS.glob("*.json"))}


@cache
def sections() -> dict[tuple[str, str], SectionForm]:
    """Return every section of prose that comes with the program, by chapter and id, in the report's order."""
    forms = (SectionForm(**section) for section in _expected()["section"])
    return {(section.chapter, section.id): section for section in forms}


def title(chapter: str) -> str:
    """Return a chapter's title, as its notebook has it: "Journey of the Child"; of one that does not come with the program, the words of its name."""
    words = chapter.partition("_")[2].replace("_", " ")
    return str(_expected()["chapters"].get(chapter) or words.capitalize() or chapter)


def is_standard(chapter: str) -> bool:
    """Whether a chapter, by its notebook's name without the ending, is one of those that come with the program."""
    return chapter in _expected()["chapters"]


@cache
def _expected() -> dict[str, Any]:
    return tomllib.loads(SECTIONS.read_text(encoding="utf-8"))
