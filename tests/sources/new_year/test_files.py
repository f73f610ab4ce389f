"""A new year takes over what stands, moves its years, and begins without a figure of last year's."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support import PROJECT

from helpers.sources import YearFolder, carried_over, new_year, open_year
from helpers.sources.cited_sources import common_sources
from helpers.sources.new_year.files import moved_years, settings
from helpers.sources.report_years import ReportYear
from helpers.sources.schema import schemas

YEAR = ReportYear(2024)
Replace = Callable[[str, str, str], None]


@pytest.fixture(scope="module")
def wirral() -> dict[str, str]:
    """The files of Wirral's next year."""
    return new_year.files(YearFolder("wirral", "2023-24", PROJECT / "data/wirral/2023-24", PROJECT), YEAR)


def rows(files: dict[str, str], file: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[file])))


def test_no_fact_and_no_table_of_figures_is_taken_over(wirral: dict[str, str]) -> None:
    tables = {Path(file).stem for file in wirral if file.endswith(".csv")}
    numbered = {name for name in tables for field in schemas()[name].fields if field.type in ("number", "integer")}
    assert numbered == set() and "facts" not in tables and {"bodies", "derived"} <= tables


def test_a_text_of_one_year_is_left_to_whoever_sends_it(wirral: dict[str, str]) -> None:
    texts = {file for file in wirral if file.endswith(".md")}
    assert "01_introduction/role.md" in texts
    assert not {"01_introduction/welcome.md", "04_learning_from_case_reviews/accounts/ollie.md"} & texts


def test_nobody_s_signature_and_no_confirmation_is_taken_over(
    thornby: Path, opened: Callable[[], YearFolder], replace: Replace
) -> None:
    replace(
        "report.toml",
        'name = ""\ndate = ""',
        'name = "A. Signer"\ndate = 2024-07-01\n\n[unchanged]\n2023-24 = ["01_introduction"]',
    )
    after = tomllib.loads(new_year.files(opened(), YEAR)["report.toml"])
    assert after["sign_offs"] == [{"organisation": "Thornby Council", "name": "", "date": ""}]
    assert "unchanged" not in after and after["partners"] == opened().settings["partners"]


def test_what_last_year_s_report_was_based_on_is_no_basis_of_this_one(
    opened: Callable[[], YearFolder], replace: Replace
) -> None:
    replace("report.toml", 'title = "Annual report"', 'title = "Annual report"\nbased_on = "the accounts of 2023"')
    assert settings(opened(), YEAR)["report"] == {"title": "Annual report"}


@pytest.mark.parametrize(
    ("start", "end", "moved"),
    [
        ("2023-04-01", "2024-03-31", (date(2024, 4, 1), date(2025, 3, 31))),
        ("2023-03-01", "2024-02-29", (date(2024, 3, 1), date(2025, 2, 28))),
        ("2023-09-01", "2024-08-31", (date(2024, 9, 1), date(2025, 8, 31))),
    ],
)
def test_the_year_s_days_move_by_a_year(
    opened: Callable[[], YearFolder], replace: Replace, start: str, end: str, moved: tuple[date, date]
) -> None:
    replace("report.toml", "[report]", f"[year]\nstart = {start}\nend = {end}\n\n[report]")
    days = settings(opened(), YEAR)["year"]
    assert (days["start"], days["end"]) == moved


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("published(x, period='2023')", "published(x, period='2024')"),
        ("published(x, period='2023-24') - y", "published(x, period='2024-25') - y"),
        ("a.of_1999", "a.of_2000"),
        ("1999-00", "2000-01"),
        ("2023/2024", "2024/2025"),
        ("x * 120231 + 12", "x * 120231 + 12"),
    ],
)
def test_formulas_have_their_years_moved(text: str, moved: str) -> None:
    assert moved_years(text, 1) == moved


def test_a_formula_of_a_table_still_to_come_waits_for_it(wirral: dict[str, str]) -> None:
    assert {"hubs.open", "income.council_share"}.isdisjoint(
        row["id"] for row in rows(wirral, "01_introduction/derived.csv")
    )


def test_last_year_s_plan_is_this_year_s_priorities_to_report_on(wirral: dict[str, str]) -> None:
    priorities = rows(wirral, "08_progress_against_priorities/priorities.csv")
    assert [row["name"] for row in priorities] == [
        "Embedding systemic practice",
        "Working more closely with education",
        "Embedding change",
    ]
    assert {(row["period"], row["activity"], row["outcome_evidence"]) for row in priorities} == {("2024–26", "", "")}


def test_actions_of_reviews_come_back_until_they_are_done_without_last_year_s_evidence(
    thornby: Path, opened: Callable[[], YearFolder]
) -> None:
    (thornby / "04_learning_from_case_reviews/review_actions.csv").write_text(
        "id,review,action,owner,due,status,outcome_evidence,evidence_source,source\n"
        "sleep,r,Ask about sleep,Health,,under way,Some,Audit,thornby_accounts\n"
        "share,r,Share notes,Police,,done,Much,Audit,thornby_accounts\n",
        "utf-8",
    )
    (row,) = rows(new_year.files(opened(), YEAR), "04_learning_from_case_reviews/review_actions.csv")
    assert (row["id"], row["status"], row["outcome_evidence"], row["evidence_source"]) == ("sleep", "under way", "", "")


def test_a_return_of_last_year_s_is_not_this_year_s(wirral: dict[str, str]) -> None:
    assert {row["return_held"] for row in rows(wirral, "06_multi_agency_working/returns_expected.csv")} == {""}


def test_what_is_published_elsewhere_is_taken_over_and_waits_to_be_confirmed(wirral: dict[str, str]) -> None:
    folder = open_year("wirral", "2024-25")
    assert {row["form"] for row in rows(wirral, "elsewhere.csv")} == {"section_11_topics", "plan_actions"}
    waiting = [item.name.split()[0] for item in carried_over.unconfirmed(folder) if item.file == "elsewhere.csv"]
    assert waiting == ["plan_actions", "section_11_topics"]


def test_only_sources_that_are_cited_come_over(wirral: dict[str, str]) -> None:
    tables = [rows(wirral, file) for file in wirral if file.endswith(".csv") and file != "sources.csv"]
    cited = {row["source"] for table in tables for row in table if "source" in row}
    sources = {row["id"] for row in rows(wirral, "sources.csv")}
    assert sources and sources <= cited and cited - sources <= common_sources().keys()
