"""The glossary has what the report uses, in the singular or the plural, and nothing else."""

from __future__ import annotations

import pytest

from helpers.display.blocks import Grid, Prose, Table
from helpers.publish import used_terms
from helpers.publish.chapter import Chapter, ChapterPart, DisplayedBlock, MarkdownCell
from helpers.statistics.numbers import text

TERMS = (("Child looked after", ""), ("Section 47 enquiry", ""), ("Lower-layer super output area", "LSOA"))
ROWS = tuple((text(term), text(short), text("Meaning.")) for term, short in TERMS)
CSV = "Term,Abbreviation,Meaning\n" + "".join(f"{term},{short},Meaning.\n" for term, short in TERMS)
TABLE = Table("glossary", text("Terms"), Grid((text("Term"),) * 3, ("left",) * 3, ROWS, csv=CSV))


def chapter(slug: str, *parts: ChapterPart) -> Chapter:
    return Chapter(int(slug[:2]), slug, "Title", "", parts)


GLOSSARY = chapter("10_glossary", DisplayedBlock(TABLE))


@pytest.mark.parametrize(
    ("words", "unused"),
    [
        ("Nothing of it.", ["Child looked after", "Section 47 enquiry", "Lower-layer super output area"]),
        ("Children are looked after.", ["Section 47 enquiry", "Lower-layer super output area"]),
        ("Of section 47 enquiries in an LSOA.", ["Child looked after"]),
        ("Section 47.\n\nEnquiries of LSOAs.", ["Child looked after", "Section 47 enquiry"]),
    ],
)
def test_a_term_is_used_where_its_words_or_its_abbreviation_stand_in_one_passage(words: str, unused: list[str]) -> None:
    assert used_terms.unused(GLOSSARY, [GLOSSARY, chapter("01_introduction", MarkdownCell(words))]) == unused


def test_what_a_cell_shows_counts_too() -> None:
    shown = chapter("01_introduction", DisplayedBlock(Prose(text("A child looked after."))))
    assert "Child looked after" not in used_terms.unused(GLOSSARY, [shown])


def test_an_unused_term_leaves_the_table_and_its_data() -> None:
    (part,) = used_terms.without(GLOSSARY, ["Section 47 enquiry"]).shown()
    assert isinstance(part.block, Table)
    assert [row[0].plain for row in part.block.data.rows] == ["Child looked after", "Lower-layer super output area"]
    assert "Section 47" not in part.block.data.csv
