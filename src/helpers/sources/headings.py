"""The first row of a table against its schema.

Headings are checked before cells: a wrong heading would make every cell below it look wrong too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from helpers.sources.schema import Schema

PARTED = (";", "\t")

EMPTY = "The file is empty. Begin it with the headings {}, or take the file away: the report then says what is not supplied."
NOT_COMMAS = (
    "The columns are not parted by commas. In a spreadsheet, save the file as CSV UTF-8 with commas between columns."
)
MISNAMED = 'The heading "{}" should be {}, as {} calls it. Rename it.'
UNKNOWN = "The schema has no column {}. Take it out, or describe it in {}."
UNNAMED = "The column has no heading. Give it one of the schema, or take the column out."
TWICE = "The heading {} stands twice. Take one of the columns out."
MISSING = "The column is missing. Add it {}, blank where nothing is known."
DISORDERED = "The columns are not in the schema's order. Put them so: {}."


def faults(headings: Sequence[str], form: Schema) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with the headings of a table: the column, or nothing for the whole row, and what to do."""
    expected = [field.name for field in form.fields]
    if not headings:
        yield "", EMPTY.format(", ".join(expected))
    elif len(headings) == 1 < len(expected) and any(mark in headings[0] for mark in PARTED):
        yield "", NOT_COMMAS
    elif sorted(headings) == sorted(expected):
        yield from [("", DISORDERED.format(", ".join(expected)))] if list(headings) != expected else []
    else:
        yield from _differences(headings, expected, form)


def _differences(headings: Sequence[str], expected: Sequence[str], form: Schema) -> Iterator[tuple[str, str]]:
    missing = [name for name in expected if name not in headings]
    for place, heading in enumerate(headings):
        intended = _intended(heading, missing)
        is_word = (
            heading in expected or intended
        )  # without headings the first row is taken for them, and its cells are not
        column = heading if is_word or not form.is_protected else f"column {place + 1}"
        quoted = f'"{heading}"' if column == heading else "that it begins with"
        if heading in headings[:place]:
            yield column, TWICE.format(quoted) if heading else UNNAMED
        elif heading not in expected:
            missing = [name for name in missing if name != intended]
            yield column, _message(heading, intended, quoted, form.file)
    yield from ((name, MISSING.format(_place(name, expected))) for name in missing)


def _message(heading: str, intended: str, quoted: str, file: str) -> str:
    if not heading:
        return UNNAMED
    return MISNAMED.format(heading, intended, file) if intended else UNKNOWN.format(quoted, file)


def _intended(heading: str, missing: Sequence[str]) -> str:
    """Which missing column a heading stands for: the same but for case and spaces, or the nearest; empty where none is near."""
    plain = "_".join(heading.casefold().split())
    close = [plain] if plain in missing else get_close_matches(plain, missing, n=1, cutoff=0.7)
    return close[0] if close else ""


def _place(name: str, expected: Sequence[str]) -> str:
    place = list(expected).index(name)
    return f"after {expected[place - 1]}" if place else f"before {expected[1]}" if len(expected) > 1 else "as the first"
