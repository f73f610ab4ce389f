"""Independent Scrutiny tells what inspectors and audits found, and what is not known to have changed."""

from __future__ import annotations

import csv

import pytest
from support.executed import NO_EVIDENCE, OWN, YEAR, Change, Executed, Send, chapter, of_wirral

from helpers.display.blocks import Table

NAME = "02_independent_scrutiny"
PHRASES = ("December 2022", "16 February 2023", "19 May 2023", "September 2023", "2 February 2024", "June 2019",
        "inspectors named four strengths and four areas to improve", "completed four in 2023")  # fmt: skip
DATED = {
    "early_help_inspected": ("inspections", "early_help_2022", "inspected"),
    "early_help_letter": ("inspections", "early_help_2022", "published"),
    "early_help_response": ("inspections", "early_help_2022", "response_due"),
    "ollie_published": ("reviews", "ollie", "published"),
    "childrens_services_inspected": ("inspections", "childrens_services_2023", "inspected"),
    "childrens_services_report": ("inspections", "childrens_services_2023", "published"),
}


@pytest.fixture(scope="module")
def wirral() -> Executed:
    return of_wirral(NAME)


def rows(name: str) -> dict[str, dict[str, str]]:
    path = next(YEAR.glob(f"*/{name}.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_an_inspection_after_the_years_end_is_not_known() -> None:
    judged = chapter(NAME, year="2022-23").table("inspection_judgements")
    assert [row["Inspected"] for row in judged] == ["17 June 2019"]


def test_the_count_of_strengths_follows_the_register(change: Change) -> None:
    change(f"{NAME}/inspection_findings.csv", ",Strength,", ",Area for improvement,")
    assert "named none strengths" in chapter(NAME).text


def test_each_inspection_has_a_table_of_its_own_findings(wirral: Executed) -> None:
    tables = [block for block in wirral.blocks if isinstance(block, Table) and block.name == "inspection_findings"]
    joint, council = (" ".join(cell.plain for row in table.data.rows for cell in row) for table in tables)
    assert "early help" in joint and "private" not in joint
    assert "fostered privately" in council and "vision" not in council
    assert [table.title.plain.partition(":")[0] for table in tables] == [
        "Joint targeted area inspection of early help",
        "Inspection of the council’s services for children",
    ]


def test_the_scrutineers_account_is_missing_until_it_is_sent(wirral: Executed, send: Send) -> None:
    assert "The scrutineer's own account" in wirral.missing
    send(f"{NAME}/scrutineer.md", "The scrutineer visited schools.\n")
    sent = chapter(NAME)
    assert "The scrutineer visited schools." in sent.text
    assert "The scrutineer's own account" not in sent.missing


def test_every_judgement_without_evidence_of_impact_says_so(change: Change) -> None:
    change("report.toml", *OWN)
    assert {row["Outcome evidence"] for row in chapter(NAME).table("scrutiny_activity")} == {NO_EVIDENCE}


def test_leadership_is_the_one_judgement_that_fell(wirral: Executed) -> None:
    latest, before = wirral.table("inspection_judgements")
    assert [heading for heading in latest if before[heading] == "Good" != latest[heading]] == ["Leadership"]


@pytest.mark.parametrize("words", PHRASES)
def test_the_chapter_says_what_is_known(words: str, wirral: Executed) -> None:
    assert words in wirral.text


@pytest.mark.parametrize("event", rows("scrutiny_events"))
def test_an_event_has_the_date_that_its_register_gives(event: str) -> None:
    table, row, column = DATED[event]
    assert rows("scrutiny_events")[event]["date"] == rows(table)[row][column]


@pytest.mark.parametrize("inspection", ["childrens_services_2023", "childrens_services_2019"])
def test_a_date_in_the_register_is_the_date_that_ofsted_released(inspection: str, wirral: Executed) -> None:
    from helpers.sources import area_tables, published

    inspected = rows("inspections")[inspection]
    released = area_tables.inspections(published.store(), "E08000015").astype(str)
    assert (inspected["inspected"], inspected["published"]) in set(
        zip(released["inspected"], released["published"], strict=True)
    )
