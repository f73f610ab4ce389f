"""What is confirmed is a folder, a file or a row that somebody has looked at: never everything, and never what is not there."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from helpers.errors import ReportError
from helpers.sources import YearFolder, carried_over
from helpers.sources.carried_over import confirmations

FACTS, WELCOME = "01_introduction/facts.csv", "01_introduction/welcome.md"


@pytest.fixture
def copied(thornby: Path) -> Path:
    """The invented partnership's next year: a copy of this one."""
    return Path(shutil.copytree(thornby, thornby.with_name("2024-25")))


def opened(year: Path) -> YearFolder:
    return YearFolder(year.parent.name, year.name, year, year.parents[2])


def confirm(year: Path, what: str) -> list[str]:
    return carried_over.confirm(opened(year), what)[0]


def left(year: Path) -> set[tuple[str, str]]:
    return {(item.file, item.name) for item in carried_over.unconfirmed(opened(year))}


def messages(year: Path, listing: str) -> list[str]:
    with (year / "report.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[unchanged]\n{listing}\n")
    folder = opened(year)
    return [message for _, message in confirmations.faults(folder, folder.settings["unchanged"])]


@pytest.mark.parametrize(
    "what", ["everything", "ALL", "*", ".", "./", "/", "", "01_introduction/..", "data/thornby/2024-25"]
)
def test_everything_at_once_is_refused_by_the_command_and_in_the_settings(copied: Path, what: str) -> None:
    with pytest.raises(ReportError, match="would confirm everything at once"):
        confirm(copied, what)
    if not what.startswith("data"):
        (message,) = messages(copied, f'2024-25 = ["{what}"]')
        assert "would confirm everything at once" in message


@pytest.mark.parametrize(
    ("what", "cure"),
    [
        ("01_introduction/fact.csv", "is no folder or file of the year. Did you mean 01_introduction/facts.csv"),
        ("1_introduction", "is no folder or file of the year. Did you mean 01_introduction"),
        ("../2023-24/01_introduction", "is no folder or file of the year"),
        (f"{FACTS}:income.totl", 'has no row or paragraph called "income.totl". Did you mean income.total'),
        (f"{FACTS}:", 'has no row or paragraph called ""'),
        (f"{FACTS}:99", 'has no row or paragraph called "99"'),
        (f"{WELCOME}:No such words", 'has no row or paragraph called "No such words"'),
    ],
)
def test_what_is_no_part_of_the_year_is_refused_with_the_nearest(copied: Path, what: str, cure: str) -> None:
    with pytest.raises(ReportError, match=r"no folder or file|has no row") as refused:
        confirm(copied, what)
    assert cure in str(refused.value)
    assert cure in messages(copied, f'2024-25 = ["{what}"]')[0]


def test_a_number_of_a_row_is_no_name_of_it_in_the_settings(copied: Path) -> None:
    assert 'has no row or paragraph called "2"' in messages(copied, f'2024-25 = ["{FACTS}:2"]')[0]


@pytest.mark.parametrize("listing", ["2024-25 = 3", "2024-25 = [3]", '2024-25 = "01_introduction"'])
def test_a_list_of_another_form_is_told(copied: Path, listing: str) -> None:
    assert messages(copied, listing) and left(copied)


def test_what_is_new_this_year_needs_no_confirming(copied: Path) -> None:
    (copied / WELCOME).write_text("All of it is new.", "utf-8")
    with pytest.raises(ReportError, match=r"welcome\.md says nothing that waits to be confirmed"):
        confirm(copied, WELCOME)


def test_a_list_copied_from_the_year_before_confirms_nothing(copied: Path) -> None:
    before = left(copied)
    assert messages(copied, f'2023-24 = ["{FACTS}"]') == [] and left(copied) == before


@pytest.mark.parametrize(
    ("what", "place"),
    [
        ("01_introduction", "01_introduction/"),
        ("01_introduction/", "01_introduction/"),
        ("data/thornby/2024-25/01_introduction", "01_introduction/"),
        (FACTS, FACTS),
    ],
)
def test_a_folder_or_file_is_confirmed_whole_and_nothing_beside_it(copied: Path, what: str, place: str) -> None:
    before = left(copied)
    confirm(copied, what)
    assert before - left(copied) == {item for item in before if item[0].startswith(place)} != set()


@pytest.mark.parametrize(
    ("what", "names"),
    [
        (f"{FACTS}:income.total", ["income.total"]),
        (f"{FACTS}:2", ["income.total"]),
        (f"{FACTS}:2, expenditure.total", ["income.total", "expenditure.total"]),
        (f"{WELCOME}:The difference was", ["The difference was …."]),
        (f"{WELCOME}:The difference was {{{{ funding.gap }}}}.", ["The difference was …."]),
    ],
)
def test_rows_are_confirmed_by_id_or_number_and_paragraphs_by_first_words(
    copied: Path, what: str, names: list[str]
) -> None:
    before, file = left(copied), what.partition(":")[0]
    assert confirm(copied, what) == [f"{file}:{name}" for name in names]
    assert before - left(copied) == {(file, name) for name in names}
    assert confirm(copied, what) == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_settings_keep_every_other_line_and_their_line_ends(copied: Path, end: str) -> None:
    path = copied / "report.toml"
    text = path.read_text("utf-8") + '\n[unchanged] # looked at\n2023-24 = [\n    "01_introduction",\n]\n'
    path.write_bytes(text.replace("\n", end).encode())
    for what in (FACTS, "04_learning_from_case_reviews"):
        confirm(copied, what)
    lists = {"2023-24": ["01_introduction"], "2024-25": [FACTS, "04_learning_from_case_reviews"]}
    after = path.read_bytes().decode()
    assert tomllib.loads(after) == tomllib.loads(text) | {"unchanged": lists}
    assert after.startswith("# An invented partnership") and after.count("\n") == after.count(end)


def test_settings_written_in_an_unusual_way_are_left_as_they_are(copied: Path) -> None:
    path = copied / "report.toml"
    path.write_text("unchanged.2023-24 = []\n" + path.read_text("utf-8"), "utf-8")
    before = path.read_bytes()
    with pytest.raises(ReportError, match=r'Add "01_introduction/facts\.csv" there yourself'):
        confirm(copied, FACTS)
    assert path.read_bytes() == before
