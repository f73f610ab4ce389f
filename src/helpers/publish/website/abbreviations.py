"""Explain terms and abbreviations of the glossary where a page first uses them: each is a button that opens what it means.

The button and its note are plain HTML (`popover`), which needs no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape

from helpers.display import html_words
from helpers.sources.typed_numbers import in_small_letters, typed_numbers_in

WHOLE = r"<p class=\"(?:credit|note)\">.*?</p>|<svg\b.*?</svg>"  # a credit names titles, not terms
TAG = re.compile(rf"({WHOLE}|<[^>]*>)", re.DOTALL)
NAME = re.compile(r"</?([\w-]+)")
PASSED_OVER = {"abbr", "code", "data", "script", "style", "summary", "a", "button", "th", "h1", "h2", "h3", "h4"}
PASSED_OVER |= {"caption", "figcaption", "dt", "dd", "strong"}


def explained_in_turn(pieces: Iterable[str], meanings: Mapping[str, str]) -> tuple[str, ...]:
    """Return the pieces of a page with the first use of each term explained; `meanings` gives the meaning of each.

    A piece must be complete elements, since tags are counted from its start. A meaning with a number in it is left out, for a
    page shows no number that the ledger does not have.
    """
    waiting = dict(_explainable(tuple(meanings.items())))
    terms = _any_of(tuple(waiting))
    return tuple(_piece(piece, terms, waiting) if waiting else piece for piece in pieces)


@cache
def _explainable(meanings: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {term.lower(): meaning for term, meaning in meanings if not typed_numbers_in(meaning)}


def _piece(page: str, terms: re.Pattern[str], waiting: dict[str, str]) -> str:
    return "".join(_part(part, inside, terms, waiting) for part, inside in _parts(page))


def _parts(page: str) -> Iterator[tuple[str, bool]]:
    """Yield the tags and texts of a page, each with whether it is inside an element of PASSED_OVER."""
    depth = 0
    for part in TAG.split(page):
        yield part, depth > 0
        name = NAME.match(part)
        if name and name[1] in PASSED_OVER and not part.endswith("/>"):
            depth += -1 if part.startswith("</") else 1


def _part(part: str, inside: bool, terms: re.Pattern[str], waiting: dict[str, str]) -> str:
    if inside or not waiting or part.isspace() or part.startswith("<"):
        return part
    if not _hint_of(terms).search(in_small_letters(part)):
        return part
    return terms.sub(lambda match: _explained(match[0], waiting), part)


@cache
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    # Longest first, so that of two terms with one beginning the longer matches; a plural "s" stays outside.
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(terms, key=len, reverse=True)))})(?=s?\b)", re.IGNORECASE)


@cache
def _hint_of(terms: re.Pattern[str]) -> re.Pattern[str]:
    """The same terms, which are in small letters, for a text in small letters: most passages have none."""
    return re.compile(terms.pattern)


def _explained(words: str, waiting: dict[str, str]) -> str:
    meaning = waiting.pop(words.lower(), "")
    if not meaning:  # it was explained above; a shorter term in it may not have been
        within = tuple(term for term in waiting if term in words.lower())
        return _any_of(within).sub(lambda match: _explained(match[0], waiting), words) if within else words
    place = "term-" + re.sub(r"\W+", "-", words.lower())
    return html_words.term(words, escape(meaning), place)
