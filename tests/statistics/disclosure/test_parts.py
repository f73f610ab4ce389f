"""Of people who are part of others, the few who are in the whole and not in the part are protected as any few are."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from support.people import PEOPLE, counts, printed, table

from helpers.errors import ReportError
from helpers.statistics import Measure, disclosure
from helpers.statistics.disclosure.figure_keys import layout_of

YOUNGER = "children with a plan aged under eighteen"
WARD = {"name": "ward", "type": "string", "dimension": "ward"}
TIME = {"name": "period", "type": "string"}


def related(*measures: Measure, pairs: tuple[tuple[str, str], ...] = ((YOUNGER, PEOPLE),)) -> list[Measure]:
    return [replace(measure, layout=replace(layout_of(measure), parts=pairs)) for measure in measures]


def together(*measures: Measure) -> list[list[Any]]:
    shown = disclosure.suppress_small_numbers(measures)
    assert [] == disclosure.audit(measures, shown)
    return [printed(measure) for measure in shown]


def test_the_two_of_thirty_who_are_not_under_eighteen_cannot_be_worked_out() -> None:
    plans = table([WARD, counts()], [("A", 30), ("B", 60)], name="plans")
    younger = table([WARD, counts(counts=YOUNGER)], [("A", 28), ("B", 40)], name="younger")
    assert together(plans, younger) == [[30.0, 60.0], [28.0, 40.0]]
    (whole, *_), (part, *_) = shown = together(*related(plans, younger))
    assert "c" in (whole, part) and [shown[0][1], shown[1][1]] == [60.0, 40.0]


def test_a_whole_that_is_the_part_shows_that_there_is_nobody_else() -> None:
    plans, younger = (table([WARD, counts(counts=who)], [("A", 30)], name=who) for who in (PEOPLE, YOUNGER))
    assert together(*related(plans, younger)) == [[30.0], [30.0]]


def test_months_are_added_up_where_the_other_is_counted_by_quarter() -> None:
    months = zip(("April 2023", "May 2023", "June 2023"), (40, 50, 60), strict=True)
    plans = table([TIME, counts(over_time="sum")], list(months), name="plans")
    younger = table([TIME, counts(counts=YOUNGER, over_time="sum")], [("Q1 2023-24", 148)], name="younger")
    assert "c" not in str(together(plans, younger))
    assert "c" in str(together(*related(plans, younger)))


def test_a_part_that_is_more_than_its_whole_is_refused() -> None:
    plans, younger = (
        table([WARD, counts(counts=who)], [("A", many)], name=who) for who, many in ((PEOPLE, 30), (YOUNGER, 31))
    )
    with pytest.raises(ReportError, match=r"said in relations\.toml to be part of"):
        together(*related(plans, younger))


@pytest.mark.parametrize("rest", range(1, 6))
def test_every_number_of_others_from_one_to_five_stays_possible(rest: int) -> None:
    """By trying every whole number that agrees with what is printed, with no programme at all."""
    plans = table([WARD | {"total": "All"}, counts()], [("A", 30), ("B", 40), ("All", 70)], name="plans")
    younger = table([WARD, counts(counts=YOUNGER)], [("A", 30 - rest), ("B", 33)], name="younger")
    (a, b, whole), (young_a, young_b) = together(*related(plans, younger))
    agree = (
        {
            x - p
            for x, p, q in product(range(71), range(71), range(71))
            if p <= x and q <= (y := 70 - x)
            if all(shown in ("c", value) for shown, value in ((a, x), (b, y), (young_a, p), (young_b, q)))
            if whole == 70
        }
        if whole == 70
        else set(range(1, 6))
    )
    assert agree >= {1, 2, 3, 4, 5}
