"""What numbers count, and the rule that a number of people is protected unless somebody has printed it already.

Every column of numbers says in its schema what it counts, and every number of `facts.csv` in its row: `"counts"`, which begins with
a word of `counts.csv` ("children with a plan", "pages"). The list is closed, and says which words are of people who use services.
Such a number is hidden where it is small, and is shown as it is only where `"released_by"` names the source that has printed it.
A number of anything else says as `"open"` why no child can be known from it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpers.errors import nearest
from helpers.sources import occupied_places
from helpers.sources.schema import CATALOGUE, LOCAL_FIGURES, LOCAL_MEASURES, OPEN, Schema

COUNTS = Path(__file__).with_name("counts.csv")
NUMBERS = ("number", "integer")
WORKED_OUT = ("share_of", "difference_of")
DATES = ("date", "month")
SOMEBODY = ("children", "adults", "people", "families")
WORD = re.compile(r"[a-z]+(?:['’]s\b)?")  # "children's services" are no children
NUMBER_OF = re.compile(r"(?:the )?(?:number|no\.?|total|count|share|percentage|proportion|average) of ")
ASIDE = re.compile(  # what is counted stands before any of these: "on roll by school" counts no schools
    r"[,;:(/–—]|\b(?:by|per|at|in|into|of|from|to|for|on|through|via|with|across|within|among|about|against|between|during|"
    r"after|before|who|whom|that|which|where)\b"
)
NO_ASIDE = {"pages": " to ", "staff": " of "}  # "visits to the website" and "training of staff" name what they count

NO_POLICY = (
    'it has words alone, and no policy hides words. Give its schema "policy": "open" and the "reason" why nobody can be known from '
    'them or, where a row is one child, "rows_are" (CONTRIBUTING.md, "Add a table").'
)
NO_REASON = 'its schema has "policy": "open" and no "reason". Say why nobody can be known from its words.'
WITHOUT = 'its schema does not say what it counts. Give it "counts", beginning with one of: {}.'
BLANK = "blank. Say what the number counts, beginning with one of: {}."
UNKNOWN = '"{}" does not begin with anything that a number can count. {} The list: {}.'
UNPROTECTED = (
    'it counts {}, and its schema\'s policy, "open", hides nothing. Take the policy out, so that small numbers are hidden, or '
    'name as "released_by" the source of sources.csv that has printed these numbers already.'
)
UNRELEASED = (
    "it counts {}, and a single fact can hide nothing. Put it in a table, where small numbers are hidden (CONTRIBUTING.md, "
    '"Add a table"), or name in released_by the source of sources.csv that has printed it already.'
)
UNLISTED = (
    '"{}" is no source of sources.csv, nor of the published figures. {} Name the one that has printed the number.'
)
UNREACHABLE = '"{}" has no address in sources.csv, so nobody can see that it has printed the number. Give it.'
OTHER_SOURCE = 'the row cites {}, not "{}", which released the column. Cite that, or leave the number out.'
WHICH = 'its schema does not say which {} it counts. Say so, as in "counts": "children with a plan".'
NO_OPEN = (
    'it counts {}, so small numbers of it are shown. Say in its schema, as "open", why no child can be known from it.'
)
OF_PEOPLE = (
    'its words ("{}") speak of people, and it is said to count {}. Say that it counts one of {} or, if it does not, word it '
    "otherwise; where a source has printed it already, name that in released_by."
)
UNSAID = (
    'its words do not say that it counts {0} ({1}). Begin its heading, its note or what follows "{0}" in counts with one of {2} (what it '
    'is broken down by, as in "by school", is not counted), or correct what it counts.'
)
OCCUPIED = (
    'its words ("{}") count who is in the places, and it is said to count {}. Say whom it counts, as in "children in places of safety", or, '
    "where the places themselves are counted, that they are open, available or registered."
)
WRONG_UNIT = 'what counts {} is in {}, not in "{}". Correct the unit, or what it counts.'


@dataclass(frozen=True)
class CountKind:
    """One thing that numbers count: `is_people` where these use services; `words` name it in headings, `units` are its own."""

    name: str
    is_people: bool
    units: tuple[str, ...]
    meaning: str
    words: frozenset[str]


@dataclass(frozen=True)
class CountFault:
    """What is wrong with what a number counts: the line of its row, 0 for every row; its column; the message with the cure."""

    line: int
    column: str
    message: str


@cache
def kinds() -> dict[str, CountKind]:
    """Return everything that a number can count, by the word that `counts` begins with."""
    with COUNTS.open(encoding="utf-8", newline="") as file:
        return {row["counts"]: _kind(row) for row in csv.DictReader(file)}


def _kind(row: Mapping[str, str]) -> CountKind:
    units, words = tuple(row["units"].split()), frozenset(row["words"].split())
    return CountKind(row["counts"], row["people"] == "yes", units, row["meaning"], words)


def kind(counted: str) -> CountKind | None:
    """Return the kind of what is counted, "children with a plan"; None where it does not begin with one."""
    return kinds().get(counted.partition(" ")[0])


def is_of_people(counted: str) -> bool:
    """Whether what is counted are people who use services; whatever is not known to be something else is."""
    count_kind = kind(counted)
    return count_kind is None or count_kind.is_people


def people_words(words: str) -> list[str]:
    """Return the words that speak of people who use services, in their order; "children's services" do not."""
    of_people = frozenset[str]().union(*(each_kind.words for each_kind in kinds().values() if each_kind.is_people))
    return [word for word in WORD.findall(words.casefold().replace("_", " ")) if word in of_people]


def named_releases(form: Schema, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> set[str]:
    """Return the ids of the sources that are said to have released a number of the table."""
    of_columns = {field["released_by"] for field in form.descriptor["fields"] if "released_by" in field}
    return of_columns | {row["released_by"] for _, row in rows if row.get("released_by")}


def faults(
    form: Schema, rows: Sequence[tuple[int, Mapping[str, Any]]], addresses: Mapping[str, str]
) -> Iterator[CountFault]:
    """Go through what is wrong with what a table's numbers count; `rows` have their lines, sources their `addresses`.

    A table with a column `counts` says it row by row, and so do facts; of any other the schema says it column by column.
    """
    fields = form.descriptor["fields"]
    if form.name in (
        LOCAL_MEASURES,
        LOCAL_FIGURES,
        CATALOGUE,
    ):  # each local measure has a form of its own: `local_figures.form_of`
        return
    if any(field["name"] == "counts" for field in fields):
        yield from _of_rows(rows, addresses)
        return
    yield from (CountFault(0, "", message) for message in _of_form(form))
    for field in fields:
        if field["type"] in NUMBERS and not field.get("worked_out"):
            yield from _of_column(form, field, rows, addresses)


def _of_form(form: Schema) -> Iterator[str]:
    has_numbers = any(field["type"] in NUMBERS for field in form.descriptor["fields"])
    if form.is_protected and not has_numbers and "rows_are" not in form.descriptor:
        yield NO_POLICY
    if form.policy == OPEN and "rows_are" in form.descriptor:
        yield UNPROTECTED.format("people, a row each")
    if form.policy == OPEN and not form.descriptor.get("reason", "").strip():
        yield NO_REASON


def _of_column(
    form: Schema,
    field: Mapping[str, Any],
    rows: Sequence[tuple[int, Mapping[str, Any]]],
    addresses: Mapping[str, str],
) -> Iterator[CountFault]:
    message = _column_message(form, field, addresses)
    if message:
        yield CountFault(0, field["name"], message)
    source = field.get("released_by")
    for line, row in rows if source else ():
        if row.get("source", source) != source:
            yield CountFault(
                line, field["name"], OTHER_SOURCE.format(form.quoted(row["source"], "another source"), source)
            )


def _column_message(form: Schema, field: Mapping[str, Any], addresses: Mapping[str, str]) -> str:
    """What is wrong with what a column counts, or nothing."""
    counted = field.get("counts", "")
    if not counted and any(role in field for role in WORKED_OUT):
        return UNPROTECTED.format("shares or differences of people") if form.policy == OPEN else ""
    if not counted:
        return WITHOUT.format(_all_kinds())
    count_kind = kind(counted)
    if count_kind is None:
        return _unknown(counted)
    if "released_by" in field:
        return _release_message(field["released_by"], addresses)
    if count_kind.is_people and form.policy == OPEN:
        return UNPROTECTED.format(count_kind.name)
    if count_kind.is_people:
        return WHICH.format(count_kind.name) if counted == count_kind.name else ""
    detail, heading = counted.removeprefix(count_kind.name), field.get("title") or field["name"]
    words = (field["name"], heading, detail)
    about = (form.title, form.descriptor.get("definition", ""), str(field.get("open", "")))
    plain = _plain_message(count_kind, words, (heading, detail), field.get("unit", "count"))
    plain = plain or _occupied(count_kind, words, about)
    return plain or ("" if str(field.get("open", "")).strip() else NO_OPEN.format(count_kind.name))


def _of_rows(rows: Sequence[tuple[int, Mapping[str, Any]]], addresses: Mapping[str, str]) -> Iterator[CountFault]:
    for line, row in rows:
        if row["unit"] not in DATES:
            column, message = _row_message(row, addresses)
            if message:
                yield CountFault(line, column, message)


def _row_message(row: Mapping[str, Any], addresses: Mapping[str, str]) -> tuple[str, str]:
    """The column of a row that is wrong, and what is wrong with it."""
    counted, source = row["counts"], row["released_by"]
    count_kind = kind(counted)
    if count_kind is None:
        return "counts", _unknown(counted) if counted else BLANK.format(_all_kinds())
    if source:
        return "released_by", _release_message(source, addresses)
    if count_kind.is_people:
        return "counts", UNRELEASED.format(count_kind.name)
    words = (
        row["id"].replace(".", " "),
        row.get("note", ""),
        row.get("what", ""),
        counted.removeprefix(count_kind.name),
    )
    plain = _plain_message(count_kind, words, words, row["unit"])
    return "counts", plain or _occupied(count_kind, words, ())


def _unknown(counted: str) -> str:
    return UNKNOWN.format(counted, nearest(counted, kinds()), _all_kinds()).replace("  ", " ")


def _release_message(source: str, addresses: Mapping[str, str]) -> str:
    if source not in addresses:
        return UNLISTED.format(source, nearest(source, addresses)).replace("  ", " ")
    return "" if addresses[source].strip() else UNREACHABLE.format(source)


def _plain_message(count_kind: CountKind, words: Sequence[str], naming: Sequence[str], unit: str) -> str:
    """What is wrong with the words and the unit of a number that is said to count something else than people; `naming` say what it counts."""
    of_people = people_words(" ".join(words))
    if of_people:
        return OF_PEOPLE.format(of_people[0], count_kind.name, ", ".join(_people()))
    if count_kind.units and unit not in count_kind.units:
        return WRONG_UNIT.format(count_kind.name, ", ".join(count_kind.units), unit)
    if count_kind.words and not any(_names(count_kind, phrase) for phrase in naming):
        return UNSAID.format(count_kind.name, count_kind.meaning, ", ".join(sorted(count_kind.words)))
    return ""


def _occupied(count_kind: CountKind, words: Sequence[str], about: Sequence[str]) -> str:
    """What is wrong with a number of places by which those in them are counted."""
    people = frozenset[str]().union(*(kinds()[name].words for name in SOMEBODY)) - {"young"}
    occupied = occupied_places.is_of_people(" ".join(words), about, count_kind.name, people)
    return OCCUPIED.format(occupied, count_kind.name) if occupied else ""


def _names(count_kind: CountKind, phrase: str) -> bool:
    """Whether a heading names what is counted, and not only by what that is broken down."""
    plain = NUMBER_OF.sub("", phrase.casefold().replace("_", " ").strip(), count=1)
    counted = ASIDE.split(plain.replace(NO_ASIDE.get(count_kind.name, " "), " "), maxsplit=1)[0]
    return bool(count_kind.words.intersection(WORD.findall(counted)))


def _people() -> Collection[str]:
    return [count_kind.name for count_kind in kinds().values() if count_kind.is_people]


def _all_kinds() -> str:
    return f"{', '.join(kinds())} (src/helpers/sources/counts.csv says what belongs to each)"
