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
    "abduction admission adoption allegation arrest assault assessment attempt attendance baby birth bereavement case caution complaint "
    "conference contact conviction death detention disappearance disclosure drowning enquiry episode eviction exclusion fatality "
    "homicide incident injury inquest inquiry killing miscarriage murder notification offence overdose placement poisoning pregnancy "
    "prosecution rape referral removal review shooting stabbing strangulation sudi suicide suspension"
).split()
LAST = "death suicide murder killing homicide fatality stabbing drowning".split()
ORDINALS = (
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth dozenth"
).split()
SINGLE = (
    "(?:one|first) (?:and|&) only|one|(?:a|the|an?other) (?:single|lone|sole|solitary)|(?:the|an|our|its) only|the lone|just the|another|both|neither|either|"
    "(?:a|very) few|several"
)
GROUPS = "handful|couple|pair|brace|trio|triad|threesome|quartet|foursome|quintet|score|dozen|hat[ -]trick"
OF_A_CHILD = "girl|boy|brother|sister|son|daughter|toddler|newborn|schoolgirl|schoolboy|teenager|twin|lad|lass|nephew|niece|stepson|stepdaughter"
ONE_OF_SOME = "the (?:other|remaining|eldest|oldest|older|youngest|younger) (?:{})"
MULTIPLES = (
    r"doubl(?:ed|es|ing)|trebl(?:e|ed|es|ing)|tripl(?:ed|es|ing)|quadrupl(?:e|ed|es|ing)|quintupl(?:e|ed|es|ing)|halv(?:e|ed|es|ing)|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|several|many)-?fold|thrice|twins?|triplets?|quadruplets?|"
    r"quintuplets?|(?:single|double)[ -](?:figures|digits)|single-(?:figure|digit)"
)
ROMAN = r"(?=[IVXLCDM]{2,}\b|[VXLCDM]\b)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
BETWEEN = (
    r"(?:(?:of|out of|from) (?:the |these |those |our |his |her |their |its )?)?(?:(?!of\b)[a-z]+(?:-[a-z]+)* ){0,2}?"
)
UNDERGONE = (
    "died|dead|killed|murdered|drowned|strangled|shot|missing|pregnant|arrested|detained|remanded|convicted|sentenced|exploited|trafficked|"
    "groomed|radicalised|abused|assaulted|attacked|neglected|injured|stabbed|poisoned|scalded|adopted|fostered|excluded|expelled|suspended|"
    "harmed|raped|bereaved|orphaned|homeless|in (?:[a-z]+ )?care|in custody|in hospital|in prison|on remand|at risk|placed"
)
SOME_OF_THEM = "another|both|neither|the (?:other|former|latter)|a (?:{})|(?:a|the) (?:{})"
VERBS = "was|were|is|are|had|has|have|been|being|went|became|remained|also|then|later|since|sadly|still|now"
ENDS = r"(?=\s*(?:[.,;:)–—]|$)| (?:this|last|for|since|from|and|or|in)\b)"
AFTER = r"(?:\s*[:=(–—]\s*| number(?:ed|ing)? | no\.? )"
ALONE = "baby|infant|pupil|student|learner|youngster|sibling|mother|father|stepfather|woman|man|resident|patient"  # "a child who died" may be any
MARKS = re.compile(r"[*_`\[\]]+")
OF_PEOPLE = (
    '"{}" counts people in words, which nothing hides. Bind the number as {{{{ … }}}}, where a small one of people is refused, say it '
    "without a number, or list the words in data/common/words_with_digits.csv with a reason."
)
BY_AGE = r"u\d\ds?|(?:under|over)-(?:\d+|[a-z]+)s|"
BARE = re.compile(r"[<>≤≥~]?\s*\d[\d,. ]*%?|one|(?:a )?few|several", re.IGNORECASE)
NUMBER_IN_WORDS = '"{}" is a number in a column of words. Give the column the type integer or number in its schema, and say what it "counts".'
IN_A_CELL = (
    '"{}" counts people in words, which nothing hides. Put the number in a column that says what it counts, say it without a '
    "number, or list the words in data/common/words_with_digits.csv with a reason."
)


def compiled() -> None:
    """Compile the patterns, once for all processes forked from this one."""
    _counts()
    _typed_counts()


