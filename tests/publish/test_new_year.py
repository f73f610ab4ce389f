"""A new year is made from the last, without a fault, never over one that is there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support import PROJECT

from helpers import cli
from helpers.errors import DataFaults, ReportError
from helpers.publish import check, new_year
from helpers.sources import YearFolder, carried_over

Replace = Callable[[str, str, str], None]


def opened(year: Path) -> YearFolder:
    return YearFolder(year.parent.name, year.name, year, year.parents[2])


def test_a_year_that_is_there_is_not_touched(thornby: Path) -> None:
    year = thornby.with_name("2024-25")
    year.mkdir()
    (year / "notes.txt").write_text("Mine.", "utf-8")
    with pytest.raises(ReportError, match="data/thornby/2024-25 is there already, and nothing of it was changed"):
        new_year.make("thornby", "2024-25")
    assert [path.name for path in year.iterdir()] == ["notes.txt"]


def test_a_year_without_one_before_it_is_refused_with_the_way_to_begin(thornby: Path) -> None:
    with pytest.raises(ReportError, match=r"no folder of 2029-30, .* make new-year PARTNERSHIP=thornby YEAR=2024-25$"):
        new_year.make("thornby", "2030-31")
    with pytest.raises(ReportError, match=r"leeds has no year .* make new-partnership AREAS=leeds YEAR=2025-26$"):
        new_year.make("leeds", "2025-26")


def test_the_year_that_nobody_named_is_there_already_and_the_next_is_offered(thornby: Path) -> None:
    with pytest.raises(ReportError, match=r"to begin the next: make new-year PARTNERSHIP=thornby YEAR=2024-25$"):
        new_year.make("thornby", "2023-24")


@pytest.mark.parametrize("year", ["2024", "next", "2024-26"])
def test_what_is_no_year_is_refused(thornby: Path, year: str) -> None:
    with pytest.raises(ReportError, match="is not a year that a report is of"):
        new_year.make("thornby", year)


def test_settings_with_faults_are_told_and_leave_nothing_behind(thornby: Path, replace: Replace) -> None:
    replace("report.toml", 'kind = "lead"', 'kind = "Lead"')
    with pytest.raises(DataFaults, match="is no kind of partner"):
        new_year.make("thornby", "2024-25")
    assert [path.name for path in thornby.parent.iterdir()] == ["2023-24"]


def test_a_paragraph_that_waits_for_a_figure_is_left_out_and_the_rest_stays(thornby: Path) -> None:
    (thornby / "01_introduction/role.md").write_text(
        "# Role\n\nThe partnership leads.\n\nIt has {{ income.total }} to spend.\n\nIt meets.\n", "utf-8"
    )
    place = new_year.make("thornby", "2024-25")
    assert (place / "01_introduction/role.md").read_text("utf-8") == "# Role\n\nThe partnership leads.\n\nIt meets.\n"


def texts_in(year: Path) -> dict[str, str]:
    """Each file of a year's folder, but for the check-list, by its place in it."""
    files = (path for path in year.rglob("*.*") if path.name != "CHECKLIST.md")
    return {path.relative_to(year).as_posix(): path.read_text("utf-8") for path in files}


@pytest.fixture(scope="module")
def wirral(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wirral's next year, made by the command in a project of its own."""
    root = tmp_path_factory.mktemp("wirral")
    shutil.copytree(PROJECT / "data/wirral/2023-24", root / "data/wirral/2023-24")
    shutil.copytree(PROJECT / "notebooks", root / "notebooks")
    for name in ("common", "published"):
        (root / "data" / name).symlink_to(PROJECT / "data" / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORT_ROOT", str(root))
        assert cli.main(["new-year", "--partnership", "wirral", "--year", "2024-25"]) == 0
    return root / "data/wirral/2024-25"


def test_the_year_made_has_no_fault_and_all_of_it_waits_to_be_confirmed(
    wirral: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORT_ROOT", str(wirral.parents[2]))
    assert check.faults(opened(wirral)) == []
    waiting = {item.file for item in carried_over.unconfirmed(opened(wirral))}
    files = {path.relative_to(wirral).as_posix() for path in wirral.rglob("*.*") if path.suffix in (".md", ".csv")}
    fresh = {
        "CHECKLIST.md",
        "08_progress_against_priorities/promises.csv",  # each asks for its answer
        "08_progress_against_priorities/priorities.csv",
        "06_multi_agency_working/returns_expected.csv",
    }
    assert files - waiting == fresh


def test_the_year_that_is_shipped_is_the_one_that_the_command_makes(wirral: Path) -> None:
    """Where last year's words were edited since: take the year away, and make it again."""
    assert texts_in(PROJECT / "data/wirral/2024-25") == texts_in(wirral)


def test_the_year_that_is_shipped_has_no_fault_and_no_fact() -> None:
    shipped = PROJECT / "data/wirral/2024-25"
    assert check.faults(opened(shipped)) == [] and list(shipped.rglob("facts.csv")) == []


def test_the_list_is_ticked_as_things_come(thornby: Path) -> None:
    (thornby / "09_business_plan").mkdir()
    (thornby / "09_business_plan/plan_priorities.csv").write_text(
        "id,name,period,aim,actions,owner,due,measure,source\nchange,Change,2024-25,It takes root,,,,,thornby_accounts\n",
        "utf-8",
    )
    place = new_year.make("thornby", "2024-25")
    before = (place / "CHECKLIST.md").read_text("utf-8")
    priorities = place / "08_progress_against_priorities/priorities.csv"
    filled = priorities.read_text("utf-8").replace(",2024-25,,,,", ",2024-25,A group met.,Fewer plans,An audit,")
    priorities.write_text(filled, "utf-8")
    settings = place / "report.toml"
    signed = settings.read_text("utf-8").replace('name = ""\ndate = ""', 'name = "A. Signer"\ndate = 2025-07-01')
    settings.write_text(signed, "utf-8")
    assert cli.main(["check", "--partnership", "thornby", "--year", "2024-25"]) == 0
    after = (place / "CHECKLIST.md").read_text("utf-8")
    for words in ("Priorities and what is known of each: Change", "Thornby Council has signed", "Priorities and what"):
        assert f"- [ ] {words}" in before and f"- [x] {words}" in after and f"- [ ] {words}" not in after
    assert "- [ ] `income.total`" in after


def test_measures_of_last_year_come_over_and_each_waits_in_the_check_list(specimen: Path) -> None:
    place = new_year.make("specimen", "2024-25")
    assert (place / "local_measures.csv").is_file() and not (place / "local_figures.csv").exists()
    checklist = (place / "CHECKLIST.md").read_text("utf-8")
    for own in YearFolder("specimen", "2023-24", place.with_name("2023-24"), specimen).local_measures:
        assert f"- [ ] {own.name} (`local_figures.csv`, {own.id}, " in checklist
