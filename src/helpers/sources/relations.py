"""How people whom tables count in different words are related: what `relations.toml` of a year's folder answers.

    [[relation]]
    people = "children with a plan aged under eighteen"
    are = "part of"
    of = "children with a plan"

`are` is "the same as", "part of" or "unrelated to". What is the same is one number in whatever table, and of a part the others of
the whole are protected too: of thirty children of whom twenty-eight are under eighteen, two are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.errors import Fault, nearest
from helpers.sources import counts, local_figures, reading
from helpers.sources.folding import folded
from helpers.sources.reading import UnreadableFile
from helpers.sources.schema import LOCAL_FIGURES, Schema
from helpers.sources.year_folder import RELATIONS, YearFolder

SAME, PART = "the same as", "part of"
ANSWERS = (SAME, PART, "unrelated to")
KEYS = ("people", "are", "of")
READ = 64
NO_LIST = "not a list of relations. Write each as [[relation]]."
NO_KEY = "{}. Give people, are and of, each a text in quotation marks, and nothing else."
NO_ANSWER = '"{}" is no answer. Write one of {}.'
NOT_COUNTED = '"{}" are counted in no table under a protective policy, this year or before. {} make list WHAT=relations lists whom tables count.'
ITSELF = "the same people on both sides. Name two."
TWICE = "the relation of these people is given above already. Take one of the answers out."


@dataclass(frozen=True)
class Relation:
    """One answer: some people are the same as others, part of them, or unrelated to them."""

    people: str
    are: str
    of: str

    @property
    def pair(self) -> frozenset[str]:
        """The people on both sides, however their words are written."""
        return frozenset(map(folded, (self.people, self.of)))


def relations(folder: YearFolder) -> tuple[Relation, ...]:
    """Return what the year's folder answers; raises UnreadableFile where its file is none, and leaves out what is of no right form."""
    entries = _entries(folder)
    return tuple(Relation(**entry) for entry in entries if not _form_fault(entry)) if isinstance(entries, list) else ()


def counted(folder: YearFolder) -> dict[str, list[str]]:
    """Return whom tables under a protective policy count, with the columns that do: "young_carers.children"."""
    places = defaultdict[str, list[str]](list)
    forms = [form for form in folder.forms.tables.values() if form.name != LOCAL_FIGURES]
    forms += map(local_figures.form_of, folder.local_measures)
    for form in forms:
        for people, place in _people(form) if form.is_protected else ():
            places[people].append(place)
    return dict(places)


def faults(folder: YearFolder) -> list[Fault]:
    """Return what is wrong with the year's relations, each with its place in the list and a cure."""
    file = folder.named(folder.path / RELATIONS)
    try:
        entries = _entries(folder)
    except UnreadableFile as error:
        return [Fault(file, 0, "", error.reason)]
    if not isinstance(entries, list):
        return [Fault(file, 0, "", NO_LIST)]
    people, pairs = _ever_counted(folder), list[frozenset[str]]()
    wrong = list[Fault]()
    for place, entry in enumerate(entries, start=1):
        message = _form_fault(entry) or _fault(Relation(**entry), people, pairs)
        wrong += [Fault(file, 0, f"relation {place}", message)] if message else []
    return wrong


def _ever_counted(folder: YearFolder) -> dict[str, str]:
    """Whom this year's tables count or an earlier year's did: an answer comes over before the figures that it is about."""
    before = folder.earlier
    return (_ever_counted(before) if before else {}) | {folded(label): label for label in counted(folder)}


def _fault(relation: Relation, people: Mapping[str, str], pairs: list[frozenset[str]]) -> str:
    for words in (relation.people, relation.of):
        if folded(words) not in people:
            return NOT_COUNTED.format(words, nearest(words, people.values())).replace("  ", " ")
    if len(relation.pair) < 2:
        return ITSELF
    if relation.pair in pairs:
        return TWICE
    pairs.append(relation.pair)
    return ""


def _form_fault(entry: Any) -> str:
    if (
        not isinstance(entry, dict)
        or sorted(entry) != sorted(KEYS)
        or not all(isinstance(v, str) for v in entry.values())
    ):
        return NO_KEY.format("not a relation")
    return "" if entry["are"] in ANSWERS else NO_ANSWER.format(entry["are"], ", ".join(f'"{a}"' for a in ANSWERS))


def _people(form: Schema) -> Iterator[tuple[str, str]]:
    if "rows_are" in form.descriptor:
        yield str(form.descriptor["rows_are"]), f"{form.name} (a row each)"
    for field in form.descriptor["fields"]:
        is_worked_out = field.get("worked_out") and "released_by" not in field
        if counts.is_of_people(field.get("counts", "pages")) and "released_by" not in field and not is_worked_out:
            yield field["counts"], f"{form.name}.{field['name']}"


def _entries(folder: YearFolder) -> Any:
    path = folder.path / RELATIONS
    state = path.stat() if path.exists() else None
    return _content(path, folder.named(path), (state.st_size, state.st_mtime_ns)) if state else []


@lru_cache(READ)
def _content(path: Path, file: str, version: tuple[int, int]) -> Any:
    """The list of relations; `version` tells one state of the file from another."""
    content = reading.settings(path, file, path.parents[1])
    return content.get("relation", []) if content.keys() <= {"relation"} else None
