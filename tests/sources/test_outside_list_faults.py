"""What is wrong with a list outside the project is told with the file, the row and the cure, and never with a cell of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import local_year, outside, own_forms

from helpers.publish import check, readiness
from helpers.sources import outside_list_faults, validation
from helpers.sources.list_rows import MOST_FAULTS


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """The project, in which the program works."""
    folder = tmp_path / "project"
    with local_year.at(folder):
        yield folder


def faults(place: Path, rows: Any = outside.ROWS, *, form: Any = None, **keys: Any) -> list[str]:
    """What make check says of the lists, each with its file's name, row and heading."""
    year = outside.project(place, schema=form)
    content = {key: keys.pop(key) for key in ("heading", "name") if key in keys}
    path = outside.write_list(place.parent / "lists", rows, **content)
    outside.declare(year, keys.pop("file", path), **keys)
    messages = validation.faults(local_year.folder(place))
    return [f"{Path(fault.file).name}, {fault}" for fault in messages]


ROW = f"{outside.FILE}, row"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["1,Ashbee,Zuleika"], f"{ROW} 2, Home ward: not one of Ashby, Bourne, Corby. Correct the row, or say under words"),
        (["1,,Zuleika"], f"{ROW} 2, Home ward: blank. Fill it in"),
        ([",Ashby,Zuleika"], f"{ROW} 2, Case number: blank, so that nobody can tell"),
        (["1,Ashby,Zuleika", "1,Bourne,Zebedee"], f"{ROW} 3, Case number: the same as in row 2. Take one"),
        (["1,Ashby,Zuleika", "2,Bourne"], f"{ROW} 3: The row has fewer cells than the heading"),
        (["1,Ashby,Zuleika", "2,Bourne,Zebedee,Zoe"], f"{ROW} 3: The row has more cells than the heading"),
        (["1,All wards,Zuleika"], f"{ROW} 2, Home ward: not one of Ashby, Bourne, Corby."),
        (['1,"Ashby,Zuleika'], f"{outside.FILE}, A quotation mark opens in row 2 and is never closed"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_counted_is_refused_with_its_place_and_cure(
    place: Path, rows: list[str], message: str
) -> None:
    messages = faults(place, rows)
    assert [line for line in messages if line.startswith(message)] == messages != []
    assert not any(name in " ".join(messages) for name in ("Zuleika", "Zebedee", "Ashbee"))


@pytest.mark.parametrize(
    ("heading", "column", "message"),
    [
        ("Case number,Home wards,Given name", "Home ward", "Did you mean the heading of column 2?"),
        ("7200001,Upper Quay,Zuleika", "Home ward", "See that its first row has the headings"),
        ("Case number,Home ward,Home ward", "Home ward", "stands twice"),
    ],
)
def test_a_heading_that_is_not_there_is_refused_and_no_other_quoted(
    place: Path, heading: str, column: str, message: str
) -> None:
    messages = faults(place, heading=heading)
    assert any(line.startswith(f"{outside.FILE}, {column}: ") and message in line for line in messages)
    assert not any(word in " ".join(messages) for word in ("7200001", "Upper Quay", "Zuleika", "Home wards"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04 a workbook", "The file is a Word or Excel document"),
        ("Case number,Home ward\n1,Ashb\u00fd\n".encode("latin-1"), "The file is not UTF-8. In a spreadsheet"),
        (b"Case number,Home ward\n1,Ash\x00by\n", "Line 2 holds a control character"),
    ],
)
def test_a_file_that_is_no_csv_in_utf_8_is_refused(place: Path, content: bytes, message: str) -> None:
    year = outside.project(place)
    path = outside.write_list(place.parent / "lists")
    path.write_bytes(content)
    outside.declare(year, path)
    (fault,) = validation.faults(local_year.folder(place))
    assert fault.file == str(path) and str(fault).startswith(message)


def test_a_workbook_is_to_be_saved_as_csv(place: Path) -> None:
    assert faults(place, name="carers.xlsx") == [
        "carers.xlsx, A list is read as CSV, and the file's name has another ending. In a spreadsheet, save it as CSV UTF-8."
    ]


def test_of_many_faults_the_first_are_told_and_the_others_counted(place: Path) -> None:
    messages = faults(place, [f"{number},Nowhere,Zoe" for number in range(50)])
    assert len(messages) == MOST_FAULTS + 1 and "30 more faults" in messages[0]


WIDE = own_forms.column(0, constraints={"enum": [f"Ward {number}" for number in range(2001)]})
UNLISTED = own_forms.descriptor()
TWO_NUMBERS = own_forms.descriptor(
    fields=[*outside.form()["fields"], {**outside.form()["fields"][1], "name": "girls", "is": {"sex": "girls"}}]
)
FILLED = own_forms.descriptor(
    fields=[*outside.form()["fields"], {"name": "note", "type": "string", "constraints": {"required": True}}]
)
FLAT = own_forms.column(0, dimension=None, total=None)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"table": '"young_carer"'}, "lists 1: table: no table of the year is called so. Did you mean "),
        ({"table": None}, "lists 1: table: missing. Give it."),
        ({"file": ""}, "lists 1: file: missing. Give it."),
        ({"file": "lists/carers.csv"}, "lists 1: file: not a whole path. Begin it with / or ~"),
        ({"tabel": '"x"'}, "lists.tabel: The report knows no such setting. Did you mean table?"),
        ({"columns": '"Home ward"'}, "lists.columns: not a table. Write it as columns ="),
        ({"columns": "{ ward = 3 }"}, "lists 1: columns and words: not texts."),
        ({"words": '{ ward = "Ashby" }'}, "lists.words: not a table for each column."),
        ({"columns": '{ wards = "Home ward" }'}, "lists 1: columns: the table has no column wards to count by. Did you mean ward?"),
        ({"words": '{ wards = { A = "Ashby" } }'}, "lists 1: words: the table has no column wards to count by."),
        ({"words": '{ ward = { A = "Ashbey" } }'}, "lists 1: words: ward has no category Ashbey. Did you mean Ashby?"),
        ({"source": '"thornby_account"'}, "lists 1: source: thornby_account is no source of sources.csv. Did you mean thornby_accounts?"),
        ({"source": None}, "lists 1: source: blank. Name the source"),
        ({"form": UNLISTED}, "lists 1: table: nobody says which categories its column ward has."),
        ({"form": WIDE}, "lists 1: table: its categories make 2,001 combinations"),
        ({"form": TWO_NUMBERS}, "lists 1: table: it has not one column of numbers alone"),
        ({"form": FILLED}, "lists 1: table: a list has nothing for its column note, which must be filled."),
        ({"form": FLAT}, "lists 1: table: it has no column to count by."),
        ({"table": '"top_pages"', "source": None}, "lists 1: table: it is not a table of people"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_counted_by_are_refused_with_the_cure(
    place: Path, keys: dict[str, Any], message: str
) -> None:
    assert any(line.startswith(f"report.toml, {message}") for line in faults(place, **keys))


def test_a_list_within_the_project_is_refused(place: Path) -> None:
    year = outside.project(place)
    outside.declare(year, outside.write_list(place / "lists"))
    assert "within the project" in str(validation.faults(local_year.folder(place))[0])


def test_a_table_given_twice_is_refused(place: Path) -> None:
    year = outside.project(place)
    own_forms.write_rows(year, 3, 40)
    for _ in range(2):
        outside.declare(year, outside.write_list(place.parent / "lists"))
    messages = " ".join(map(str, validation.faults(local_year.folder(place))))
    assert "05_key_activity/young_carers.csv has the table's numbers too" in messages
    assert "another list is of the same table" in messages


def test_last_years_file_is_refused_for_this_year(place: Path) -> None:
    year = outside.project(place)
    path = outside.write_list(place.parent / "lists")
    outside.declare(year, path)
    last = year.with_name(local_year.LAST)
    last.mkdir()
    (last / "report.toml").write_bytes((year / "report.toml").read_bytes())
    assert any(
        "the report of 2022-23 counts the same file" in str(fault) for fault in check.faults(local_year.folder(place))
    )


def test_a_list_on_another_machine_keeps_the_report_a_draft(place: Path) -> None:
    year = outside.project(place)
    outside.declare(year, place.parent / "nowhere.csv")
    folder = local_year.folder(place)
    assert validation.faults(folder) == []
    (finding,) = outside_list_faults.findings(folder)
    assert finding.blocks and "young_carers is counted from is not on this machine" in finding.message
    assert any("not on this machine" in reason for reason in readiness.blocking(folder))
    assert "nowhere" not in " ".join(readiness.blocking(folder))


def test_last_years_list_on_another_machine_keeps_the_report_a_draft(place: Path) -> None:
    year = outside.project(place)
    last = year.with_name(local_year.LAST)
    last.mkdir()
    for name in ("report.toml", "sources.csv", "schemas/young_carers.json"):
        (last / name).parent.mkdir(exist_ok=True)
        (last / name).write_bytes((year / name).read_bytes())
    outside.declare(last, place.parent / "nowhere.csv")
    (finding,) = outside_list_faults.findings(local_year.folder(place))
    assert "of 2022-23 was counted from" in finding.message


def test_words_and_headings_of_a_list_are_matched_as_the_settings_say(place: Path) -> None:
    words = '{ ward = { "A1" = "Ashby" } }'
    assert (
        faults(place, ["1, a1 ,Zoe", "2,BOURNE,Zoe", ""], heading="case  Number,home ward,Given name", words=words)
        == []
    )
    assert local_year.folder(place).table(outside.NAME).frame["children"].tolist() == [1, 1, 0, 2]
