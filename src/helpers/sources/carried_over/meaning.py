"""What a text says, whatever its case, spacing, punctuation, line ends and form of letters: so that two years can be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from helpers.sources.typed_numbers import as_read

WORD = re.compile(r"\w+(?:\.\d+)*|[%£€$<>=+]")
STATEMENT = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)
PARAGRAPH_END = re.compile(r"\n\s*\n")
LINE_OF_ITS_OWN = re.compile(r"\n(?=[ \t>]*(?:[-*+][ \t]|#+[ \t]|\||\d+[.)][ \t]))")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”')\]]*\s+")
FIRST_WORDS = 8
AFTER = "what follows “{}”"
FIRST = "what the text begins with"


def words(text: str) -> str:
    """Return a text's words in small letters, with single spaces, so that texts that say the same are equal."""
    return " ".join(WORD.findall(as_read(text).casefold()))


def sentences(paragraph: str) -> list[str]:
    """Return what each sentence of a paragraph says; none where it only repeats or chooses, as "{% endfor %}" does."""
    if not words(STATEMENT.sub("", paragraph)):
        return []
    return [sentence for part in SENTENCE_END.split(paragraph) if (sentence := words(part))]


def paragraphs(markdown: str) -> Iterator[str]:
    """Go through the paragraphs, items of lists and rows of tables of a section; headings say nothing of a year and are left out."""
    for block in PARAGRAPH_END.split(markdown):
        for line in LINE_OF_ITS_OWN.split(block):
            if not line.lstrip().startswith("#") and sentences(line):
                yield line


def beginning(text: str) -> str:
    """Return the first words of a text as they are written, by which people find it."""
    return " ".join(text.split()[:FIRST_WORDS])


def in_words(text: str) -> str:
    """Return a text as people read it, in one line: "…" in place of what the report fills in."""
    return " ".join(PLACEHOLDER.sub("…", STATEMENT.sub("", text)).split())


def names(paragraphs: Sequence[str]) -> list[str]:
    """Return what people call each paragraph of a section: its first words, "…" in place of what the report fills in.

    One without words of its own is named by the last words before it. Where two would have one name, each has all its words,
    or is named as it is written: no name may confirm another paragraph too.
    """
    texts = [in_words(paragraph) for paragraph in paragraphs]
    before = [FIRST, *(AFTER.format(" ".join(text.split()[-FIRST_WORDS:])) for text in texts[:-1])]
    short = [beginning(text) if words(text) else place for text, place in zip(texts, before, strict=False)]
    ways = (short, texts, [beginning(paragraph) for paragraph in paragraphs])
    counts = [Counter(way) for way in ways]
    return [
        next((name for name, count in zip(choices, counts, strict=True) if count[name] == 1), choices[-1])
        for choices in zip(*ways, strict=True)
    ]
