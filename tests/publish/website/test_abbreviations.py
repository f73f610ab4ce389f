"""An abbreviation is marked where a page first uses it, and nowhere that is not text."""

from __future__ import annotations

import pytest

from helpers.publish.website.abbreviations import explained_in_turn

TERMS = {"ICB": "Integrated care board", "DfE": 'Department "for" Education'}


def explained(page: str, terms: dict[str, str]) -> str:
    """Return a page of a single piece with its abbreviations marked."""
    (marked,) = explained_in_turn([page], terms)
    return marked


def test_the_first_use_alone_is_marked() -> None:
    assert (
        explained("<p>The ICB met the ICB.</p>", TERMS)
        == '<p>The <button type="button" class="term" popovertarget="term-icb">ICB</button>'
        '<span class="meaning" id="term-icb" popover>Integrated care board</span> met the ICB.</p>'
    )


@pytest.mark.parametrize(
    "page",
    [
        '<p title="ICB">None</p>',
        "<svg><text>ICB</text></svg>",
        "<code>ICB</code>",
        "<p>ICBX and XICB</p>",
        '<data value="1">ICB</data>',
        '<abbr title="Else">ICB</abbr>',
    ],
)
def test_what_is_not_a_word_of_the_text_is_left(page: str) -> None:
    assert explained(page, TERMS) == page


def test_a_plural_is_marked_and_a_meaning_is_escaped() -> None:
    page = explained("<svg></svg>ICBs and DfE", TERMS)
    assert 'popovertarget="term-icb">ICB</button>' in page and "&quot;for&quot;" in page


def test_a_term_of_several_words_is_explained_however_it_is_written() -> None:
    assert ">Early help</button>" in explained("<p>Early help came.</p>", {"Early help": "Support."})
    assert ">early help</button>" in explained("<p>The early help came.</p>", {"Early help": "Support."})


def test_a_title_in_a_credit_is_no_term() -> None:
    page = '<p class="credit">Source: <a href="#">ICB</a> (ICB).</p>'
    assert explained(page, TERMS) == page


def test_a_meaning_with_a_number_that_no_entry_accounts_for_is_left_out() -> None:
    assert explained("<p>ICB</p>", {"ICB": "One of 42 boards"}) == "<p>ICB</p>"


def test_without_a_glossary_a_page_stays_as_it_is() -> None:
    assert explained("<p>ICB</p>", {}) == "<p>ICB</p>"
