"""Values are written as the sector writes them, and rounded half up."""

from datetime import date

import pytest

from helpers.errors import UnknownName
from helpers.statistics import units


def test_an_unknown_unit_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="percent"):
        units.unit("percents")


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(0.125, 2, "0.13"), (2.5, 0, "3"), (2.675, 2, "2.68"), (51.85, 1, "51.9"), (-0.5, 0, "-1")],
)
def test_halves_are_rounded_up_and_not_to_even(value: float, decimals: int, expected: str) -> None:
    assert expected == str(units.half_up(value, decimals))


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (269847, "pounds", "£269,847"),
        (-35673, "pounds", "−£35,673"),
        (51.857, "percent", "51.9%"),
        (100, "percent", "100%"),
        (56.7, "percentage_points", "56.7 percentage points"),
        (116, "per_10k", "116 per 10,000"),
        (9, "weeks", "9 weeks"),
        (1, "weeks", "1 week"),
        (2023, "year", "2023"),
        (77, "rank", "77th"),
        (date(2023, 10, 2), "date", "2 October 2023"),
        (date(2023, 10, 2), "month", "October 2023"),
    ],
)
def test_a_value_is_written_with_its_unit(value: float, unit: str, expected: str) -> None:
    assert expected == units.formatted(value, unit)


@pytest.mark.parametrize(
    ("value", "unit", "least", "expected"),
    [
        (25, "percent", 1, "25.0%"),
        (24.7, "percent", 0, "24.7%"),
        (2.43, "percent", 2, "2.4%"),
        (0, "per_10k", 1, "0.0 per 10,000"),
        (25, "count", 1, "25"),
    ],
)
def test_a_value_has_no_fewer_decimals_than_its_measure_and_no_more_than_its_unit(
    value: float, unit: str, least: int, expected: str
) -> None:
    assert expected == units.formatted(value, unit, least=least)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"), (112, "112th")],
)
def test_places_end_as_they_are_said(value: int, expected: str) -> None:
    assert expected == units.ordinal(value)


@pytest.mark.parametrize(("value", "expected"), [(0, "none"), (2, "two"), (9, "nine"), (10, "10"), (2.5, "3")])
def test_whole_numbers_below_ten_are_written_as_words(value: float, expected: str) -> None:
    assert expected == units.in_words(value)
