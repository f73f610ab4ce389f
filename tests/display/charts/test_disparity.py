"""The gap is between the two ends, and the fifths are counted from the national tenths."""

from __future__ import annotations

import pytest
from support import handmade, readable

from helpers.display import charts
from helpers.display.blocks import NotSupplied
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import Statistic

COLUMNS = (
    Column("name", "Neighbourhood"),
    Column("income_deprived_percent", "Income-deprived", "percent"),
    Column("income_decile", "Tenth", "count"),
)


def neighbourhoods(number: int = 206) -> Statistic:
    """As many neighbourhoods, of which about a third are in the most and an eighth in the least deprived fifth."""
    shares = [58.1 - place * 56.7 / (number - 1) for place in range(number)]
    tenths = [
        1.0 if place < number * 0.2 else 2.0 if place < number * 0.32 else 5.0 if place < number * 0.87 else 10.0
        for place in range(number)
    ]
    rows = [
        (f"Wirral {place:03}A", share, tenth) for place, (share, tenth) in enumerate(zip(shares, tenths, strict=True))
    ]
    return handmade.statistic("neighbourhoods", COLUMNS, rows[::-1], title="Income deprivation")


def test_disparity_that_was_not_supplied_is_one_line() -> None:
    missing = handmade.missing("neighbourhoods", COLUMNS, supplier="the department")
    assert charts.disparity(missing) == NotSupplied("Neighbourhoods", "the department")


def test_the_gap_is_in_percentage_points_and_made_of_the_two_ends() -> None:
    block = readable.figure(charts.disparity(neighbourhoods()))
    assert block.title.plain == "Income deprivation: neighbourhoods are 56.7 percentage points apart"
    most, least = block.title.numbers[0].inputs
    assert (str(most), str(least)) == (
        "neighbourhoods.csv, row 207, income_deprived_percent",
        "neighbourhoods.csv, row 2, income_deprived_percent",
    )


def test_the_fifths_are_counted_and_said_in_words() -> None:
    block = readable.figure(charts.disparity(neighbourhoods()))
    assert (
        "Of 206 neighbourhoods, 66 are in England’s most deprived fifth and 26 are in the least deprived fifth."
        in block.alt.plain
    )
    assert "66 in England’s most" in readable.words(block)


@pytest.mark.parametrize("number", [2, 9, 1200])
def test_few_or_very_many_neighbourhoods_can_be_drawn(number: int) -> None:
    readable.figure(charts.disparity(neighbourhoods(number)))


def test_the_data_keeps_the_most_deprived_first() -> None:
    block = readable.figure(charts.disparity(neighbourhoods()))
    assert [cell.plain for cell in block.data.rows[0]] == ["Wirral 000A", "58.1", "1"]
