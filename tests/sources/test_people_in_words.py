"""A number of people said in words is found, whatever the words, and ordinary prose is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.sources import YearFolder, people_in_words, validation
from helpers.sources.typed_numbers import typed_numbers_in

SLIPS = [
    "one girl died and a neighbour called", "one boy", "ONE GIRL", "XII children", "xii children", "V boys", "IV pupils", "it trebled",
    "it was halved", "a fivefold rise", "a handful of children", "a handful of very young girls", "the twelfth review",
    "a dozenth child", "the twins", "a pair of brothers", "a couple of siblings", "both boys", "both of the girls", "neither child",
    "the only girl", "a single child", "another baby", "the second death", "one of the girls", "one of them died", "one, a boy, died",
    "one had died", "one was later exploited", "one teenage mother", "the lone survivor", "a trio of sisters", "a score of children",
    "the fourth serious incident", "a girl of school age died", "a newborn", "thrice", "numbers doubling", "quadrupled", "the sole victim",
    "a lad of school age", "a stepson", "an infant was stabbed", "a pupil died", "one abduction", "a single drowning", "the third attempt",
    "in single figures", "a single-digit number", "the other girl", "the remaining sibling", "its first child death", "the first suicide",
    "quintuplets", "one in care", "one on remand", "one of those groomed", "one drowned", "a very small handful of teenagers", "one UASC",
    "a few girls", "very few of the babies", "several boys", "a hat-trick of deaths", "one: girl", "one\u2026girl", "one-girl household",
    "one and only pupil", "girls: one", "girls (one)", "babies \u2013 one", "children numbered one", "of the girls, one", "of whom one",
    "one\u00a0girl", "o\u00adne girl", "one g\u200birl", "one **girl**", "o&shy;ne girl", "_one_ girl", "one [girl](a.html)",
    "exclusions fell to one", "secure placements remained at one", "children in custody (one)", "deaths in custody: one", "deaths: I", "deaths = ii",
    "children in custody went from nil to one", "suicides, of which there was one", "both died", "neither was convicted", "another was killed",
    "the other has since been injured", "a second died", "a couple of them were remanded", "the pair were placed abroad", "a handful are in secure care",
    "there was a death in custody", "there has been an unexplained infant death", "a hat trick of deaths", "an only child", "its first and only suicide",
    "restraint was used once", "a taser was used only once", "searches were carried out once", "it was on a single occasion",
    "both stabbed", "neither harmed", "one of which was fatal", "only one of the group survived", "her only child was moved", "one had bruises",
    "one did not survive", "one is a care leaver", "one was aged", "one left care", "one spoke only Polish", "a further death", "an additional suicide",
    "an extra girl", "one more boy", "one Polish girl", "the only Traveller family", "every child bar one", "all pupils except for one",
    "with one exception, the girls went home", "an isolated death", "a fatal stabbing", "a death a year", "in ones and twos", "a cohort of one",
    "a death toll of one", "a mum of one", "girls totalled one", "girls rose by one", "the trio", "the duo", "the eldest was harmed", "the youngest died",
    "the firstborn", "the middle child", "his brother was harmed", "a mother and her baby died", "father and son were hurt", "a boy took his own life",
    "someone died", "a person was stabbed", "a young woman was killed", "a looked after child was stabbed", "a child on a plan died", "one/girl", "one (girl)",
    "there was just one", "there was only one", "one per cent of children",
]  # fmt: skip
SOUND = """The first meeting was one of many, and both partners came. One of the aims is a third way of working; neither agency said no.
A child is safe where a family is helped, and children are heard. Boys and girls say so, one by one. The second priority, and the
fourth quarter of the year, are done. Another school joined. The only exception is the hub. It is a single door: the lone exception.
A mix of children, some civil servants and the CID were there; did children come? A handful of agencies wrote. Double-check it.
Children are one of our priorities, referrals go to one front door, and a second was held in June. Both were there, and neither was late; both harmed
and frightened children said so. There was a lively debate. Placements are at one site. The newsletter is issued once a quarter, and once it is read, used. A further step, and an extra
page, followed. A further {{ disparity.more }} residents came. It learns after a child died, and asks how a child was harmed; if a person was killed it
says so. Mother and baby units, father and son groups: the eldest children lead. It is not the only one. Each child at one site; every
school, all but the last. The youngest are heard. Ask once more.
"""


def people_counted(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.words) for fault in people_in_words.faults(text)]


def typed(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.words) for fault in typed_numbers_in(text)]


@pytest.mark.parametrize("slip", SLIPS)
def test_people_counted_in_words_are_found_on_their_line(slip: str) -> None:
    text = f"It met.\n\nIn the year {slip}.\n"
    assert {line for line, _ in (*people_counted(text), *typed(text))} == {3}


@pytest.mark.parametrize(
    "changed", [str.upper, str.title, lambda words: words.replace("i", "İ"), lambda words: words.replace("i", "ı")]
)
@pytest.mark.parametrize("slip", [*SLIPS, "one such Of girls"])
def test_whatever_letters_it_is_written_in_all_that_the_pattern_finds_is_found(
    slip: str, changed: Callable[[str], str]
) -> None:
    plain = people_in_words._plain(changed(slip))
    matches = [" ".join(match[0].split()) for match in people_in_words._counts().exact.finditer(plain)]
    assert matches == [fault.words for fault in people_in_words._matches(plain, people_in_words._counts(), "{}")]


@pytest.mark.parametrize(("slip", "expected"), [("one\ngirl", "one girl"), ("the\ntwelfth\nreview", "twelfth review")])
def test_people_counted_over_the_end_of_a_line_are_found(slip: str, expected: str) -> None:
    assert [words for _, words in people_counted(f"It heard of {slip} there.")] == [expected]


def test_ordinary_prose_counts_nobody() -> None:
    assert people_counted(SOUND) == []


def test_words_that_a_placeholder_would_show_are_read() -> None:
    text = 'Two lines.\nHere {{ "one girl" if care.children else "a handful of boys" }} died.'
    assert people_counted(text) == [(2, "one girl"), (2, "a handful of boys")]


def test_what_is_bound_counts_nobody() -> None:
    assert people_counted("Of {{ care.children }} children {{ care.boys | words }} were boys.") == []


def test_what_is_found_as_a_typed_number_is_not_found_again() -> None:
    assert people_counted("two girls, one family and one in three children") == []


def test_a_fault_says_what_is_wrong_and_the_cure() -> None:
    (fault,) = people_in_words.faults("Here one girl died.")
    assert str(fault) == (
        '"one girl" counts people in words, which nothing hides. Bind the number as {{ … }}, where a small one of people is refused, '
        "say it without a number, or list the words in data/common/words_with_digits.csv with a reason."
    )


@pytest.mark.parametrize(
    "words", ["3 children", "1,200 pupils", "33% of the girls", "two of these boys", "one girl", "twins", "two deaths",
     "two died", "half a dozen were exploited", "5 in care", "girls: 2", "babies = 2", "3x siblings", "2no. children", "n=3", "three (girls)",
     "a handful were missing", "2 u18s", "two under-fives", "1 SUDI", "two of them", "a 15-year-old", "a cohort of four in school", "a family of five in need", "ten per cent of girls",
     "girls x 2", "girls × 2", "the 3rd boy", "girls rose by four in school", "boys totalled two since May"]
)  # fmt: skip
def test_people_counted_in_the_words_of_a_table_are_found_since_nothing_can_be_bound_there(words: str) -> None:
    assert len(list(people_in_words.cell_faults(f"It tells of {words} there."))) == 1


@pytest.mark.parametrize(
    "cell", ["3", " 3 ", "<5", "33%", "1,200", "12.5", "three", "half", "one", "a few", "3 of 12", "3/12", "3 (25%)", "(3)", "3*", "n = 3", "no. 3", "iii", "III (12)",
     "x3", "Total: 3", "all three", "1 or 2", "fewer than five", "up to 4", "2 m, 1 f", "3F", "3 this year", "up from 1", "1 in 4", "\u2462", "\u2162", "+2"]
)  # fmt: skip
def test_a_number_alone_in_a_column_of_words_is_found_since_nobody_says_what_it_counts(cell: str) -> None:
    (fault,) = people_in_words.cell_faults(cell)
    assert "is a number in a column of words. Give the column the type" in fault.message


@pytest.mark.parametrize(
    "cell",
    [
        "0 to 4",
        "10–15",
        "16+",
        "under 5",
        "2023-24",
        "Year 9",
        "No",
        "c",
        "£3",
        "half day",
        "no one",
        "24/7",
        "up to date",
        "3 days",
    ],
)
def test_ages_times_money_and_words_are_no_number_alone(cell: str) -> None:
    assert [] == list(people_in_words.cell_faults(cell))


@pytest.mark.parametrize(
    "label",
    [
        "Ashby (3)",
        "Ashby [3]",
        "Ashby = 3",
        "Asian (n = 3)",
        "Aged 15 (2)",
        "16+ (4)",
        "Ashby x3",
        "Girls at risk (25%)",
    ],
)
def test_a_count_beside_the_name_of_a_group_is_found(label: str) -> None:
    assert 1 == len(list(people_in_words.label_faults(label)))


@pytest.mark.parametrize(
    "label",
    ["Ashby", "Stage 2", "Ages (0–4)", "Year 9", "0 to 4", "Ward 3", "Q1 (2023-24)", "Census (2021)", "Asian (other)"],
)
def test_the_name_of_a_group_may_hold_an_age_a_stage_or_a_year(label: str) -> None:
    assert [] == list(people_in_words.label_faults(label))


@pytest.mark.parametrize(
    "words", ["3 agencies", "two meetings", "children aged 0 to 17", "section 47", "1 of these", "2023-24", "M53", "c"]
)
def test_other_numbers_in_the_words_of_a_table_are_left_alone(words: str) -> None:
    assert [] == list(people_in_words.cell_faults(f"It tells of {words} there."))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("01_introduction/welcome.md", "", "One girl died."),
        ("04_learning_from_case_reviews/reviews.csv", "safe sleep,", "One girl died.,"),
        ("01_introduction/facts.csv", "Staff trained", "Staff trained after one girl died"),
        ("01_introduction/facts.csv", ",2023-24,", ",2023-24 when one girl died,"),
        ("01_introduction/facts.csv", ",1000,", ",the only boy,"),
        ("report.toml", 'title = "', 'title = "One girl: '),
        ("04_learning_from_case_reviews/reviews.csv", "safe sleep,", "3 of the boys,"),
    ],
)
def test_the_check_refuses_people_counted_in_prose_in_tables_and_in_notes(
    thornby: Path, opened: Callable[[], YearFolder], file: str, old: str, new: str
) -> None:
    path = thornby / file
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace(old, new, 1) if old else f"{before}\n{new}\n", encoding="utf-8")
    faults = [fault for fault in validation.faults(opened()) if "counts people in words" in fault.message]
    assert {fault.file for fault in faults} == {f"data/thornby/2023-24/{file}"}


@pytest.mark.parametrize("partnership", ["wirral"])
def test_no_prose_of_the_report_is_a_false_alarm(partnership: str) -> None:
    from helpers.sources import open_year

    folder = open_year(partnership, "2023-24")
    assert [] == [fault for path in folder.prose_files() for fault in people_in_words.faults(folder.text(path))]
