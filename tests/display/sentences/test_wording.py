"""Titles name whose figure moved in plain English, whatever the place and the unit."""

from __future__ import annotations

import pytest

from helpers.display.sentences import wording
from helpers.sources.periods import Period
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


def test_no_years_lie_between_figures_of_one_year_or_of_none() -> None:
    first, second, unknown = (Number("rate", 1.0, period=Period(period)) for period in ("2024", "2024", "undated"))
    assert wording.years_between(first, second) is None
    assert wording.years_between(first, unknown) is None


def test_years_are_counted_between_the_first_years_of_periods() -> None:
    years = wording.years_between(
        Number("a", 1.0, period=Period("2019/20")), Number("b", 2.0, period=Period("2023/24"))
    )
    assert years is not None and (years.value, years.inputs) == (4.0, ("a.period", "b.period"))
