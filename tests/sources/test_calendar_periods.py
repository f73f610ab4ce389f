"""Periods of the calendar: how each is written, what lies within what, and in which order they come."""

from datetime import date

import pytest

from helpers.sources import calendar_periods
from helpers.sources.periods import Period


@pytest.mark.parametrize(
    "label",
    [
        "",
        "2023",
        "Apr-23",
        "april 2023",
        "April",
        "Q5 2023-24",
        "Q1 2023",
        "Q1 2023/24",
        "2023-25",
        "2022/24",
        "2023-04-01",
    ],
)
def test_what_is_no_month_quarter_or_year_in_two_is_none(label: str) -> None:
    assert calendar_periods.parse(label) is None


@pytest.mark.parametrize(
    ("label", "start", "end", "time_of_year", "before"),
    [
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29), "February", "February 2023"),
        ("Q4 2023-24", date(2024, 1, 1), date(2024, 3, 31), "January to March", "Q4 2022-23"),
        ("2023-24", date(2023, 4, 1), date(2024, 3, 31), "Whole year", "2022-23"),
        ("2022/23", date(2022, 9, 1), date(2023, 8, 31), "Whole year", "2021/22"),
        ("2000-01", date(2000, 4, 1), date(2001, 3, 31), "Whole year", "1999-00"),
    ],
)
def test_a_period_has_its_days_and_the_same_part_of_the_year_before(
    label: str, start: date, end: date, time_of_year: str, before: str
) -> None:
    period = calendar_periods.parse(label)
    assert period and (start, end, time_of_year) == (period.start, period.end, period.time_of_year)
    assert before == calendar_periods.year_before(label)


def test_periods_come_in_order_of_time_and_not_of_the_alphabet() -> None:
    labels = ["September 2023", "April 2023", "2023-24", "January 2024"]
    assert ["2023-24", "April 2023", "September 2023", "January 2024"] == calendar_periods.in_order(labels)


def test_a_span_leaves_out_what_lies_within_another_period() -> None:
    assert "2022-23 to 2023-24" == Period.span(["April 2023", "2023-24", "Q1 2023-24", "2022-23"]).label
    assert "April 2023 to March 2024" == Period.span(["March 2024", "December 2023", "April 2023"]).label


def test_a_year_is_made_of_its_months_and_of_its_quarters_and_a_quarter_of_its_months() -> None:
    wholes = dict(calendar_periods.partitions("June 2023"))
    assert ("April 2023", "May 2023", "June 2023") == wholes["Q1 2023-24"]
    assert {4, 12} == {len(parts) for whole, parts in calendar_periods.partitions("2023-24") if whole == "2023-24"}


def test_a_school_year_is_made_of_nothing_that_is_known() -> None:
    assert [] == list(calendar_periods.partitions("2022/23"))
