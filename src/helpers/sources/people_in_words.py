"""Numbers of people said in words, which no policy hides: "one girl died", "XII children", "trebled", "the twelfth review", "twins".

Ordinary prose may say "one of the aims", "the first meeting" and "both partners"; of people who use services, and of what
happens to them, each such word is a count. A number in prose is bound, so that a small one is refused where it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from helpers.sources import counts, typed_numbers
from helpers.sources.typed_numbers import ProseFault

PEOPLE = ("children", "adults", "people", "families")
HAPPENINGS = (
    "adoption allegation arrest assessment attendance baby case caution complaint conference contact conviction death disclosure enquiry "
    "episode exclusion fatality incident injury inquest inquiry murder notification overdose placement pregnancy referral "
    "removal review stabbing suicide suspension"
).split()
ORDINALS = (
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth dozenth"
).split()
SINGLE = "one|(?:a|the|an?other) (?:single|lone|sole|solitary)|the only|the lone|just the|another|both|neither|either"
GROUPS = "handful|couple|pair|brace|trio|quartet|quintet|score|dozen"
OF_A_CHILD = "girl|boy|brother|sister|son|daughter|toddler|newborn|schoolgirl|schoolboy|teenager|twin"
MULTIPLES = (
    r"doubl(?:ed|es|ing)|trebl(?:e|ed|es|ing)|tripl(?:ed|es|ing)|quadrupl(?:e|ed|es|ing)|quintupl(?:e|ed|es|ing)|halv(?:e|ed|es|ing)|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|several|many)-?fold|thrice|twins?|triplets?|quadruplets?"
)
ROMAN = r"(?=[IVXLCDM]{2,}\b|[VXLCDM]\b)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
BETWEEN = (
    r"(?:(?:of|out of|from) (?:the |these |those |our |his |her |their |its )?)?(?:(?!of\b)[a-z]+(?:-[a-z]+)* ){0,2}?"
)
UNDERGONE = "died|dead|killed|missing|pregnant|arrested|exploited|trafficked|abused|neglected|injured|stabbed|adopted|excluded|harmed|raped"
MARKS = re.compile(r"[*_`\[\]]+")
OF_PEOPLE = (
    '"{}" counts people in words, which nothing hides. Bind the number as {{{{ … }}}}, where a small one of people is refused, say it '
    "without a number, or list the words in data/common/words_with_digits.csv with a reason."
)
BARE = re.compile(r"[<>≤≥~]?\s*\d[\d,. ]*%?")
NUMBER_IN_WORDS = '"{}" is a number in a column of words. Give the column the type integer or number in its schema, and say what it "counts".'
IN_A_CELL = (
    '"{}" counts people in words, which nothing hides. Put the number in a column that says what it counts, say it without a '
    "number, or list the words in data/common/words_with_digits.csv with a reason."
)


def faults(text: str) -> Iterator[ProseFault]:
    """Go through the numbers of people said in words in a Markdown text, each with its line and the cure.

    Those that `typed_numbers.typed_numbers_in` finds, such as "three children", are not among them.
    """
    matches = _matches(text, _counts(), OF_PEOPLE)
    yield from (fault for fault in matches if not typed_numbers.holds_number(fault.words))
    for line, words in typed_numbers.constants(text):
        yield from (replace(fault, line=line) for fault in _matches(words, _counts(), OF_PEOPLE))


def cell_faults(words: str) -> Iterator[ProseFault]:
    """Go through the numbers of people, in words or digits, in the words of a table, which no number can be bound in.

    A cell that is a number and nothing else is one too: nobody has said what it counts.
    """
    if BARE.fullmatch(words.strip()) or typed_numbers.NUMBER.fullmatch(words.strip()):
        yield ProseFault(1, words.strip(), NUMBER_IN_WORDS.format(words.strip()))
    for pattern in (_counts(), _typed_counts()):
        yield from _matches(words, pattern, IN_A_CELL)


def _matches(text: str, pattern: re.Pattern[str], message: str) -> Iterator[ProseFault]:
    words = MARKS.sub("", typed_numbers.without_bindings(typed_numbers.as_read(text)))
    for match in pattern.finditer(typed_numbers.without_names(words)):
        number = " ".join(match[0].split())
        yield ProseFault(typed_numbers.line_of(words, match.start()), number, message.format(number))


@cache
def _counts() -> re.Pattern[str]:
    numerals = rf"(?i:{SINGLE}|(?:{'|'.join(ORDINALS)})|(?:a|the) (?:{GROUPS})(?: of)?)|{ROMAN}"
    alone = rf"(?i:{MULTIPLES}|one of (?:them|whom)|an? (?:[a-z-]+ ){{0,2}}?(?:{OF_A_CHILD})|one (?:[a-z]+ ){{0,2}}?(?:{UNDERGONE}))"
    return _compiled(rf"(?:{numerals}),? {BETWEEN}(?i:{_nouns()})|{ROMAN.lower()} (?i:{_nouns()})|{alone}")


@cache
def _typed_counts() -> re.Pattern[str]:
    return _compiled(rf"(?:\d[\d,.]*%?|(?i:{typed_numbers.WORD})) {BETWEEN}(?i:{_nouns()})")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b".replace(" ", r"\s+"))


def _nouns() -> str:
    people = {word for name in PEOPLE for word in counts.kinds()[name].words} - {"user", "users", "young"}
    return "|".join(sorted({*people, *(form for word in HAPPENINGS for form in (word, _plural(word)))}))


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
