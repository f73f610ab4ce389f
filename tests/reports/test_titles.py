"""Every chart's title stands alone, and every sentence can be read aloud, whatever place the report is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from support import PROJECT
from support.alike import rest_slow
from support.executed import Executed, chapter

from helpers.display.blocks import Figure, Prose
from helpers.sources import open_year
from helpers.sources.language import LONGEST_SENTENCE

OWN_YEARS = (("wirral", "2023-24"), ("wirral", "2024-25"), ("specimen", "2023-24"))
AUTHORITIES = (
    "Bournemouth, Christchurch and Poole", "City of London", "Isles of Scilly", "Kingston upon Hull",
    "Redcar and Cleveland", "Westmorland and Furness",
)  # fmt: skip
REPORTS = (*OWN_YEARS, *((name, "2023-24") for name in AUTHORITIES))
NOTEBOOKS = sorted(path.stem for path in (PROJECT / "notebooks").glob("*.ipynb"))
# Bodies that a title may name in place of the place, and chapters whose figures are the partnership's own, which the head of each page names.
BODIES = ("partnership", "Executive", "Attendance")
OF_THE_PARTNERSHIP = ("05_key_activity", "08_progress_against_priorities")
CASES = rest_slow(("wirral", "2023-24", "01_introduction"), *(
    (partnership, year, name) for partnership, year in REPORTS for name in NOTEBOOKS if (partnership, name) != ("wirral", "01_introduction")
))  # fmt: skip
MOST_WORDS_ON_AVERAGE = 18


@cache
def executed(partnership: str, year: str, name: str) -> Executed:
    return chapter(name, partnership=partnership, year=year)


def sentences(shown: Executed) -> Iterator[str]:
    """The sentences of a chapter's prose, each item of a list apart: no headings and no rows of tables."""
    for block in shown.blocks:
        for _, words in block.texts() if isinstance(block, Prose) else ():
            for line in words.plain.splitlines():
                if line.strip() and not line.startswith(("#", "|")):
                    yield from re.split(r"(?<=[.!?;])\s+(?=[A-Z“])", re.sub(r"\]\([^)]*\)", "", line).strip("- "))


def length(sentence: str) -> int:
    return len(re.findall(r"[^\W_][\w'’.,/–-]*", sentence))


@pytest.mark.parametrize(("partnership", "year", "name"), CASES)
def test_a_title_names_its_place_or_body_in_at_most_fifteen_words(partnership: str, year: str, name: str) -> None:
    folder = open_year(partnership, year)
    figures = [block for block in executed(partnership, year, name).blocks if isinstance(block, Figure)]
    assert [] == [figure.title.plain for figure in figures if len(figure.title.plain.split()) > 15]
    placed = (folder.place.partition(", City of")[0], *BODIES)
    assert [] == [
        f"{figure.title.plain} | {figure.subtitle.plain}"
        for figure in figures
        if name not in OF_THE_PARTNERSHIP
        and not any(word in f"{figure.title.plain} {figure.subtitle.plain}" for word in placed)
    ]


@pytest.mark.parametrize(("partnership", "year", "name"), CASES)
def test_no_sentence_is_longer_than_a_breath(partnership: str, year: str, name: str) -> None:
    assert [] == [
        sentence for sentence in sentences(executed(partnership, year, name)) if length(sentence) > LONGEST_SENTENCE
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("partnership", "year"), REPORTS)
def test_sentences_are_short_on_average(partnership: str, year: str) -> None:
    lengths = [length(sentence) for name in NOTEBOOKS for sentence in sentences(executed(partnership, year, name))]
    assert sum(lengths) / len(lengths) < MOST_WORDS_ON_AVERAGE
