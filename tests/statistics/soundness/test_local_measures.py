"""Each rule that the core tables of safeguarding keep is broken once in the specimen's year, and each break is told once, at its row."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import PROJECT, local_year
from support.alike import rest_slow

from helpers.errors import Fault
from helpers.sources import local_faults, overlay, validation
from helpers.sources.year_folder import YearFolder
from helpers.statistics.soundness import local_measures

YEAR = "data/specimen/2023-24"
FIGURES = f"{YEAR}/local_figures.csv"
Row = dict[str, str]


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = _rows(PROJECT / FIGURES)
SHARES = sorted({row["measure"] for row in ROWS if row["of"]})
IN_PARTS = sorted(
    {row["measure"] for row in ROWS if row["breakdown"]} & {row["measure"] for row in ROWS if not row["breakdown"]}
)
BY_MONTH = ["contacts", "missing_episodes"]
# The same people in two tables: the measure and column to change, and which then says otherwise.
SAME_PEOPLE = [
    ("private_fostering_visited", "of"),  # private_fostering
    ("return_interviews_offered", "of"),  # return_interviews
    ("allegations_in_time", "of"),  # allegations_by_outcome
    ("allegations_by_source", "value"),  # allegations
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project with the specimen's years, in which files may be changed."""
    place = tmp_path_factory.mktemp("specimen")
    shutil.copytree(PROJECT / "data" / "specimen", place / "data" / "specimen")
    for shared in ("data/common", "data/published", "notebooks"):
        (place / shared).symlink_to(PROJECT / shared)
    with local_year.at(place), overlay.beside_store(place / "data" / "specimen"):
        yield place


@pytest.fixture
def folder(place: Path) -> Iterator[YearFolder]:
    """The specimen's year, opened anew; what a test changes of it is put back."""
    yield YearFolder("specimen", "2023-24", place / YEAR, place)
    shutil.copytree(PROJECT / YEAR, place / YEAR, dirs_exist_ok=True)


