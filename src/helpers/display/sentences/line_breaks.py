"""Break a text into lines and keep its numbers bound: a number broken over two lines becomes a part on each."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.statistics.numbers import MARK, Number, Text, compose


def relaid(text: Text, broken: str) -> Text:
    """Return a text with the line breaks of `broken`, which has the same words with line breaks instead of some spaces."""
    return compose("{}" * (2 * len(text.numbers) + 1), *_parts(text, broken))


def lines(text: Text) -> Iterator[Text]:
    """Yield the lines of a text, each with its numbers."""
    return (text.part(words) for words in text.words.split("\n"))


def _parts(text: Text, broken: str) -> Iterator[Text]:
    place = 0
    for part in _pieces(text):
        words = part.shown if isinstance(part, Number) else part
        end = _after(broken, place, sum(not letter.isspace() for letter in words))
        yield _split(part, broken[place:end]) if isinstance(part, Number) else Text(broken[place:end])
        place = end


def _pieces(text: Text) -> Iterator[str | Number]:
    """Yield words and numbers in turn, words first and last (they may be empty)."""
    place = 0
    for match in MARK.finditer(text.words):
        yield text.words[place : match.start()]
        yield text.numbers[int(match[1])]
        place = match.end()
    yield text.words[place:]


def _after(broken: str, place: int, letters: int) -> int:
    """Return the place in `broken` after so many letters from `place` on, blanks not counted."""
    while letters:
        letters -= not broken[place].isspace()
        place += 1
    return place


def _split(number: Number, words: str) -> Text:
    """Return the number on its lines; blanks before it stay outside the number."""
    figure = words.lstrip()
    parts = [number.shown_as(line) for line in figure.split("\n")]
    return Text(words[: len(words) - len(figure)]) + compose("\n".join("{}" for _ in parts), *parts)
