"""Of random tables: no hidden number can be narrowed down, few numbers are hidden, and which ones tells nothing.

`make test-properties` tries ten thousand tables; the suite tries two hundred. A failure names the seed of its tables.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from properties import random_tables

from helpers.statistics import disclosure
from helpers.statistics.disclosure.attacker import Range, Reader, disclosures
from helpers.statistics.disclosure.gathering import gather, key_of
from helpers.statistics.disclosure.published_together import together
from helpers.statistics.disclosure.suppression import hidden_numbers

TABLES = int(os.environ.get("PROPERTY_TABLES", "200"))
MOST_CHOICES = 7

pytestmark = pytest.mark.property


def test_no_reader_excludes_a_value_of_a_hidden_number():
    found = {
        seed: disclosure.audit(made, disclosure.protected(made))
        for seed in range(TABLES)
        for made in [random_tables.tables(seed)]
    }
    assert {} == {seed: told for seed, told in found.items() if told}


def test_no_more_than_a_tenth_more_numbers_are_hidden_than_the_fewest_that_would_do():
    pairs = [pair for seed in range(max(25, TABLES // 25)) if (pair := _hidden_and_fewest(seed))]
    hidden, fewest = map(sum, zip(*pairs, strict=True))
    print(f"\n{len(pairs)} tables solved by trying every choice: {hidden} hidden, {fewest} at least")
    assert hidden <= 1.1 * fewest


def test_which_numbers_are_hidden_is_the_same_whatever_the_small_ones_are():
    compared = [_same_with_small_numbers_moved(seed) for seed in range(max(50, TABLES // 20))]
    assert compared.count(True) > len(compared) // 10
    assert False not in compared


def _hidden_and_fewest(seed: int) -> tuple[int, int] | None:
    """How many cells are hidden, and the fewest found by trying every choice; None where nothing is small, or choices are many."""
    system = together(gather(random_tables.tables(seed, most_cells=16)))
    choices = [cell for cell in np.flatnonzero(system.hideable).tolist() if cell not in system.forced]
    if not system.targets or len(choices) > MOST_CHOICES:
        return None
    every = [system.forced | set(more) for size in range(len(choices) + 1) for more in combinations(choices, size)]
    every.sort(key=lambda chosen: _cells(system, chosen))
    fewest = next(chosen for chosen in every if not any(disclosures(system, chosen)))
    return _cells(system, hidden_numbers(system)), _cells(system, fewest)


def _cells(system, hidden) -> int:
    """In how many cells a hidden number would have stood."""
    return round(sum(system.weights[cell] for cell in hidden))


def _same_with_small_numbers_moved(seed: int) -> bool | None:
    """Whether tables come out alike, byte for byte, with other numbers from one to five; None where there are no others."""
    made = [measure for measure in random_tables.tables(seed) if "percent" not in measure.table]
    held = gather(made)
    moved = _moved(together(held)) if made else None
    if moved is None:
        return None
    values = dict(zip(held.figures, moved, strict=True))
    others = [_with(measure, values) for measure in made]
    return _bytes(disclosure.protected(made)) == _bytes(disclosure.protected(others))


def _moved(system) -> np.ndarray | None:
    """Other values for the small numbers, still from one to five, with every other number as it was."""
    small = tuple(Range(cell, 1, 5, frozenset()) for cell in system.targets)
    reader = Reader(replace(system, ranges=small), system.forced)
    worlds = (reader.world(cell, value) for cell in system.targets for value in (5, 4, 1))
    return next((world for world in worlds if world is not None), None)


def _with(measure, values):
    count = measure.layout.counts[0]
    return replace(
        measure,
        table=measure.table.assign(children=[values[key_of(measure, row, count)] for row in range(len(measure.table))]),
    )


def _bytes(measures) -> list[tuple[bytes, object]]:
    return [(measure.table.to_csv().encode(), measure.codes) for measure in measures]
