"""What is wrong with the lists outside the project that a year's tables are counted from, and which of them are on another machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

from helpers.errors import Fault, ReportError, nearest
from helpers.sources import list_rows, outside_lists
from helpers.sources.language import LanguageFinding
from helpers.sources.list_rows import OutsideList
from helpers.sources.project import project_root
from helpers.sources.schema import Schema
from helpers.sources.year_folder import YearFolder

KIND = "a list of children that is not on this machine"
NEEDED = ("table", "file")
MOST = 2_000  # combinations of categories
ABSENT_KEY = "{}: missing. Give it."
NO_TABLE = "table: no table of the year is called so. {}"
GIVEN_TWICE = "table: {} has the table's numbers too. Take the file away, or this list."
LISTED_TWICE = "table: another list is of the same table. Take one of them out."
SAME_FILE = "file: the report of {} counts the same file, which has one year's rows. Give each year a file of its own."
NO_PATH = "file: not a whole path. Begin it with / or ~ (on Windows with the drive)."
INSIDE = "file: it is within the project, where it would be kept and copied. Put it elsewhere."
NOT_PROTECTED = "table: it is not a table of people, whose small numbers are hidden. Give it as a file."
NO_CATEGORIES = (
    'table: nobody says which categories its column {} has. Give them in {}, under "constraints", as "enum".'
)
NO_DIMENSION = 'table: it has no column to count by. Give one in {} a "dimension".'
NO_NUMBERS = 'table: it has not one column of numbers alone that counts people. Describe it in {} with such a column, or with "rows_are".'
NOT_FILLED = "table: a list has nothing for its column {}, which must be filled. Take that out of {}."
COMBINATIONS = "table: its categories make {:,} combinations, and {:,} are the most. Count by fewer columns."
NO_COLUMN = "columns: the table has no column {} to count by. {}"
NO_WORDS_COLUMN = "words: the table has no column {} to count by. {}"
NO_CATEGORY = "words: {} has no category {}. {}"
NO_TEXTS = "columns and words: not texts. Write the list's own words in quotation marks."
NO_SOURCE = "source: {} is no source of sources.csv. {}"
BLANK_SOURCE = "source: blank. Name the source of sources.csv that the list is from."
IS_ABSENT = "the list that {} is counted from is not on this machine, so its numbers are left out. Build the final report where the list is."
IS_ABSENT_BEFORE = (
    "the list that {} of {} was counted from is not on this machine, so nobody can say what last year's report gives away of this year's "
    "numbers. Build the final report where the list is."
)


def form_faults(folder: YearFolder) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with the lists that settings of the right shape name: the setting, and what to do."""
    entries = folder.raw_settings.get("lists", [])
    for place, entry in enumerate(entries, start=1):
        tables_above = [other.get("table") for other in entries[: place - 1]]
        yield from ((f"lists {place}", message) for message in _of_entry(folder, entry, tables_above))


def row_faults(folder: YearFolder) -> Iterator[Fault]:
    """Go through the faults of the rows of the year's lists, each with the list, the row and the heading."""
    for of_table, form in _countable(folder):
        yield from outside_lists.faults(folder, form, of_table)


def findings(folder: YearFolder) -> list[LanguageFinding]:
    """Return a finding for each list of this year, and of the year before, that is not on this machine."""
    before = folder.earlier
    absent = [IS_ABSENT.format(form.name) for form in _absent(folder)]
    absent += [IS_ABSENT_BEFORE.format(form.name, before.year) for form in _absent(before)] if before else []
    return [LanguageFinding(folder.settings_file, 0, KIND, message) for message in absent]


def _absent(folder: YearFolder) -> list[Schema]:
    return [form for of_table, form in _countable(folder) if outside_lists.is_absent(folder, form, of_table)]


