"""Wrong data is refused: every fault at once, each with file, row, column and cure."""

import pytest

from helpers.errors import DataFaults
from helpers.publish import check

FACTS = "01_introduction/facts.csv"


def told(opened):
    with pytest.raises(DataFaults) as refused:
        check.refuse(opened())
    return str(refused.value)


def test_the_invented_partnership_has_no_fault(opened):
    assert [] == check.faults(opened())


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("01_introduction/top_pages.csv", "120,", "12O,", 'row 2, views: "12O" is not a whole number'),
        ("01_introduction/top_pages.csv", "120,", "-5,", 'row 2, views: "-5" is below 0'),
        ("01_introduction/top_pages.csv", "worried,", "training,", 'row 3, id: "training" stands twice'),
        ("01_introduction/top_pages.csv", "80,2023,thornby_accounts", "80,2023,", "row 3, source: blank"),
        (
            "01_introduction/top_pages.csv",
            "80,2023,thornby_accounts",
            "80,2023,thornby_account",
            "Did you mean thornby_accounts",
        ),
        ("01_introduction/top_pages.csv", "id,name,views", "id,nmae,views", "nmae"),
        ("04_learning_from_case_reviews/reviews.csv", "2023-06-01", "1/6/23", 'published: "1/6/23" is not a date'),
        ("04_learning_from_case_reviews/reviews.csv", "under way", "nearly done", "not one of published, under way"),
        ("01_introduction/derived.csv", "expenditure.total -", "expenditure.totl -", "Did you mean"),
        ("01_introduction/welcome.md", "{{ funding.gap }}", "{{ funding.gp }}", "line 3|row 3"),
        ("01_introduction/welcome.md", "The difference", "The xx% difference", "xx%"),
        ("01_introduction/welcome.md", "The difference", "[click here](a.html) The difference", "click here"),
        ("01_introduction/welcome.md", "The difference", "In two reviews the difference", '"two" is a number typed'),
        ("01_introduction/welcome.md", "The difference", "The 12 differences", '"12" is a number typed'),
        ("01_introduction/welcome.md", "The difference", "## A heading\n\n## The difference", "Nothing stands under"),
    ],
)
def test_each_fault_is_told_with_its_place_and_cure(opened, replace, file, old, new, said):
    import re

    replace(file, old, new)
    message = told(opened)
    assert file in message and re.search(said if "|" in said else re.escape(said), message), message


def test_all_faults_of_all_files_are_told_together(opened, replace):
    replace("01_introduction/top_pages.csv", "120,", "many,")
    replace("04_learning_from_case_reviews/reviews.csv", "under way", "later")
    replace("01_introduction/welcome.md", "The difference", "The 12 differences")
    message = told(opened)
    assert all(
        name in message for name in ("top_pages.csv has 1 fault", "reviews.csv has 1 fault", "welcome.md has 1 fault")
    )


def test_a_file_nobody_knows_is_refused_with_the_nearest_name(thornby, opened):
    (thornby / "01_introduction" / "top_page.csv").write_text("id\n")
    assert "Did you mean top_pages" in told(opened)


def test_a_table_in_another_chapters_folder_is_told_where_it_belongs(thornby, opened):
    (thornby / "01_introduction" / "top_pages.csv").rename(thornby / "04_learning_from_case_reviews" / "top_pages.csv")
    assert "belongs to 01_introduction" in told(opened)


def test_a_spreadsheet_saved_in_another_encoding_is_told_how_to_save_it(thornby, opened):
    path = thornby / "01_introduction" / "top_pages.csv"
    path.write_bytes(path.read_bytes().replace(b"Training", "Träining £".encode("cp1252")))
    assert "save it as CSV UTF-8" in told(opened)


def test_an_empty_section_is_refused_and_an_absent_one_is_not(thornby, opened):
    (thornby / "01_introduction" / "welcome.md").write_text("\n")
    assert "The section is empty" in told(opened)
    (thornby / "01_introduction" / "welcome.md").unlink()
    assert [] == check.faults(opened())
