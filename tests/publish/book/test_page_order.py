"""A figure that a page has no room for does not leave the page empty where tables of its own section can fill it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import page
import pypdf
import pytest
from support import small_report

from helpers.display.blocks import Prose
from helpers.publish.book import pdf
from helpers.publish.chapter import ChapterPart, DisplayedBlock, MarkdownCell
from helpers.statistics.numbers import text

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 460 300"><rect width="460" height="300"/></svg>'


def figure(label: str) -> DisplayedBlock:
    income: Any = small_report.income_figure()
    return DisplayedBlock(replace(income, wide=PICTURE, title=text(f"Drawn {label}")), label)


def table(label: str, times: int = 1) -> DisplayedBlock:
    income: Any = small_report.income_table()
    data = replace(income.data, rows=income.data.rows * times)
    return DisplayedBlock(replace(income, title=text(f"Listed {label}"), data=data), label)


def words(count: int) -> MarkdownCell:
    return MarkdownCell("\n\n".join(["Words."] * count))


def sheets(*parts: ChapterPart) -> list[str]:
    """The words of each page of a chapter."""
    chapter = replace(small_report.chapters()[0], parts=parts)
    document = pdf.chapter_pdf(chapter, details=small_report.DETAILS)
    assert page.validate_pdf_bytes(document, profile="ua1").is_compliant
    return [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(document)).pages]


def on(pages: list[str], phrase: str) -> int:
    return next(number for number, words in enumerate(pages) if phrase in words)


def test_a_table_does_not_go_before_a_figure_that_fits() -> None:
    pages = sheets(words(3), figure("Figure 1.1"), table("Table 1.1"))
    assert on(pages, "Drawn") == on(pages, "Listed") == 0
    assert pages[0].index("Drawn") < pages[0].index("Listed")


def test_words_after_a_figure_never_go_before_it() -> None:
    pages = sheets(words(22), figure("Figure 1.1"), MarkdownCell("Said after it."), table("Table 1.1"))
    assert on(pages, "Drawn") == on(pages, "Said after it") == on(pages, "Listed") == 1


@pytest.mark.parametrize(("times", "places"), [(1, (0, 1)), (12, (1, 1))])
def test_a_low_table_fills_the_page_that_has_no_room_for_its_figure(times: int, places: tuple[int, int]) -> None:
    pages = sheets(words(20), figure("Figure 1.1"), table("Table 1.1", times), MarkdownCell("## After\n\nAll."))
    assert (on(pages, "Listed"), on(pages, "Drawn")) == places


def test_a_figure_stays_in_its_own_section() -> None:
    pages = sheets(words(20), figure("Figure 1.1"), table("Table 1.1"), MarkdownCell("## Next section\n\nWords."))
    assert on(pages, "Next section") == on(pages, "Drawn") == 1
    assert pages[1].index("Drawn") < pages[1].index("Next section")


def test_each_of_several_figures_keeps_its_own_tables() -> None:
    pages = sheets(words(20), figure("Figure 1.1"), table("Table 1.1"), figure("Figure 1.2"), table("Table 1.2"))
    whole = "".join(pages)
    assert whole.index("Listed Table 1.1") < whole.index("Drawn Figure 1.1") < whole.index("Drawn Figure 1.2")


@pytest.mark.parametrize(("opens_with", "place"), [(figure("Figure 2.1"), 1), (words(1), 0)])
def test_a_chapter_opens_on_the_page_that_has_room_for_its_picture(opens_with: ChapterPart, place: int) -> None:
    first, second = small_report.chapters()
    chapters = [replace(first, parts=(words(18),)), replace(second, parts=(words(1), opens_with))]
    document = pdf.book(chapters, details=small_report.DETAILS)
    _, _, *pages = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(document)).pages]
    assert on(pages, "Independent Scrutiny") == place


@pytest.mark.parametrize("lines", range(26, 34))
def test_a_heading_and_its_few_words_never_end_a_page_without_what_they_lead_to(lines: int) -> None:
    shown = DisplayedBlock(Prose(text("### Ollie\n\nIt names its themes.")))
    pages = sheets(words(lines), MarkdownCell("## What each review teaches\n\nAccounts name no child."), shown)
    assert on(pages, "What each review teaches") == on(pages, "Ollie")
