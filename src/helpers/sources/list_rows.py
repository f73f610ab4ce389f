"""The rows of a list that has one for each child, counted by the categories of a table.

The table's schema has each column to count by as a `"dimension"` with every category as `"enum"`, so that a category without
children is nought. It has either a row for each child itself (`"rows_are"`) or one column of numbers to count into. No message quotes a cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import product
from pathlib import Path
from typing import Any

from helpers.sources import counts, list_states
from helpers.sources.folding import folded
from helpers.sources.reading import RawTable
from helpers.sources.schema import Schema
from helpers.sources.settings_form import LISTS, OUTSIDE

MOST_FAULTS = 20
KEYS = LISTS[OUTSIDE]
NO_HEADING = 'No heading of the list is "{}". {}'
NEAR = "Did you mean the heading of column {}? Write it in report.toml as it stands there."
WHICH = "See that its first row has the headings, and write in report.toml, under columns, which of them is meant."
TWICE = 'The heading "{}" stands twice. Rename one of the columns.'
BLANK = "blank. Fill it in, or take the row out."
BLANK_ID = "blank, so that nobody can tell whether the row stands twice. Fill it in, or take the row out."
SAME_ID = "the same as in row {}. Take one of the rows out, or correct it."
STRANGE = "not one of {}. Correct the row, or say under words in report.toml which of them its word means."
OTHER_LENGTH = (
    "The row has {} cells than the heading, so that cells stand under wrong ones. Save the list anew as CSV UTF-8."
)
MORE = "{:,} more faults are of the same list. Mend these first."


@dataclass(frozen=True)
class OutsideList:
    """A list that the settings name: its table and file, what no two rows share, the source to cite, and what columns and words mean."""

    table: str
    file: str
    id: str = ""
    source: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> OutsideList:
        """Return the list of an entry of the settings; keys that are unknown are told of elsewhere."""
        return cls(**{key: entry[key] for key in KEYS if key in entry})

    @property
    def path(self) -> Path:
        """Where the list is."""
        return list_states.expanded(self.file)

    def heading(self, column: str) -> str:
        """The list's heading of a column of the table."""
        return self.columns.get(column, column)


@dataclass(frozen=True)
class ListCounts:
    """How many rows of a list are of each combination of categories, in their order; or that it is absent, or its faults.

    A fault is the row (0 for the whole list), the heading and the message, which quotes no cell.
    """

    is_there: bool
    numbers: tuple[int, ...] = ()
    faults: tuple[tuple[int, str, str], ...] = ()


def numbers_column(form: Schema) -> str:
    """Return the column of a table into which rows are counted: the only one of numbers; empty where that is not so."""
    columns = [f for f in form.descriptor["fields"] if f["type"] in counts.NUMBERS]
    is_plain = len(columns) == 1 and not columns[0].keys() & {"share_of", "total_of", "difference_of", "is", "year"}
    return str(columns[0]["name"]) if is_plain and counts.is_of_people(columns[0].get("counts", "pages")) else ""


def counted_by(form: Schema) -> dict[str, list[str]]:
    """Return the columns that a list is counted by, each with its categories; none are of_column where it has no "enum"."""
    whole = "rows_are" not in form.descriptor
    named = {column for by in form.descriptor.get("counted_by", []) for column in by}
    columns = [f for f in form.descriptor["fields"] if (f.get("dimension") if whole else f["name"] in named)]
    return {
        f["name"]: [word for word in f.get("constraints", {}).get("enum", []) if word != f.get("total")]
        for f in columns
    }


def counts_of(raw: RawTable, of_table: OutsideList, form: Schema) -> ListCounts:
    """Count the rows of a list by the categories of a table."""
    categories = counted_by(form)
    identity = _identity(of_table, form, raw.headings)
    headings = [*map(of_table.heading, categories), *([identity] if identity else [])]
    wrong = [(0, heading, message) for heading, message in _heading_faults(raw.headings, headings)]
    if wrong:
        return ListCounts(True, faults=tuple(wrong))
    places = [_place(raw.headings, heading) for heading in headings]
    by_word = [_meanings(words, of_table.words.get(column, {})) for column, words in categories.items()]
    combinations, met, messages = Counter[tuple[str, ...]](), dict[str, int](), list[tuple[int, str, str]]()
    for line, row in raw.rows:
        if any(row) and len(row) != len(raw.headings):
            messages.append((line, "", OTHER_LENGTH.format("more" if len(row) > len(raw.headings) else "fewer")))
        elif any(row):
            words = [folded(row[place]) for place in places]
            messages += [
                (line, headings[n], message) for n, message in _row_faults(line, words, by_word, categories, met)
            ]
            combinations[tuple(meaning.get(word, "") for meaning, word in zip(by_word, words, strict=False))] += 1
    more = [(0, "", MORE.format(len(messages) - MOST_FAULTS))] if len(messages) > MOST_FAULTS else []
    return ListCounts(
        True, tuple(combinations[cell] for cell in product(*categories.values())), (*messages[:MOST_FAULTS], *more)
    )


def _row_faults(
    line: int,
    words: Sequence[str],
    by_word: Sequence[Mapping[str, str]],
    categories: Mapping[str, Sequence[str]],
    met: dict[str, int],
) -> Iterator[tuple[int, str]]:
    """Go through what is wrong with a row: which of its cells, and why; the cell itself is of one child, and never quoted."""
    for place, (meaning, of_column) in enumerate(zip(by_word, categories.values(), strict=True)):
        if words[place] not in meaning:
            yield place, STRANGE.format(", ".join(of_column)) if words[place] else BLANK
    for identity in words[len(by_word) :]:
        if not identity:
            yield len(by_word), BLANK_ID
        elif met.setdefault(identity, line) != line:
            yield len(by_word), SAME_ID.format(met[identity])


def _identity(of_table: OutsideList, form: Schema, headings: Sequence[str]) -> str:
    """The heading of what no two rows share: the one that the settings name, or a column of the table that is unique."""
    unique = [f["name"] for f in form.descriptor["fields"] if f.get("constraints", {}).get("unique")]
    there = [of_table.heading(column) for column in unique if _place(headings, of_table.heading(column)) >= 0]
    return of_table.id or next(iter(there), "")


def _heading_faults(headings: Sequence[str], needed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with the headings that are needed; others are not quoted: the first row may be a child's."""
    plain = list(map(folded, headings))
    for heading in needed:
        if plain.count(folded(heading)) > 1:
            yield heading, TWICE.format(heading)
        elif folded(heading) not in plain:
            near = get_close_matches(folded(heading), plain, n=1)
            yield heading, NO_HEADING.format(heading, NEAR.format(plain.index(near[0]) + 1) if near else WHICH)


def _place(headings: Sequence[str], heading: str) -> int:
    plain = list(map(folded, headings))
    return plain.index(folded(heading)) if folded(heading) in plain else -1


def _meanings(categories: Sequence[str], words: Mapping[str, str]) -> dict[str, str]:
    """The category that each word of a list means: itself, whatever capitals and spaces it has, or what the settings say."""
    return {folded(category): category for category in categories} | {
        folded(word): meaning for word, meaning in words.items()
    }
