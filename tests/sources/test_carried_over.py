"""What a new year took over as it was is told, until it is changed or said to hold still."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.errors import ReportError
from helpers.publish import build, check, readiness
from helpers.sources import YearFolder, carried_over, open_year

WELCOME = "01_introduction/welcome.md"


@pytest.fixture
def copied(thornby: Path) -> Path:
    """The invented partnership's next year: a copy of this one."""
    return Path(shutil.copytree(thornby, thornby.with_name("2024-25")))


def opened() -> YearFolder:
    return open_year("thornby", "2024-25")


def findings() -> str:
    return "\n".join(str(finding) for finding in carried_over.findings(opened()))


def confirm(copied: Path, *names: str, year: str = "2024-25") -> None:
    with (copied / "report.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[unchanged]\n{year} = {list(names)}\n")


def test_files_that_are_those_of_the_year_before_are_named_by_chapter(copied: Path) -> None:
    assert findings().startswith(
        "data/thornby/2024-25/01_introduction: facts.csv, top_pages.csv, welcome.md are as in 2023-24, byte for byte"
    )
    assert "data/thornby/2024-25/04_learning_from_case_reviews: reviews.csv is as in 2023-24" in findings()


def test_files_of_a_group_are_told_with_their_chapter_s(thornby: Path, copied: Path) -> None:
    for year in (thornby, copied):
        (year / "09_business_plan/accounts").mkdir(parents=True)
        (year / "09_business_plan/accounts/change.md").write_text("Words.", encoding="utf-8")
        (year / "09_business_plan/headline.md").write_text("Words.", encoding="utf-8")
    assert "data/thornby/2024-25/09_business_plan: accounts/change.md, headline.md are as in" in findings()


def test_sources_formulas_rules_and_terms_may_stay_as_they_were(copied: Path) -> None:
    assert "sources.csv" not in findings() and "derived.csv" not in findings()


def test_a_year_without_one_before_takes_nothing_over(thornby: Path) -> None:
    assert carried_over.findings(open_year("thornby", "2023-24")) == []


def test_a_file_that_changed_by_a_letter_is_not_told(copied: Path) -> None:
    (copied / WELCOME).write_text((copied / WELCOME).read_text("utf-8") + "x", "utf-8")
    assert "welcome.md" not in findings()


def test_a_file_that_is_listed_as_looked_at_is_not_told(copied: Path) -> None:
    confirm(copied, WELCOME)
    assert "welcome.md" not in findings() and "top_pages.csv" in findings()


def test_a_list_copied_from_the_year_before_vouches_for_nothing(copied: Path) -> None:
    confirm(copied, WELCOME, year="2023-24")
    assert "welcome.md" in findings()


def test_a_name_listed_that_is_no_file_is_a_fault(copied: Path) -> None:
    confirm(copied, "01_introduction/welcom.md")
    assert any('"01_introduction/welcom.md" is no file of the year' in str(fault) for fault in check.faults(opened()))


def test_it_is_a_notice_that_no_final_report_gets_past(copied: Path) -> None:
    assert check.faults(opened()) == []
    assert any(carried_over.KIND in words for words in readiness.unready(opened()))
    with pytest.raises(ReportError, match=r"welcome\.md are as in 2023-24"):
        build.report(partnership="thornby", year="2024-25", final=True)
