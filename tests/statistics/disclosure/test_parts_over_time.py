"""People who are part of others are no more than these in a time that holds theirs: a month's part, a year's whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.people import PEOPLE, counts, table

from helpers.errors import ReportError
from helpers.statistics import Measure, disclosure
from helpers.statistics.disclosure.figure_keys import layout_of

PART = "children with a plan at home"
TIME = {"name": "period", "type": "string"}
WARD = {"name": "ward", "type": "string", "dimension": "ward", "total": "All"}
MONTHS = ("April 2023", "May 2023", "June 2023")
QUARTERS = tuple(f"Q{place} 2023-24" for place in range(1, 5))
Rows = list[tuple[str, int]]


def related(part: Rows, whole: Rows, over_time: str = "sum", *, part_over_time: str = "sum") -> list[Measure]:
    tables = [
        table([TIME, counts(over_time=over_time)], whole, name="plans"),
        table([TIME, counts(counts=PART, over_time=part_over_time)], part, name="at_home"),
    ]
    return [replace(m, layout=replace(layout_of(m), parts=((PART, PEOPLE),))) for m in tables]


@pytest.mark.parametrize(
    ("part", "whole", "over_time", "message"),
    [
        ([("May 2023", 41)], [("2023-24", 40)], "sum", "within whose time theirs lies"),
        ([("May 2023", 41)], [("2023-24", 40)], "distinct", "within whose time theirs lies"),
        ([("May 2023", 41)], [("Q1 2023-24", 40)], "sum", "within whose time theirs lies"),
        ([("Q2 2023-24", 41)], [("2023-24", 40)], "distinct", "within whose time theirs lies"),
        ([("September 2023", 41)], [("2023/24", 40)], "distinct", "within whose time theirs lies"),
        ([(month, 20) for month in MONTHS], [("Q1 2023-24", 59)], "sum", "together are part of"),
        ([(quarter, 20) for quarter in QUARTERS], [("2023-24", 79)], "sum", "together are part of"),
        ([("April 2023", 30), ("June 2023", 30)], [("2023-24", 59)], "sum", "together are part of"),
        ([("2023-24", 81)], [(quarter, 20) for quarter in QUARTERS], "sum", "more than all of these in Q1 2023-24 to Q4"),
        ([("Q1 2023-24", 61)], [(month, 20) for month in MONTHS], "distinct", "more than all of these in April 2023 to"),
    ],
)  # fmt: skip
def test_a_part_that_is_more_than_its_whole_of_a_longer_time_is_refused_with_its_place_and_cure(
    part: Rows, whole: Rows, over_time: str, message: str
) -> None:
    with pytest.raises(ReportError, match=message) as error:
        disclosure.suppress_small_numbers(related(part, whole, over_time))
    assert "at_home" in str(error.value) and "Correct one of the numbers" in str(error.value)


@pytest.mark.parametrize(
    ("part", "whole", "over_time"),
    [
        ([("May 2023", 40)], [("2023-24", 40)], "sum"),
        ([("May 2023", 41)], [("2023-24", 40)], "stock"),
        ([("May 2023", 41)], [("2023-24", 40)], ""),
        ([("May 2023", 41)], [("Q2 2023-24", 40)], "sum"),
        ([("May 2022", 41)], [("2023-24", 40)], "sum"),
        ([("May 2023", 41)], [("2022/23", 400), ("2023-24", 80)], "sum"),
        ([(month, 20) for month in MONTHS], [("Q1 2023-24", 40)], "distinct"),
        ([("2023-24", 81)], [(quarter, 20) for quarter in QUARTERS[:3]], "sum"),
        ([("2023-24", 81)], [(quarter, 20) for quarter in QUARTERS], "stock"),
    ],
)
def test_what_may_be_so_is_not_refused(part: Rows, whole: Rows, over_time: str) -> None:
    disclosure.suppress_small_numbers(related(part, whole, over_time, part_over_time="sum"))


def test_people_without_an_answer_are_not_set_against_one_another() -> None:
    tables = [
        replace(m, layout=replace(layout_of(m), parts=())) for m in related([("May 2023", 41)], [("2023-24", 40)])
    ]
    disclosure.suppress_small_numbers(tables)


def test_a_group_of_the_part_is_no_more_than_the_whole_of_the_year() -> None:
    whole = table([TIME, counts(over_time="sum")], [("2023-24", 40)], name="plans")
    fields = [WARD, TIME, counts(counts=PART, over_time="sum")]
    part = table(fields, [("Ashby", "May 2023", 41)], name="at_home")
    with pytest.raises(ReportError, match="within whose time theirs lies"):
        disclosure.suppress_small_numbers(
            [replace(m, layout=replace(layout_of(m), parts=((PART, PEOPLE),))) for m in (whole, part)]
        )


def test_those_of_whom_a_table_shows_a_share_are_no_more_than_all_of_them_in_the_year() -> None:
    share = {"name": "share", "type": "number", "unit": "percent", "share_of": ["part", "whole"]}
    fields = [TIME, counts("part", counts=PART, over_time="sum"), counts("whole", over_time="sum"), share]
    months = table(fields, [("May 2023", 41, 44, 93.2)], name="at_home")
    year = table([TIME, counts(over_time="distinct")], [("2023-24", 40)], name="plans")
    with pytest.raises(ReportError, match="within whose time theirs lies"):
        disclosure.suppress_small_numbers([months, year])
