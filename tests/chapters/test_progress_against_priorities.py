"""Progress Against Priorities never drops a priority whose outcome is unknown."""

from __future__ import annotations

import pytest
from support.executed import NO_EVIDENCE, OWN, Change, Executed, chapter, of_wirral

NAME = "08_progress_against_priorities"
BLANK = "neighbourhoods.,,,wscp"
SENT = "neighbourhoods.,Fewer children were taken into care,an evaluation,wscp"


@pytest.fixture(scope="module")
def wirral() -> Executed:
    return of_wirral(NAME)


def test_a_blank_outcome_of_the_partnerships_own_report_is_printed(change: Change) -> None:
    change("report.toml", *OWN)
    assert [row["Outcome evidence"] for row in chapter(NAME).table("priorities")] == [NO_EVIDENCE] * 4


def test_evidence_that_is_found_for_one_priority_stands_beside_a_dash_for_the_others(change: Change) -> None:
    change(f"{NAME}/priorities.csv", BLANK, SENT)
    assert [row["Outcome evidence"] for row in chapter(NAME).table("priorities")] == [
        "–",
        "–",
        "Fewer children were taken into care",
        "–",
    ]


def test_a_fall_in_first_time_entrants_is_not_claimed_for_a_priority(wirral: Executed) -> None:
    rows = [" ".join(row.values()) for row in wirral.table("priorities")]
    assert rows and [row for row in rows if "entrant" in row] == []


@pytest.mark.parametrize(
    "words", ["December 2021", "26.6% in 2022", "counted eight programmes", "Over 500 staff", "Breaking the Cycle"]
)
def test_the_chapter_says_what_is_known(words: str, wirral: Executed) -> None:
    assert words in wirral.text
