"""About this Report hides nothing: sources, what is missing, who has signed, and what the guidance asks for."""

from __future__ import annotations

import csv

import pytest
from chapters.executed import ROOT, Change, Executed, Send, chapter, of_wirral

from helpers.sources import folder

NAME = "11_about_this_report"


@pytest.fixture(scope="module")
def wirral() -> Executed:
    return of_wirral(NAME)


def coverage() -> list[dict[str, str]]:
    with (ROOT / "data/common" / NAME / "coverage.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_sign_off_that_nobody_gave_is_not_shown_as_given(wirral: Executed) -> None:
    assert {(row["Signed by"], row["Date"]) for row in wirral.table("sign_offs")} == {("not signed", "not signed")}


def test_whatever_a_chapter_calls_not_supplied_is_listed(wirral: Executed) -> None:
    listed = [row["Not supplied"] for row in wirral.table("not_supplied")]
    assert sorted(listed) == sorted(what for _, what, _ in folder("wirral", "2023-24").missing())


def test_what_is_sent_leaves_the_list(send: Send) -> None:
    send("09_business_plan/resources.md", "The plan is paid for by the partners.\n")
    assert "What the plan costs" not in [row["Not supplied"] for row in chapter(NAME).table("not_supplied")]


def test_a_source_that_is_added_is_listed(change: Change) -> None:
    change("sources.csv", "wscp_report_2021,Annual Report 2021,", "wscp_report_2021,Another report,")
    assert "Another report" in [row["Title"] for row in chapter(NAME).table("sources")]


def test_a_date_of_publication_is_written_out_or_left_blank(wirral: Executed) -> None:
    dates = {row["Published"] for row in wirral.table("sources")}
    assert "21 April 2023" in dates
    assert not [date for date in dates if "NaT" in date or "-" in date]


@pytest.mark.parametrize("item", coverage(), ids=lambda item: item["id"])
def test_each_requirement_names_a_section_that_its_chapter_has(item: dict[str, str]) -> None:
    assert item["section"] in of_wirral(item["chapter"]).headings


def test_all_sixteen_requirements_are_listed_and_none_recalled_is_called_verified(wirral: Executed) -> None:
    known = [row["How it is known"] for row in wirral.table("coverage")]
    assert (len(known), known.count("verified")) == (16, 2)
