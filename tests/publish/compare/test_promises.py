"""Each promise of the earlier report is named with what the later one says became of it."""

from __future__ import annotations

import re

from helpers.publish.compare import promises
from helpers.publish.compare.promises import ANSWERS, NO_ANSWER
from helpers.sources import open_year


def compared(partnership: str) -> promises.ComparedPromises:
    first, second = {"wirral": ("2023-24", "2024-25"), "specimen": ("2022-23", "2023-24")}[partnership]
    return promises.compared(open_year(partnership, first), open_year(partnership, second))


def test_what_nobody_answered_is_named_as_unanswered() -> None:
    result = compared("wirral")
    assert [p.words for p in result.answered(NO_ANSWER)] == [p.words for p in result.earlier]
    assert "Embedding systemic practice" in [p.words for p in result.earlier]
    assert result.kinds == "seven priorities and nine recommendations of inspectors"


def test_each_promise_has_one_answer_and_its_account() -> None:
    result = compared("specimen")
    assert sum(len(result.answered(answer)) for answer in ANSWERS) == len(result.earlier) > 0
    assert {answer for answer in ANSWERS if result.answered(answer)} > {NO_ANSWER} or not result.answered(NO_ANSWER)
    assert all(p.account for answer in ANSWERS[:-1] for p in result.answered(answer))


def test_a_new_promise_is_none_that_was_made_before() -> None:
    result = compared("specimen")
    assert result.new
    assert not {p.id for p in result.new} & {p.id for p in result.earlier}


def test_promises_stand_below_their_kind() -> None:
    headings = [heading for heading, _ in compared("wirral").by_kind(NO_ANSWER)]
    assert headings == ["Priorities", "What inspectors recommended"]


def test_when_a_promise_is_due_is_told_as_a_month() -> None:
    result = promises.compared(open_year("specimen", "2023-24"), open_year("specimen", "2024-25"))
    days = [promise.due for promise in result.earlier if promise.due]
    assert days and all(re.fullmatch(r"[A-Z][a-z]+ \d{4}", day) for day in days)
