"""Groups that lie within others, and are declared nowhere, are protected together; so are groups that differ in capitals or spaces."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest
from support.people import counts, printed, table

from helpers.errors import ReportError
from helpers.statistics import Measure, disclosure
from helpers.statistics.disclosure.nested_groups import band

AGE = {"name": "age", "type": "string", "dimension": "age"}
WARD, LOCALITY = ({"name": name, "type": "string", "dimension": name} for name in ("ward", "locality"))
IN = {"name": "locality", "type": "string"}


def together(*measures: Measure) -> list[list[Any]]:
    shown = disclosure.suppress_small_numbers(measures)
    assert [] == disclosure.audit(measures, shown)
    return [printed(measure) for measure in shown]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("11–15", (11, 15)),
        ("Aged 11 to 15 years", (11, 15)),
        ("16 and 17", (16, 17)),
        ("under 1", (0, 0)),
        ("11 and over", (11, inf)),
        ("16+", (16, inf)),
        ("Over 15", (16, inf)),
        ("15 and under", (0, 15)),
        ("12", (12, 12)),
        ("Not known", None),
        ("Q1 2023", None),
    ],
)
def test_a_band_is_read_from_its_words(words: str, expected: tuple[float, float] | None) -> None:
    assert band(words) == expected


def test_ages_beside_a_wider_band_are_not_given_away_by_it() -> None:
    ages = table([AGE, counts()], [("11–15", 40), ("16 and 17", 3)], name="ages")
    wide = table([AGE, counts()], [("11 and over", 43)], name="wide")
    shown_ages, shown_wide = together(ages, wide)
    assert shown_ages[1] == "c" and (shown_ages[0] == "c") != (shown_wide[0] == "c")


def test_a_wider_band_gives_nothing_away_of_ages_that_are_counted_by_sex_alone() -> None:
    sex = {"name": "sex", "type": "string", "dimension": "sex"}
    rows = [("0–4", "girls", 12), ("0–4", "boys", 25), ("5–10", "girls", 11), ("5–10", "boys", 2)]
    (*larger, small), (wide,) = together(
        table([AGE, sex, counts()], rows, name="ages"), table([AGE, counts()], [("under 11", 50)], name="wide")
    )
    assert small == "c" and "c" in (*larger, wide)


def test_an_open_band_of_children_ends_with_the_last_age_of_a_child() -> None:
    ages = table([AGE, counts()], [("0 to 15", 40), ("16 to 17", 3)], name="ages")
    (hidden, small), (whole,) = together(ages, table([AGE, counts()], [("0 and over", 43)], name="wide"))
    assert small == "c" and "c" in (hidden, whole)


def test_bands_that_leave_a_gap_make_up_nothing() -> None:
    ages = table([AGE, counts()], [("11–13", 40), ("15–17", 3)], name="ages")
    assert together(ages, table([AGE, counts()], [("11–17", 48)], name="wide")) == [[40.0, "c"], [48.0]]


def test_a_band_that_is_not_the_sum_of_those_in_it_is_refused() -> None:
    ages = table([AGE, counts()], [("11–15", 40), ("16–17", 13)], name="ages")
    with pytest.raises(ReportError, match="not the sum of its parts"):
        together(ages, table([AGE, counts()], [("11–17", 50)], name="wide"))


def test_wards_beside_localities_are_protected_together_where_a_column_shows_which_lies_in_which() -> None:
    rows = [("A", "North", 3), ("B", "North", 40), ("C", "South", 30), ("D", "South", 20)]
    wards = table([WARD, IN, counts()], rows, name="wards")
    localities = table([LOCALITY, counts()], [("north ", 43), ("South", 50)], name="localities")
    (_, hidden, *rest), (north, south) = together(wards, localities)
    assert "c" in (hidden, north) and [*rest, south] == [30.0, 20.0, 50.0]


def test_a_locality_of_which_a_ward_is_left_out_is_no_less_than_its_wards() -> None:
    wards = table([WARD, IN, counts()], [("A", "North", 3), ("B", "North", 40)], name="wards")
    localities = table([LOCALITY, counts()], [("North", 44)], name="localities")
    shown = together(wards, localities)
    assert shown[0][0] == "c"
    assert "c" in (shown[0][1], shown[1][0])  # with both shown the ward has four at the most


def test_wards_that_lie_in_two_localities_add_up_to_neither() -> None:
    year = {"name": "half", "type": "string", "dimension": "half"}
    rows = [("A", "1st", "North", 3), ("A", "2nd", "South", 40)]
    wards = table([WARD, year, IN, counts()], rows, name="wards")
    assert together(wards, table([LOCALITY, counts()], [("North", 70), ("South", 80)], name="localities"))[1] == [
        70.0,
        80.0,
    ]


@pytest.mark.parametrize(
    ("people", "ward"), [("Children  with a plan", "A"), ("children with a plan", "a "), ("CHILDREN with a plan", " A")]
)
def test_capitals_and_spaces_tell_no_people_and_no_groups_apart(people: str, ward: str) -> None:
    first = table([WARD | {"total": "All"}, counts()], [("A", 3), ("B", 40), ("All", 43)], name="first")
    second = table([WARD, counts(counts=people)], [(ward, 3)], name="second")
    shown = together(first, second)
    assert shown[1] == ["c"] and shown[0].count("c") == 2
    with pytest.raises(ReportError, match=r"gives .* differently"):
        together(first, table([WARD, counts(counts=people)], [(ward, 4)], name="second"))


def test_a_total_in_other_capitals_is_the_total() -> None:
    (shown,) = together(table([WARD | {"total": "All wards"}, counts()], [("A", 3), ("B", 40), ("all  Wards", 43)]))
    assert shown.count("c") == 2
