"""Quotes typed on a keyboard are curly wherever they are shown, and nothing else is touched."""

from __future__ import annotations

import pytest

from helpers.statistics.numbers import Number, Text, compose
from helpers.statistics.typography import curly


@pytest.mark.parametrize("words", ['[its page](page.html "The page")', 'Run `make PARTNERSHIP="wirral"`.', "5 < 6"])
def test_code_links_and_plain_words_keep_their_quotes(words: str) -> None:
    assert curly(words) == words


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("the council's services", "the council’s services"),
        ("agencies' returns", "agencies’ returns"),
        ("said 'no' twice", "said ‘no’ twice"),
        ('judged "good" again', "judged “good” again"),
    ],
)
def test_typed_quotes_are_curly(typed: str, printed: str) -> None:
    assert Text(typed).plain == printed


def test_an_apostrophe_after_a_number_is_curly() -> None:
    assert compose("{}'s end", Number("year", 2024.0, "year")).plain == "2024’s end"


def test_a_name_that_holds_a_number_is_curly_too() -> None:
    assert Number("club", "Children's 24/7 line", "words").shown == "Children’s 24/7 line"
