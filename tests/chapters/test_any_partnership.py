"""A chapter names no partnership of its own: one without a folder has every chapter, and says what is missing."""

from __future__ import annotations

from functools import cache

import pytest
from support.executed import Executed, chapter

CHAPTERS = (
    "02_independent_scrutiny", "04_learning_from_case_reviews", "05_key_activity", "06_multi_agency_working", "07_big_learn_event",
    "08_progress_against_priorities", "09_business_plan", "10_glossary", "11_about_this_report",
)  # fmt: skip


@cache
def of_hull(name: str) -> Executed:
    return chapter(name, partnership="hull")


@pytest.mark.parametrize("name", CHAPTERS)
@pytest.mark.parametrize("word", ["Wirral", "Merseyside", "Birkenhead", "Ollie", "Noah"])
def test_nothing_of_another_partnership_is_said(name: str, word: str) -> None:
    assert word not in of_hull(name).text


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_nobody_supplied_is_said_and_not_left_out(name: str) -> None:
    assert of_hull(name).missing


def test_the_inspections_of_the_area_are_shown_without_a_folder() -> None:
    assert of_hull("02_independent_scrutiny").table("inspection_judgements")
