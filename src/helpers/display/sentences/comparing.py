"""Sentences about how a published figure compares with others: rules choose the words, and the numbers are bound.

Each function but `missing` returns the end of a sentence: `prose.say("The share {}.", comparing.ranking(shares, place))`.
Better and worse are used only where the measure has a better end and the difference is more than chance. How a figure moved is
said in `trending`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from helpers.display.sentences import derived_numbers, wording
from helpers.sources import published
from helpers.sources.areas import in_sentence
from helpers.statistics.comparison import comparisons, movements
from helpers.statistics.comparison.comparisons import Ranking
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

FURTHER = "further out than chance and the usual differences between authorities explain"
QUARTERS = {4: "highest", 3: "upper middle", 2: "lower middle", 1: "lowest"}
BETTER_END = {"low": "a low figure is better", "high": "a high figure is better"}


def ranking(statistic: Statistic, area: str) -> Text:
    """Say where an area ranks: "was the 19th highest of 152 authorities with a figure, in the highest quarter"."""
    ranking = comparisons.ranking(statistic, area)
    if ranking.rank is None or ranking.of is None:
        return compose("cannot be ranked: {}", wording.within_sentence(ranking.reason))
    better = BETTER_END.get(published.store().measure(statistic.name).polarity, "")
    words = compose(
        "was {} of {} authorities with a figure, in the {} quarter",
        _place(ranking),
        ranking.of,
        QUARTERS[ranking.quarter],
    )
    return words + (f" ({better})" if better else "")


def beside(statistic: Statistic, area: str) -> Text:
    """Say whether an area's figure is higher than, lower than or similar to those of England, its region and its neighbours' median."""
    ranking = comparisons.ranking(statistic, area)
    if ranking.number is None:
        return compose("cannot be compared: {}", wording.within_sentence(ranking.reason))
    relations = [(_relation(statistic, ranking.number, number), name, number) for name, number in _comparators(ranking)]
    if not relations:
        return text(
            "cannot be compared: no figure is published for England, the region or enough statistical neighbours"
        )
    groups = [
        compose("{} {}", how, joined(compose("{} ({})", name, number) for _, name, number in same))
        for how, same in _grouped(relations)
    ]
    return compose("was {}", joined(groups, by="; ", last="; "))


def limits(statistic: Statistic, area: str) -> Text:
    """Say how far an area lies from England and, where it is so, that it lies outside the 99.8% control limits.

    The limits allow for overdispersion between authorities. That an area lies within them is no comfort, and is not said.
    """
    ranking = comparisons.ranking(statistic, area)
    if ranking.number is None:
        return compose("cannot be set against limits: {}", wording.within_sentence(ranking.reason))
    if not ranking.lies:
        return compose("cannot be set against limits: {}", wording.within_sentence(text(movements.NO_BASE)))
    distance = _distance(ranking.number, ranking.england)
    if not ranking.outside_limits:
        return distance
    return compose("{}, and lies {} the limits, {}{}", distance, ranking.lies, FURTHER, _side(statistic, ranking.lies))


def _distance(own: Number, england: Number | None) -> Text:
    """Say how far a figure is from England's: "was 116 per 10,000, 47 per 10,000 above England’s"."""
    if england is None or own.shown == england.shown:
        return compose("was {}{}", own, ", as England’s was" if england else "")
    side, (larger, smaller) = ("above", (own, england)) if own.or_nan > england.or_nan else ("below", (england, own))
    return compose("was {}, {} {} England’s", own, derived_numbers.difference(larger, smaller), side)


def _place(ranking: Ranking) -> Text:
    end, tied = "highest" if ranking.is_from_highest else "lowest", "joint" if ranking.is_tied else "the"
    if ranking.rank is None or ranking.rank.value == 1:
        return text(f"{tied} {end}")
    return compose("{} {} {}", tied, ranking.rank, end)


def _comparators(ranking: Ranking) -> Iterator[tuple[str, Number]]:
    named = (
        ("England", ranking.england),
        (in_sentence(ranking.region_name), ranking.region),
        ("the median of its statistical neighbours", ranking.neighbours_median),
    )
    return ((name, number) for name, number in named if number is not None)


def _grouped(relations: list[tuple[str, str, Number]]) -> Iterator[tuple[str, list[tuple[str, str, Number]]]]:
    return ((how, list(same)) for how, same in groupby(relations, key=lambda relation: relation[0]))


def _relation(statistic: Statistic, own: Number, comparator: Number) -> str:
    if movements.are_alike(comparator, own, about=published.store().measure(statistic.name)):
        return "about the same as"
    return "higher than" if own.or_nan > comparator.or_nan else "lower than"


def _side(statistic: Statistic, lies: str) -> str:
    polarity = published.store().measure(statistic.name).polarity
    if not polarity:
        return ""
    return f", on the {'better' if (lies == 'above') == (polarity == 'high') else 'worse'} side"
