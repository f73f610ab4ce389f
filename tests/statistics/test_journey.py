"""A group of the journey has its numbers, and no factor is drawn beside the parts that it was split into."""

from __future__ import annotations

import pytest
from support import compared
from support.alike import rest_slow

from helpers.sources import areas
from helpers.statistics import journey

YEARS = [f"{first}-{first - 1999}" for first in range(2017, 2025)]
SAMPLE = rest_slow(
    ("wirral", "2021-22"), ("wirral", "2023-24"), ("City of London", "2021-22"), ("Birmingham", "2020-21")
)
SPLIT = {
    "factor_physical_abuse_unsplit": "factor_physical_abuse_adult_on_child",
    "factor_sexual_abuse_unsplit": "factor_sexual_abuse_adult_on_child",
}


@pytest.mark.parametrize(("partnership", "year"), SAMPLE)
def test_no_total_is_drawn_as_a_part(partnership: str, year: str) -> None:
    assert_parts(partnership, year)


@pytest.mark.authorities
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("area", [area.code for area in areas.authorities(2024)])
def test_no_total_is_drawn_as_a_part_anywhere(area: str, year: str) -> None:
    assert_parts(area, year)


def assert_parts(partnership: str, year: str) -> None:
    """Read the factors drawn for an area: none is what all others are of, and none has a number in a year in which its parts have theirs."""
    table = journey.factors(compared.journey(partnership, year)).table
    rows = zip(table["id"].astype(str), table["period"].astype(str), table["value"].astype(float), strict=True)
    drawn = {(name, period): value for name, period, value in rows if value == value}
    assert not [measure for measure, _ in drawn if not measure.startswith("factor_")]
    for whole, part in SPLIT.items():
        of_whole, of_part = (
            {period for (name, period), value in drawn.items() if name == of and value > 0} for of in (whole, part)
        )
        assert not of_whole & of_part
