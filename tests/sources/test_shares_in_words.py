"""A share of a number that names nobody is refused in every free text of a year, unless it is said to be of what no child is known from."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support import PROJECT, two_chapters

from helpers.sources import YearFolder, form_faults, people_in_words, shares_in_words, typed_numbers, validation
from helpers.sources.schema import schemas
from helpers.sources.validation import NO_WORDS

SHARES = [
    "3 of 12 seen late", "4 out of 9 plans", "2 in 7 children", "one of the six reviews of children", "3 of the 12 were seen late",
    "three of twelve were late", "of the 12 seen, 3 were late", "Of 12, 3 were late", "out of 12, three came back", "3 (of 12) were late",
    "3, out of 12, were late", "12 were seen, of which 3 were late", "12 were seen, including 3 late", "3/12 seen late", "25% of 12 seen late",
    "a quarter of 12 seen late", "half of the twelve seen late", "1 in 4 seen late", "3 in every 12 late", "3 from a total of 12 were late",
    "all 3 seen late", "all but 3 of them seen late", "none of the 3 was seen", "the other nine were seen", "the remaining 3 went home",
    "3 of 12 told agencies that they ran away", "3 of 12 in secure care", "3 of 12 placed out of area", "one in three was late",
    "3 among 12 had moved", "9 of 12, and 3 were late", "3 of 12 strategy meetings", "Late: 3 of 12", "2 of 3 places of safety", "3 of our 12",
    "3 OF 12 seen late", "three\u00a0of\u00a0twelve seen late", "3 of **12** seen late", "3 of the last 12 were late", "two of a possible 9",
    "3 of 12 at risk", "most of the 4 came", "seen late were 3 of 12.", "of 4 seen by the panel, 3 were late", "3-in-12", "3 o\u00adf 12 seen late",
    "of a dozen, three were late", "3 per 12 seen", "3 for every 12 seen", "3 of a dozen seen late", "late in 3 instances out of 12",
    "on 3 occasions of 12", "3 times out of 12", "one in a dozen", "3 or so of the 12 or so", "3 of roughly 12", "3 of approximately twelve",
    "3 (25%) of 12", "both of the 2", "one-in-four", "12 seen, four of which were late", "9 out of every 10 were seen", "one half of the 8",
    "one in five went missing again", "seven of nine known to schools", "5 of 8 audits of files", "2 of the 3 sessions",
]  # fmt: skip
HARMLESS = [
    "3 of the 10 chapters", "9 of 12 agencies answered", "9 of 12 relevant agencies answered", "all three safeguarding partners", "page 3 of 12",
    "step 2 of 4", "open 24/7", "£3 of £12", "3 of 12 months", "2 in 3 schools", "rose to 12 in 2024", "3 of 12 recommendations are done",
    "one of the two days", "of the 12 agencies, 3 sent nothing", "12 agencies, of which 3 came late", "all four hubs", "five days in two weeks",
    "3 of 4 priorities", "in 2 of the 21 wards", "95 of 100 pages", "all 15 wards", "the other two partners", "12 schools including 3 nurseries",
    "the three partners", "2013/14 to 15/16", "Key Stage 2 in 3 schools", "one of the aims", "a rate of 44 per 10,000", "3 agencies out of 12", "3 meetings of 12 members", "many of our partners",
]  # fmt: skip
WHOLE_WORDS = "is a share of a number"


@pytest.mark.parametrize("words", SHARES)
def test_a_share_that_names_nobody_is_found_in_the_words_of_a_table(words: str) -> None:
    assert [] != list(people_in_words.cell_faults(f"{words}"))
    assert [] != list(people_in_words.cell_faults(f"The panel wrote: {words}"))


@pytest.mark.parametrize("words", HARMLESS)
def test_a_share_of_what_no_child_is_known_from_is_left_alone(words: str) -> None:
    assert [] == list(people_in_words.cell_faults(words))


@pytest.mark.parametrize("words", SHARES)
def test_prose_refuses_a_share_as_numbers_that_are_typed(words: str) -> None:
    assert typed_numbers.typed_numbers_in(f"It met, and {words}.")


@pytest.mark.parametrize("words", SHARES)
def test_the_titles_of_a_table_of_the_years_own_refuse_it(words: str) -> None:
    field = {"name": "what", "type": "string", "title": f"What: {words}"}
    for table in (
        {"chapter": "01_introduction", "title": f"Ours: {words}", "reason": "words", "fields": [field | {"title": "What"}]},
        {"chapter": "01_introduction", "title": "Ours", "reason": "words", "fields": [field]},
        {"chapter": "01_introduction", "title": "Ours", "reason": f"In words: {words}", "fields": [field | {"title": "What"}]},
    ):  # fmt: skip
        assert form_faults.faults(table, "ours")


def test_a_share_is_told_with_its_cure() -> None:
    (fault,) = people_in_words.cell_faults("The team found that 3 of 12 were seen late.")
    assert fault.words == "3 of 12" and WHOLE_WORDS in fault.message and 'as in "3 of the 10 agencies"' in fault.message


def test_a_share_is_told_once_where_another_rule_finds_the_people() -> None:
    assert len(list(people_in_words.cell_faults("Here 3 of 12 children came."))) == 1


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("04_learning_from_case_reviews/reviews.csv", "safe sleep,", "3 of 12 seen late,"),
        ("01_introduction/facts.csv", "Staff trained", "Staff trained; four of nine seen late"),
        ("01_introduction/facts.csv", ",2023-24,", ",2023-24 for 3 of 12,"),
        ("01_introduction/facts.csv", ",1000,", ",3 of the 12,"),
        ("report.toml", 'title = "', 'title = "3 of 12 seen late: '),
        ("01_introduction/welcome.md", "", "One in four was seen late."),
    ],
)
def test_the_check_refuses_a_share_wherever_a_year_has_free_text(
    thornby: Path, opened: Callable[[], YearFolder], file: str, old: str, new: str
) -> None:
    path = thornby / file
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace(old, new, 1) if old else f"{before}\n{new}\n", encoding="utf-8")
    assert {f"data/thornby/2023-24/{file}"} == {fault.file for fault in validation.faults(opened())}


def test_the_words_that_a_project_lists_may_be_said_all_the_same(specimen: Path) -> None:
    year = specimen / "data/specimen/2023-24"
    two_chapters.change(
        year / "04_learning_from_case_reviews/review_themes.csv", "Look back over years", "3 of 12 seen late"
    )
    folder = YearFolder("specimen", "2023-24", year, specimen)
    assert [WHOLE_WORDS in fault.message for fault in validation.faults(folder)] == [True]
    common = specimen / "data/common"
    common.unlink()
    shutil.copytree(PROJECT / "data/common", common)
    words = (common / "words_with_digits.csv").read_text("utf-8")
    (common / "words_with_digits.csv").write_text(f"{words}3 of 12 seen late,The title of a film\n", "utf-8")
    typed_numbers._names.cache_clear()
    try:
        assert [] == validation.faults(YearFolder("specimen", "2023-24", year, specimen))
    finally:
        typed_numbers._names.cache_clear()


@pytest.mark.parametrize("place", ["data/wirral", "data/specimen/2022-23", "data/specimen/2023-24", "data/common"])
def test_no_table_of_a_report_is_a_false_alarm(place: str) -> None:
    for path in sorted((PROJECT / place).rglob("*.csv")):
        form = schemas().get(path.stem)
        names = [field.name for field in form.fields if field.type == "string"] if form else ["breakdown"]
        with path.open(encoding="utf-8", newline="") as file:
            cells = [
                row[name] or ""
                for row in csv.DictReader(file)
                for name in names
                if name not in NO_WORDS and name in row
            ]
        assert [] == [match[0] for cell in cells for match in shares_in_words.shares(people_in_words._plain(cell))]
