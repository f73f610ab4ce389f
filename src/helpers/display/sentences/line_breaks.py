"""Break a text into lines, its numbers kept: one that falls on two lines is shown on each by its part."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.statistics.numbers import MARK, Number, Text, compose


def relaid(told: Text, broken: str) -> Text:
    """Return a text with the line breaks of `broken`, which is its plain words with other blanks between them."""
    return compose("{}" * (2 * len(told.numbers) + 1), *_parts(told, broken))


def lines(told: Text) -> Iterator[Text]:
    """Go through the lines of a text."""
    return (told.part(words) for words in told.words.split("\n"))


def _parts(told: Text, broken: str) -> Iterator[Text]:
    place = 0
    for part in _pieces(told):
        words = part.shown if isinstance(part, Number) else part
        end = _after(broken, place, sum(not letter.isspace() for letter in words))
        yield _split(part, broken[place:end]) if isinstance(part, Number) else Text(broken[place:end])
        place = end


def _pieces(told: Text) -> Iterator[str | Number]:
    """Words and numbers in turn, words first and last."""
    place = 0
    for found in MARK.finditer(told.words):
        yield told.words[place : found.start()]
        yield told.numbers[int(found[1])]
        place = found.end()
    yield told.words[place:]


def _after(broken: str, place: int, letters: int) -> int:
    """Where so many letters have been passed, blanks not counted."""
    while letters:
        letters -= not broken[place].isspace()
        place += 1
    return place


def _split(number: Number, words: str) -> Text:
    """The number on its lines, the blanks before it left outside it."""
    shown = words.lstrip()
    parts = [number.written(line) for line in shown.split("\n")]
    return Text(words[: len(words) - len(shown)]) + compose("\n".join("{}" for _ in parts), *parts)
