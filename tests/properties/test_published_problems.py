"""Problems that the authors of other tools print: nobody can work out a small number, and how many cells that takes beside theirs.

Who reads them is the outsider (`support/outsider.py`), here with every count of the finest groups, printed or not, as one unknown.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from support import PROJECT, outsider, published_problems
from support.published_problems import Problem

from helpers.statistics import disclosure

PROBLEMS = {problem.name: problem for problem in published_problems.problems()}
LARGE = ("regions in counties", "regions in two groupings", "regions in two sizes")
TABLE = PROJECT / "docs" / "decisions" / "0008-disclosure.md"
IN_FULL = pytest.mark.skipif(
    "PROPERTY_TABLES" not in os.environ, reason="half a minute each: run by make test-properties"
)
SLOW = ("two linked economies", "two linked tables")
NTH = 4  # of the others each fourth is quick: all are read by one outsider
every_problem = pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=IN_FULL if name in LARGE else pytest.mark.slow if name in SLOW or place % NTH else ())
        for place, name in enumerate(PROBLEMS)
    ],
)

pytestmark = pytest.mark.property


@cache
def pages(name: str) -> tuple[outsider.Page, outsider.Page]:
    """What a problem's tables would print before hiding, and what they print after it."""
    problem = PROBLEMS[name]
    measures = problem.measures()
    return problem.page(measures), problem.page(disclosure.suppress_small_numbers(measures))


def small(problem: Problem) -> list[outsider.Key]:
    """The printed numbers of a problem from 1 to 5."""
    return [cell.key for cell in problem.page(problem.measures()).cells if cell.value in outsider.SMALL]


@every_problem
def test_no_small_number_of_a_published_problem_is_shown_told_or_narrowed(name: str) -> None:
    shown, keys = pages(name)[1], small(PROBLEMS[name])
    reader = outsider.Outsider(shown)
    assert [] == [key for key in keys if key not in shown.hidden or reader.is_told(key)]
    assert [] == list(outsider.excluded(shown, keys))


@every_problem
def test_a_number_that_is_shown_is_the_one_that_was_counted(name: str) -> None:
    assert {} == {cell.key: cell.value for cell in pages(name)[1].cells if not _is_right(PROBLEMS[name], cell)}


@every_problem
def test_no_number_hidden_to_protect_others_could_be_shown_after_all(name: str) -> None:
    before, shown = pages(name)
    keys = small(PROBLEMS[name])
    protectors = [cell.key for cell in before.cells if cell.key in shown.hidden and cell.key not in keys]
    again = (before.without(shown.hidden - {key}) for key in protectors)
    assert [] == [key for key, page in zip(protectors, again, strict=True) if not any(outsider.excluded(page, keys))]


def _is_right(problem: Problem, cell: outsider.Printed) -> bool:
    return cell.value in (None, problem.number(cell.key))


def test_the_outsider_finds_what_is_told_where_small_numbers_alone_are_hidden() -> None:
    names = [name for name, problem in PROBLEMS.items() if name not in LARGE and any(_told_of(problem))]
    assert len(names) >= 20


def _told_of(problem: Problem) -> Iterator[tuple[outsider.Key, int]]:
    """What the reader of a page rules out that hides small numbers and no other."""
    keys = small(problem)
    return outsider.excluded(problem.page(problem.measures()).without(set(keys)), keys)


def test_there_are_twenty_problems_with_results_and_each_result_is_of_a_problem() -> None:
    names = {row["problem"] for row in published_problems.results()}
    assert names <= PROBLEMS.keys() and len(names) >= 20
    assert all((Path(published_problems.FOLDER) / f"{problem.data}.csv").exists() for problem in PROBLEMS.values())


@pytest.mark.slow
def test_the_table_of_cells_hidden_beside_theirs_is_what_the_decision_prints() -> None:
    assert "\n".join(_lines()) in TABLE.read_text(encoding="utf-8")


def _lines() -> Iterator[str]:
    yield "| problem | cells | 1 to 5 | hidden here | hidden by another tool, and what it took for small |"
    yield "|---|---|---|---|---|"
    for name, problem in PROBLEMS.items():
        before, shown = pages(name)
        theirs = [_theirs(row) for row in published_problems.results() if row["problem"] == name]
        numbers = f"{len(before.cells)} | {len(small(problem))} | {len(shown.hidden)}"
        yield f"| {name} | {numbers} | {'; '.join(theirs) or 'not printed'} |"


def _theirs(row: dict[str, str]) -> str:
    rule = f"{row['least']} to {row['most']}" if row["most"] else "chosen cells"
    return f"{row['hidden']} ({row['tool']}, {rule})"
