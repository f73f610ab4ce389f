"""Check ranks against their index: each rank names its edition of an index, which has a number of places.

A rank out of the places of another index is refused, in the data and in a sentence: a rank of the 2019 Index of
Multiple Deprivation (317 districts) out of the 316 authorities of its income measure would mislead.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.errors import Fault, UnknownName, nearest
from helpers.sources.year_folder import YearFolder
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.numbers import MARK, Number
from helpers.statistics.soundness.registers import RegisterSentence
from helpers.statistics.soundness.rules import Breach, Rule

INDICES = Path(__file__).parent / "indices.csv"
MARKED = MARK.pattern.replace("(", "(?P<{}>", 1)
OUT_OF = re.compile(rf"{MARKED.format('rank')}\W*(?:[^\W\d]+\W+){{0,5}}?of\W+(?:the\W+)?{MARKED.format('places')}")


@dataclass(frozen=True)
class RankIndex:
    """One edition of an index: how many places it ranks, of what kind, and the source of that number."""

    id: str
    name: str
    edition: str
    places: int
    ranked: str
    source: str

    def __str__(self) -> str:
        return f"{self.name} of {self.edition}"


@cache
def indices() -> dict[str, RankIndex]:
    """Return every edition of an index that the report knows, by its id."""
    with INDICES.open(encoding="utf-8", newline="") as opened:
        rows = [RankIndex(places=int(row.pop("places")), **row) for row in csv.DictReader(opened)]
    return {index.id: index for index in rows}


def index(name: str) -> RankIndex:
    """Return an edition of an index by its id; an unknown one raises UnknownName with the nearest."""
    if name not in indices():
        raise UnknownName(
            f'"{name}" is not an index that the report knows. {nearest(name, indices()) or "Add it to indices.csv."}'
        )
    return indices()[name]


def breaches(rule: Rule, names: NamedNumbers, bound: Sequence[RegisterSentence]) -> Iterator[Breach]:
    """Yield a breach for a rank of the wrong unit, edition or number of places, in the data or in a sentence."""
    rank, against = names.number(rule.left), index(rule.index)
    if rank.unit != "rank" or not _value(rank):
        yield Breach(rank.name, f"{rank.name} is not a rank. Give it the unit rank, or take the rule out.", rank)
    elif _value(rank) > against.places:
        yield Breach(
            rank.name, f"{rank.name} is {rank.shown}, but the {against} has {against.places} places. Correct it.", rank
        )
    if against.edition not in rank.period.label:
        yield Breach(
            rank.name,
            f'{rank.name} is of "{rank.period}", but its index is the {against}. Name the edition it is from.',
            rank,
        )
    if rule.right:
        yield from _of_places(names.number(rule.right), against)
    yield from _in_sentences(rule, bound)


def unruled(folder: YearFolder, rules: Sequence[Rule]) -> Iterator[Fault]:
    """Return a fault for each rank among the facts that no rule ties to an index."""
    ruled = {rule.left for rule in rules if rule.kind == "rank_places"}
    for table in folder.tables_named("facts"):
        for line, name, unit in zip(table.lines, table.frame["id"], table.frame["unit"], strict=True):
            if unit == "rank" and name not in ruled:
                yield Fault(
                    table.file,
                    line,
                    "unit",
                    f"{name} is a rank without its index. Add a rule of kind rank_places that names the index.",
                )


def _of_places(places: Number, against: RankIndex) -> Iterator[Breach]:
    if _value(places) != against.places:
        rivals = [str(rival) for rival in indices().values() if rival.places == _value(places)]
        whose = f" {places.shown} is the number of places of the {rivals[0]}." if rivals else ""
        yield Breach(
            places.name,
            f"{places.name} is {places.shown}, but the {against} ranks {against.places} {against.ranked}.{whose} Correct it.",
            places,
        )


def _in_sentences(rule: Rule, bound: Sequence[RegisterSentence]) -> Iterator[Breach]:
    for sentence in bound:
        for match in OUT_OF.finditer(sentence.text.words):
            rank, places = (sentence.text.numbers[int(match[part])] for part in ("rank", "places"))
            if rank.name == rule.left and places.name != rule.right:
                yield Breach(places.name, _message(sentence, match, rank, places, rule), rank, places)


def _message(sentence: RegisterSentence, match: re.Match[str], rank: Number, places: Number, rule: Rule) -> str:
    own_places = rule.right or "none: its number of places is not held"
    return f"{sentence.line(match.start())} puts {rank.name} ({rank.shown}) out of {places.name} ({places.shown}); its own places are {own_places}. Use those, or leave them out."


def _value(number: Number) -> float:
    return float(number.value) if isinstance(number.value, (int, float)) else 0.0
