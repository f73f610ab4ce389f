"""Two texts are the same where people read the same in them."""

from __future__ import annotations

import pytest

from helpers.sources.carried_over import meaning

TEXT = "The work of the partnership – café and all – isn't over. Income was {{ income.total | bare }}."


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("work of", "work for"),
        TEXT.replace("isn't", "is"),
        TEXT.replace("income.total", "income.others"),
        TEXT.replace("| bare", "| words"),
        TEXT.replace("Income", "12% of income"),
        TEXT.replace(" and all", ""),
    ],
)
def test_other_words_are_another_text(other: str) -> None:
    assert meaning.words(other) != meaning.words(TEXT)


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace(" ", "\u00a0"),
        TEXT.replace(" ", "\n"),
        TEXT.replace("é", "e\u0301"),
        TEXT.replace("'", "’").replace("–", "-"),
        TEXT.replace("work", "wo\u00adrk"),
        TEXT.replace("work", "**work**"),
        TEXT.upper(),
        TEXT.replace("{{ income.total | bare }}", "{{income.total|bare}}"),
    ],
)
def test_spacing_case_marks_and_forms_of_letters_change_nothing(other: str) -> None:
    assert meaning.words(other) == meaning.words(TEXT)


def test_items_and_rows_are_paragraphs_and_headings_and_loops_are_none() -> None:
    markdown = "# A heading\n\nOne text\nover two lines. And more.\n\n{% for x in y %}\n- {{ x }}\n- second\n{% endfor %}\n\n| a | b |\n|---|---|\n"
    assert [meaning.words(paragraph) for paragraph in meaning.paragraphs(markdown)] == [
        "one text over two lines and more",
        "x",
        "second % endfor %",
        "a b",
    ]


BOARDS = "Members sit on other boards:\n\n{% for board in bodies -%}\n- {{ board.name }}\n{% endfor %}\n\n"
LONG = "It rose in all the wards that we know of, "


@pytest.mark.parametrize(
    ("markdown", "names"),
    [
        ("Income was {{ income.total | words }}, and more.\n", ["Income was …, and more."]),
        (f"{BOARDS}More.\n", ["Members sit on other boards:", "what follows “Members sit on other boards:”", "More."]),
        ("- {{ board.name }}\n", ["what the text begins with"]),
        (f"{LONG}by {{{{ a }}}}.\n\n{LONG}and more.\n", [f"{LONG}by ….", f"{LONG}and more."]),
        ("By {{ a }}.\n\nBy {{ b }}.\n", ["By {{ a }}.", "By {{ b }}."]),
    ],
    ids=["placeholder", "loop", "first", "alike at first", "alike but for code"],
)
def test_a_paragraph_is_named_in_words_and_no_two_have_one_name(markdown: str, names: list[str]) -> None:
    assert meaning.names(list(meaning.paragraphs(markdown))) == names
