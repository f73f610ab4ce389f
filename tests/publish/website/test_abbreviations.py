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
        == '<p>The <abbr title="Integrated care board">ICB</abbr> met the ICB.</p>'
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


def test_a_plural_is_marked_and_a_term_is_escaped() -> None:
    assert explained("<svg></svg>ICBs and DfE", TERMS) == (
        '<svg></svg><abbr title="Integrated care board">ICB</abbr>s and <abbr title="Department &quot;for&quot; Education">DfE</abbr>'
    )


def test_without_a_glossary_a_page_stays_as_it_is() -> None:
    assert explained("<p>ICB</p>", {}) == "<p>ICB</p>"