def write(folder: YearFolder, rows: list[Row], name: str = "local_figures.csv") -> None:
    with (folder.path / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def change(folder: YearFolder, row: Row, column: str, number: int) -> int:
    """Change one number of the local figures, and return the row's place in the file as a spreadsheet numbers it."""
    write(folder, [{**other, column: str(number)} if other is row else other for other in ROWS])
    return ROWS.index(row) + 2


def first(measure: str, **words: str) -> Row:
    return next(
        row for row in ROWS if row["measure"] == measure and all(row[name] == value for name, value in words.items())
    )


def cells_of(faults: list[Fault]) -> list[tuple[int, str]]:
    return [(fault.row, fault.column) for fault in faults]


def cases_of(rule: str, measures: list[str]) -> list[tuple[str, str]]:
    # One rule is broken for every measure, each of the others for some: their code is the same whatever a measure counts.
    return [(rule, measure) for measure in measures[:: 1 if rule == "no number" else 8]]


MEASURES = sorted({row["measure"] for row in ROWS} - {"measure"})
GROUPED = {row["measure"] for row in ROWS if row["breakdown"]}
# What is wrong of one row of a measure: the cells that make it so, the column that is told, and words of its cure.
ROW_RULES = {
    "fraction": ({"value": "2.5"}, "value", "Give how many there are"),
    "negative": ({"value": "-1"}, "value", "Correct it"),
    "no number": ({"value": "many"}, "value", "Write digits only"),
    "blank": ({"value": ""}, "value", "Give a value"),
    "words": ({"value": "3 of 12"}, "value", "Write digits only"),
    "no period": ({"period": "Spring 2023"}, "period", "Write it as"),
    "late": ({"period": "2024-25"}, "period", "Leave the row out, or correct the period"),
    "no source": ({"source": "nowhere"}, "source", "Give the id of a source"),
    "no measure": ({"measure": "nothing_of_it"}, "measure", "Describe it there"),
    "needless denominator": ({"of": "9999"}, "of", "Say it there, or leave the cell blank"),
    "no denominator": ({"of": ""}, "of", "Give it"),
    "fraction of a denominator": ({"of": "9999.5"}, "of", "Give how many there are"),
    "needless group": ({"breakdown": "Ashby"}, "breakdown", "Say it there, or leave the cell blank"),
    "group of all": ({"breakdown": "Total"}, "breakdown", "Leave it blank, or word it otherwise"),
}
OF_SHARES, OF_OTHERS = ("no denominator", "fraction of a denominator"), ("needless denominator",)
ROW_CASES = [
    case
    for rule in ROW_RULES
    for case in rest_slow(
        *cases_of(
            rule,
            [
                measure
                for measure in MEASURES
                if not (rule in OF_SHARES and measure not in SHARES)
                and not (rule in OF_OTHERS and measure in SHARES)
                and not (rule == "needless group" and measure in GROUPED)
                and not (rule == "group of all" and measure not in GROUPED)
            ],
        )
    )
]


def test_the_specimen_breaks_no_rule(folder: YearFolder) -> None:
    assert [] == local_faults.faults(folder)


def test_every_core_table_has_a_rule_of_its_own_or_is_of_one_number() -> None:
    ruled = {*SHARES, *IN_PARTS, *BY_MONTH, "missing_children"}
    assert {
        "children_missing_education",
        "domestic_abuse_conferences",
        "home_educated",
        "private_fostering",
        "school_notices",
    } == {row["measure"] for row in ROWS} - ruled


def test_every_core_measure_stands_in_the_specimens_figures() -> None:
    catalogue = {row["id"] for row in _rows(PROJECT / "data/common/measure_catalogue.csv")}
    assert catalogue | {"school_notices"} == set(MEASURES)


@pytest.mark.parametrize(("rule", "measure"), ROW_CASES)
def test_a_row_of_a_measure_that_cannot_be_so_is_refused_with_its_cure(
    folder: YearFolder, rule: str, measure: str
) -> None:
    cells, column, cure = ROW_RULES[rule]
    row = next(row for row in ROWS if row["measure"] == measure and (row["breakdown"] or rule != "group of all"))
    write(folder, [row | cells if other is row else other for other in ROWS])
    line = ROWS.index(row) + 2
    messages = [f.message for f in validation.faults(folder) if (f.file, f.row, f.column) == (FIGURES, line, column)]
    assert sum(cure in message for message in messages) == 1, messages  # a group of one month lacks the others, too


@pytest.mark.parametrize(
    ("measure", "counted", "unit", "is_refused"),
    [
        ("training_by_agency", "staff trained", "", True),
        ("school_notices", "pounds for notices", "pounds", False),
        ("school_notices", "time of the longest", "days", False),
    ],
)
def test_what_is_counted_is_whole_and_what_is_measured_need_not_be(
    folder: YearFolder, measure: str, counted: str, unit: str, is_refused: bool
) -> None:
    (own,) = _rows(PROJECT / YEAR / "local_measures.csv")
    if own["id"] == measure:
        write(folder, [own | {"counts": counted, "unit": unit, "open": "money or time"}], "local_measures.csv")
    row = first(measure)
    write(folder, [row | {"value": "2.5"} if other is row else other for other in ROWS])
    messages = [fault.message for fault in local_faults.faults(folder) if fault.row == ROWS.index(row) + 2]
    assert any("Give how many there are" in message for message in messages) is is_refused


@pytest.mark.parametrize("measure", rest_slow(*MEASURES))
def test_a_row_that_stands_twice_is_refused(folder: YearFolder, measure: str) -> None:
    row = first(measure)
    write(folder, [*ROWS, row])
    faults = [f for f in validation.faults(folder) if (f.file, f.row) == (FIGURES, len(ROWS) + 2)]
    assert [("measure", True)] == [(f.column, f"row {ROWS.index(row) + 2}. Take one" in f.message) for f in faults]


@pytest.mark.parametrize("measure", rest_slow(*SHARES))
def test_more_in_time_than_there_were_is_refused(folder: YearFolder, measure: str) -> None:
    row = first(measure)
    line = change(folder, row, "value", int(row["of"]) + 1)
    assert (line, "value") in cells_of(local_faults.faults(folder))


@pytest.mark.parametrize("measure", rest_slow(*IN_PARTS))
def test_parts_that_do_not_add_up_are_refused(folder: YearFolder, measure: str) -> None:
    whole = first(measure, breakdown="")
    line = change(folder, whole, "value", int(whole["value"]) + 1)
    assert [(line, "value")] == cells_of(local_faults.faults(folder))


@pytest.mark.parametrize("measure", rest_slow(*BY_MONTH))
def test_months_that_do_not_make_up_their_year_are_refused(folder: YearFolder, measure: str) -> None:
    month = first(measure, period="April 2023")
    change(folder, month, "value", int(month["value"]) + 1)
    assert [(ROWS.index(first(measure, period="2023-24")) + 2, "value")] == cells_of(local_faults.faults(folder))


@pytest.mark.parametrize("number", [6, 9999])
def test_children_counted_once_in_a_year_are_no_fewer_than_in_a_month_and_no_more_than_in_all(
    folder: YearFolder, number: int
) -> None:
    line = change(folder, first("missing_children", period="2023-24"), "value", number)
    assert [(line, "value")] == cells_of(local_faults.faults(folder))


@pytest.mark.parametrize(("measure", "column"), rest_slow(*SAME_PEOPLE))
def test_two_tables_that_count_the_same_people_otherwise_are_told_once_in_the_file_of_the_figures(
    folder: YearFolder, measure: str, column: str
) -> None:
    row = first(measure, breakdown="")
    change(folder, row, column, int(row[column]) + 3)
    (fault,) = local_measures.protection_faults(folder)
    assert fault.file == FIGURES and "differently. Correct one of them." in fault.message


def test_contacts_in_all_that_are_not_those_of_their_sources_are_told_once(folder: YearFolder) -> None:
    row = first("contacts", period="2023-24")
    change(folder, row, "value", int(row["value"]) + 3)
    (fault,) = local_measures.protection_faults(folder)
    assert fault.file == FIGURES and "differently. Correct one of them." in fault.message


@pytest.mark.parametrize(
    ("file", "column", "value"),
    [
        ("05_key_activity/section_11_topics.csv", "answered", "999"),
        ("05_key_activity/section_11_topics.csv", "met_percent", "101"),
        ("05_key_activity/training.csv", "agencies", "9999"),
        ("05_key_activity/training_charges.csv", "charge", "-1"),
        ("01_introduction/attendance.csv", "attended", "101"),
        ("01_introduction/committee_attendance.csv", "attended", "101"),
        ("02_independent_scrutiny/inspections.csv", "published", "2020-01-01"),
        ("02_independent_scrutiny/inspections.csv", "response_due", "2020-01-01"),
        ("05_key_activity/section_11_returns.csv", "rating", "purple"),
    ],
)
def test_a_row_of_another_core_table_that_breaks_its_rule_is_refused(
    folder: YearFolder, file: str, column: str, value: str
) -> None:
    rows = _rows(PROJECT / YEAR / file)
    write(folder, [{**rows[0], column: value}, *rows[1:]], file)
    faults = [fault for fault in validation.faults(folder) if fault.file == f"{YEAR}/{file}"]
    assert [(2, column)] == cells_of(faults)
