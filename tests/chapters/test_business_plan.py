"""Business Plan shows what is held of the plan, and that its actions are not."""

from __future__ import annotations

import pytest
from support.executed import OWN, Change, Executed, Send, chapter, of_wirral

NAME = "09_business_plan"
ACTIONS = (
    "id,priority,action,owner,due,measure,status,source\n"
    "train,Embedding systemic practice,Train supervisors,The council,2024-10-01,,not begun,wscp_business_plan_2024_26\n"
)


@pytest.fixture(scope="module")
def wirral() -> Executed:
    return of_wirral(NAME)


def test_actions_are_missing_until_they_are_sent(wirral: Executed, send: Send, change: Change) -> None:
    assert "Actions of the business plan" in wirral.missing
    change("report.toml", *OWN)
    send(f"{NAME}/plan_actions.csv", ACTIONS)
    action = chapter(NAME).table("plan_actions")[0]
    assert (action["Due"], action["How it will be measured"]) == ("October 2024", "not supplied")


@pytest.mark.parametrize(
    "words", ["three priorities", "Education Safeguarding Committee in 2023", "Working Together 2023", "Family Help"]
)
def test_the_chapter_says_what_is_known(words: str, wirral: Executed) -> None:
    assert words in wirral.text