def _countable(folder: YearFolder) -> list[tuple[OutsideList, Schema]]:
    """The year's lists with their tables, where nothing is wrong with what the settings say of them."""
    try:
        if list(form_faults(folder) if folder.exists else ()):
            return []
        return [(of_table, folder.forms.table(of_table.table)) for of_table in outside_lists.declared(folder)]
    except ReportError:  # of the settings or the year's own forms, told of there
        return []


def _of_entry(folder: YearFolder, entry: Mapping[str, Any], tables_above: list[Any]) -> Iterator[str]:
    absent = [key for key in NEEDED if not str(entry.get(key, "")).strip()]
    yield from (ABSENT_KEY.format(key) for key in absent)
    if absent:
        return
    if not _are_texts(entry.get("columns", {})) or not all(map(_are_texts, entry.get("words", {}).values())):
        yield NO_TEXTS
        return
    of_table, forms = OutsideList.of(entry), folder.forms.tables
    yield from _of_place(folder, of_table)
    form = forms.get(of_table.table)
    if form is None:
        yield NO_TABLE.format(nearest(of_table.table, forms)).strip()
        return
    files = [folder.named(path) for path in folder.csv_files() if path.stem == form.name]
    yield from (GIVEN_TWICE.format(file) for file in files)
    yield from [LISTED_TWICE] if form.name in tables_above else []
    wrong = list(_of_form(form))
    yield from wrong or _of_columns(folder, of_table, form)


def _are_texts(words: Any) -> bool:
    return isinstance(words, Mapping) and all(isinstance(word, str) for word in words.values())


def _of_place(folder: YearFolder, of_table: OutsideList) -> Iterator[str]:
    before = folder.earlier
    if not of_table.path.is_absolute():
        yield NO_PATH
    elif of_table.path.resolve().is_relative_to(project_root().resolve()):
        yield INSIDE
    elif before and any(other.path == of_table.path for other in _declared(before)):
        yield SAME_FILE.format(before.year)


def _declared(folder: YearFolder) -> list[OutsideList]:
    try:
        return outside_lists.declared(folder)
    except ReportError:
        return []


def _of_form(form: Schema) -> Iterator[str]:
    """Go through what keeps a table from being counted from a list."""
    if not form.is_protected:
        yield NOT_PROTECTED
        return
    categories = list_rows.counted_by(form)
    size = prod(map(len, categories.values()))
    yield from (NO_CATEGORIES.format(column, form.file) for column, words in categories.items() if not words)
    if size > MOST:
        yield COMBINATIONS.format(size, MOST)
    if "rows_are" in form.descriptor:
        return
    if not categories:
        yield NO_DIMENSION.format(form.file)
    if not list_rows.numbers_column(form):
        yield NO_NUMBERS.format(form.file)
    for f in form.descriptor["fields"]:
        filled = (*categories, list_rows.numbers_column(form), outside_lists.SOURCE)
        if f["name"] not in filled and f.get("constraints", {}).get("required"):
            yield NOT_FILLED.format(f["name"], form.file)


def _of_columns(folder: YearFolder, of_table: OutsideList, form: Schema) -> Iterator[str]:
    categories = list_rows.counted_by(form)
    for column in of_table.columns:
        if column not in (*categories, *_unique(form)):
            yield NO_COLUMN.format(column, nearest(column, categories)).strip()
    for column, words in of_table.words.items():
        if column not in categories:
            yield NO_WORDS_COLUMN.format(column, nearest(column, categories)).strip()
        for meaning in words.values() if column in categories else ():
            if meaning not in categories[column]:
                yield NO_CATEGORY.format(column, meaning, nearest(meaning, categories[column])).strip()
    is_cited = any(field.name == outside_lists.SOURCE for field in form.fields)
    if is_cited and of_table.source not in folder.sources:
        yield (
            (NO_SOURCE if of_table.source else BLANK_SOURCE)
            .format(of_table.source, nearest(of_table.source, folder.sources))
            .strip()
        )


def _unique(form: Schema) -> list[str]:
    return [f["name"] for f in form.descriptor["fields"] if f.get("constraints", {}).get("unique")]
