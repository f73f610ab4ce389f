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
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
OTHER_DASH = re.compile(r"(?<=\w) - (?=\w)|—|(?<![-|:])--(?![-|:])")
ORDINAL_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?(?:{MONTHS})\b|\b(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)\b"
)
LATIN = re.compile(r"\b(?:e\.g|i\.e)\.|\betc\b\.?", re.IGNORECASE)
AMPERSAND = re.compile(r"(?<=\w) & (?=\w)")
PICTURE = re.compile(r"!\[[^\]]*\](?:\([^)]*\))?|<img\b[^>]*>")
ABBREVIATION = re.compile(r"\b[A-Z][a-z]?[A-Z][A-Za-z]*(?=['’]s\b|s?\b)")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”')\]]*\s+(?=[A-Z{\[\"“])|\n\s*\n|\n(?=\s*(?:[-*#>|]|\d+\.))")
PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
AGE = re.compile(r"(?:\}\}|\b\w+)[ -](?:year|month|week|day)s?[ -]old\b|\baged? (?:of )?(?:\{\{|\w+)", re.IGNORECASE)
DATE = re.compile(
    r"\{\{[^}]*(?:publish|date|died|death|born|birth|month|due|held|\.year)[^}]*\}\}"
    rf"|\b(?:{MONTHS})\b|\b(?:19|20)\d\d\b"
)
PLACE = re.compile(rf"\b(?:in|at|near|from|of) (?!(?:{MONTHS})\b)[A-Z][a-z]{{2,}}")
LINKED = re.compile(r"\[[^\]]*\]")

STYLE = "house style"
DASH = '"{}" is not the dash of the house style. Write –, with a space on either side, or make two sentences.'
DAY = '"{}" is a date in another form. Write the day without letters and before the month: 1 April.'
IN_FULL = '"{}" is short for words. Write "such as", "that is" or the rest of the list.'
AND = '"{}" joins words. Write and.'
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
    (STYLE, OTHER_DASH, DASH),
    (STYLE, ORDINAL_DAY, DAY),
    (STYLE, LATIN, IN_FULL),
    (STYLE, AMPERSAND, AND),
)
