"""What sums leave of numbers that a supplier withholds is protected where it is of few."""

from __future__ import annotations

from math import nan
from typing import Any

from support.people import PEOPLE, counts, table

from helpers.statistics.disclosure.constraint_reading import read_constraints
from helpers.statistics.disclosure.constraints import FigureKey

WARD: dict[str, Any] = {"name": "ward", "type": "string", "dimension": "ward"}


def read(*rows: tuple[str, float], total: float) -> Any:
    """The numbers of wards, withheld where there is none, beside one of everybody."""
    codes = tuple("c" if number != number else "" for _, number in rows)
    wards = table([WARD, counts(codes=True)], list(rows), name="wards", codes={"children": codes})
    return read_constraints([wards, table([counts()], [(total,)], name="all")])


def test_a_withheld_number_makes_up_the_rest_of_a_whole() -> None:
    constraints = read(("A", 40), ("B", nan), total=43)
    assert [3] == [len(parts) + 1 for whole, parts in constraints.sums if not whole.categories]


def test_a_group_that_is_left_out_has_a_number_though_no_table_prints_it() -> None:
    constraints = read(("A", 40), ("B", 30), total=72)
    (left,) = (figure for key, figure in constraints.figures.items() if "in none of" in str(key))
    assert (left.value, left.is_small, left.is_unprinted) == (2, True, True)
    assert constraints.figures[FigureKey(PEOPLE, "2023-24")].value == 72
