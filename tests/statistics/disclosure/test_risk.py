"""The reasons why numbers are hidden are those for which they are hidden, and no value is among them."""

from __future__ import annotations

from support.people import ALL, counts, table

from helpers.statistics.disclosure import risk

WARD = {"name": "ward", "type": "string", "dimension": "ward", "total": ALL}
ROWS = [("A", 3), ("B", 40), ("C", 50), (ALL, 93)]


def test_a_small_number_names_what_would_give_it_away_and_the_other_what_it_protects() -> None:
    cells = risk.hidden_cells([table([WARD, counts()], ROWS)])
    by_why = {cell.why: cell for cell in cells}
    assert by_why.keys() == {risk.SMALL, risk.PROTECTION}
    small, other = by_why[risk.SMALL], by_why[risk.PROTECTION]
    assert (small.place, small.column, small.counts) == (
        "plans.csv, row 2",
        "children",
        "children with a plan 2023-24 (ward a)",
    )
    assert small.numbers == tuple(f"children with a plan 2023-24 ({which})" for which in ("ward b", "ward c", "all"))
    assert other.numbers == (small.counts,)


def test_nothing_gives_away_a_number_that_stands_alone() -> None:
    (cell,) = risk.hidden_cells([table([WARD | {"total": ""}, counts()], ROWS[:1])])
    assert (cell.why, cell.numbers) == (risk.SMALL, ())


def test_the_reasons_are_the_same_whatever_the_hidden_numbers_are() -> None:
    moved = [("A", 1), ("B", 42), *ROWS[2:]]
    assert risk.hidden_cells([table([WARD, counts()], ROWS)]) == risk.hidden_cells([table([WARD, counts()], moved)])
