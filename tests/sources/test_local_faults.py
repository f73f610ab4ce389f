"""Each thing that can be wrong with the partnership's own figures is told with its file, row, column and cure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import local_year

from helpers.sources import local_faults, validation

FIGURES, MEASURES = "local_figures", "local_measures"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return local_year.project(tmp_path_factory.mktemp("local"), years=(local_year.YEAR,))


@pytest.fixture
def place(untouched: Path) -> Iterator[Path]:
    """The project, whose two files are put back when the test has changed them."""
    files = {path: path.read_bytes() for path in (untouched / "data/thornby" / local_year.YEAR).glob("local_*.csv")}
    with local_year.at(untouched):
        yield untouched
    for path, content in files.items():
        path.write_bytes(content)


def faults_of(place: Path) -> list[tuple[str, int, str, str]]:
    faults = validation.faults(local_year.folder(place))
    return [(Path(fault.file).stem, fault.row, fault.column, fault.message) for fault in faults]


def test_the_figures_of_the_fixture_have_no_fault(place: Path) -> None:
    assert [] == faults_of(place)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("contcts,,April 2023,9,,thornby_accounts", "measure", "Did you mean contacts"),
        ("contacts,,Spring 2023,9,,thornby_accounts", "period", "not a period of local figures"),
        ("contacts,,April 2024,9,,thornby_accounts", "period", "ends after the year"),
        (
            "contacts,,Q1 2023-24,313,,thornby_accounts",
            "period",
            "is a quarter, and the measure's first figures are of a month",
        ),
        ("contacts,,2021/22,9,,thornby_accounts", "period", "is a school year"),
        ("contacts,,April 2023,112,,thornby_accounts", "measure", "the same measure, breakdown and period as in row 2"),
        ("contacts,Police,April 2022,9,,thornby_accounts", "breakdown", "what the measure is broken down by"),
        ("contacts_by_source,All,2022-23,9,,thornby_accounts", "breakdown", "Leave it blank"),
        ("contacts_by_source,police,2022-23,9,,thornby_accounts", "breakdown", 'stands as "Police" in row 15'),
        (
            "contacts_by_source,9 to 11,2021-22,9,,thornby_accounts\ncontacts_by_source,9-11,2020-21,9,,thornby_accounts",
            "breakdown",
            'stands as "9 to 11" in row 41',
        ),
        (
            "contacts,,June 2021,9,,thornby_accounts\ncontacts,,April 2021,9,,thornby_accounts",
            "breakdown",
            "All together has no row for May 2021",
        ),
        (
            "contacts_by_source,Police,Q1 2021-22,9,,thornby_accounts\ncontacts_by_source,Police,Q2 2021-22,9,,thornby_accounts"
            "\ncontacts_by_source,Pollice,Q1 2021-22,9,,thornby_accounts",
            "breakdown",
            '"Pollice" has no row for Q2 2021-22, and the measure has others',
        ),
        ("contacts,,April 2022,9.5,,thornby_accounts", "value", "not a whole number of people"),
        ("contacts,,April 2022,9,12,thornby_accounts", "of", "what the denominator counts"),
        ("repeat_plans,,2022-23,9,,thornby_accounts", "of", "Give it"),
        ("repeat_plans,,2022-23,90,80,thornby_accounts", "value", "above its denominator"),
        ("contacts,,April 2022,9,,elsewhere", "source", "not a source"),
        ("contacts,,April 2022,few,,thornby_accounts", "value", "supplier's code"),
        ("contacts,,April 2022,,,thornby_accounts", "value", "Give a value"),
    ],
)
def test_a_row_that_is_wrong_is_told_with_its_column_and_its_cure(
    place: Path, row: str, column: str, words: str
) -> None:
    last = len((place / "data/thornby/2023-24/local_figures.csv").read_text("utf-8").splitlines()) + row.count("\n") + 1
    local_year.append(place, FIGURES, row)
    assert any(
        (file, line, name) == (FIGURES, last, column) and words in message
        for file, line, name, message in faults_of(place)
    ), faults_of(place)


@pytest.mark.parametrize(
    ("name", "old", "new", "column", "words"),
    [
        (MEASURES, ",05_key_activity,Training", ",05_key_activty,Training", "chapter", "Did you mean 05_key_activity"),
        (MEASURES, "training_days,", "training,", "id", "is the name of a table"),
        (MEASURES, "repeat_plans_percent", "repeat_plan_percent", "national", "Did you mean"),
        (MEASURES, "repeat_plans_percent", "children_looked_after_per_10k", "national", "cannot be compared"),
        (MEASURES, "children who began a plan,,", "children who began a plan,days,", "unit", "no unit of shares"),
        (MEASURES, "children missing,,,", "children missing,,days,", "unit", "people are counted"),
        (
            MEASURES,
            "cases contacts at the front door,,,,sum",
            "contacts,,,,sum",
            "counts",
            "does not begin with anything",
        ),
        (MEASURES, "children missing,", "children,", "counts", "does not say which children"),
        (MEASURES, "children who began a plan", "children with a repeat plan", "of", "the same words as in counts"),
        (MEASURES, "children with a repeat plan,", "activities of plans,", "of", "Only of people can people"),
        (MEASURES, '"staff of whole agencies, at courses"', "", "counts", "Say in its row"),
        (MEASURES, "Training of staff", "Training of girls", "counts", "speak of people"),
        (
            FIGURES,
            "2023-24,1288,,thornby_accounts\nm",
            "2023-24,1290,,thornby_accounts\nm",
            "value",
            "not the sum of its parts",
        ),
        (FIGURES, "2023-24,58,", "2023-24,11,", "value", "fewer than one of them"),
        (FIGURES, "April 2023,112,", "April 2023,113,", "value", "not the sum of the year's months"),
    ],
)
def test_a_change_that_is_wrong_is_told(place: Path, name: str, old: str, new: str, column: str, words: str) -> None:
    local_year.change(place, name, old, new)
    assert any(file == name and of == column and words in message for file, _, of, message in faults_of(place)), (
        faults_of(place)
    )


def test_a_measure_that_is_wrong_is_told_at_its_own_row(place: Path) -> None:
    local_year.append(place, MEASURES, "alone,Alone,children alone,,,,sum,lower,Alone,05_key_activty,Alone,,,,")
    assert [(MEASURES, 8, "chapter")] == [fault[:3] for fault in faults_of(place)]


def test_a_measure_of_which_no_figure_has_come_is_no_fault_and_waits(place: Path) -> None:
    local_year.append(place, MEASURES, "alone,Alone,children alone,,,,sum,lower,Alone,05_key_activity,Alone,,,,")
    assert faults_of(place) == []
    waiting = ("05_key_activity", "Alone", "the partnership's business unit")
    assert waiting in local_year.folder(place).missing()


def test_all_faults_are_told_at_once(place: Path) -> None:
    local_year.append(place, FIGURES, "contcts,,April 2023,9,,thornby_accounts")
    local_year.append(place, FIGURES, "contacts,,Spring 2023,9,,thornby_accounts")
    local_year.change(place, MEASURES, "repeat_plans_percent", "repeat_plan_percent")
    assert {"measure", "period", "national"} <= {column for _, _, column, _ in faults_of(place)}


def test_no_message_quotes_a_number_of_children(place: Path) -> None:
    local_year.append(place, FIGURES, "contacts,,April 2022,7123457.5,,thornby_accounts")
    local_year.append(place, FIGURES, "repeat_plans,,2022-23,7123457,7123451,thornby_accounts")
    assert faults_of(place) and not any("7123" in message for *_, message in faults_of(place))


def test_a_notebook_without_the_cell_shows_no_local_figures_and_is_told(place: Path) -> None:
    notebook = place / "notebooks" / f"{local_year.CHAPTER}.ipynb"
    before = notebook.read_text("utf-8")
    notebook.write_text(before.replace("sections.local(chapter)", "chapter.place"), "utf-8")
    messages = [message for *_, message in faults_of(place)]
    notebook.write_text(before, "utf-8")
    assert messages and all("shows nothing of the partnership alone" in message for message in messages)


def test_a_project_without_notebooks_is_told_to_restore_them(tmp_path: Path) -> None:
    folder = local_year.folder(local_year.project(tmp_path))
    for notebook in (tmp_path / "notebooks").glob("*.ipynb"):
        notebook.unlink()
    (message,) = local_faults.chapter_faults(folder, local_year.CHAPTER)
    assert message == '"05_key_activity" is no chapter. There is no notebook in notebooks. Restore the chapters there.'


def test_figures_of_other_years_alone_are_asked_about(place: Path) -> None:
    path = place / "data/thornby" / local_year.YEAR / "local_figures.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    last_year = [
        line.replace("2023", "2022").replace("2024", "2023").replace("2022-24", "2022-23") for line in lines[1:14]
    ]
    path.write_text("".join([lines[0], *last_year]), "utf-8")
    (fault,) = [fault for fault in faults_of(place) if "no figure of" in fault[3]]
    assert fault[:3] == (FIGURES, 2, "period") and "is of 2023-24" in fault[3]


def test_a_sum_is_told_beside_a_cell_that_is_wrong_in_another_row(place: Path) -> None:
    local_year.change(place, FIGURES, "contacts,,April 2023,112,", "contacts,,April 2023,11o,")
    local_year.change(
        place, FIGURES, "contacts_by_source,Police,2023-24,644,", "contacts_by_source,Police,2023-24,645,"
    )
    faults = {(row, column): message for _, row, column, message in faults_of(place)}
    assert (
        "Write 110." in faults[2, "value"]
        and "not the sum of its parts of the period, in rows 15, 16, 17 and 18" in faults[19, "value"]
    )
