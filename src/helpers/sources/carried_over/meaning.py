"""What a text says, whatever its case, spacing, punctuation, line ends and form of letters: so that two years can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.sources.typed_numbers import as_read

WORD = re.compile(r"\w+(?:\.\d+)*|[%£€$<>=+]")
STATEMENT = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
PARAGRAPH_END = re.compile(r"\n\s*\n")
LINE_OF_ITS_OWN = re.compile(r"\n(?=[ \t>]*(?:[-*+][ \t]|#+[ \t]|\||\d+[.)][ \t]))")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”')\]]*\s+")
FIRST_WORDS = 8


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
