"""Learning from Case Reviews follows its register, and points to no child."""

from __future__ import annotations

import re

import pytest
from support.executed import NO_EVIDENCE, OWN, Change, Executed, Send, chapter, of_wirral

NAME = "04_learning_from_case_reviews"
ACTIONS = (
    "id,review,action,owner,due,status,outcome_evidence,evidence_source,source\n"
    "sleep,ollie,Teach safe sleep,Health visiting,2024-09-01,under way,,,ollie_review_news\n"
)


@pytest.fixture(scope="module")
def wirral() -> Executed:
    return of_wirral(NAME)


def test_a_review_under_way_is_not_counted_as_published(wirral: Executed) -> None:
    assert "published two child safeguarding practice reviews in 2023: Noah and Ollie" not in wirral.text
    assert (
        "published two child safeguarding practice reviews in 2023: Ollie and Noah. One more was under way"
        in wirral.text
    )


def test_every_sentence_follows_the_register(change: Change) -> None:
    change(f"{NAME}/reviews.csv", "review,under way", "review,published")
    text = chapter(NAME).text
    assert "published three child safeguarding practice reviews" in text
    assert "A further review was under way" not in text


@pytest.mark.parametrize(
    "detail",
    ["co-sleeping", "injured", "baby", r"weeks? old", r"\byears? old", r"\baged \d", r"\btwo year", r"\bBirkenhead\b"],
)
def test_no_age_or_place_of_a_child_is_told(detail: str, wirral: Executed) -> None:
    assert not re.search(detail, wirral.text)


def test_a_review_without_evidence_of_impact_says_so(change: Change) -> None:
    change("report.toml", *OWN)
    changed = [row["Outcome evidence"] for row in chapter(NAME).table("reviews", last=True)]
    assert changed == [NO_EVIDENCE] * 3


def test_a_compilation_shows_no_table_of_blanks(wirral: Executed) -> None:
    assert "Outcome evidence" not in wirral.table("reviews", last=True)[0]


def test_evidence_that_is_sent_is_shown_in_place_of_its_absence(change: Change) -> None:
    change("report.toml", *OWN)
    change(f"{NAME}/reviews.csv", "pandemic,,,", "pandemic,Staff were trained,Fewer babies were at risk,an audit")
    assert [row["Outcome evidence"] for row in chapter(NAME).table("reviews", last=True)].count(NO_EVIDENCE) == 2


def test_actions_are_missing_until_they_are_sent(wirral: Executed, send: Send, change: Change) -> None:
    change("report.toml", *OWN)
    assert "Actions that followed from reviews" in wirral.missing
    send(f"{NAME}/review_actions.csv", ACTIONS)
    assert chapter(NAME).table("review_actions")[0] == {
        "Action": "Teach safe sleep", "Owner": "Health visiting", "Due": "September 2024", "Status": "under way",
        "Outcome evidence": NO_EVIDENCE,
    }  # fmt: skip


@pytest.mark.parametrize("words", ["21 April 2023", "four themes", "31 March 2024", "September 2019"])
def test_the_chapter_says_what_is_known(words: str, wirral: Executed) -> None:
    assert words in wirral.text
