"""Bind names that hold a number ("Catch22", "Wirral 016B") and periods to the cells they are from, wherever they stand.

Charts pass names about as words, so the row is found again by the words themselves: a name is its own identity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from helpers.display.blocks import Block
from helpers.sources import published
from helpers.sources.typed_numbers import holds_number
from helpers.statistics import measure_names
from helpers.statistics.numbers import MARK, Number, Text, compose, text
from helpers.statistics.statistic import Statistic

BEHIND = ("id", "source", "area", "unit", "qualifier")
BEFORE, AFTER = r"(?<!\w)(?<!\d[-–/.,])", r"(?!\w|[-–/.,]\d)"
Known = Mapping[str, Number]
Shown = TypeVar("Shown", bound=Block)


def block(shown: Shown, *statistics: Statistic) -> Shown:
    """Return a block with every name and period of the statistics bound."""
    cells = {words: number for statistic in reversed(statistics) for words, number in known(statistic).items()}
    return shown.mapped(lambda _, told: bound(told, cells)) if cells else shown


def known(statistic: Statistic) -> Known:
    """The words of a statistic that hold a number, each with the first cell it stands in, and the period it is of."""
    found = {statistic.period: statistic.when} if holds_number(statistic.period) else {}
    for column in reversed([name for name in statistic.measure.cells if name not in BEHIND]):
        for said, row in _first_rows(statistic.measure.cells[column]).items():
            if holds_number(said):
                found |= {text(words).plain: statistic.words(row, column) for words in (said, said.rstrip("."))}
    return {**found, **_measure(statistic)}


def _first_rows(cells: Sequence[object]) -> dict[str, int]:
    """The different words of a column, each with the first row it stands in."""
    return {said: row for row, said in reversed(list(enumerate(cells))) if isinstance(said, str)}


def _measure(statistic: Statistic) -> Known:
    """The name of a published measure, and the title that is made of it, where it holds a number ("within 45 days")."""
    about = published.store().find(statistic.name)
    if about is None or not holds_number(about.name):
        return {}
    return {about.name: measure_names.name_of(about.measure).numbers[0]}


def bound(told: Text, cells: Known) -> Text:
    """Return a text with each known name in its words bound; a line that is part of a longer name is bound as that part."""
    if not holds_number(MARK.sub(" ", told.words)):
        return told
    return compose("{}" * len(parts), *parts) if (parts := list(_parts(told, cells))) else told


def _parts(told: Text, cells: Known) -> Iterator[Text | Number]:
    """Go through a text's words and numbers, names found in the words among them."""
    place = 0
    for found in MARK.finditer(told.words):
        yield from _named(told.words[place : found.start()], cells)
        yield told.numbers[int(found[1])]
        place = found.end()
    yield from _named(told.words[place:], cells)


def _named(words: str, cells: Known) -> Iterator[Text | Number]:
    place = 0
    for found in _pattern(cells).finditer(words) if holds_number(words) else ():
        yield Text(words[place : found.start()])
        yield cells[" ".join(found[0].split())].written(found[0])
        place = found.end()
    rest = words[place:]
    yield _fragment(rest, cells) if holds_number(rest) else Text(rest)


def _pattern(cells: Known) -> re.Pattern[str]:
    """The names as whole words: the year 2024 is not found in the period 2024-25, nor 16 in 16.5."""
    longest_first = sorted(cells, key=lambda words: (-len(words), words))
    return re.compile("|".join(rf"{BEFORE}{re.escape(words)}{AFTER}" for words in longest_first))


def _fragment(words: str, cells: Known) -> Text | Number:
    """A line of a name that was broken over several, as that part of the cell; other words as they stand."""
    whole = next((number for said, number in cells.items() if words.strip() and words.strip() in said), None)
    return whole.written(words) if whole else Text(words)
