"""Numbers typed into prose where one should be bound, and words that no finished report holds.

What counts as a number: anything with a digit; the number words from two to twelve, the teens, the tens, hundred,
thousand, million, billion, dozen and zero; half, twice, and a third or a quarter of something; and "one" where it counts
something that the report counts ("one review"). Ordinals, "once", "both" and any other "one" are ordinary English.

What may be typed all the same (the names of laws, "31 March") is listed with its reason: what the program itself says in
`words_with_digits.csv` beside this module, what whoever writes a report adds in the file of that name in `data/common/`.
"""

from __future__ import annotations

import html
import os
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from helpers.sources import reading
from helpers.sources.project import COMMON, ROOT, SNAPSHOT, data_root

ALLOWED = Path(__file__).parent / "words_with_digits.csv"

CARDINALS = (
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds? thousands? millions? billions? dozens?"
).split()
SHARES = "half halves twice thirds quarters fifths tenths".split()
SHARES_OF = "(?:a|one) (?:third|quarter|fifth|tenth)"
COUNTED = (
    "agency audit baby briefing case child committee death event family hub inspection meeting member neighbourhood partner "
    "plan post recommendation referral report review school session theme visit year"
).split()
WORD = f"(?:{'|'.join((*CARDINALS, *SHARES, SHARES_OF))})"
NUMBER = re.compile(
    rf"\b(?:{WORD}(?:[ -](?:and )?{WORD})*|one (?:[a-z]+ )?(?:{'|'.join(COUNTED)})|one per ?cent)\b",
    re.IGNORECASE,
)

BINDING = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
ADDRESS = re.compile(r"(?<=\])\([^)\s]*\)|https?://[^\s)>]+")
LIST_MARKER = re.compile(r"^[ >]*1[.)](?= )", re.MULTILINE)

