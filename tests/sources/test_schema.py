"""Each rule that a schema gives a column is broken once in the specimen's own file of that table, and refused with row and cure."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support import PROJECT, local_year
from support.alike import rest_slow

from helpers.sources import overlay, validation
from helpers.sources.schema import schemas
from helpers.sources.validation import NO_WORDS, OF_NUMBERS
from helpers.sources.year_folder import YearFolder

YEAR = "data/specimen/2023-24"
PLACES = (YEAR, "data/common")
Row = dict[str, str]
Case = tuple[str, str, str]
# Tables of a released report and of a compilation, which the specimen is not: a row of each that fits, beside its own.
ADDED = {
    "corrections": "id,corrected,what,old,new,unit,counts,cause,released_by\nhubs,2024-05-01,Hubs,7,8,count,places hubs,A slip,\n",
    "elsewhere": "form,why,source\n01_introduction/area,Printed in a book,specimen\n",
}
TWO_SENTENCES = re.compile(r"[.?!](?:\s|$)")
# What each rule refuses: a cell made of the cells of its row, its limit and the first row of the file.
BREAKS: dict[str, Callable[[Row, Any, str], str]] = {
    "required": lambda row, limit, first: "",
    "unique": lambda row, limit, first: first,
    "pattern": lambda row, limit, first: "No such form!",
    "enum": lambda row, limit, first: "purple",
    "minimum": lambda row, limit, first: str(limit - 1),
    "maximum": lambda row, limit, first: str(limit + 1),
    "number": lambda row, limit, first: "many",
    "integer": lambda row, limit, first: "2.5",
    "date": lambda row, limit, first: "2023-02-30",
    "at_most": lambda row, limit, first: str(int(row[limit]) + 1),
    "not_before": lambda row, limit, first: "1999-12-31",
    "names": lambda row, limit, first: "Nobody of that name",
    "source": lambda row, limit, first: "nowhere",
    "period": lambda row, limit, first: "ongoing",
    "counts nobody": lambda row, limit, first: "Three children were seen late",
}


def path_of(table: str) -> str:
    """The file of a table in the specimen's year or, of what all partnerships share, in the common folder."""
    if table in ADDED:
        return f"{YEAR}/{table}.csv"
    return next(
        (
            str(path.relative_to(PROJECT))
            for place in PLACES
            for path in sorted((PROJECT / place).rglob(f"{table}.csv"))
        ),
        "",
    )


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rules_of(table: str) -> Iterator[tuple[str, str, Any]]:
    """Go through the rules of a table: each with its column and its limit."""
    for field in schemas()[table].descriptor["fields"]:
        name, limits = field["name"], field.get("constraints", {})
        yield from ((rule, name, limit) for rule, limit in limits.items() if limit is not False)
        yield from ((rule, name, field[rule]) for rule in ("at_most", "not_before", "names") if rule in field)
        yield from [(field["type"], name, None)] if field["type"] != "string" else []
        yield from [(name, name, None)] if name in ("source", "period") else []
        if field["type"] == "string" and name not in (*NO_WORDS, *OF_NUMBERS):
            yield "counts nobody", name, None


TABLES = [name for name in schemas() if path_of(name)]
CASES: dict[str, list[Case]] = {
    rule: [(table, name, column) for table in TABLES for name, column, _ in rules_of(table) if name == rule]
    for rule in BREAKS
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project with the specimen's years and what all share, in which files may be changed."""
    place = tmp_path_factory.mktemp("specimen")
    for own in ("data/specimen", "data/common"):
        shutil.copytree(PROJECT / own, place / own)
    for shared in ("data/published", "notebooks"):
        (place / shared).symlink_to(PROJECT / shared)
    with local_year.at(place), overlay.beside_store(place / "data" / "specimen"):
        yield place


@pytest.fixture
def broken(place: Path) -> Iterator[Callable[[Case], tuple[int, list[tuple[int, str, str]]]]]:
    """Break a rule in a table's file: the row, and what is then said of the file. The file is put back."""
    files = dict[str, bytes]()

    def break_it(case: Case) -> tuple[int, list[tuple[int, str, str]]]:
        table, rule, column = case
        file = path_of(table)
        if table in ADDED:
            (place / file).write_text(ADDED[table], "utf-8")
        files[file] = (place / file).read_bytes()
        line = break_once(place / file, table, rule, column)
        folder = YearFolder("specimen", "2023-24", place / YEAR, place)
        return line, [(f.row, f.column, f.message) for f in validation.faults(folder) if f.file == file]

    yield break_it
    for file, content in files.items():
        (place / file).write_bytes(content)
        if Path(file).stem in ADDED:
            (place / file).unlink()


def break_once(path: Path, table: str, rule: str, column: str) -> int:
    """Break a rule in one row of a file, in the second where what stands twice is told at the second; return the row's number."""
    limit = next(limit for name, place, limit in rules_of(table) if (name, place) == (rule, column))
    rows = read(path)
    needs = [limit] if rule in ("at_most", "not_before") else []
    first = rows[0][column]
    candidates = [place for place, row in enumerate(rows) if all(row[name] for name in needs)]
    if rule == "unique":
        rows += [dict(rows[0])] if len(rows) == 1 else []
        candidates = [1]
    row = rows[candidates[0]]
    row[column] = BREAKS[rule](row, limit, first)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return candidates[0] + 2


def test_the_specimen_has_each_table_that_is_not_added_here() -> None:
    assert set(schemas()) == set(TABLES)
    assert [] == [name for name in ADDED if (PROJECT / path_of(name)).exists()]


def test_each_rule_of_each_table_is_of_a_kind_that_is_broken_below() -> None:
    assert {(table, rule) for table in TABLES for rule, _, _ in rules_of(table) if rule not in BREAKS} == set()
    assert all(CASES.values())


@pytest.mark.parametrize(("table", "rule", "column"), [case for cases in CASES.values() for case in rest_slow(*cases)])
def test_a_rule_that_is_broken_once_is_refused_at_its_row_with_its_cure(
    broken: Callable[[Case], tuple[int, list[tuple[int, str, str]]]], table: str, rule: str, column: str
) -> None:
    line, faults = broken((table, rule, column))
    messages = [message for row, place, message in faults if (row, place) == (line, column)]
    assert messages, faults
    assert all(len(TWO_SENTENCES.findall(message)) > 1 for message in messages), messages
