"""A place is counted among authorities with a figure, from the nearer end; every area can be found."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some
from support import areas_over_time, handmade, readable

from helpers.display import charts
from helpers.display.blocks import NotSupplied
from helpers.display.charts.ranking import swarm
from helpers.errors import UnknownName
from helpers.sources.origins import Origin

NAN = float("nan")
FEW = {
    "Wirral": [116.0],
    "Sefton": [93.0],
    "Halton": [99.0],
    "Darlington": [120.0],
    "England": [69.0],
    "Bournemouth, Christchurch and Poole": [90.0],
}
MANY = {f"Area {place}": [60.0 + 40 * math.sin(place)] for place in range(150)} | {
    "Wirral": [116.0],
    "England": [69.0],
    "Sefton": [12.0],
}


def test_a_name_that_is_no_area_is_refused() -> None:
    with pytest.raises(UnknownName):
        charts.ranking(areas_over_time.statistic(FEW), highlight="Wiral")


def test_a_ranking_that_was_not_supplied_is_one_line() -> None:
    missing = handmade.missing("rates", areas_over_time.COLUMNS, supplier="the department")
    assert charts.ranking(missing, highlight="wirral") == NotSupplied("Rates", "the department")


def test_england_takes_no_place_among_authorities() -> None:
    block = readable.figure(charts.ranking(areas_over_time.statistic(FEW), highlight="wirral"))
    assert block.title.plain == "Children looked after per 10,000 children: Wirral’s rate is 2nd highest of 5"
    assert "England is at 69 per 10,000." in block.alt.plain


def test_an_area_takes_its_article_in_the_text_alternative() -> None:
    figures = areas_over_time.statistic({**FEW, "Isle of Wight": [140.0], "City of London": [20.0]})
    alternative = readable.figure(charts.ranking(figures, highlight="City of London")).alt.plain
    assert "The City of London is at 20 per 10,000" in alternative
    assert "The highest is the Isle of Wight, at 140 per 10,000." in alternative


@pytest.mark.parametrize(("area", "message"), [("Darlington", "is highest of 5"), ("Sefton", "is 2nd lowest of 5")])
def test_a_place_is_counted_from_the_nearer_end(area: str, message: str) -> None:
    assert (
        readable.figure(charts.ranking(areas_over_time.statistic(FEW), highlight=area)).title.plain
        == f"Children looked after per 10,000 children: {area}’s rate {message}"
    )


def test_areas_that_tie_share_the_better_place() -> None:
    block = readable.figure(charts.ranking(areas_over_time.statistic({**FEW, "Halton": [116.0]}), highlight="wirral"))
    assert block.title.plain == "Children looked after per 10,000 children: Wirral’s rate is joint 2nd highest of 5"


def test_a_hidden_area_has_no_place_and_is_counted_in_the_note() -> None:
    block = readable.figure(charts.ranking(areas_over_time.statistic({**FEW, "Wirral": [NAN]}), highlight="wirral"))
    assert block.title.plain == areas_over_time.TITLE
    assert block.note.plain.startswith(
        "Areas whose figure is not given, and which have no place: 1. [c] is confidential"
    )


def test_many_areas_are_dots_with_the_area_england_and_the_ends_named() -> None:
    block = readable.figure(charts.ranking(areas_over_time.statistic(MANY), highlight="wirral"))
    assert block.title.plain == "Children looked after per 10,000 children: Wirral’s rate is highest of 152"
    assert {"Wirral 116", "England 69", "Sefton 12"} <= set(readable.words(block).split("\n"))
    assert block.wide.count("<use ") == 152


def test_the_place_can_be_followed_to_the_area_s_own_row() -> None:
    block = readable.figure(charts.ranking(areas_over_time.statistic(FEW), highlight="wirral"))
    place = block.title.numbers[0]
    assert str(place.derivation) == "place_from_highest(inputs)"
    assert place.inputs[0] == Origin("looked_after.csv", 2, "value")
    assert len(set(place.inputs)) == len(place.inputs) == len(block.data.rows) - 1, "England has no place"


@given(some.lists(some.floats(0, 200), max_size=60))
def test_no_dot_covers_another(values: list[float]) -> None:
    placed = swarm([(value, 0.0) for value in values], 5)
    assert sorted(x for x, _ in placed) == sorted(values)
    for place, dot in enumerate(placed):
        assert all(math.dist(dot, neighbour) >= 5 - 1e-9 for neighbour in placed[:place])
