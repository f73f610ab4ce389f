"""The first row of a table: whether it has the headings of its schema, told before anything that only follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from helpers.sources.schema import Schema

PARTED = (";", "\t")

EMPTY = "The file is empty. Begin it with the headings {}, or take the file away: the report then says what is not supplied."
NOT_COMMAS = (
    "The columns are not parted by commas. In a spreadsheet, save the file as CSV UTF-8 with commas between columns."
)
MISNAMED = 'The heading "{}" should be {}. Rename it.'
UNKNOWN = 'The schema has no column "{}". Take it out.'
UNNAMED = "The column has no heading. Give it one of the schema, or take the column out."
TWICE = 'The heading "{}" stands twice. Take one of the columns out.'
MISSING = "The column is missing. Add it {}, blank where nothing is known."
DISORDERED = "The columns are not in the schema's order. Put them so: {}."


def faults(found: Sequence[str], form: Schema) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with the headings of a table: the column, or nothing for the whole row, and what to do."""
    wanted = [field.name for field in form.fields]
    if not found:
        yield "", EMPTY.format(", ".join(wanted))
    elif len(found) == 1 < len(wanted) and any(mark in found[0] for mark in PARTED):
        yield "", NOT_COMMAS
    elif sorted(found) == sorted(wanted):
        yield from [("", DISORDERED.format(", ".join(wanted)))] if list(found) != wanted else []
    else:
        yield from _unlike(found, wanted)


def _unlike(found: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[str, str]]:
    missing = [name for name in wanted if name not in found]
    for place, heading in enumerate(found):
        if heading in found[:place]:
            yield heading, TWICE.format(heading) if heading else UNNAMED
        elif heading not in wanted:
            meant = _meant(heading, missing)
            missing = [name for name in missing if name != meant]
            yield heading, _told(heading, meant)
    yield from ((name, MISSING.format(_place(name, wanted))) for name in missing)


def _told(heading: str, meant: str) -> str:
    if not heading:
        return UNNAMED
    return MISNAMED.format(heading, meant) if meant else UNKNOWN.format(heading)


def _meant(heading: str, missing: Sequence[str]) -> str:
    """Which of the missing columns a heading means: the same but for case and spaces, or the nearest; else nothing."""
    plain = "_".join(heading.casefold().split())
    close = [plain] if plain in missing else get_close_matches(plain, missing, n=1, cutoff=0.7)
    return close[0] if close else ""


def _place(name: str, wanted: Sequence[str]) -> str:
    place = list(wanted).index(name)
    return f"after {wanted[place - 1]}" if place else f"before {wanted[1]}" if len(wanted) > 1 else "as the first"
