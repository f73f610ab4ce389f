"""Which groups readers may take to be all there are, where numbers not known leave it open.

Each guess is of those in none of some groups, that there is nobody: of as many tables at once as agree. One that agrees with all that
is known, and not with another, is of a reader of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def largest(left: Sequence[Key], agree: Callable[[frozenset[Key]], bool]) -> Iterator[frozenset[Key]]:
    """Go through sets of those who may be nobody all at once, so that each who may be so is in one: none can take in any more."""
    tried = set[Key]()
    for first in left:
        if first not in tried and agree(frozenset({first})):
            guess = frozenset({first})
            for more in left:
                guess |= {more} if agree(guess | {more}) else frozenset()
            tried |= guess
            yield guess
