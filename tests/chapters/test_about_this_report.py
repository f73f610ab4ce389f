"""About this Report hides nothing: sources, what is missing, who has signed, and what the guidance asks for."""

from __future__ import annotations

import csv

import pytest
from support import PROJECT
from support.executed import OWN, Change, Executed, Send, chapter, of_wirral

from helpers.display.blocks import Prose, Table
from helpers.sources import file_dependencies, open_year
from helpers.sources.schema import schemas
from helpers.statistics.soundness import coverage
from helpers.statistics.typography import curly

NAME = "11_about_this_report"
# What the accessibility statement claims, and the words of the gate that tests it.
CLAIMS = {
    "Web Content Accessibility Guidelines": ("tests/browser/check.mjs", '"wcag22aa", "best-practice"'),
    "standard for accessible documents": ("tests/reports/test_wirral.py", 'profile="ua1"'),
    "Every page of a sample report is checked in a browser": ("tests/browser/check.mjs", "WIDTHS = [1280, 320]"),
    "and its printed form, by tools": ("tests/browser/check.mjs", "window.axe.run"),
    "Every chart has a text alternative": ("tests/reports/test_wirral.py", "def test_a_text_alternative"),
    "by keyboard alone": ("tests/browser/check.mjs", "checkReached"),
    "without scripts": ("tests/browser/check.mjs", "checkWithoutScripts"),
    "in high contrast": ("tests/browser/check.mjs", "checkForcedColours"),
}


@pytest.fixture(scope="module")
def wirral() -> Executed:
    return of_wirral(NAME)


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_accessibility_statement_claims_what_a_gate_tests(claim: str, wirral: Executed) -> None:
    gate, words = CLAIMS[claim]
    assert claim in wirral.text
    assert words in (PROJECT / gate).read_text("utf-8")


