"""A sentence that counts a register counts its rows, and says of an entry what the register says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.publish import check
from helpers.sources import YearFolder

HEADINGS = "id,kind,left,right,unit,tolerance,index,accepted,accepted_because,note\n"
COUNT = "reviews_counted,register,# reviews,reviews,,,,,,\n"
STATUS = 'reviews_status,status,reviews,"published: published, appeared; under way: under way",,,,,,\n'


@pytest.fixture
def faults(thornby: Path, opened: Callable[[], YearFolder]) -> Callable[[str, str], str]:
    """Say what is wrong with the invented partnership's year where a section says something and a rule asks about it."""

    def of_sentence(sentence: str, rule: str) -> str:
        chapter = thornby / "01_introduction"
        (chapter / "welcome.md").write_text(f"{sentence}\n", encoding="utf-8")
        (chapter / "rules.csv").write_text(HEADINGS + rule, encoding="utf-8")
        return " ".join(map(str, check.faults(opened())))

    return of_sentence


def test_a_count_from_elsewhere_in_the_place_of_the_registers_is_a_fault(faults: Callable[[str, str], str]) -> None:
    message = faults("We published {{ staff.trained }} reviews.", COUNT)
    assert "staff.trained, which is not counted from reviews" in message and "Write count(reviews)" in message


def test_a_count_of_the_register_is_none(faults: Callable[[str, str], str]) -> None:
    assert faults('We published {{ count(reviews, status="published") | words }} reviews.', COUNT) == ""


def test_a_count_of_something_else_is_none(faults: Callable[[str, str], str]) -> None:
    assert faults("We trained {{ staff.trained }} members of staff.", COUNT) == ""


def test_another_status_than_the_registers_is_a_fault(faults: Callable[[str, str], str]) -> None:
    assert 'says of Ash "published", but reviews says "under way"' in faults("The review of Ash is published.", STATUS)


@pytest.mark.parametrize(
    "sentence", ["The review of Ash is under way.", "The review of Elm appeared.", "Ash is a tree. It is published."]
)
def test_the_registers_own_status_is_none(faults: Callable[[str, str], str], sentence: str) -> None:
    assert faults(sentence, STATUS) == ""


def test_a_rule_without_the_words_of_each_status_is_refused(faults: Callable[[str, str], str]) -> None:
    assert "does not give the words of each status" in faults("Ash is under way.", "a,status,reviews,published,,,,,,\n")
