"""Words for titles by rule: possessives, plurals, and counts with their noun."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from helpers.sources.areas import in_sentence
from helpers.statistics.numbers import Number, Part, Text, compose, joined

FIGURES = {"percent": "share", "per_1k": "rate", "per_10k": "rate", "per_100k": "rate"}
FORMAL = re.compile(r", (City|County) of$")
YEAR = re.compile(r"\d{4}")
MOST_IN_A_SENTENCE = 4
HISSING = ("s", "x", "z", "ch", "sh")


def possessive(name: str) -> str:
    """Return a place's name as a title begins with it: "Wirral’s", "St. Helens’", "Kingston upon Hull’s", "The City of London’s"."""
    words = everyday(name)
    words = words[:1].upper() + words[1:]
    return f"{words}’" if words.endswith("s") else f"{words}’s"


def everyday(name: str) -> str:
    """Return a place's name as a title has it within a sentence: "Kingston upon Hull", "the City of London"."""
    return in_sentence(FORMAL.sub("", name))


def short(number: Number) -> Number:
    """Return a number without a unit longer than its £ or %, for where the unit is named already."""
    return number if number.unit in ("percent", "pounds") else number.bare


def figure(unit: str) -> str:
    """Return what a value in a unit is called: "rate", "share" or "figure"."""
    return FIGURES.get(unit, "figure")


def plural(noun: str) -> str:
    """Return the plural of a noun: reviews, launches, agencies."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(HISSING) else f"{noun}s"


def within(words: str) -> str:
    """Return a heading for use within a sentence: "page views" for "Page views", but "NHS trusts" unchanged."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def within_sentence(sentence: Text) -> Text:
    """Return a sentence as a part of another: without its capital and its full stop."""
    return replace(sentence, words=sentence.words[:1].lower() + sentence.words[1:].removesuffix("."))


def in_sentences(things: Iterable[Part], *, between: str) -> Text:
    """Join things that there are none of, four to a sentence: "A, B, C or D", then `between` two sentences, then the rest."""
    in_order = list(things)
    starts = range(0, len(in_order), MOST_IN_A_SENTENCE)
    return joined(
        (joined(in_order[start : start + MOST_IN_A_SENTENCE], last=" or ") for start in starts),
        by=between,
        last=between,
    )


def counted(number: Number, noun: str) -> Text:
    """Return a count in words with its noun: "one review", "12 reviews"."""
    return compose("{} {}", number.words, noun if number.value == 1 else plural(noun))


def opening(sentence: Text) -> Text:
    """Return the text with a capital first letter, also where a number in words begins it ("Two reviews")."""
    if not sentence.numbers or not sentence.words.startswith(compose("{}", sentence.numbers[0]).words):
        return Text(sentence.words[:1].upper() + sentence.words[1:], sentence.numbers)
    first, *following = sentence.numbers
    return Text(sentence.words, (first.shown_as(first.shown[:1].upper() + first.shown[1:]), *following))
