"""Tables that share columns in a ring bound one another through groups that no table prints."""

from __future__ import annotations

from itertools import product
from typing import Any

from support.people import ALL, counts, printed, table

from helpers.statistics import Measure, disclosure
from helpers.statistics.disclosure.constraint_reading import read_constraints
from helpers.statistics.disclosure.rings import MOST_GROUPS, PLACE, ring

KIND = {"name": "kind", "type": "string", "dimension": "kind", "total": ALL}
WARD, LOCALITY, SIZE = ({"name": name, "type": "string", "dimension": name} for name in ("ward", "locality", "size"))
WARDS = [
    ("A", "north", "large", 93),
    ("B", "west", "large", 50),
    ("D", "north", "small", 14),
    ("E", "south", "small", 61),
]


def by_kind(field: dict[str, Any], numbers: dict[str, tuple[int, int]]) -> Measure:
    """Numbers of two kinds by a column, and the totals of both."""
    kinds = ("neglect", "other", ALL)
    rows = [(group, kind, n) for group, of in numbers.items() for kind, n in zip(kinds, (*of, sum(of)), strict=True)]
    return table([field, KIND, counts()], rows, name=f"by_{field['name']}")


def wards(*, with_size: bool = True) -> Measure:
    """Wards with the locality that each lies in and its size."""
    words = [{"name": "locality", "type": "string"}, *([{"name": "size", "type": "string"}] if with_size else [])]
    rows = [(ward, locality, *([size] if with_size else []), n) for ward, locality, size, n in WARDS]
    return table([WARD, *words, counts()], rows, name="wards")


def test_columns_that_hang_together_as_a_tree_form_no_ring() -> None:
    assert not ring([{"sex", "age"}, {"age", "kind"}, {"kind"}, {"ward", "locality"}, {"locality", "sex"}])


def test_three_columns_in_pairs_form_a_ring() -> None:
    assert ring([{"sex", "age"}, {"age", "kind"}, {"sex", "kind"}, {"sex", "ward"}]) == {"sex", "age", "kind"}


def test_a_table_of_all_columns_of_a_ring_leaves_none() -> None:
    assert not ring([{"sex", "age"}, {"age", "kind"}, {"sex", "kind"}, {"sex", "age", "kind"}])


def test_the_few_in_one_grouping_of_wards_and_not_in_the_other_are_worked_out_of_no_table() -> None:
    localities = by_kind(LOCALITY, {"north": (64, 43), "west": (20, 30), "south": (48, 13)})
    sizes = by_kind(
        SIZE, {"large": (73, 70), "small": (59, 16)}
    )  # 16 in small wards, of whom 13 in the south: 3 in ward D
    together = disclosure.suppress_small_numbers([wards(), localities, sizes])
    by_locality, by_size = printed(together[1]), printed(together[2])
    assert "c" in (by_locality[7], by_size[4])
    assert [] == disclosure.audit([wards(), localities, sizes], together)


def test_the_same_tables_hide_nothing_where_no_row_says_in_which_size_a_ward_is() -> None:
    localities = by_kind(LOCALITY, {"north": (64, 43), "west": (20, 30), "south": (48, 13)})
    sizes = by_kind(SIZE, {"large": (73, 70), "small": (59, 16)})
    shown = disclosure.suppress_small_numbers([wards(with_size=False), localities, sizes])
    assert "c" not in [number for measure in shown for number in printed(measure)]


def test_tables_in_a_ring_that_leave_groups_out_are_not_taken_for_the_whole() -> None:
    localities = by_kind(LOCALITY, {"north": (64, 43), "west": (20, 30), "south": (48, 13)})
    sizes = by_kind(SIZE, {"large": (73, 70)})
    constraints = read_constraints([wards(), localities, sizes])
    assert PLACE not in constraints.sums.values()


def test_a_ring_of_too_many_groups_adds_none() -> None:
    many = range(int(MOST_GROUPS ** (1 / 3)) + 2)
    pairs = [("a", "b"), ("b", "c"), ("a", "c")]
    measures = [
        table(
            [*({"name": name, "type": "string", "dimension": name} for name in pair), counts()],
            [(f"{row}", f"{column}", 10) for row, column in product(many, many)],
            name="_".join(pair),
        )
        for pair in pairs
    ]
    assert PLACE not in read_constraints(measures).sums.values()
