"""Of random years, as folders of files: no small number can be narrowed down by an outsider who knows which group lies in which.

`make test-properties` tries ten thousand years; the suite a few. A failure names the seed of its year.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from support import local_year, outsider, random_years
from support.alike import all_slow
from support.outsider import Key, Outsider, Page

from helpers.errors import ReportError
from helpers.statistics import disclosure, publication_context
from helpers.statistics.measures.supplied import of_table

YEARS = int(os.environ.get("PROPERTY_YEARS", "6"))
BLOCK = 100
FEW = 4
# Who is in none of some groups, wards whose places another table shows, withheld numbers, ages counted by sex alone; and two
# years that were refused, since what must be hidden from a plain reader was worked out for a sharp one; a year's total beside
# one quarter and months of another; and bands of ages beside who is counted whatever the age.
ONCE_WRONG = (21, 77, 83, 113, 153, 207, 346, 503, 557, 559, 584, 658, 3871, 4287, 5839)
# Groups that may be all there are or leave one out, since a number is withheld: a ward of five, numbers withheld, and three years
# that were refused; in 273 two guesses that cannot both be so; in 1828 a ward that no table places in a locality; in 4188 a small
# number that another guess takes for nought.
LEFT_OPEN = (273, 1828, 2366, 3765, 4188, 6231, 6502, 7047, 8210, 8257, 9695)
BLOCKS = [range(first, min(first + BLOCK, YEARS)) for first in range(0, YEARS, BLOCK)]

pytestmark = pytest.mark.property


@pytest.mark.parametrize(
    "seeds",
    [ONCE_WRONG[:FEW], *BLOCKS, *all_slow(ONCE_WRONG[FEW:], LEFT_OPEN)],
    ids=lambda seeds: f"{seeds[0]} to {seeds[-1]}",
)
def test_nobody_who_reads_a_year_excludes_a_value_of_a_small_number(seeds: Sequence[int], tmp_path: Path) -> None:
    place, kinds = local_year.project(tmp_path, years=()), Counter[str]()
    with local_year.at(place):
        findings = {seed: results for seed in seeds if (results := _findings(seed, place, kinds))}
    print(f"\n{dict(kinds)}")
    assert {} == findings


def _findings(seed: int, place: Path, kinds: Counter[str]) -> list[object]:
    year = random_years.drawn(seed)
    random_years.write(year, place)
    kinds.update(year.kinds)
    tables = publication_context.of_people(local_year.folder(place), of_table)
    try:
        shown = disclosure.suppress_small_numbers(tables)
    except ReportError as error:
        return [f"refused: {error}"]
    before, after = random_years.page(year, tables), random_years.page(year, shown)
    kinds["years"] += 1
    kinds["hidden"] += after.hidden_cells
    kinds["withheld"] += before.hidden_cells
    small = _small(year, before)
    kinds["small"] += len(small)
    return [*_bared(after, small), *_excluded(after, small)]


def _small(year: random_years.RandomYear, before: Page) -> dict[Key, range]:
    """The numbers to protect, with the values that each must be able to have: those printed from 1 to 5, those withheld, and
    those that somebody who had all the tables before anything was hidden could work out."""
    reader = Outsider(before)
    small = {key: outsider.SMALL for key in _few(year, before) if reader.is_told(key)}
    return small | {key: _up_to(year.most[key]) for key in before.hidden if key in year.most}


def _few(year: random_years.RandomYear, before: Page) -> Iterator[Key]:
    printed = {cell.key for cell in before.cells if cell.base is None}
    named = [*printed, *(total for total, _ in before.sums)]
    yield from (key for key in dict.fromkeys(named) if year.number(key) in outsider.SMALL and key not in before.hidden)


def _up_to(most: float) -> range:
    return outsider.SMALL if most == float("inf") else range(1, int(most) + 1)


def _bared(after: Page, small: Iterable[Key]) -> list[Key]:
    shown = {cell.key for cell in after.cells if cell.base is None and cell.value is not None}
    return [key for key in small if key in shown]


def _excluded(after: Page, small: dict[Key, range]) -> Iterator[tuple[Key, int]]:
    """The values that a reader rules out, and that what the suppliers' words and the noughts say leaves possible."""
    wording = after.without({cell.key for cell in after.cells} - after.noughts)
    for sharp in (True, False):
        reader, worded = Outsider(after, sharp=sharp), Outsider(wording, sharp=sharp)
        tried = ((key, value) for key, values in small.items() for value in values)
        yield from (pair for pair in tried if not reader.can_be(*pair) and worded.can_be(*pair))
