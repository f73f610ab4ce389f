"""Key Activity tells what was done, and keeps a place for what it changed."""

from __future__ import annotations

import pytest
from support.executed import NO_EVIDENCE, OWN, Change, Executed, Send, chapter, of_wirral

NAME = "05_key_activity"
PHRASES = ("September 2022", "Over 500 staff were trained in 2023", "2 October 2023", "£34,000", "planned for 2024", "Of 12 planned, eight were open",
        "three of them in Birkenhead", "New Ferry", "up to the age of 19, or 25", "over 10,000 times", "six short topics a year")  # fmt: skip
TRAINING = (
    "id,course,sessions,attended,agencies,evaluated,outcome_evidence,evidence_source,source\n"
    "neglect,Recognising neglect,4,96,12,by those who came,,,wscp_website\n"
)


@pytest.fixture(scope="module")
def wirral() -> Executed:
    return of_wirral(NAME)


def test_training_that_is_sent_without_evidence_says_that_it_has_none(
    wirral: Executed, send: Send, change: Change
) -> None:
    change("report.toml", *OWN)
    assert "Training course by course" in wirral.missing
    send(f"{NAME}/training.csv", TRAINING)
    course = chapter(NAME).table("training")[0]
    assert (course["Places taken"], course["Outcome evidence"]) == ("96", NO_EVIDENCE)


def test_the_section_11_audit_by_topic_is_missing(wirral: Executed) -> None:
    assert "Section 11 and section 175 audit by topic" in wirral.missing


def test_missed_training_is_charged_by_its_length(wirral: Executed) -> None:
    charged = {row["Length of the course"]: row["Charge"] for row in wirral.table("training_charges")}
    assert charged == {"Half day": "£50", "Full day": "£90"}


@pytest.mark.parametrize("words", PHRASES)
def test_the_chapter_says_what_is_known(words: str, wirral: Executed) -> None:
    assert words in wirral.text
