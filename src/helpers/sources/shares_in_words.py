"""Shares of a number that name nobody, which nothing hides either: "3 of 12 seen late", "4 out of 9 plans", "of the twelve, two".

Of children such a share gives two numbers away. What it is of is said by the words that follow: "3 of the 10 chapters" is of no
child. A share whose words name nothing, or what may be a child's, as a plan may, is taken for one of people; the cure is to say of what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from helpers.sources import counts, typed_numbers

# What no child can be known from, beside the words of counts.csv for all that is not of people.
THINGS = (
    "academies aims boards boroughs boxes chairs chapters charts committees counties criteria documents duties forces indicators "
    "languages localities maps minutes modules objectives pages paragraphs partnerships principles priorities quarters regions "
    "requirements rooms seats sections strands tables targets teams terms themes values"
).split()
MAYBE_OF_CHILDREN = ("audits", "courses", "place", "places", "sessions", "visits")  # of cases, for children, in homes
LABELS = "page part step stage phase tier level chapter section table figure chart version volume edition issue week day year grade".split()
DOINGS = (
    "told said saw met left went had has have were was are is did do gave knew chose lost took felt got made".split()
)
HUB = re.compile(r"\bfamily(?= hubs?\b)")

WHOLE_NUMBER = rf"(?:(?!(?:19|20)\d\d\b)\d[\d,]*(?:\.\d+)?(?:%| per ?cent)?|{typed_numbers.WORD})"
FIGURE = rf"(?:{WHOLE_NUMBER}|one)"
BESIDE = (
    "the|these|those|our|its|their|his|her|all|each|every|some|about|around|only|just|a total of|a possible|first|last|other|remaining|"
    "roughly|approximately|nearly|almost|over|under|up to|at least|at most|fewer than|less than|more than|a(?= dozen)"
)
ALL = rf"(?:(?:{BESIDE}) )*{WHOLE_NUMBER}"
THEN = (
    r"(?:(?:\s*[(\[,–—-]\s*|\s+)(?:out of|of|in|from|among|amongst|within|per|for every|for each) |-(?:out-of|of|in)-)"
)
WHICH = "(?:which|these|those|them|whom)"
WORDS = r"(?P<{}>(?:\s+[a-z'’-]+){{0,5}}?)"
NO_MORE = r"(?! (?:of|in|out)\b)"
WAYS = (
    rf"(?:all but {FIGURE}|{FIGURE}|none|most|some){THEN}{ALL}",
    rf"{FIGURE}(?P<zeroth>(?: [a-z]+){{1,2}}| \(.{{1,8}}\)) (?:out )?of {ALL}",
    rf"(?:(?<=^)|(?<=[.;:,(–—]\s)|out )of {ALL}{WORDS.format('first')}(?:\s*[,:(–—-]\s*| )(?:only |just )?{FIGURE}{NO_MORE}",
    rf"of {ALL}{WORDS.format('second')}\s*[,:(–—]\s*(?:only |just )?{FIGURE}{NO_MORE}",
    rf"{FIGURE}{WORDS.format('third')}\s*[,:;(–—-]?\s*(?:(?:and|but) )?(?:(?:of {WHICH},?|including|with) {FIGURE}|{FIGURE} of {WHICH})",
    rf"(?:all but|all(?: of)?|none of|both of|neither of|each of|the other|the remaining) (?:(?:the|these|those) )?{WHOLE_NUMBER}",
    r"(?!24/7\b)\d{1,3}\s*/\s*\d{1,3}(?![/\d])(?=\s+(?!to\b)[a-z])",
)
BEFORE = r"(?<![£$€\w.,/])"
AFTER = r"(?![\w£$€]|[.,/]\d)"
COMES_AFTER = re.compile(r"[^.;:!?()\[\]\n]{0,80}")
LAST_WORD = re.compile(r"([a-z]+)\W*$")
LOOKED_AT = 3  # words that may say of what a share is


def compiled() -> None:
    """Compile the pattern and the words, once for all processes forked from this one."""
    _pattern()
    _things()


def shares(words: str) -> Iterator[re.Match[str]]:
    """Go through the shares of a number, in a text as it is read, that are not said to be of what no child can be known from."""
    text = words.casefold() if len(words.casefold()) == len(words) else words
    end = 0
    for match in _pattern().finditer(text):
        if match.start() >= end and not _is_of_things(text, match):
            yield match
            end = match.end()


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"{BEFORE}(?:{'|'.join(WAYS)}){AFTER}".replace(" ", r"\s+"), re.IGNORECASE)


def _is_of_things(text: str, match: re.Match[str]) -> bool:
    """Whether the words beside a share name what no child can be known from, or its first number is that of a page or a step."""
    label = LAST_WORD.search(text, max(0, match.start() - 20), match.start())
    if label and label[1] in LABELS:
        return True
    between = next((words for words in match.groupdict().values() if words is not None), None)
    if between is not None and between.strip():
        return _names_things(between)
    after = COMES_AFTER.match(text, match.end())
    return after is not None and _names_things(after[0])


def _names_things(phrase: str) -> bool:
    phrase = HUB.sub("", phrase).strip()
    named = counts.WORD.findall(counts.ASIDE.split(phrase, maxsplit=1)[0])[:LOOKED_AT]
    if counts.people_words(" ".join(named)):
        return False
    things = _things()
    place = next((place for place, word in enumerate(named) if word in things), None)
    return place is not None and not any(map(_is_done, named[:place]))


def _is_done(word: str) -> bool:
    """Whether a word tells what was done, so that what follows it is not what the share is of: "3 of 12 told agencies"."""
    return word in DOINGS or (word.endswith("ed") and word != "related")


@cache
def _things() -> frozenset[str]:
    words = (word for kind in counts.kinds().values() if not kind.is_people for word in kind.words)
    units = (unit for kind in counts.kinds().values() for unit in kind.units)
    return frozenset((*THINGS, *words, *units)) - set(MAYBE_OF_CHILDREN)
