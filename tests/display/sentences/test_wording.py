"""Titles name whose figure moved in plain English, whatever the place and the unit."""

from __future__ import annotations

import pytest

from helpers.display.sentences import wording
from helpers.statistics.numbers import Number, compose


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("Wirral", "Wirral’s"),
        ("St. Helens", "St. Helens’"),
        ("Kingston upon Hull, City of", "Kingston upon Hull’s"),
        ("Bournemouth, Christchurch and Poole", "Bournemouth, Christchurch and Poole’s"),
    ],
)
def test_a_place_owns_its_figure_by_its_everyday_name(name: str, whose: str) -> None:
    assert wording.possessive(name) == whose


@pytest.mark.parametrize(
    ("noun", "many"), [("launch", "launches"), ("agency", "agencies"), ("survey", "surveys"), ("review", "reviews")]
)
def test_a_plural_is_spelt_as_english_spells_it(noun: str, many: str) -> None:
    assert wording.plural(noun) == many


@pytest.mark.parametrize(("heading", "words"), [("Page views", "page views"), ("NHS trusts", "NHS trusts")])
def test_a_heading_within_a_sentence_keeps_its_abbreviations(heading: str, words: str) -> None:
    assert wording.within(heading) == words


def test_a_number_in_words_that_opens_a_sentence_has_a_capital() -> None:
    assert wording.opening(compose("{} launches", Number("launches", 2.0).words)).plain == "Two launches"
    assert wording.opening(compose("launches: {}", Number("launches", 2.0).words)).plain == "Launches: two"
