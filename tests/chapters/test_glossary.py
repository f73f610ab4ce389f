"""The Glossary explains every abbreviation that the report uses, in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import PROJECT
from support.executed import Executed, of_wirral

NAME = "10_glossary"
NAMES = {"DRAFT", "MIT", "M53"}


@pytest.fixture(scope="module")
def wirral() -> Executed:
    return of_wirral(NAME)


def explained(glossary: Executed) -> set[str]:
    rows = glossary.table("glossary") + glossary.table("local_terms")
    return {row["Abbreviation"] for row in rows if row["Abbreviation"]}


def abbreviations(text: str) -> set[str]:
    """The words of two capitals or more."""
    return set(re.findall(r"\b[A-Z][A-Za-z]?[A-Z]+\b", text)) - NAMES


@pytest.mark.parametrize("notebook", sorted((PROJECT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_abbreviation_of_a_chapter_is_explained(notebook: Path, wirral: Executed) -> None:
    used = abbreviations(of_wirral(notebook.stem).text)
    assert used - explained(wirral) == set()


def test_an_abbreviation_that_is_not_explained_is_noticed(wirral: Executed) -> None:
    assert abbreviations("The QXJ and the NHS met.") - explained(wirral) == {"QXJ"}


def test_terms_stand_in_the_order_of_the_alphabet(wirral: Executed) -> None:
    terms = [row["Term"].lower() for row in wirral.table("glossary")]
    assert terms == sorted(terms)


def test_no_term_is_explained_twice(wirral: Executed) -> None:
    terms = [row["Term"] for row in wirral.table("glossary")]
    assert len(terms) == len(set(terms))
