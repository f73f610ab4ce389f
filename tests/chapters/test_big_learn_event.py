"""The Big Learn Event tells the event and keeps a place for what it changed."""

from __future__ import annotations

import pytest
from support.executed import NO_EVIDENCE, OWN, Change, Executed, Send, chapter, of_wirral

NAME = "07_big_learn_event"
SESSIONS = (
    "id,session,led_by,attended,outcome_evidence,evidence_source,source\nopening,Opening,The chair,120,,,wscp_website\n"
)


@pytest.fixture(scope="module")
def wirral() -> Executed:
    return of_wirral(NAME)


def test_an_event_without_evidence_of_its_effect_says_so(change: Change) -> None:
    change("report.toml", *OWN)
    assert {row["Outcome evidence"] for row in chapter(NAME).table("learning_events")} == {NO_EVIDENCE}


def test_a_compilation_shows_no_column_of_blanks(wirral: Executed) -> None:
    assert {tuple(row) for row in wirral.table("learning_events")} == {("Event", "Held", "What happened")}


def test_sessions_are_missing_until_they_are_sent(wirral: Executed, send: Send) -> None:
    assert "Sessions of the learning event" in wirral.missing
    send(f"{NAME}/event_sessions.csv", SESSIONS)
    assert chapter(NAME).table("event_sessions")[0]["Staff who came"] == "120"


@pytest.mark.parametrize("words", ["2 October 2023", "July 2022", "most shared posts"])
def test_the_chapter_says_what_is_known(words: str, wirral: Executed) -> None:
    assert words in wirral.text
