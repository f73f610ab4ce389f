"""A sentence of comparison follows from a rule, binds every number, and says no more than its rule allows."""

from __future__ import annotations

import pytest
from support import compared

from helpers.display.sentences import comparing
from helpers.sources.typed_numbers import holds_number
from helpers.statistics.numbers import MARK

NAN = float("nan")
RANKING = (comparing.ranking, comparing.beside, comparing.limits)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((9, 1, 2, 3), "was the highest of 4 authorities with a figure, in the highest quarter (a low figure is better)"),
        ((8, 1, 2, 9), "was the 2nd highest of 4 authorities with a figure, in the upper middle quarter (a low figure is better)"),
        ((2, 2, 1, 8, 9), "was joint 2nd lowest of 5 authorities with a figure, in the lower middle quarter (a low figure is better)"),
        ((NAN, 1, 2, 3), "cannot be ranked: no figure is published for Wirral in 2024"),
    ],
)  # fmt: skip
def test_a_place_is_told_from_the_nearer_end(values: tuple[float, ...], sentence: str) -> None:
    assert comparing.ranking(compared.among("repeat_plans_percent", values), "Wirral").plain == sentence


def test_a_total_is_said_to_be_none_to_compare() -> None:
    sentence = comparing.beside(compared.all_authorities("referrals"), "Wirral").plain
    assert sentence == "cannot be compared: a total grows with the size of a place, so it is not compared with others"


def test_a_figure_that_prints_like_englands_is_neither_higher_nor_lower() -> None:
    alike = compared.among("low_birth_weight_percent", (2.43, 3.1, 3.2, 3.3, 3.4, 3.5), wider=(3.0, 2.37))
    assert comparing.beside(alike, "Wirral").plain.startswith("was about the same as England (2.4%)")


def test_england_region_and_neighbours_are_grouped_by_what_is_said_of_them() -> None:
    low = compared.among("repeat_plans_percent", (20.1, 40, 41, 42, 43, 44))
    assert comparing.beside(low, "Wirral").plain == (
        "was about the same as England (20%); lower than the North West (30%) and the median of its statistical neighbours (42%)"
    )


@pytest.mark.parametrize(
    ("measure", "limits", "sentence"),
    [
        ("repeat_plans_percent", (1, 4), ", and lies above the limits, further out than chance and the usual differences between authorities explain, on the worse side"),
        ("repeat_plans_percent", (6, 9), ", and lies below the limits, further out than chance and the usual differences between authorities explain, on the better side"),
        ("no_further_action_percent", (6, 9), ", and lies below the limits, further out than chance and the usual differences between authorities explain"),
        ("repeat_plans_percent", (4, 6), ""),
        ("repeat_plans_percent", None, "cannot be set against limits: the number of cases behind the figures is not published, so no test of chance is possible"),
    ],
)  # fmt: skip
def test_an_area_within_limits_is_not_said_to_be_and_their_better_side_is_told_only_where_there_is_one(
    measure: str, limits: tuple[float, float] | None, sentence: str
) -> None:
    distance = "was 5%, 15 percentage points below England’s" if limits else ""
    words = comparing.limits(compared.among(measure, (5.0, 3.0, 2.0), limits=limits), "Wirral").plain
    assert words == distance + sentence


@pytest.mark.parametrize("partnership", ["wirral", "City of London", "Isles of Scilly", "Cumberland", "Rutland"])
@pytest.mark.parametrize(
    "measure",
    ["rereferrals_percent", "children_looked_after_per_10k", "referrals_per_10k", "looked_after_attainment_8"],
)
def test_every_sentence_can_be_said_of_any_authority_and_binds_its_numbers(partnership: str, measure: str) -> None:
    chapter = compared.journey(partnership)
    figures = compared.all_authorities(measure, chapter)
    sentence = [say(figures, chapter.place) for say in RANKING]
    assert sentence and [text.plain for text in sentence if holds_number(MARK.sub(" ", text.words))] == []
    assert [
        number.name for text in sentence for number in text.numbers if not (number.origins or number.derivation)
    ] == []
