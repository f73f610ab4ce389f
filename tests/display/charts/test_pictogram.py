"""A hundred figures for each thing said, as many filled as the number printed, and fewer than one said so."""

from __future__ import annotations

import pytest
from support import handmade, readable

from helpers.display import charts
from helpers.display.blocks import Figure, NotSupplied
from helpers.errors import ReportError
from helpers.sources.origins import Origin
from helpers.statistics.disclosure.measure import Column

COLUMNS = (Column("name", "Children"), Column("of_100", "Of every hundred", "count"), Column("period", "Period"))
ROWS = [
    ("live in poverty", 17.4, "2021"),
    ("have special educational needs or a disability, with or without a plan", 18.5, "2024"),
    ("looked after by the council", 1.16, "2024"),
    ("with a child protection plan", 0.42, "2024"),
]


def pictogram(*rows: tuple[object, ...]) -> Figure | NotSupplied:
    return charts.pictogram(handmade.statistic("hundred", COLUMNS, rows, title="If Wirral had 100 children"))


def filled(block: Figure) -> int:
    """How many figures are filled."""
    groups = block.wide.split('<g style="fill:#12436d')[1:]
    return sum(group.split("</g>")[0].count("<use ") for group in groups) + block.wide.count(
        'style="fill:#12436d;stroke:#12436d;stroke-width:0.6"/>'
    )


@pytest.mark.parametrize("value", [-1.0, 100.5])
def test_what_is_not_of_a_hundred_is_refused(value: float) -> None:
    with pytest.raises(ReportError, match="among a hundred"):
        pictogram(("live in poverty", value, "2021"))


def test_without_one_known_number_there_is_no_picture() -> None:
    assert isinstance(pictogram(("live in poverty", float("nan"), "2021")), NotSupplied)


def test_fewer_than_one_is_told_to_a_tenth_and_no_figure_is_filled_whole() -> None:
    block = readable.figure(pictogram(ROWS[3]))
    assert "0.4" in readable.words(block)
    assert "0.4 with a child protection plan." in block.alt.plain
    assert filled(block) == 0


def test_less_than_a_tenth_is_said_to_be_fewer_than_one() -> None:
    assert "fewer than one" in readable.words(readable.figure(pictogram(("in custody", 0.04, "2024"))))


def test_numbers_that_round_to_the_same_child_look_unlike() -> None:
    less, more = (readable.figure(pictogram(("in care", value, "2024"))) for value in (0.6, 1.2))
    assert [filled(less), filled(more)] == [0, 1]
    assert ("0.6" in readable.words(less), "1.2" in readable.words(more)) == (True, True)


def test_none_is_nought_and_not_fewer_than_one() -> None:
    assert "fewer" not in readable.words(readable.figure(pictogram(("are anything", 0.0, "2024"))))


def test_as_many_figures_are_filled_whole_as_the_number_printed_has_whole_children() -> None:
    assert filled(readable.figure(pictogram(ROWS[1]))) == 18
    assert "18.5" in readable.words(readable.figure(pictogram(ROWS[1])))


def test_each_thing_has_a_hundred_figures() -> None:
    block = readable.figure(pictogram(*((f"in group {group}", 10.0 * (group + 1), "2024") for group in range(4))))
    assert block.wide.count("<use ") == 400


@pytest.mark.parametrize("number", [1, 2, 3, 5, 9])
def test_any_number_of_things_can_be_read_at_both_widths(number: int) -> None:
    readable.figure(pictogram(*(ROWS * 3)[:number]))


def test_the_table_tells_fewer_than_one_from_none() -> None:
    block = readable.figure(pictogram(*ROWS))
    assert [row[1].plain for row in block.data.rows] == ["17.4", "18.5", "1.2", "0.4"]


def test_the_number_printed_is_the_statistic_s_own() -> None:
    block = readable.figure(pictogram(ROWS[3]))
    assert block.alt.numbers[0].origins == (Origin("hundred.csv", 2, "of_100"),)
