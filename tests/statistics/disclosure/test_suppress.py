"""What a supplier hid stays hidden, and nothing beside it gives it away."""

from dataclasses import replace
from itertools import product
from math import inf
from typing import Any

import pytest
from support.alike import each_nth_quick
from support.people import ALL, counts, percent, printed, table

from helpers.errors import ReportError
from helpers.sources.withheld_numbers import withheld
from helpers.statistics import disclosure
from helpers.statistics.disclosure.measure import Measure

AGE = {"name": "age", "type": "string", "dimension": "age", "total": ALL}


def coded(*cells: int | str, column: str = "children", **more: Any) -> Measure:
    """Ages a, b, c … and, last, all of them: numbers, or what a supplier writes in place of one."""
    names = [*"abcdefghij"[: len(cells) - 1], ALL]
    numbers = [withheld(cell) if isinstance(cell, str) else None for cell in cells]
    rows = [(name, None if isinstance(cell, str) else cell) for name, cell in zip(names, cells, strict=True)]
    measure = table([AGE, counts()], rows, **more)
    return replace(
        measure,
        codes={column: tuple(number.code if number else "" for number in numbers)},
        most={column: tuple(number.most if number else inf for number in numbers)},
    )


def safe(measure: Measure) -> list[Any]:
    shown = disclosure.suppress_small_numbers([measure])
    assert [] == disclosure.audit([measure], shown)
    return printed(shown[0])


def test_a_number_that_its_supplier_says_is_below_another_is_not_so_in_a_second_table() -> None:
    with pytest.raises(ReportError, match="another table gives"):
        disclosure.suppress_small_numbers([coded("<5", 20, 30), coded(7, 20, 27, name="again")])


def test_a_total_below_its_known_parts_is_refused() -> None:
    with pytest.raises(ReportError, match="not the sum of its parts"):
        safe(coded("c", 20, 30, 45))


def test_the_only_number_that_a_supplier_hid_is_not_left_to_be_subtracted() -> None:
    assert 2 == safe(coded("*", 20, 30, 53)).count("c")


@pytest.mark.parametrize("code", ["*", "c", "[c]", "<5", "<3", "<10"])
def test_two_numbers_that_a_supplier_hid_protect_each_other_where_the_total_leaves_them_their_range(code: str) -> None:
    shown = safe(coded(code, code, 30, 40))
    assert ["c", "c"] == shown[:2]


def test_more_is_hidden_where_a_number_below_five_would_leave_another_too_large() -> None:
    """Of 39 in all, 30 are shown: beside one below five, the five that we hide could be no less than five."""
    assert ["c", "c", "c", 39.0] == safe(coded("<5", 5, 30, 39))


CELLS = [cells for cells in product(("<5", "c", 0, 2, 5, 9), repeat=3) if "<5" in cells or "c" in cells]


@pytest.mark.parametrize("cells", each_nth_quick(CELLS, 7))
def test_every_number_hidden_could_be_any_of_its_range_for_whoever_tries_all_whole_numbers(
    cells: tuple[int | str, ...],
) -> None:
    numbers: dict[int | str, int] = {"<5": 4, "c": 3}
    total = sum(numbers.get(cell, 0) if isinstance(cell, str) else cell for cell in cells)
    shown = safe(coded(*cells, total))
    worlds = [world for world in product(range(16), repeat=3) if _is_as_printed(world, cells, shown)]
    for place, cell in enumerate(cells):
        if cell in ("<5", "c", 2, 5):
            possible = {world[place] for world in worlds}
            assert possible >= (set(range(1, 5)) if cell == "<5" else set(range(1, 6))), (shown, place)


def _is_as_printed(world: tuple[int, ...], cells: tuple[int | str, ...], shown: list[Any]) -> bool:
    """Whether whole numbers would be printed so, to a plain reader who also knows what is said to be below five."""
    is_printed = all(word == "c" or number == word for number, word in zip((*world, sum(world)), shown, strict=True))
    return is_printed and all(number < 5 for number, cell in zip(world, cells, strict=True) if cell == "<5")


def test_a_large_number_that_a_supplier_hid_need_not_be_small_where_what_is_public_says_so() -> None:
    parts = table([{**AGE, "total": ""}, counts()], [("b", 20)], policy="released", name="released")
    whole = table([counts()], [(60,)], policy="released", name="whole")
    shown = disclosure.suppress_small_numbers([coded("c", 20, 60)], already_public=[parts, whole])
    assert ["c", 20.0, 60.0] == printed(shown[0])


def test_what_is_not_available_or_not_applicable_says_so_and_hides_nothing() -> None:
    assert ["x", 20.0, 30.0, 61.0] == safe(coded("..", 20, 30, 61))
    assert ["z", 20.0, 30.0, 50.0] == safe(coded("z", 20, 30, 50))


def test_what_cannot_be_is_nought_in_its_total() -> None:
    with pytest.raises(ReportError, match="not the sum of its parts"):
        safe(coded("z", 20, 30, 51))


def test_a_percentage_of_a_number_that_a_supplier_hid_is_hidden() -> None:
    fields = [AGE, counts(), percent(["children", "age"])]
    measure = table(fields, [("a", None, 5.7), ("b", 50, 94.3), (ALL, 53, 100)])
    shown = disclosure.suppress_small_numbers([replace(measure, codes={"children": ("c", "", "")})])[0]
    assert "c" == printed(shown, "percent")[0]
