"""The reader who reckons is exact: laid beside every whole-number solution, counted out one by one."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import pytest
from support import alike, random_tables
from support.people import ALL, counts, sex, table

from helpers.statistics import disclosure
from helpers.statistics.disclosure.attacker import Attacker, SuppressionProblem
from helpers.statistics.disclosure.constraint_reading import read_constraints
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.suppress import suppression_problem
from helpers.statistics.disclosure.suppression import hidden_numbers

MOST = 20


def column(name: str, *parts: str, **more: Any) -> dict[str, Any]:
    return (
        counts(name, **{"is": {"part": name}}, total_of=list(parts), **more)
        if parts
        else counts(name, **{"is": {"part": name}})
    )


def problem_of(fields: Sequence[dict[str, Any]], row: Sequence[Any]) -> SuppressionProblem:
    """One row of numbers and their sums, as the reader of it sees it."""
    return suppression_problem(
        read_constraints([table([{"name": "id", "type": "string", "dimension": "id"}, *fields], [("x", *row)])])
    )


def place(laid_out: SuppressionProblem, part: str) -> int:
    return next(place for place, name in enumerate(laid_out.names) if name.endswith(f"part {part})"))


def counted_out(laid_out: SuppressionProblem, hidden: frozenset[int], cell: int, inner: Sequence[int]) -> set[float]:
    """The values up to five that a hidden number can have, found by trying all small whole numbers for the cells of a table."""
    tried = np.array(list(product(range(MOST + 1), repeat=len(inner))), dtype=float)
    worlds = np.zeros((len(tried), len(laid_out.names)))
    worlds[:, inner] = tried
    for row in laid_out.sums[_parts_first(laid_out.sums)]:
        worlds[:, row < 0] = (worlds @ np.maximum(row, 0))[:, None]
    low, high = laid_out.bounds(hidden, frozenset(), sharp=True)
    fits = np.all((worlds >= low) & (worlds <= high), axis=1) & ~np.any(worlds @ laid_out.sums.T, axis=1)
    return {int(value) for value in worlds[fits, cell] if value <= 5}


def _parts_first(sums: np.ndarray) -> list[int]:
    """The rows of sums in an order in which every part is known before its total."""
    totals = {int(np.flatnonzero(row < 0)[0]) for row in sums}
    return sorted(range(len(sums)), key=lambda place: sum(part in totals for part in np.flatnonzero(sums[place] > 0)))


def test_whole_numbers_exclude_what_a_linear_programme_lets_pass() -> None:
    """p + a + b is 9, a + c and b + c are both 12: then a is b, and p is odd, which no linear programme can see."""
    fields = [column("p"), column("a"), column("b"), column("c")]
    fields += [column("s", "p", "a", "b"), column("t", "a", "c"), column("u", "b", "c")]
    system = problem_of(fields, (3, 3, 3, 9, 9, 12, 12))
    p, hidden = place(system, "p"), frozenset(place(system, part) for part in "pabc")
    reader = Attacker(system, hidden)
    reached, _, _ = reader.reach(p, 5, upward=True)
    assert 5 == pytest.approx(reached)
    assert [True, False, True, False, True] == [reader.can_be(p, value) for value in (1, 2, 3, 4, 5)]


def test_an_even_number_given_away_by_whole_numbers_alone_is_protected() -> None:
    fields = [column("p"), column("a"), column("b"), column("c")]
    fields += [column("s", "p", "a", "b"), column("t", "a", "c"), column("u", "b", "c")]
    system = problem_of(fields, (3, 3, 3, 9, 9, 12, 12))
    hidden = hidden_numbers(system)
    assert all(Attacker(system, hidden).can_be(place(system, "p"), value) for value in (1, 2, 3, 4, 5))


@pytest.mark.parametrize("seed", alike.each_nth_quick(range(12), 12))
def test_the_reader_finds_the_values_that_counting_out_finds(seed: int) -> None:
    girls, boys = np.random.default_rng(seed).choice([0, 1, 2, 4, 7, 9], (2, 2)).tolist()
    age = {"name": "age", "type": "string", "dimension": "age", "total": ALL}
    rows = [
        ("g", "a", girls[0]),
        ("g", "b", girls[1]),
        ("b", "a", boys[0]),
        ("b", "b", boys[1]),
        ("g", ALL, sum(girls)),
        ("b", ALL, sum(boys)),
    ]
    rows += [(ALL, "a", girls[0] + boys[0]), (ALL, "b", girls[1] + boys[1]), (ALL, ALL, sum(girls) + sum(boys))]
    system = suppression_problem(read_constraints([table([sex(), age, counts()], rows)]))
    for hidden in (system.forced, hidden_numbers(system)):
        for cell in system.targets:
            expected = counted_out(system, hidden, cell, [0, 1, 2, 3])
            assert expected == {value for value in range(6) if Attacker(system, hidden).can_be(cell, value)}


def test_a_sharp_reader_knows_that_hidden_numbers_are_no_noughts() -> None:
    system = problem_of([column("a"), column("b"), column("s", "a", "b")], (1, 5, 6))
    a, b = place(system, "a"), place(system, "b")
    assert not Attacker(system, frozenset({a, b})).can_be(a, 6)
    assert Attacker(system, frozenset({a, b}), sharp=False).can_be(a, 6)


def test_what_is_hidden_does_not_hang_on_how_small_the_small_numbers_are() -> None:
    """The search is given the same arrays, byte for byte, whatever stands behind [c]."""
    first, second = (suppression_problem(read_constraints([measure])) for measure in _with_small_numbers_moved())
    for name in ("low", "high", "floor", "hideable", "weights", "sums"):
        assert getattr(first, name).tobytes() == getattr(second, name).tobytes()


def _with_small_numbers_moved() -> list[Measure]:
    rows = [("g", 4, 20), ("b", 1, 9), (ALL, 5, 29)], [("g", 2, 20), ("b", 3, 9), (ALL, 5, 29)]
    return [table([sex(), counts(), counts("open", counts="others")], rows) for rows in rows]


def test_a_table_of_two_hundred_cells_is_protected_and_stands_the_audit() -> None:
    measure = random_tables.large(1)
    assert [] == disclosure.audit([measure], disclosure.suppress_small_numbers([measure]))


def test_a_number_that_a_guess_takes_for_nought_goes_no_further() -> None:
    system = problem_of([counts(name, **{"is": {"part": name}}) for name in "pq"], [3, 20])
    p = place(system, "p")
    reader = Attacker(system, frozenset({p}), sharp=False, guess=frozenset({p}))
    assert reader.reach(p, 5, upward=True) == (0, None, frozenset())