def faults(text: str) -> Iterator[ProseFault]:
    """Go through the numbers of people said in words in a Markdown text, each with its line and the cure.

    Those that `typed_numbers.typed_numbers_in` finds, such as "three children", are not among them.
    """
    matches = _matches(_plain(text), _counts(), OF_PEOPLE)
    yield from (fault for fault in matches if not typed_numbers.holds_number(fault.words))
    for line, words in typed_numbers.constants(text):
        yield from (replace(fault, line=line) for fault in _matches(_plain(words), _counts(), OF_PEOPLE))


def cell_faults(words: str) -> Iterator[ProseFault]:
    """Go through the numbers of people, in words or digits, in the words of a table, which no number can be bound in.

    A cell that is a number and nothing else is one too: nobody has said what it counts.
    """
    if BARE.fullmatch(words.strip()) or typed_numbers.NUMBER.fullmatch(words.strip()):
        yield ProseFault(1, words.strip(), NUMBER_IN_WORDS.format(words.strip()))
    yield from counts_in_cell(words)


def counts_in_cell(words: str) -> Iterator[ProseFault]:
    """Go through the numbers of people in a cell that may be a number, such as a period."""
    plain = _plain(words)
    for pattern in (_typed_counts(), _counts()):
        yield from _matches(plain, pattern, IN_A_CELL)
        plain = pattern.sub(lambda match: " " * len(match[0]), plain)  # none is told twice


def _plain(text: str) -> str:
    """A text as it is read, with blanks for what stands between braces and for the words that may hold a number."""
    return typed_numbers.without_names(MARKS.sub("", typed_numbers.without_bindings(typed_numbers.as_read(text))))


def _matches(words: str, pattern: re.Pattern[str], message: str) -> Iterator[ProseFault]:
    for match in pattern.finditer(words):
        number = " ".join(match[0].split())
        yield ProseFault(typed_numbers.line_of(words, match.start()), number, message.format(number))


@cache
def _counts() -> re.Pattern[str]:
    numerals = rf"(?i:{SINGLE}|(?:{'|'.join(ORDINALS)})|(?:a|the) (?:[a-z]+ ){{0,2}}?(?:{GROUPS})(?: of)?)|{ROMAN}"
    ways = [
        MULTIPLES,
        "one of (?:them|whom)|of whom one",
        rf"an? (?:[a-z-]+ ){{0,2}}?(?:{OF_A_CHILD})",
        ONE_OF_SOME.format(f"{OF_A_CHILD}|sibling|baby|pupil"),
        rf"one (?:[a-z]+ ){{0,2}}?(?:{UNDERGONE})",
        rf"(?:{SOME_OF_THEM.format('|'.join(ORDINALS), GROUPS)})(?: of them)? (?:(?:(?:{VERBS}) ){{1,3}}(?:{UNDERGONE})|died)",
        rf"an? (?:[a-z-]+ ){{0,2}}?(?:{ALONE}) (?:who )?(?:[a-z]+ )?(?:died|(?:was|went|became) (?:[a-z]+ )?(?:{UNDERGONE}))",
        rf"(?:the|a|its|our|this) first (?:[a-z]+ ){{0,2}}?(?:{'|'.join(LAST)})",
        rf"(?:{_nouns()})(?:,? [a-z]+){{0,5}}?(?:{AFTER}| (?:to|at|was|were|is|are) )one{ENDS}",
        rf"(?:{_nouns()}){AFTER}(?:one|[ivx]+)",
        rf"there (?:was|is|has been|had been) an? (?:[a-z-]+ ){{0,2}}?(?:{'|'.join(LAST)})",
        rf"of (?:the|these|those) (?:{_nouns()}),? one",
    ]
    return _compiled(
        rf"(?:{numerals})(?:(?:[,;:–-]|\.{{3}})\s*| ){BETWEEN}(?i:{_nouns()})|{ROMAN.lower()} (?i:{_nouns()})|(?i:{'|'.join(ways)})"
    )


@cache
def _typed_counts() -> re.Pattern[str]:
    number = rf"(?:\d[\d,.]*%?|(?i:{typed_numbers.WORD}|(?:a|the) (?:{GROUPS})))"
    return _compiled(
        rf"{number}(?:\s*(?:[x×(]|no\.)\s*| ){BETWEEN}(?i:{_nouns()}|{UNDERGONE})|(?i:{_nouns()})(?:{AFTER}{number}| \d+$)|(?i:n)\s*=\s*{number}"
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b".replace(" ", r"\s+"))


def _nouns() -> str:
    people = {word for name in PEOPLE for word in counts.kinds()[name].words} - {"user", "users", "young"}
    return BY_AGE + "|".join(sorted({*people, *(form for word in HAPPENINGS for form in (word, _plural(word)))}))


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
