"""What sums leave of numbers that a supplier withholds is protected where it is of few, whether or not groups are taken for all there are."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from math import inf
from typing import Any

from support.people import PEOPLE, counts, printed, sex, table

from helpers.sources.withheld_numbers import withheld
from helpers.statistics import Measure, disclosure
from helpers.statistics.disclosure.constraint_reading import read_constraints
from helpers.statistics.disclosure.constraints import Constraints, FigureKey
from helpers.statistics.disclosure.suppress import suppression_problem

AGE, WARD = ({"name": name, "type": "string", "dimension": name} for name in ("age", "ward"))
SOME = "children with a plan for long"
Row = tuple[Any, ...]


def of(fields: list[dict[str, Any]], *rows: Row, name: str, people: str = PEOPLE) -> Measure:
    """A table whose last cells are numbers, or what a supplier writes in place of one; it knows who is part of whom."""
    numbers = [withheld(cell) if isinstance(cell, str) else None for *_, cell in rows]
    shown = [(*words, None if isinstance(cell, str) else cell) for *words, cell in rows]
    measure = table([*fields, counts(counts=people)], shown, name=name)
    return replace(
        measure,
        codes={"children": tuple(number.code if number else "" for number in numbers)},
        most={"children": tuple(number.most if number else inf for number in numbers)},
        layout=measure.layout and replace(measure.layout, parts=((SOME, PEOPLE),)),
    )


def together(*measures: Measure) -> list[list[Any]]:
    shown = disclosure.suppress_small_numbers(measures)
    assert [] == disclosure.audit(measures, shown)
    return [printed(measure) for measure in shown]


def read(*rows: Row, total: float) -> Constraints:
    """The numbers of wards beside one of everybody."""
    return read_constraints([of([WARD], *rows, name="wards"), of([], (total,), name="all")])


def test_a_withheld_number_may_make_up_the_rest_of_a_whole_or_leave_some_in_no_group() -> None:
    constraints = read(("A", 40), ("B", "*"), total=43)
    (left,) = (constraints.figures[key] for key in constraints.left)
    assert (left.value, left.is_public) == (None, False)


def test_a_group_that_is_left_out_has_a_number_though_no_table_prints_it() -> None:
    constraints = read(("A", 40), ("B", 30), total=72)
    (left,) = (figure for key, figure in constraints.figures.items() if "in none of" in str(key))
    assert (left.value, left.is_small, left.is_unprinted) == (2, True, True)
    assert constraints.figures[FigureKey(PEOPLE, "2023-24")].value == 72


def test_wards_that_may_be_all_there_are_do_not_narrow_an_age_that_is_withheld() -> None:
    """Of 41 in two wards 26 are from 5 to 10, so that with a hidden three of 11 to 15 no more than 14 would be below 5."""
    wards = of([WARD], ("oak", 15), ("yew", 26), name="wards")
    (oak, yew), (_, older, _) = together(wards, of([AGE], ("0–4", "<20"), ("5–10", 26), ("11–15", 3), name="ages"))
    assert "c" in (oak, yew, older)


def test_a_third_ward_may_be_all_that_an_age_is() -> None:
    """Who takes two wards for all of 41 is wrong where there are more: then an age withheld may be any number, and is."""
    wards, ages = of([WARD], ("oak", 15), ("yew", 26), name="wards"), of([AGE], ("0–4", "*"), ("5–10", 50), name="ages")
    assert together(wards, ages)[0] == [15, 26]


def test_a_ward_is_not_given_away_by_two_others_and_what_ages_add_up_to() -> None:
    """By age there are 68 and 102, which is 170; 137 in one ward and 28 in another leave 5 in the third, whoever knows no other."""
    sexes = of(
        [AGE | {"total": "All"}, sex()],
        *(("0 to 4", "girls", "*"), ("0 to 4", "boys", 18), ("5 to 10", "girls", "<20")),
        *(("5 to 10", "boys", 10), ("11 to 15", "girls", 64), ("11 to 15", "boys", 38)),
        name="sexes",
    )
    wards = of([WARD], ("ash", 137), ("oak", 5), ("yew", 28), name="wards")
    (band,), (ash, oak, yew), _ = shown = together(of([AGE], ("under 11", 68), name="bands"), wards, sexes)
    assert oak == "c" and "c" in (band, ash, yew, *shown[2][4:])


def test_readers_with_guesses_that_cannot_both_be_so_are_each_told_nothing() -> None:
    """Of 185, 60 are under 11. If 63 from 11 to 15 were all above, 62 would have no age; if the two bands are all, 125 are in the second."""
    bands = of([AGE], ("under 11", 60), ("11 and over", "c"), name="bands")
    ages = of([AGE], ("0 to 4", 57), ("5 to 10", 3), ("11 to 15", 63), name="ages")
    (band, _), _, (everybody,) = together(bands, ages, of([], (185,), name="all"))
    assert "c" in (band, everybody)


def test_ages_that_leave_one_out_in_which_a_part_has_children_are_not_taken_for_all() -> None:
    """Of the part five are 11 to 15, so that the ages up to 10 of the whole are not all."""
    ages = of([AGE], ("0 to 4", 64), ("5 to 10", "*"), name="ages")
    part = of([AGE], ("0 to 4", 42), ("5 to 10", 37), ("11 to 15", 5), name="part", people=SOME)
    bands = of([AGE], ("under 11", 138), name="bands")
    assert "c" in chain(*together(ages, part, bands))


def test_wards_that_leave_one_out_whose_children_another_table_shows_are_not_taken_for_all() -> None:
    """Ash is withheld, and all of the west that is listed: it cannot make up for oak too."""
    sexes = of(
        [WARD, sex() | {"total": ""}],
        *(("ash", "girls", 19), ("ash", "boys", "*"), ("elm", "girls", 26)),
        *(("elm", "boys", 30), ("oak", "girls", 4), ("oak", "boys", 15)),
        name="sexes",
    )
    locality = {"name": "locality", "type": "string"}
    wards = of([WARD, locality], ("ash", "west", "c"), ("elm", "east", 56), name="wards")
    assert together(sexes, wards)[0][4] == "c"


def test_a_ward_that_no_table_places_may_lie_in_either_locality() -> None:
    """The east has 53 beside elm. If that is oak, its part is 53 at most, and of 110 in two wards 57 at least are in ash, which is withheld."""
    place = {"name": "locality", "type": "string"}
    wards = of([WARD, place], ("elm", "east", 127), ("yew", "west", 104), ("ash", "west", "*"), name="wards")
    localities = of([WARD | {"name": "locality", "dimension": "locality"}], ("east", 180), ("west", 235), name="two")
    rows = ("elm", 96), ("yew", 63), ("ash", 73), ("oak", 37), ("All", 269)
    part = of([WARD | {"total": "All"}], *rows, name="part", people=SOME)
    (elm, *_), (east, _), (of_elm, of_yew, _, of_oak, of_all) = together(wards, localities, part)
    assert of_oak != "c" or "c" in (elm, east, of_elm, of_yew, of_all)


def test_groups_that_leave_somebody_out_are_not_taken_for_all_there_are() -> None:
    """All are 60 by ward at least, and 50 by size; of ages one is withheld."""
    size = WARD | {"name": "size", "dimension": "size"}
    measures = [
        of([WARD], ("oak", 30), ("yew", 30), name="wards"),
        of([size], ("small", 20), ("large", 30), name="sizes"),
        of([AGE], ("0–4", "*"), ("5–10", 10), name="ages"),
    ]
    problem = suppression_problem(read_constraints(measures))
    guesses = " ".join(problem.names[place] for guess in problem.guesses for place in guess)
    assert ("ward oak, ward yew" in guesses, "size large" in guesses) == (True, False)
