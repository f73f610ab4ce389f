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
