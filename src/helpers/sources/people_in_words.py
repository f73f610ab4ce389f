"""Numbers of people said in words, which no policy hides: "one girl died", "XII children", "trebled", "the twelfth review", "twins".

Ordinary prose may say "one of the aims", "the first meeting" and "both partners"; of people who use services, and of what
happens to them, each such word is a count. A number in prose is bound, so that a small one is refused where it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from helpers.sources import counts, shares_in_words, typed_numbers
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
    "(?:one|first) (?:and|&) only|one(?: more| fewer| less)?|(?:a|the|an?other) (?:single|lone|sole|solitary)|"
    "(?:the|an|our|its|her|his|their|my) only|the lone|just the|another|both|neither|either|(?:a|very) few|several"
)
GROUPS = "handful|couple|pair|duo|twosome|brace|trio|triad|threesome|quartet|foursome|quintet|score|dozen|hat[ -]trick"
OF_A_CHILD = "girl|boy|brother|sister|son|daughter|toddler|newborn|schoolgirl|schoolboy|teenager|twin|lad|lass|nephew|niece|stepson|stepdaughter"
THE_GROUP = "duo|twosome|trio|triad|threesome|quartet|foursome|quintet"
ONE_OF_SOME = "the (?:other|remaining|eldest|oldest|older|youngest|younger) (?:{})"
MULTIPLES = (
    r"doubl(?:ed|es|ing)|trebl(?:e|ed|es|ing)|tripl(?:ed|es|ing)|quadrupl(?:e|ed|es|ing)|quintupl(?:e|ed|es|ing)|halv(?:e|ed|es|ing)|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|several|many)-?fold|thrice|twins?|triplets?|quadruplets?|"
    r"quintuplets?|(?:single|double)[ -](?:figures|digits)|single-(?:figure|digit)"
)
ROMAN = r"(?=[IVXLCDM]{2,}\b|[VXLCDM]\b)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
NOT_OF = r"(?!of\b)"
BETWEEN = rf"(?:(?:of|out of|from) (?:the |these |those |our |his |her |their |its )?)?(?:{NOT_OF}[A-Za-z]?[a-z]+(?:-[A-Za-z]+)* ){{0,2}}?"
UNDERGONE = (
    "died|dead|killed|murdered|drowned|strangled|shot|missing|pregnant|arrested|detained|remanded|convicted|sentenced|exploited|trafficked|"
    "groomed|radicalised|abused|assaulted|attacked|neglected|injured|stabbed|poisoned|scalded|adopted|fostered|excluded|expelled|suspended|"
    "harmed|hurt|bruised|burnt|hospitalised|restrained|strip-searched|searched|disabled|autistic|fatal|raped|bereaved|orphaned|homeless|looked after|in (?:[a-z]+ )?care|in custody|in hospital|in prison|on remand|at risk|placed"
)
SOME_OF_THEM = "another|both|neither|the (?:other|former|latter)|a (?:{})|(?:a|the) (?:{})"
VERBS = "was|were|is|are|had|has|have|been|being|went|became|remained|also|then|later|since|sadly|still|now"
ENDS = r"(?=\s*(?:[.,;:)–—]|$)| (?:this|last|for|since|from|and|or|in)\b)"
AFTER = r"(?:\s*[:=(–—×]\s*|\s[-x]\s| number(?:ed|ing)? | no\.? )"
ALONE = "baby|infant|pupil|student|learner|youngster|sibling|mother|father|stepfather|woman|man|resident|patient"  # "a child who died" may be any
VIOLENT = "killed|murdered|stabbed|shot|drowned|strangled|poisoned|hanged"
UNHURT = "(?:bruis(?:es|ing)|injur(?:y|ies)|burns?|fractures?|autism|(?:a )?disabilit(?:y|ies))"
ONCE = "used|carried out|applied|invoked|happened|occurred|recorded|issued|granted"
NO_MORE_THAN_ONE = r"(?: only| just)? once(?! (?:a|an|the|every|per|each|this|that|they|it|he|she|we|all|there)\b)"
SIZES = "group|cohort|sample|caseload|toll|class|family|household|gang|set|mum|mother|dad|father|parent"
AMOUNTS = "to|at|(?:rose|fell|grew|dropped|up|down) by|was|were|is|are|total|totals|totalled|made up|reached|numbered"
MARKS = re.compile(r"[*_`\[\]]+")
OF_PEOPLE = (
    '"{}" counts people in words, which nothing hides. Bind the number as {{{{ … }}}}, where a small one of people is refused, say it '
    "without a number, or list the words in data/common/words_with_digits.csv with a reason."
)
BY_AGE = r"u\d\ds?|(?:under|over)-(?:\d+|[a-z]+)s|"
BARE = re.compile(r"[<>≤≥~]?\s*\d[\d,. ]*%?|one|(?:a )?few|several", re.IGNORECASE)
BESIDE_NUMBERS = (
    "of out or in no nos n x c ca est approx about around total count number all the these those only just more fewer less than up down from to at "
    "least most per cent percent this last year m f male males female females"
).split()
WORD_OR_NUMBER = re.compile(r"\d+|[^\W\d_]+|[£$€]")
AGES_OR_TIMES = re.compile(r"\d+ ?(?:[-–—]|to) ?\d+|\d+ ?\+|\d{4}\W.*|(?:under|over|from|year) \d+|24/7", re.IGNORECASE)
AFTER_A_LABEL = re.compile(
    r".*\w\W*(?:\((?:n\W*)?{0}\)|\[{0}\]|=\s*{0}|\s[x×]\s?{0})".format(r"(?!(?:19|20)\d\d\b)\d[\d,]*%?")
)
NUMBER_IN_WORDS = '"{}" is a number in a column of words. Give the column the type integer or number in its schema, and say what it "counts".'
IN_A_CELL = (
    '"{}" counts people in words, which nothing hides. Put the number in a column that says what it counts, say it without a '
    "number, or list the words in data/common/words_with_digits.csv with a reason."
)

OF_NOBODY_NAMED = (
    '"{}" is a share of a number, and what follows does not say of what, or that may be children. Say of what it is, as in "3 of the 10 '
    'agencies", put the numbers in columns that say what they count, or list the words in data/common/words_with_digits.csv with a reason.'
)


def compiled() -> None:
    """Compile the patterns, once for all processes forked from this one."""
    _counts()
    _typed_counts()
    shares_in_words.compiled()


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
    if _is_number(words):
        yield ProseFault(1, words.strip(), NUMBER_IN_WORDS.format(words.strip()))
        return
    yield from counts_in_cell(words)


def label_faults(words: str) -> Iterator[ProseFault]:
    """Go through the numbers that stand beside the name of a group of people, as in "Ashby (3)"."""
    if AFTER_A_LABEL.fullmatch(typed_numbers.as_read(words).strip()):
        yield ProseFault(1, words.strip(), IN_A_CELL.format(words.strip()))


def counts_in_cell(words: str) -> Iterator[ProseFault]:
    """Go through the numbers of people in a cell that may be a number, such as a period, and shares of what may be people."""
    plain = _plain(words)
    for pattern in (_typed_counts(), _counts()):
        matches = list(_matches(plain, pattern, IN_A_CELL))
        yield from matches
        plain = pattern.exact.sub(lambda match: " " * len(match[0]), plain) if matches else plain  # none is told twice
    for match in shares_in_words.shares(plain):
        share = " ".join(match[0].split()).strip("(,;:–— ")
        yield ProseFault(typed_numbers.line_of(plain, match.start()), share, OF_NOBODY_NAMED.format(share))


def _is_number(words: str) -> bool:
    """Whether a cell says a number and nothing that it is of: "3", "3 of 12", "(3)", "2 m, 1 f"; an age or a time is of itself."""
    cell = typed_numbers.as_read(words).strip()
    if AGES_OR_TIMES.fullmatch(cell):
        return False
    return bool(BARE.fullmatch(cell) or typed_numbers.NUMBER.fullmatch(cell) or _is_number_alone(_plain(cell)))


def _is_number_alone(words: str) -> bool:
    """Whether each word of a cell is a number, or may stand beside one and says nothing that it counts; none is where money is."""
    parts = WORD_OR_NUMBER.findall(words.casefold())
    return all(map(_kind, parts)) and "number" in map(
        _kind, parts
    )  # most cells are other words, of which the first says so


def _kind(word: str) -> str | None:
    if word[0].isdigit() or _number_word().fullmatch(word):
        return "number"
    return "beside" if word in BESIDE_NUMBERS else None


@cache
def _number_word() -> re.Pattern[str]:
    return re.compile(rf"{typed_numbers.WORD}|one|(?=[ivx]{{2}})x?(?:i[vx]|v?i{{0,3}})")


def _plain(text: str) -> str:
    """A text as it is read, with blanks for what stands between braces and for the words that may hold a number."""
    return typed_numbers.without_names(MARKS.sub("", typed_numbers.without_bindings(typed_numbers.as_read(text))))


@dataclass(frozen=True, eq=False)
class _Pattern:
    """A pattern, and one that finds something in small letters wherever it finds something; nearly all texts have nothing to find."""

    exact: re.Pattern[str]
    of_small_letters: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str) -> _Pattern:
        exact = re.compile(rf"\b(?:{pattern})\b".replace(" ", r"\s+"))
        anywhere = exact.pattern.replace("(?i:", "(?:").replace(ROMAN, ROMAN.lower())
        return cls(exact, re.compile(anywhere.replace(NOT_OF, "")))  # "Of" may stand where "of" may not


def _matches(words: str, pattern: _Pattern, message: str) -> Iterator[ProseFault]:
    has_any = pattern.of_small_letters.search(typed_numbers.in_small_letters(words))
    for match in pattern.exact.finditer(words) if has_any else ():
        number = " ".join(match[0].split())
        yield ProseFault(typed_numbers.line_of(words, match.start()), number, message.format(number))


@cache
def _counts() -> _Pattern:
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
        rf"(?:{_nouns()})(?:,? [a-z]+){{0,5}}?(?:{AFTER}| (?:{AMOUNTS}) )one{ENDS}",
        rf"(?:{_nouns()}){AFTER}(?:one|[ivx]+)",
        rf"there (?:was|is|has been|had been) an? (?:[a-z-]+ ){{0,2}}?(?:{'|'.join(LAST)})",
        rf"of (?:the|these|those) (?:{_nouns()}),? one",
        *_of_one_event(),
        *_of_one_person(),
    ]
    return _Pattern.of(
        rf"(?:{numerals})(?:\s*(?:[,;:/(×–-]|\.{{3}})\s*| ){BETWEEN}(?i:{_nouns()})|{ROMAN.lower()} (?i:{_nouns()})|(?i:{'|'.join(ways)})"
    )


def _of_one_event() -> list[str]:
    """What happened once, or to one, said without a word for whom."""
    return [
        rf"(?:{ONCE}|{UNDERGONE}){NO_MORE_THAN_ONE}",
        "on (?:only |just )?(?:one|a single) occasion",
        rf"an? (?:isolated|one-off|fatal) (?:[a-z]+ )?(?:{'|'.join(HAPPENINGS)})",
        rf"(?:a|one) (?:{'|'.join(LAST)}) (?:a|each|every|per) (?:week|month|quarter|year)",
        rf"(?:both|neither) (?:{UNDERGONE})(?=\s*(?:[.,;:)]|$))",
        rf"(?:{SIZES})[ -]of[ -]one{ENDS}",
        "ones (?:and|or) twos",
        r"(?:just(?: the)?|(?<!the\s)only) one(?=\s*(?:[.,;:)]|$))",
        rf"(?:a further|an additional|an? extra)(?=\s[a-z]) (?:[a-z]+ ){{0,2}}?(?:{'|'.join(LAST)}|{_people()})",
        r"took (?:his|her|their own|his own|her own) life",
    ]


def _of_one_person() -> list[str]:
    """One of some people, or one apart from the rest, said without a number of people."""
    family = f"{OF_A_CHILD}|{ALONE}|mum|dad|child"
    one_person = r"(?:child|teen|young (?:person|man|woman)|person|individual|care leaver)"
    return [
        rf"one of which (?:(?:{VERBS}) ){{1,2}}(?:{UNDERGONE})",
        "one of (?:the|this|that) (?:group|cohort|sample|caseload)",
        "one (?:did not survive|survived|absconded|self-harmed|left care|identifie[ds] as|identified as|speaks|spoke)",
        rf"one (?:had|has|suffered|sustained) (?:[a-z]+ ){{0,2}}?{UNHURT}",
        rf"one (?:is|was|being) (?:aged|an? (?:[a-z-]+ ){{0,2}}?(?:{_nouns()}))",
        rf"(?:every|each|all(?: the| these| those)?|no) (?:[a-z]+ )?(?:{_nouns()})(?: [a-z]+){{0,2}}? (?:but|bar|except|save)(?: for)? one",
        rf"with (?:one|a single) exception,? (?:the |all |these )?(?:{_nouns()})",
        rf"the (?:{THE_GROUP})",
        rf"(?:the|his|her|their) (?:[a-z-]+ ){{0,2}}?(?:{OF_A_CHILD}|sibling|baby) (?:died|(?:(?:{VERBS}) ){{1,2}}(?:{UNDERGONE}))",
        r"the (?:first|second|third|last)-?born|the middle (?:child|sibling)",
        rf"the (?:eldest|oldest|youngest|elder|younger)(?: (?:child|of [a-z]+(?: [a-z]+)?))? (?:(?:{VERBS}) ){{0,2}}(?:{UNDERGONE})",
        rf"(?:{family}) and (?:(?:a|the|her|his|their) )?(?:[a-z]+ )?(?:{family}) (?:died|(?:(?:{VERBS}) ){{1,2}}(?:{UNDERGONE}))",
        rf"(?<!if\s)(?<!when\s)(?<!where\s)(?<!whether\s)(?<!after\s)(?<!how\s)(?<!why\s)(?:some(?:one|body)|an? (?:[a-z-]+ ){{0,3}}?{one_person}(?: (?:on|with|in|under) an? [a-z]+)?) "
        rf"(?:sadly |tragically )?(?:died|was (?:[a-z]+ )?(?:{VIOLENT}))",
    ]


@cache
def _typed_counts() -> _Pattern:
    number = rf"(?:\d[\d,.]*(?:%|st|nd|rd|th)?|(?i:{typed_numbers.WORD}|(?:a|the) (?:{GROUPS})))"
    return _Pattern.of(
        rf"{number}(?:\s*(?:[x×(]|no\.|per ?cent of)\s*| ){BETWEEN}(?i:{_nouns()}|{UNDERGONE})|(?i:{_nouns()})(?:{AFTER}{number}| \d+$)|(?i:n)\s*=\s*{number}"
        rf"|{number} of (?:them|whom)|of (?:them|whom),? {number}|(?i:an?) {number}[ -](?:year|month|week|day)[ -]old"
        rf"|(?i:{_nouns()})(?: [a-z]+){{0,3}}? (?:{AMOUNTS}) {number}{ENDS}|(?i:{SIZES})[ -]of[ -]{number}{ENDS}"
    )


def _nouns() -> str:
    return BY_AGE + "|".join([_people(), *sorted(form for word in HAPPENINGS for form in (word, _plural(word)))])


def _people() -> str:
    return "|".join(
        sorted({word for name in PEOPLE for word in counts.kinds()[name].words} - {"user", "users", "young"})
    )


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