def requirements() -> list[dict[str, str]]:
    with (PROJECT / "data/common" / NAME / "coverage.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_sign_off_that_nobody_gave_is_not_shown_as_given(change: Change) -> None:
    change("report.toml", *OWN)
    assert {(row["Signed by"], row["Date"]) for row in chapter(NAME).table("sign_offs")} == {("not signed",) * 2}


def test_a_word_of_another_chapter_does_not_run_this_one_again() -> None:
    file_dependencies.start()
    chapter(NAME)
    prose = {look for look in file_dependencies.recorded() if look.endswith(".md")}
    assert [look for look in prose if f"/{NAME}/" not in look] == []
    assert prose


def test_a_compilation_names_its_compiler_and_asks_nobody_to_sign(wirral: Executed) -> None:
    assert "The maintainers of the safeguarding-report project compiled it from published sources" in wirral.text
    assert [] == [block for block in wirral.blocks if isinstance(block, Table) and block.name == "sign_offs"]


def test_a_compilation_says_of_nobody_that_they_did_not_send_something(wirral: Executed) -> None:
    assert {tuple(row) for row in wirral.table("not_supplied")} == {("What", "Chapter")}


@pytest.mark.slow
def test_a_partnerships_own_report_says_who_sends_what_is_missing(change: Change) -> None:
    change("report.toml", *OWN)
    senders = {row["What"]: row["Who sends it"] for row in chapter(NAME).table("not_supplied")}
    assert senders["The scrutineer’s own account"] == "the independent scrutineer"


def test_whatever_is_missing_from_a_chapter_is_listed(wirral: Executed) -> None:
    register_rows = [row["What"] for row in wirral.table("not_supplied")]
    assert sorted(register_rows) == sorted(curly(what) for _, what, _ in open_year("wirral", "2023-24").missing())


@pytest.mark.slow
def test_what_is_sent_leaves_the_list(send: Send) -> None:
    send("09_business_plan/resources.md", "The plan is paid for by the partners.\n")
    assert "What the plan costs" not in [row["What"] for row in chapter(NAME).table("not_supplied")]


@pytest.mark.slow
def test_a_source_that_is_added_is_listed(change: Change) -> None:
    change("sources.csv", "wscp_report_2021,Annual Report 2021,", "wscp_report_2021,Another report,")
    assert "Another report" in [row["Title"] for row in chapter(NAME).table("sources")]


def test_a_date_of_publication_is_written_out_or_left_blank(wirral: Executed) -> None:
    dates = {row["Published"] for row in wirral.table("sources")}
    assert "21 April 2023" in dates
    assert not [date for date in dates if "NaT" in date or "-" in date]


@pytest.mark.parametrize("item", requirements(), ids=lambda item: item["id"])
def test_each_thing_needed_stands_under_a_heading_that_its_chapter_has(item: dict[str, str]) -> None:
    for need in item["needs"].split("; "):
        name, heading = need.split(":")
        place = name.partition("/")[0] if "/" in name else chapter_of(name)
        assert not heading.strip() or curly(heading.strip()) in of_wirral(place).headings


def chapter_of(name: str) -> str:
    """The chapter that a table, or a column of one, belongs to; of the sign-offs, this one."""
    return NAME if name == "sign_offs" else schemas()[name.partition(".")[0]].chapter


def covered(executed: Executed) -> list[list[str]]:
    """The rows of the map of what the guidance asks for."""
    prose = next(
        block.text.plain for block in executed.blocks if isinstance(block, Prose) and "| Force |" in block.text.plain
    )
    rows = [line for line in prose.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in rows]


def test_all_sixteen_requirements_are_listed_and_none_recalled_is_called_verified(wirral: Executed) -> None:
    statuses = [row[2] for row in covered(wirral)]
    assert (len(statuses), statuses.count("read as quoted")) == (16, 2)


def test_each_requirement_is_covered_thin_or_missing_and_linked(wirral: Executed) -> None:
    assert {row[3] for row in covered(wirral)} == {"all of it", "a part", "nothing"}
    met = [row[4] for row in covered(wirral) if row[3] != "nothing"]
    assert all(place.startswith("[") and ".ipynb" in place for place in met)


def test_a_compilation_leads_to_no_section_that_it_has_left_out(wirral: Executed) -> None:
    assert {row[4] for row in covered(wirral) if row[3] == "nothing"} == {"–"}


def test_a_return_of_another_agency_is_no_safeguarding_partner_s(wirral: Executed) -> None:
    contributed = next(row for row in covered(wirral) if row[0].startswith("What each safeguarding partner"))
    assert contributed[3:] == ["a part", "[Funding and resourcing](01_introduction.ipynb#funding-and-resourcing)"]


@pytest.mark.parametrize(("return_held", "is_there"), [("printed", True), ("not supplied", False)])
def test_a_partner_s_return_counts_only_where_it_is_printed(return_held: str, is_there: bool, change: Change) -> None:
    agency = "fire_and_rescue,Merseyside Fire and Rescue Service"
    change(
        "06_multi_agency_working/returns_expected.csv",
        f"{agency},Relevant agency,printed",
        f"{agency},Safeguarding partner,{return_held}",
    )
    need = "returns_expected.part=Safeguarding partner + return_held=printed"
    assert coverage.is_supplied(need, open_year("wirral", "2023-24")) is is_there


def test_how_agencies_are_organised_is_no_change_of_it(wirral: Executed) -> None:
    changes = next(row for row in covered(wirral) if row[0].startswith("Changes to the published arrangements"))
    assert changes[3:] == ["nothing", "–"]


def test_a_compilation_leads_to_what_it_shows_of_a_requirement(wirral: Executed) -> None:
    reviews = next(row for row in covered(wirral) if row[0].startswith("Decisions and actions"))
    assert reviews[3:] == [
        "a part",
        "[The register of reviews](04_learning_from_case_reviews.ipynb#the-register-of-reviews)",
    ]


def test_what_is_published_elsewhere_is_no_gap(wirral: Executed) -> None:
    assert "[Actions of the business plan](https://www.wirralsafeguarding.co.uk/annual-report-2023" in wirral.text
    assert "Actions of the business plan" not in [row["What"] for row in wirral.table("not_supplied")]


def test_what_is_sent_covers_a_requirement_that_was_missing(send: Send, wirral: Executed) -> None:
    send("03_journey_of_the_child/childrens_voice.md", "Children were asked, and the plan follows what they said.\n")
    before, after = ({row[0]: row[3] for row in covered(document)} for document in (wirral, chapter(NAME)))
    assert [(before[place], after[place]) for place in before if before[place] != after[place]] == [
        ("nothing", "all of it")
    ]


def test_a_compilation_counts_no_blanks(wirral: Executed) -> None:
    assert "what all this work changed for children" in wirral.missing
    assert [] == [block for block in wirral.blocks if isinstance(block, Table) and block.name == "impact"]


@pytest.mark.slow
def test_an_outcome_with_evidence_leaves_the_count_of_blanks(change: Change) -> None:
    change("report.toml", *OWN)
    change(
        "08_progress_against_priorities/priorities.csv",
        "Neglect,2021-12-01,2022–24,A neglect task and finish group is part of the partnership's structure.,,,",
        "Neglect,2021-12-01,2022–24,A group met.,Fewer repeat plans,An audit,",
    )
    blanks = {row["Register"]: row["No evidence of impact this year"] for row in chapter(NAME).table("impact")}
    assert blanks["Priorities and what is known of each"] == "3"


def test_what_is_accepted_is_told_with_both_figures_the_difference_and_the_reason(wirral: Executed) -> None:
    assert "about 67,508 against 66,152, 1,356 apart. The partnership’s count is undated" in wirral.text


def test_a_correction_is_told_with_the_old_figure_the_new_and_the_cause(send: Send, wirral: Executed) -> None:
    assert "No correction has been needed so far." in wirral.text
    send(
        "corrections.csv",
        "id,corrected,what,old,new,unit,counts,cause,released_by\ngrant,2024-11-05,The grant for systemic practice,43000,34000,pounds,pounds,Two digits were swapped.,\n",
    )
    assert (
        "5 November 2024: The grant for systemic practice. It was £43,000 and is now £34,000. Two digits were swapped."
        in chapter(NAME).text
    )
