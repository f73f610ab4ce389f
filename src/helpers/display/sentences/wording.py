"""Words for titles by rule: possessives, plurals, and counts with their noun."""

from __future__ import annotations

import re

from helpers.sources.areas import in_sentence
from helpers.statistics.numbers import Number, Text, compose, over_inputs

FIGURES = {"percent": "share", "per_1k": "rate", "per_10k": "rate", "per_100k": "rate"}
FORMAL = re.compile(r", (City|County) of$")
YEAR = re.compile(r"\d{4}")
HISSING = ("s", "x", "z", "ch", "sh")


def possessive(name: str) -> str:
    """Return a place's name as a title begins with it: "Wirral’s", "St. Helens’", "Kingston upon Hull’s", "The City of London’s"."""
    everyday = in_sentence(FORMAL.sub("", name))
    everyday = everyday[:1].upper() + everyday[1:]
    return f"{everyday}’" if everyday.endswith("s") else f"{everyday}’s"


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


def counted(number: Number, noun: str) -> Text:
    """Return a count in words with its noun: "one review", "12 reviews"."""
    return compose("{} {}", number.words, noun if number.value == 1 else plural(noun))


def opening(sentence: Text) -> Text:
    """Return the text with a capital first letter, also where a number in words begins it ("Two reviews")."""
    if not sentence.numbers or not sentence.words.startswith(compose("{}", sentence.numbers[0]).words):
        return Text(sentence.words[:1].upper() + sentence.words[1:], sentence.numbers)
    first, *following = sentence.numbers
    return Text(sentence.words, (first.shown_as(first.shown[:1].upper() + first.shown[1:]), *following))


def years_between(earlier: Number, later: Number) -> Number | None:
    """Return the years between the periods of two numbers as a number; None where either has no year or they are equal."""
    start, end = earlier.period.first_year, later.period.first_year
    if start is None or end is None or start == end:
        return None
    first, last = earlier.when, later.when
    return Number(
        f"{last.name} - {first.name}",
        float(end - start),
        derivation=over_inputs("years_between", (first, last)),
        source=later.source,
    )
