"""Numbers that no table prints, and readers take from those that are printed, are protected as if they were."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from support.people import PEOPLE, counts, printed, table

from helpers.errors import ReportError
from helpers.statistics import Measure, disclosure

AGE, WARD, SEX = ({"name": name, "type": "string", "dimension": name} for name in ("age", "ward", "sex"))
PERIOD, LOCALITY = ({"name": name, "type": "string"} for name in ("period", "locality"))
SOME = "children with a plan for long"


def together(*measures: Measure) -> list[list[Any]]:
    shown = disclosure.suppress_small_numbers(measures)
    assert [] == disclosure.audit(measures, shown)
    return [printed(measure) for measure in shown]


def some(*measures: Measure) -> list[Measure]:
    """The tables, which know that those with a plan for long are some of those with a plan."""
    return [
        replace(measure, layout=replace(measure.layout, parts=((SOME, PEOPLE),)))
        for measure in measures
        if measure.layout
    ]


def test_a_quarter_that_is_not_given_is_not_given_away_by_the_year_and_the_others() -> None:
    rows = [("Q1 2023-24", 20), ("Q2 2023-24", 30), ("Q3 2023-24", 40), ("2023-24", 93)]
    (shown,) = together(table([PERIOD, counts(over_time="sum")], rows))
    assert "c" in shown


def test_quarters_that_make_up_the_year_but_for_many_are_all_shown() -> None:
    rows = [("Q1 2023-24", 20), ("Q2 2023-24", 30), ("Q3 2023-24", 40), ("2023-24", 123)]
    assert together(table([PERIOD, counts(over_time="sum")], rows)) == [[20, 30, 40, 123]]


def test_a_ward_that_is_left_out_is_not_given_away_by_a_total_elsewhere() -> None:
    wards, ages = table([WARD, counts()], [("A", 40), ("B", 30)]), table([AGE, counts()], [("0–9", 22), ("10–17", 50)])
    assert "c" in chain(*together(wards, replace(ages, name="ages")))


def test_groups_that_add_up_to_a_total_elsewhere_are_its_parts_though_no_schema_says_so() -> None:
    wards, total = table([WARD, counts()], [("A", 40), ("B", 3)]), table([counts()], [(43,)], name="all")
    ((first, small), (whole,)) = together(wards, total)
    assert small == "c" and "c" in (first, whole)


def test_groups_of_which_more_are_counted_than_there_are_people_are_no_parts_of_them() -> None:
    """A child may have several needs."""
    needs, total = table([AGE, counts()], [("Speech", 40), ("Sight", 33)]), table([counts()], [(70,)], name="all")
    assert together(needs, total) == [[40, 33], [70]]


def test_an_age_that_no_band_has_is_not_given_away_by_a_wider_band() -> None:
    narrow, wide = table([AGE, counts()], [("0–10", 43)]), table([AGE, counts()], [("0–17", 45)], name="wide")
    assert "c" in chain(*together(narrow, wide))


def test_who_is_not_in_a_part_is_not_given_away_where_it_is_counted_by_other_groups() -> None:
    part = table([WARD, LOCALITY, counts(counts=SOME)], [("A", "North", 20), ("B", "North", 30)], name="part")
    whole = table([WARD | {"name": "locality", "dimension": "locality"}, counts()], [("North", 52)], name="whole")
    assert "c" in chain(*together(*some(part, whole)))


def test_which_ward_lies_in_which_locality_is_known_from_whatever_table_shows_it() -> None:
    places = table([WARD, LOCALITY, counts(counts="children in need")], [("A", "North", 70), ("B", "North", 60)])
    by_sex = table([WARD, SEX, counts()], [("A", "g", 3), ("A", "b", 9), ("B", "g", 8), ("B", "b", 10)], name="by_sex")
    localities = table(
        [WARD | {"name": "locality", "dimension": "locality"}, counts()], [("North", 30)], name="localities"
    )
    _, sexes, (north,) = together(places, by_sex, localities)
    assert sexes[0] == "c" and (north == "c" or sexes.count("c") > 1)


def test_a_band_that_is_more_than_its_parts_though_they_leave_no_age_out_is_refused() -> None:
    narrow = table([AGE, counts()], [("0–10", 40), ("11–17", 20)])
    with pytest.raises(ReportError, match="not the sum of its parts"):
        together(narrow, table([AGE, counts()], [("0–17", 63)], name="wide"))
