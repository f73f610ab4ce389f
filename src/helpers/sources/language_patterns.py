"""The patterns of slips in prose, and of what could point to a child."""

from __future__ import annotations

import re

OBJECT_REPLACEMENT = "\ufffc"
GAP = r"(?:[ \t]+|[ \t]*\n(?![ \t]*\n)[ \t]*)"
SPELT_WITH_Z = re.compile(
    r"\b(?!\w*(?:siz|priz|seiz|capsiz|maiz|bulldoz))\w{3,}(?:iz(?:e[sdr]?|ing|ations?|ational)|yz(?:e[sd]?|ing))\b",
    re.IGNORECASE,
)
DOUBLED = re.compile(rf"\b(?!(?:that|had)\b)([a-z]+){GAP}\1\b", re.IGNORECASE)
ARTICLE = r"(?:an?|the)"
SECOND_ARTICLE = re.compile(
    rf"\b{ARTICLE}{GAP}(?:(?-i:[a-z]+(?:ful|ive|al|ous|able|ible|ic|ing|ed|ant|ent)){GAP})?{ARTICLE}\b(?!-)",
    re.IGNORECASE,
)
PLURAL_OWNER = re.compile(r"\b[A-Za-z]+(?:or|er|ist|ant)['’]s of\b")
PLURAL_ABBREVIATION = re.compile(
    r"\b[A-Z]{2,}['’]s(?= (?:are|were|have|had|and|or|in|of|to|for|from|which|that|will|published)\b|[).,;:]|\s*$)",
    re.MULTILINE,
)
PICTURE = re.compile(r"!\[[^\]]*\](?:\([^)]*\))?|<img\b[^>]*>")
ABBREVIATION = re.compile(r"\b[A-Z][a-z]?[A-Z][A-Za-z]*(?=['’]s\b|s?\b)")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”')\]]*\s+(?=[A-Z{\[\"“])|\n\s*\n|\n(?=\s*(?:[-*#>|]|\d+\.))")
PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
AGE = re.compile(r"(?:\}\}|\b\w+)[ -](?:year|month|week|day)s?[ -]old\b|\baged? (?:of )?(?:\{\{|\w+)", re.IGNORECASE)
DATE = re.compile(
    r"\{\{[^}]*(?:publish|date|died|death|born|birth|month|due|held|\.year)[^}]*\}\}"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:19|20)\d\d\b"
)
PLACE = re.compile(
    r"\b(?:in|at|near|from|of) (?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[A-Z][a-z]{2,}"
)
LINKED = re.compile(r"\[[^\]]*\]")

TWICE = '"{}" says a word twice. Take one out.'
ARTICLES = '"{}" has one article too many. Take one out.'
OWNER = '"{}" owns where it should name many. Move the apostrophe.'
NOT_PLURAL = '"{}" is a plural with an apostrophe. Take the apostrophe out.'
PICTURED = (
    '"{}" is a picture without its data. Send the figures as a table, which the report draws with a text alternative.'
)
SLIPS = (
    ("spelling", SPELT_WITH_Z, '"{}" is not British spelling. Write it with s.'),
    ("doubled words", DOUBLED, TWICE),
    ("articles", SECOND_ARTICLE, ARTICLES),
    ("apostrophes", PLURAL_OWNER, OWNER),
    ("apostrophes", PLURAL_ABBREVIATION, NOT_PLURAL),
    ("pictures", PICTURE, PICTURED),
)
