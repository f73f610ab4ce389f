"""What a year's folder may hold, as a list to read: each chapter's tables with their headings, and its sections."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from helpers.sources import outside_lists
from helpers.sources.schema import EVERY_CHAPTER, OF_ALL, OF_THE_YEAR, Schema
from helpers.sources.year_folder import YearFolder

FROM_A_LIST = " (counted from a list outside the project, as report.toml says)"


def lines(folder: YearFolder) -> Iterator[str]:
    """Go through the list, line by line: what is common, the year's own files, those that any chapter may have, then each chapter's.

    The forms that the year's folder describes itself are among them.
    """
    forms, from_lists = folder.forms, [of_table.table for of_table in outside_lists.declared(folder)]
    free = [form for form in forms.tables.values() if form.chapter == EVERY_CHAPTER]
    placed = (*OF_ALL, *OF_THE_YEAR)
    yield from _table_lines("data/common, for every partnership", [form for form in free if form.name in OF_ALL])
    yield from _table_lines("The year's folder", [form for form in free if form.name in OF_THE_YEAR])
    yield from _table_lines("Any chapter's folder", [form for form in free if form.name not in placed])
    for chapter in sorted(
        {form.chapter for form in forms.tables.values()} - {EVERY_CHAPTER} | {key[0] for key in forms.sections}
    ):
        yield from _table_lines(
            chapter, [form for form in forms.tables.values() if form.chapter == chapter], from_lists
        )
        yield from (
            f"  {name}.md: {form.contents}" for (place, name), form in forms.sections.items() if place == chapter
        )


def _table_lines(place: str, forms: list[Schema], from_lists: Collection[str] = ()) -> Iterator[str]:
    yield f"{place}:"
    for form in forms:
        yield f"  {form.name}.csv: {','.join(field.name for field in form.fields)}{FROM_A_LIST * (form.name in from_lists)}"
