"""Small words that a title is made with, by rule: whose, how many, of what."""

from __future__ import annotations

import re

from helpers.statistics.numbers import Number, Text, compose, over_inputs

FIGURES = {"percent": "share", "per_1k": "rate", "per_10k": "rate", "per_100k": "rate"}
FORMAL = re.compile(r", (City|County) of$")
YEAR = re.compile(r"\d{4}")
HISSING = ("s", "x", "z", "ch", "sh")


def possessive(name: str) -> str:
    """Say that something is a place's: "Wirral’s", "St. Helens’", "Kingston upon Hull’s"."""
    everyday = FORMAL.sub("", name)
    return f"{everyday}’" if everyday.endswith("s") else f"{everyday}’s"


def figure(unit: str) -> str:
    """What a value in a unit is called: a rate, a share or simply a figure."""
    return FIGURES.get(unit, "figure")


def plural(noun: str) -> str:
    """More than one of a thing: reviews, launches, agencies."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(HISSING) else f"{noun}s"


def within(words: str) -> str:
    """A heading as it stands within a sentence: "page views" for "Page views", but "NHS trusts" as it is."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def counted(number: Number, noun: str) -> Text:
    """A count in words with its noun: "one review", "12 reviews"."""
    return compose("{} {}", number.words, noun if number.value == 1 else plural(noun))


def opening(told: Text) -> Text:
    """The text as it begins a sentence, where it begins with a number in words or a small letter."""
    if not told.numbers or not told.words.startswith(compose("{}", told.numbers[0]).words):
        return Text(told.words[:1].upper() + told.words[1:], told.numbers)
    first, *others = told.numbers
    return Text(told.words, (first.written(first.shown[:1].upper() + first.shown[1:]), *others))


def years_between(earlier: Number, later: Number) -> Number | None:
    """How many years lie between the periods of two numbers, where both begin with a year and differ."""
    found = [YEAR.search(number.period) for number in (earlier, later)]
    if not found[0] or not found[1] or found[0][0] == found[1][0]:
        return None
    first, last = earlier.when, later.when
    return Number(
        f"{last.name} - {first.name}",
        float(int(found[1][0]) - int(found[0][0])),
        derivation=over_inputs("years_between", (first, last)),
        source=later.source,
    )
