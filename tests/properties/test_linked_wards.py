"""Wards in localities and in sizes, each by kind, with localities and sizes by kind: 155 cells, 90 numbers, seven of them small.

So many rounds are needed for the fewest cells that the search stops before; what it hid beyond need is shown again, and nobody is the wiser.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from functools import cached_property

import pytest
from support import outsider
from support.published_problems import Problem, Row

from helpers.statistics import disclosure
from helpers.statistics.disclosure import suppression
from helpers.statistics.disclosure.constraint_reading import read_constraints
from helpers.statistics.disclosure.suppress import suppression_problem

TABLES = "ward<locality * kind; ward<size * kind; locality * kind; size * kind"
WARDS = [f"ward {letter}" for letter in "ABCDEFGHIJ"]
LOCALITIES, SIZES = ("north", "south", "east", "west"), ("large", "middle", "small")
KINDS = ("neglect", "emotional", "physical", "sexual")
STOPPED = 14  # the seed of counts for which the search stops, of the first thirty the one with most to show again
IN_FULL = pytest.mark.skipif("PROPERTY_TABLES" not in os.environ, reason="a minute: run by make test-properties")

pytestmark = [pytest.mark.property, IN_FULL]


@dataclass(frozen=True)
class Wards(Problem):
    """The four tables of wards whose counts a seed draws."""

    seed: int = 0

    @cached_property
    def rows(self) -> list[Row]:
        """A row for each ward and kind, drawn again until seven of them are small."""
        draw = random.Random(self.seed)
        while True:
            within = {
                name: {ward: words[place % len(words)] for place, ward in enumerate(draw.sample(WARDS, len(WARDS)))}
                for name, words in (("locality", LOCALITIES), ("size", SIZES))
            }
            rows = [
                {"ward": ward, "kind": kind, "number": str(int(draw.expovariate(1 / 22)) + (draw.random() < 0.8) * 4)}
                | {name: of[ward] for name, of in within.items()}
                for ward in WARDS
                for kind in KINDS
            ]
            if sum(int(row["number"]) in outsider.SMALL for row in rows) == 7:
                return rows


class Watched(suppression._Search):
    """A search that says how many numbers it hid before it showed any again."""

    before = 0

    def _shown_again(self, hidden: frozenset[int]) -> frozenset[int]:
        self.before = len(hidden)
        return super()._shown_again(hidden)


def wards() -> Wards:
    """The tables for which the search stops."""
    return Wards("wards", "", "", "number", TABLES, STOPPED)


def test_twenty_numbers_at_least_come_back_and_the_rest_is_needed() -> None:
    problem = wards()
    measures = problem.measures()
    page = problem.page(measures)
    small = [cell.key for cell in page.cells if cell.value in outsider.SMALL]
    assert (155, 90, 7) == (sum(len(measure.table) for measure in measures), len(page.cells), len(small))
    search = Watched(suppression_problem(read_constraints(measures)))
    hidden = search.hidden()
    assert search.before - len(hidden) >= 20
    shown = problem.page(disclosure.suppress_small_numbers(measures))
    assert len(hidden) == len(shown.hidden)
    assert [] == list(outsider.excluded(shown, small))
    again = [page.without(shown.hidden - {key}) for key in shown.hidden - set(small)]
    assert all(any(outsider.excluded(less, small)) for less in again)


def test_no_small_number_is_in_what_the_search_gets() -> None:
    constraints = read_constraints(wards().measures())
    before = suppression_problem(constraints)
    for figure in constraints.figures.values():
        if figure.is_small and figure.value is not None:
            figure.value = 6 - figure.value
    assert suppression_problem(constraints) == before
