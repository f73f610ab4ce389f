"""Each measure of the report's own area is told once, better or worse by its own better end, and what matters most comes first."""

from __future__ import annotations

import pytest

from helpers.publish.compare import measures
from helpers.publish.compare.measures import BETTER, NEITHER, SAME, UNSAID, WORSE, ComparedMeasure
from helpers.publish.compare.numbers import CHANGED, COLUMNS, NEW, REMOVED, ComparedNumber
from helpers.sources.chapter_context import chapter

WIRRAL, ENGLAND = "E08000015", "E92000001"
Figure = tuple[str, str, str, str, str, str]


def number(measure: str, before: tuple[str, str], after: tuple[str, str], area: str = WIRRAL) -> ComparedNumber:
    """A published number in both reports, each with its period and value."""
    rows = tuple(
        dict.fromkeys(COLUMNS, "") | {"kind": "published", "row": f"{measure}|{area}|{period}", "value": value}
        if period
        else {}
        for period, value in (before, after)
    )
    state = CHANGED if before[0] and after[0] else REMOVED if before[0] else NEW
    return ComparedNumber("03_journey_of_the_child", f"{measure}|{area}", "percent", state, *before, *after, rows=rows)  # type: ignore[arg-type]


def compared(*numbers: ComparedNumber) -> list[ComparedMeasure]:
    return measures.compared(numbers, chapter("03_journey_of_the_child", partnership="wirral", year="2024-25"))


@pytest.mark.parametrize(
    ("measure", "before", "after", "verdict"),
    [
        ("plans_reviewed_in_time_percent", ("2024", "55.4"), ("2025", "50.2"), WORSE),
        ("excess_weight_year_6_percent", ("2022/23", "37.7"), ("2023/24", "36.4"), BETTER),
        ("conferences_15_days_percent", ("2024", "68.2"), ("2025", "71.6"), "better, no more than usual"),
        ("agency_percent", ("2023", "16.4"), ("2024", "18.9"), WORSE),
        ("children_looked_after_per_10k", ("2024", "116"), ("2025", "103"), NEITHER),
        ("ehc_plans_20_weeks_percent", ("2023", "32.5"), ("2024", "12.6"), "worse, no more than usual"),
        ("looked_after_foster_percent", ("2024", "69"), ("2025", "70"), SAME),
        ("rereferrals_percent", ("2024", "23.1"), ("2025", "22.2"), "better, no more than usual"),
        ("agency_percent", ("2012", "16.4"), ("2024", "18.9"), UNSAID),
        ("agency_percent", ("2023", "16.4"), ("", ""), UNSAID),
        ("agency_percent", ("", ""), ("2024", "18.9"), UNSAID),
    ],
)
def test_a_measure_is_better_or_worse_by_its_own_better_end(
    measure: str, before: tuple[str, str], after: tuple[str, str], verdict: str
) -> None:
    (item,) = compared(number(measure, before, after))
    assert item.grade == verdict


def test_a_rate_and_the_number_that_it_counts_are_one_measure() -> None:
    rate = number("referrals_per_10k", ("2024", "627.6"), ("2025", "612.5"))
    count = number("referrals", ("2024", "4152"), ("2025", "4056"))
    (item,) = compared(rate, count)
    assert (item.number, item.counted) == (rate, count)
    assert [item.number for item in compared(count)] == [count]


def test_another_area_s_figures_are_no_measure_of_the_report_and_england_s_stand_beside_its_own() -> None:
    own = number("agency_percent", ("2023", "16.4"), ("2024", "18.9"))
    england = number("agency_percent", ("2023", "17.9"), ("2024", "16.2"), ENGLAND)
    older = number("agency_percent", ("2022", "17.6"), ("2024", "16.2"), ENGLAND)
    assert [item.england for item in compared(own, england)] == [england]
    assert [item.england for item in compared(own, older)] == [None]


def test_measures_stand_in_the_order_of_the_journey_and_what_matters_most_is_foremost() -> None:
    agency = number("agency_percent", ("2023", "16.4"), ("2024", "18.9"))
    low_weight = number("low_birth_weight_percent", ("2023", "2.5"), ("2024", "3.1"))
    reviewed = number("plans_reviewed_in_time_percent", ("2024", "55.4"), ("2025", "50.2"))
    items = compared(agency, low_weight, reviewed)
    assert [item.number for item in items] == [reviewed, low_weight, agency]
    assert [item.number for item in measures.foremost(items, WORSE)] == [reviewed, agency, low_weight]


def test_a_measure_without_a_newer_figure_waits_for_its_publisher() -> None:
    (old,) = compared(number("agency_percent", ("2024", "18.9"), ("2024", "18.9")))
    (new,) = compared(number("agency_percent", ("2023", "16.4"), ("2024", "18.9")))
    assert (old.waits, new.waits) == (True, False)
    assert old.usual_month == ", usually issued in February"


def test_a_figure_says_when_it_is_of_without_a_key() -> None:
    (item,) = compared(number("agency_percent", ("2023", "16.4"), ("2024", "18.9")))
    assert (item.when_before, item.when_after) == ("at 30 September 2023", "at 30 September 2024")
