"""A cell is refused, with the true reason, where it is no value of its column's type and unit."""

from __future__ import annotations

import pytest

from helpers.sources import cells


def refused(message: str, *values: str) -> list[tuple[str, str]]:
    return [(value, message) for value in values]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        *refused(cells.MONTH, "now", "today", "2022", "12/2022", "Dec-22", "2022Q4", "2024-03", "45382", "2023/24"),
        *refused(cells.NO_DAY, "2024-02-31", "2024-13-01", "1900-01-00"),
        *refused(cells.NO_YEAR, "0024-01-01", "1900-01-01", "9999-12-31"),
    ],
)
def test_what_is_no_month_is_refused_with_the_true_reason(cell: str, message: str) -> None:
    assert cells.fault(cell, "date", "month") == message.format(cell=cell)


@pytest.mark.parametrize("cell", ["24", "1900", "9999", "2023.5"])
def test_a_number_that_is_no_year_of_our_time_is_no_year(cell: str) -> None:
    assert cells.fault(cell, "number", "year") == cells.NO_YEAR.format(cell=cell)
    assert not cells.fault(cell, "number", "count")


@pytest.mark.parametrize(("cell", "kind", "unit"), [("2024-02-29", "date", "date"), ("1960", "number", "year")])
def test_days_and_years_are_read(cell: str, kind: str, unit: str) -> None:
    assert not cells.fault(cell, kind, unit)
