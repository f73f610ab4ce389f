"""Prose is bound strictly: what cannot be followed to a row is refused with its file and line."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.errors import FaultError, ReportError
from helpers.sources import YearFolder
from helpers.statistics import binding
from helpers.statistics.named_numbers import NamedNumbers


@pytest.fixture
def plain_words(opened: Callable[[], YearFolder]) -> Callable[[str], str]:
    def say(markdown: str) -> str:
        return binding.bound(markdown, NamedNumbers(opened()), file="welcome.md").plain

    return say


@pytest.mark.parametrize(
    ("markdown", "why"),
    [
        ("{{ income.totl }}", "income.total"),
        ("{{ incme.total }}", "income.total"),
        ("{{ income }}", "not the whole name"),
        ("{{ 12 }}", "is not a name"),
        ("{{ income.total ", "Mend what stands between the braces"),
        ("{{ income.total | wrods }}", "wrods"),
        ("{{ count(inspections) }}", "not supplied"),
        ("{% for page in pages %}{% endfor %}", "not a table"),
    ],
)
def test_what_cannot_be_followed_to_a_row_is_refused_with_file_and_line(
    plain_words: Callable[[str], str], markdown: str, why: str
) -> None:
    with pytest.raises(ReportError, match=why) as refused:
        plain_words(f"A line above.\n\n{markdown}")
    assert str(refused.value).startswith("welcome.md, line 3")


def test_a_fault_has_its_file_line_and_words_apart(opened: Callable[[], YearFolder]) -> None:
    with pytest.raises(FaultError) as refused:
        binding.bound("A line above.\n\n{{ 12 }}", NamedNumbers(opened()), file="welcome.md")
    fault = pickle.loads(pickle.dumps(refused.value)).fault
    assert ("welcome.md", 3, "") == (fault.file, fault.row, fault.column)
    assert str(refused.value) == f"welcome.md, line 3: {fault.message}"


def test_a_fault_of_the_program_is_not_reported_as_one_of_the_words(
    opened: Callable[[], YearFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(binding.FILTERS, "doubled", lambda number: number * 2)
    with pytest.raises(TypeError):
        binding.bound("{{ income.total | doubled }}", NamedNumbers(opened()), file="welcome.md")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("{{ income.total }}", "£1,000"),
        ("{{ staff.trained }}", "over 500"),
        ("{{ launch.day }}", "2 October 2023"),
        ("{{ launch.day | month }}", "October 2023"),
        ("{{ count(reviews, status='published') | words }}", "two"),
        ("{{ count(reviews, status='published') | words | capital }}", "Two"),
        ("{{ names(reviews, 'name', status='published') }}", "Elm and Oak"),
        ("{{ top_pages.training.views }}", "120"),
        ("{% for review in reviews if review.status == 'under way' %}{{ review.name }}{% endfor %}", "Ash"),
        (
            "{% for review in reviews if review.status == 'published' %}{{ review.published | month }}; {% endfor %}",
            "June 2023; September 2023; ",
        ),
    ],
)
def test_numbers_are_put_in_as_they_are_said(plain_words: Callable[[str], str], markdown: str, expected: str) -> None:
    assert expected == plain_words(markdown)


def test_every_number_put_in_can_be_followed_to_its_row(opened: Callable[[], YearFolder]) -> None:
    text = binding.bound(
        "{{ income.total }} and {{ top_pages.worried.views }}", NamedNumbers(opened()), file="welcome.md"
    )
    assert [("facts.csv", 2, "value"), ("top_pages.csv", 3, "views")] == [
        (Path(origin.file).name, origin.row, origin.column) for number in text.numbers for origin in number.origins
    ]
