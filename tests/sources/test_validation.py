"""Wrong data is refused: every fault at once, each with file, row, column and cure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.alike import rest_slow

from helpers.errors import DataFaults
from helpers.publish import check
from helpers.sources import YearFolder

FACTS = "01_introduction/facts.csv"


def refusal(opened: Callable[[], YearFolder]) -> str:
    with pytest.raises(DataFaults) as refused:
        check.refuse(opened())
    return str(refused.value)


def test_the_invented_partnership_has_no_fault(opened: Callable[[], YearFolder]) -> None:
    assert [] == check.faults(opened())


@pytest.mark.parametrize(
    ("file", "old", "new", "message_part"),
    [
        (
            "01_introduction/top_pages.csv",
            "120,",
            "12O,",
            'row 2, views: "12O" has a letter where a digit is meant. Write 120.',
        ),
        ("01_introduction/top_pages.csv", "120,", '"1,012",', 'row 2, views: "1,012" has a comma in it. Write 1012.'),
        (
            "01_introduction/top_pages.csv",
            "120,",
            "14%,",
            'row 2, views: "14%" has a sign of its unit beside it. Write 14.',
        ),
        ("01_introduction/top_pages.csv", "120,", "-5,", 'row 2, views: "-5" is below 0'),
        ("01_introduction/top_pages.csv", "worried,", "training,", 'row 3, id: "training" stands twice'),
        ("01_introduction/top_pages.csv", ",thornby_accounts\nworried", ",\nworried", "row 2, source: blank"),
        ("01_introduction/top_pages.csv", "thornby_accounts", "thornby_account", "Did you mean thornby_accounts"),
        ("01_introduction/top_pages.csv", "id,name,views", "id,nmae,views", 'The heading "nmae" should be name'),
        ("01_introduction/top_pages.csv", "id,name,views", "id,Name,views", 'The heading "Name" should be name'),
        ("01_introduction/top_pages.csv", "id,name,views", "id,name,name", 'The heading "name" stands twice'),
        ("01_introduction/top_pages.csv", "id,name,views", "id,name,", "The column has no heading"),
        ("01_introduction/top_pages.csv", "id,name,views", "name,id,views", "Put them so: id, name, views"),
        ("01_introduction/top_pages.csv", ",source\n", ",source,colour\n", 'The schema has no column "colour"'),
        ("01_introduction/facts.csv", ",2022-23,", ",2022-2023-x,", 'period: "2022-2023-x" is not a period'),
        ("01_introduction/facts.csv", ",2022-23,", ",202-23,", 'period: "202-23" is not a period'),
        ("04_learning_from_case_reviews/reviews.csv", "2023-06-01", "1/6/23", 'published: "1/6/23" is not a date'),
        ("04_learning_from_case_reviews/reviews.csv", "under way", "nearly done", "not one of published, under way"),
        ("01_introduction/derived.csv", "expenditure.total -", "expenditure.totl -", "Did you mean"),
        ("01_introduction/welcome.md", "{{ funding.gap }}", "{{ funding.gp }}", "line 3"),
        ("01_introduction/welcome.md", "The difference", "The xx% difference", "xx%"),
        ("01_introduction/welcome.md", "The difference", "[click here](a.html) The difference", "click here"),
        ("01_introduction/welcome.md", "The difference", "In two reviews the difference", '"two" is a number typed'),
        ("01_introduction/welcome.md", "The difference", "The 12 differences", '"12" is a number typed'),
        ("01_introduction/welcome.md", "The difference", "## A heading\n\n## The difference", "Nothing stands under"),
    ],
)
def test_each_fault_is_told_with_its_place_and_cure(
    opened: Callable[[], YearFolder],
    replace: Callable[[str, str, str], None],
    file: str,
    old: str,
    new: str,
    message_part: str,
) -> None:
    import re

    replace(file, old, new)
    message = refusal(opened)
    assert file in message and re.search(message_part if "|" in message_part else re.escape(message_part), message), (
        message
    )


def test_all_faults_of_all_files_are_told_together(
    opened: Callable[[], YearFolder], replace: Callable[[str, str, str], None]
) -> None:
    replace("01_introduction/top_pages.csv", "120,", "many,")
    replace("04_learning_from_case_reviews/reviews.csv", "under way", "later")
    replace("01_introduction/welcome.md", "The difference", "The 12 differences")
    message = refusal(opened)
    assert all(
        name in message for name in ("top_pages.csv has 1 fault", "reviews.csv has 1 fault", "welcome.md has 1 fault")
    )


def test_a_file_nobody_knows_is_refused_with_the_nearest_name(thornby: Path, opened: Callable[[], YearFolder]) -> None:
    (thornby / "01_introduction" / "top_page.csv").write_text("id\n")
    assert "Did you mean top_pages" in refusal(opened)


@pytest.mark.parametrize(
    ("name", "moved", "message_part"),
    [
        ("01_introduction/facts.csv", "facts.csv", "facts belongs to the folder of a chapter"),
        ("sources.csv", "01_introduction/sources.csv", "sources belongs to the year's own folder"),
        ("01_introduction/top_pages.csv", "09_x/01_introduction/top_pages.csv", "top_pages belongs to 01_introduction"),
    ],
)
def test_a_table_where_nothing_would_read_it_is_told_where_it_belongs(
    thornby: Path, opened: Callable[[], YearFolder], name: str, moved: str, message_part: str
) -> None:
    (thornby / moved).parent.mkdir(parents=True, exist_ok=True)
    (thornby / name).rename(thornby / moved)
    assert message_part in refusal(opened)


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("01_introduction/top_pages.xlsx", "Save each sheet as CSV UTF-8 under its table's name"),
        ("01_introduction/welcome.docx", "with the ending .md"),
        ("01_introduction/photo.png", "or take it away"),
        ("01_introduction/top_pages.CSV", "Rename it as a table (.csv)"),
        ("notes.md", "Move it to the folder of the chapter"),
    ],
)
def test_a_file_that_nothing_reads_is_told_with_what_to_do_with_it(
    thornby: Path, opened: Callable[[], YearFolder], name: str, cure: str
) -> None:
    (thornby / name).write_bytes(b"PK")
    message = refusal(opened)
    assert f"{name} has 1 fault" in message and "does not read this file" in message and cure in message


@pytest.mark.parametrize(
    "name",
    [
        *rest_slow("~$top_pages.xlsx", ".~lock.top_pages.csv#", "facts.csv~"),
        *rest_slow("desktop.ini", "Thumbs.db", ".DS_Store"),
        *rest_slow(".ipynb_checkpoints/facts-checkpoint.csv", ".ipynb_checkpoints/welcome-checkpoint.md"),
    ],
)
def test_what_an_open_spreadsheet_an_editor_or_the_system_leaves_is_no_fault(
    thornby: Path, opened: Callable[[], YearFolder], name: str
) -> None:
    path = thornby / "01_introduction" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    assert [] == check.faults(opened())


def test_a_table_in_another_chapters_folder_is_told_where_it_belongs(
    thornby: Path, opened: Callable[[], YearFolder]
) -> None:
    (thornby / "01_introduction" / "top_pages.csv").rename(thornby / "04_learning_from_case_reviews" / "top_pages.csv")
    assert "belongs to 01_introduction" in refusal(opened)


def test_a_column_cut_out_is_the_one_fault_told_with_its_place(thornby: Path, opened: Callable[[], YearFolder]) -> None:
    path = thornby / "01_introduction" / "top_pages.csv"
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("\n".join(",".join([*row[:2], *row[3:]]) for row in rows), encoding="utf-8")
    assert ["views: The column is missing. Add it after name, blank where nothing is known."] == [
        str(fault) for fault in check.faults(opened())
    ]


def test_of_wrong_headings_nothing_is_told_that_follows_from_them(
    opened: Callable[[], YearFolder], replace: Callable[[str, str, str], None]
) -> None:
    replace("01_introduction/top_pages.csv", "id,name,views", "Id,Name,Views")
    replace("01_introduction/top_pages.csv", "120,", "many,")
    assert ["Id", "Name", "Views"] == [fault.column for fault in check.faults(opened())]


@pytest.mark.parametrize("name", ["01_introduction/top_pages.csv", "sources.csv"])
@pytest.mark.parametrize("parted", [";", "\t"])
def test_columns_parted_by_something_else_than_commas_are_told_once(
    thornby: Path, opened: Callable[[], YearFolder], name: str, parted: str
) -> None:
    path = thornby / name
    path.write_text(path.read_text(encoding="utf-8").replace(",", parted), encoding="utf-8")
    message = refusal(opened)
    assert f"{name} has 1 fault" in message and "The columns are not parted by commas" in message
    assert "make check" not in message and message.count("fault") == 1


def test_an_empty_file_is_told_the_headings_it_should_begin_with(
    thornby: Path, opened: Callable[[], YearFolder]
) -> None:
    (thornby / "01_introduction" / "top_pages.csv").write_text("", encoding="utf-8")
    assert "The file is empty. Begin it with the headings id, name, views" in refusal(opened)


@pytest.mark.parametrize(
    "period",
    [*rest_slow("2023", "2023-24", "2023/24", "2023-2024", "FY24"), *rest_slow("2015 to 2019", "2022–24", "2021–2023", "2021/22 to 23/24"),
     *rest_slow("31 March 2024", "31/03/2024", "January to December 2023", "Q1 2023-24"),
     *rest_slow("since the 1960s", "the first months after September 2023", "mid-2023", "the COVID-19 years", "undated")],
)  # fmt: skip
def test_a_period_in_a_form_of_the_report_is_no_fault(
    opened: Callable[[], YearFolder], replace: Callable[[str, str, str], None], period: str
) -> None:
    replace("01_introduction/top_pages.csv", ",2023,", f",{period},")
    assert [] == check.faults(opened())


def test_a_spreadsheet_saved_in_another_encoding_is_told_how_to_save_it(
    thornby: Path, opened: Callable[[], YearFolder]
) -> None:
    path = thornby / "01_introduction" / "top_pages.csv"
    path.write_bytes(path.read_bytes().replace(b"Training", "Träining £".encode("cp1252")))
    assert "save it as CSV UTF-8" in refusal(opened)


def test_an_empty_section_is_refused_and_an_absent_one_is_not(thornby: Path, opened: Callable[[], YearFolder]) -> None:
    (thornby / "01_introduction" / "welcome.md").write_text("\n")
    assert "The section is empty" in refusal(opened)
    (thornby / "01_introduction" / "welcome.md").unlink()
    assert [] == check.faults(opened())