UNSEEN = re.compile(  # soft hyphens, spaces of no width, marks of direction, fillers and selectors
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
TAKEN_FOR = str.maketrans("İıſ\u212a", "iisk")  # letters that Python takes for others where case does not matter
EMPHASIS = re.compile(r"(?<=[^\W\d_])[*`~\\]+(?=[^\W\d_])")

PLACEHOLDER = re.compile(
    r"\bx{2,}\b%?|\b(?:TBC|TBA|TBD|TODO|FIXME)\b|\blorem\b|\[(?:insert|name|date|number|add)\b[^\]]*\]?|\?{3,}|#(?:REF|N/A|VALUE|NAME)",
    re.IGNORECASE,
)
EMPTY_LINK = re.compile(
    r"\bclick here\b|\[\s*(?:here|click|link|this link|read more|more|see more|this page)?\s*\]\([^)]*\)", re.IGNORECASE
)

TYPED = '"{}" is a number typed into prose. Bind it as {{{{ … }}}}, or list the words in data/common/words_with_digits.csv with a reason.'
UNFINISHED = '"{}" stands where words should. Write them, or take the sentence out.'
BLIND = '"{}" does not say where the link leads. Name the page it opens.'


@dataclass(frozen=True, order=True)
class ProseFault:
    """Words of a text that should not stand there: their line (from 1), the words, and what is wrong with its cure."""

    line: int
    words: str
    message: str

    def __str__(self) -> str:
        return self.message


def typed_numbers_in(text: str) -> list[ProseFault]:
    """Return the numbers typed into a Markdown text, in its order.

    Text inside `{{ }}` and `{% %}` is passed over, save the words quoted there that would be shown. So are the addresses
    of links, the "1." of a list, and what `words_with_digits.csv` allows.
    """
    words = without_bindings(as_read(text))
    typed = _numbers(without_names(words)) if any(_numbers(words)) else ()  # most texts have no number at all
    return sorted([*typed, *_quoted(text)])


def holds_number(words: str) -> bool:
    """Whether words hold a number other than those `words_with_digits.csv` allows: "Wirral 016B" does, "section 47" does not."""
    return _holds_number(words, _project())


@lru_cache(maxsize=100_000)
def _holds_number(words: str, project: tuple[str | None, ...]) -> bool:
    return next(_numbers(_blanked(_names(project), words)), None) is not None


def as_read(text: str) -> str:
    """Return a text as a reader sees it, line for line: without letters that nobody sees, and without marks within a word."""
    visible = UNSEEN.sub("", html.unescape(text))
    return EMPHASIS.sub("", unicodedata.normalize("NFKC", visible))


def in_small_letters(text: str) -> str:
    """Return a text in small letters, in which a pattern that is of small letters finds whatever it would find regardless of case.

    It does so in a quarter of the time, since it tries no letter in both cases. Places may be others than in the text.
    """
    return text.translate(TAKEN_FOR).lower()


def unfinished_words(text: str) -> list[ProseFault]:
    """Return the placeholders ("xx%", "TBC") and the links that say nothing ("click here") of a text."""
    unfinished = [_slip(text, match, UNFINISHED) for match in PLACEHOLDER.finditer(text)]
    return sorted([*unfinished, *(_slip(text, match, BLIND) for match in EMPTY_LINK.finditer(text))])


def allowed() -> tuple[str, ...]:
    """Return the words that may hold a number, those of the program and those that `data/common/` adds, the longest first."""
    return tuple(
        sorted(
            [*_listed_in(ALLOWED), *_listed_in(data_root() / "data" / COMMON / ALLOWED.name)],
            key=lambda words: (-len(words), words),
        )
    )


def _listed_in(path: Path) -> list[str]:
    if not path.exists():
        return []
    rows = reading.table(path, path.name, path.parent).records()
    return [words for _, row in rows if (words := row.get("words", "").strip())]


def without_bindings(text: str) -> str:
    """Return a text with blanks for what stands between braces, for addresses of links and for the "1." of a list."""
    return _blanked(LIST_MARKER, _blanked(ADDRESS, _blanked(BINDING, text)))


def without_names(text: str) -> str:
    """Return a text with blanks for the words that may hold a number."""
    return _blanked(names(), text)


def names() -> re.Pattern[str]:
    """Return the pattern of the words that may hold a number in the project that is read."""
    return _names(_project())


def _project() -> tuple[str | None, ...]:
    """What tells the project whose list of words is meant: several may be read one after another."""
    return os.environ.get(SNAPSHOT), os.environ.get(ROOT)


@cache
def _names(project: tuple[str | None, ...]) -> re.Pattern[str]:
    spaced = (r"\s+".join(re.escape(word) for word in words.split()) for words in allowed())
    return re.compile(rf"(?<![\w.,£-])(?:{'|'.join(spaced)})(?![\w%-])(?![.,]\d)", re.IGNORECASE)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """Put blanks for what is found, keeping every line where it is."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _numbers(text: str) -> Iterator[ProseFault]:
    for match in re.finditer(r"\S+", text):
        if any(letter.isnumeric() for letter in match[0]):
            yield _slip(text, match, TYPED)
    for match in NUMBER.finditer(text):
        yield _slip(text, match, TYPED)


def _slip(text: str, match: re.Match[str], message: str) -> ProseFault:
    words = match[0].strip(".,;:!?*_")
    return ProseFault(line_of(text, match.start()), words, message.format(words))


def line_of(text: str, place: int) -> int:
    """Return the line, from 1, that a place of a text is in."""
    return bisect_left(_line_ends(text), place) + 1


@lru_cache(maxsize=10)
def _line_ends(text: str) -> tuple[int, ...]:
    """Where the lines of a text end: to count them again for each of many words would take the square of the text's length."""
    return tuple(match.start() for match in re.finditer("\n", text))


def _quoted(text: str) -> Iterator[ProseFault]:
    """Find the numbers in constants that a binding would show: `{{ "12" }}`, `{{ 12 }}`, `{{ "two" if late else "no" }}`."""
    for line, shown in constants(text):
        for slip in _numbers(without_names(shown)):
            yield ProseFault(line, slip.words, slip.message)


@lru_cache(maxsize=100)
def constants(text: str) -> tuple[tuple[int, str], ...]:
    """Return the constants that a text's placeholders would show, each with its line: of `{{ "two" if late else "no" }}` both."""
    from jinja2 import Environment, TemplateSyntaxError, nodes

    if "{" not in text:
        return ()
    try:
        outputs = Environment().parse(text).find_all(nodes.Output)
        shown = [const for output in outputs for part in output.nodes for const in _shown(part)]
    except (TemplateSyntaxError, RecursionError):  # whatever fills the text refuses it with its line
        return ()
    return tuple((const.lineno, str(const.value)) for const in shown)


def _shown(node: Any) -> Iterable[Any]:
    """Go through the constants whose value is shown, which those given to a call, a filter or a test are not."""
    from jinja2 import nodes

    if isinstance(node, nodes.Const):
        return [node]
    if isinstance(node, nodes.Filter):
        return _shown(node.node) if node.node else []
    if isinstance(node, nodes.Call | nodes.Test | nodes.Compare | nodes.Getitem | nodes.Getattr):
        return []
    parts = [node.expr1, node.expr2] if isinstance(node, nodes.CondExpr) else node.iter_child_nodes()
    return [const for part in parts if part is not None for const in _shown(part)]
