"""Numbers typed into prose are found with their line, and only those."""

from __future__ import annotations

import csv
import re
import shutil
import sys
from pathlib import Path
from time import process_time

import pytest
from support import PROJECT

from helpers.sources import open_year, people_in_words, validation
from helpers.sources import typed_numbers as words

SOUND = """The partnership published {{ count(reviews) }} reviews, {{ income.council.share | decimals(0) }} of them
under section 47. At 31 March no one child waited; see [the plan](02_independent_scrutiny.ipynb#section-12).

1. The first is one of many.
1. Both are told once at <https://example.org/2023>.

{% for review in where(reviews, status="stage 2") %}{{ review.name }} is a second review.{% endfor %}
"""


def lines_and_words(text: str) -> list[tuple[int, str]]:
    return [(slip.line, slip.words) for slip in words.typed_numbers_in(text)]


@pytest.mark.parametrize(
    "slip",
    ["12", "1,200", "£34,000", "58.1%", "3rd", "½", "&frac12;", "²", "2024", "two", "Twelve", "dozens", "half", "twice",
     "ninety-five", "two-thirds", "a third", "one review", "One local partner", "section 48", "section 47.5",
     "{{ 12 }}", '{{ "two" if late else "no" }}', '{{ total ~ " in three" }}'],
)  # fmt: skip
def test_a_number_typed_into_prose_is_found_on_its_line(slip: str) -> None:
    lines = SOUND.splitlines()
    lines[2] = f"There were {slip} of them."
    assert [line for line, _ in lines_and_words("\n".join(lines))] == [3]


@pytest.mark.parametrize("slip", ["xx%", "XX", "TBC", "TODO", "Lorem ipsum", "[insert name]", "[date]", "???", "#REF!"])
def test_a_placeholder_is_found_on_its_line(slip: str) -> None:
    assert [slip.line for slip in words.unfinished_words(f"{SOUND}\nThe rate was {slip} that year.")] == [9]


@pytest.mark.parametrize("link", ["[here](a.html)", "[Read more](a.html)", "[](a.html)", "Click here"])
def test_a_link_that_names_nothing_is_found(link: str) -> None:
    assert [slip.words for slip in words.unfinished_words(f"See {link} for it.")] == [link]


def test_sixty_thousand_typed_numbers_are_found_in_no_more_than_two_seconds() -> None:
    start = process_time()
    assert len(lines_and_words("12 years\n" * 60_000)) == 60_000
    assert process_time() - start < 2


def test_ordinary_prose_has_no_slip() -> None:
    assert (words.typed_numbers_in(SOUND), words.unfinished_words(SOUND)) == ([], [])


def test_a_list_numbered_by_hand_is_a_typed_number() -> None:
    assert lines_and_words("1. First\n2. Second") == [(2, "2")]


def test_words_allowed_over_a_line_break_are_allowed() -> None:
    assert lines_and_words("enquiries under section\n47 of the Act, and then\n9 more") == [(3, "9")]


def test_a_slip_says_what_is_wrong_and_the_cure() -> None:
    assert str(words.typed_numbers_in("He saw two.")[0]) == (
        '"two" is a number typed into prose. Bind it as {{ … }}, or list the words in data/common/words_with_digits.csv with a reason.'
    )


def test_every_allowed_word_has_a_reason_stands_once_and_is_needed() -> None:
    paths = (words.ALLOWED, PROJECT / "data/common/words_with_digits.csv")
    rows = [row for path in paths for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]
    allowed = [row["words"].casefold() for row in rows]
    assert [row["words"] for row in rows if not row["reason"].strip()] == []
    assert len(allowed) == len(set(allowed))
    assert [word for word in allowed if not _needed(word)] == []


def _needed(word: str) -> bool:
    is_number = any(words._numbers(word)) or any(people_in_words._counts().exact.finditer(word))
    return is_number or word.endswith(" one")


@pytest.mark.parametrize(
    "hidden",
    [
        "sev\u00aden",
        "t\u200bwo",
        "t\u034fwo",
        "t\ufe0fwo",
        "t\u3164wo",
        "t\u2060wo",
        "se&shy;ven",
        "t**w**o",
        "t*w*o",
        "`t`wo",
        "ｔｗｏ",
        "tw\\o",
        "\ufefftwo",
    ],
)
def test_a_number_with_letters_that_nobody_sees_or_marks_within_it_is_found_on_its_line(hidden: str) -> None:
    assert [line for line, _ in lines_and_words(f"They met.\n\nThere were {hidden} of them.")] == [3]


def test_words_are_allowed_by_the_list_of_the_data_and_no_longer_than_they_stand_there(
    thornby: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    common = thornby.parents[1] / "common"
    common.unlink()
    common.mkdir()
    for lines, expected in (("", ["M53"]), ("M53,Name of a road\n", [])):
        (common / "words_with_digits.csv").write_text(f"words,reason\n{lines}", encoding="utf-8")
        words._names.cache_clear()
        assert [number for _, number in lines_and_words("By the M53.")] == expected
    words._names.cache_clear()


def test_the_list_of_allowed_words_is_read_and_checked_as_any_table(thornby: Path) -> None:
    common = thornby.parents[1] / "common"
    common.unlink()
    shutil.copytree(PROJECT / "data/common", common)
    with (common / "words_with_digits.csv").open("a", encoding="utf-8") as file:
        file.write("three girls,\n")
    (fault,) = validation.faults(open_year("thornby", "2023-24"))
    assert (fault.column, fault.message) == ("reason", "blank. Give a value.")
    shutil.copy(PROJECT / "data/common/words_with_digits.csv", common)
    shutil.copy(PROJECT / "data/common/words_with_digits.csv", thornby)
    (fault,) = validation.faults(open_year("thornby", "2023-24"))
    assert fault.message == "words_with_digits belongs to data/common. Move the file there."


def test_no_words_that_any_report_may_print_hold_a_number_of_which_the_ledger_knows_nothing() -> None:
    """Which of these a report prints follows from its figures: one would stop the reports of some authorities alone."""
    with (PROJECT / "data/common/03_journey_of_the_child/consequences.csv").open(encoding="utf-8") as opened:
        texts = [row[column] for row in csv.DictReader(opened) for column in ("worry", "strength")]
    assert [text for text in texts if words.typed_numbers_in(text)] == []


def test_no_letter_that_python_takes_for_one_of_ours_is_another_in_small_letters() -> None:
    letters = [chr(place) for place in range(sys.maxunicode + 1)]
    ours = [letter for letter in letters if re.fullmatch("[a-z]", letter, re.IGNORECASE)]
    small = list(map(words.in_small_letters, ours))
    assert len(ours) > 52 and all(map(re.compile("[a-z]").fullmatch, small))
    assert all(re.fullmatch(plain, letter, re.IGNORECASE) for plain, letter in zip(small, ours, strict=True))
