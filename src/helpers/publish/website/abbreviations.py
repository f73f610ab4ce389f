"""Mark the first use of each abbreviation on a page as an `<abbr>` with its term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape

TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"</?([\w-]+)")
PASSED_OVER = {"svg", "abbr", "code", "data", "script", "style", "summary"}


def explained_in_turn(pieces: Iterable[str], terms: Mapping[str, str]) -> tuple[str, ...]:
    """Return the pieces of a page with the first use of each abbreviation marked; `terms` gives the term of each.

    A piece must be complete elements, since tags are counted from its start.
    """
    waiting = dict(terms)
    return tuple(_piece(piece, waiting) if waiting else piece for piece in pieces)


def _piece(page: str, waiting: dict[str, str]) -> str:
    return "".join(_part(part, inside, waiting) for part, inside in _parts(page))


def _parts(page: str) -> Iterator[tuple[str, bool]]:
    """Yield the tags and texts of a page, each with whether it is inside an element of PASSED_OVER."""
    depth = 0
    for part in TAG.split(page):
        yield part, depth > 0
        name = NAME.match(part)
        if name and name[1] in PASSED_OVER and not part.endswith("/>"):
            depth += -1 if part.startswith("</") else 1


def _part(part: str, inside: bool, waiting: dict[str, str]) -> str:
    if inside or not waiting or part.isspace() or part.startswith("<"):
        return part
    return _any_of(tuple(waiting)).sub(lambda match: _marked(match[0], waiting), part)


@cache
def _any_of(shorts: tuple[str, ...]) -> re.Pattern[str]:
    # Longest first, so that of two abbreviations with one beginning the longer matches; a plural "s" stays outside.
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(shorts, key=len, reverse=True)))})(?=s?\b)")


def _marked(short: str, waiting: dict[str, str]) -> str:
    term = waiting.pop(short, "")
    return f'<abbr title="{escape(term)}">{short}</abbr>' if term else short
