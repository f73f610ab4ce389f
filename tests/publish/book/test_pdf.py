"""The book is a PDF that a screen reader can follow, says what the chapters say, and repeats byte for byte."""

from __future__ import annotations

import io
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import page
import pikepdf
import pypdf
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from support import SHARED, small_report

from helpers.display import blocks
from helpers.errors import ReportError
from helpers.publish import chapter
from helpers.publish.book import pdf, pdf_tags, typesetting
from helpers.publish.chapter import Chapter, ChapterPart, DisplayedBlock, MarkdownCell
from helpers.publish.exporters import ReportPDFExporter, ReportTypstExporter
from helpers.statistics.numbers import Text, text

VERAPDF = SHARED / "checks" / "verapdf" / "verapdf-ua"


@pytest.fixture(scope="module")
def chapters() -> list[Chapter]:
    return small_report.chapters()


@pytest.fixture(scope="module")
def book(chapters: list[Chapter]) -> bytes:
    return pdf.book(chapters, details=small_report.DETAILS)


@pytest.fixture(scope="module")
def data_behind(chapters: list[Chapter]) -> bytes:
    return data_of(chapters)


def data_of(chapters: list[Chapter]) -> bytes:
    """The document of the data behind the figures of chapters."""
    markup = pdf.data_markup([pdf.markup(chapter) for chapter in chapters], small_report.DETAILS)
    return pdf.document("data", markup, "2024-03-31")


@pytest.fixture
def opened(book: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(book)) as document:
        yield document


@pytest.fixture(scope="module")
def pages(book: bytes) -> list[str]:
    return [_words(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(book)).pages]


def _words(extracted: str) -> str:
    return " ".join(extracted.replace("\u00a0", " ").split())


def figure(**changed: object) -> blocks.Figure:
    income: Any = small_report.income_figure()
    return replace(income, **changed)


def with_part(chapters: list[Chapter], part: MarkdownCell | DisplayedBlock) -> list[Chapter]:
    first = chapters[0]
    return [replace(first, parts=(*first.parts, part)), *chapters[1:]]


def tags(document: pikepdf.Pdf, *names: str) -> list[pikepdf.Object]:
    return list(pdf_tags.tagged(document.Root.StructTreeRoot, *names))


def test_a_figure_without_its_alternative_is_refused_by_chapter_and_figure(chapters: list[Chapter]) -> None:
    bare = with_part(chapters, DisplayedBlock(figure(alt=Text()), "Figure 1.2"))
    with pytest.raises(ReportError, match=r"01_introduction, Figure 1\.2 \(.*\) has no text alternative"):
        pdf.book(bare, details=small_report.DETAILS)


def test_typst_itself_refuses_a_picture_without_an_alternative() -> None:
    markup = pdf.chapter_markup(small_report.chapters()[0], details=small_report.DETAILS)
    bare = re.sub(r'alt: "Bars(?:[^"\\]|\\.)*"', 'alt: ""', markup)
    assert bare != markup
    with pytest.raises(ReportError, match=r"cannot be set as a page: PDF/A-3a, PDF/UA-1 error: missing alt text"):
        typesetting.compiled(bare, timestamp=datetime(2024, 3, 31, tzinfo=UTC))


def test_a_character_no_font_has_is_refused_by_chapter_and_block(chapters: list[Chapter]) -> None:
    odd = with_part(chapters, DisplayedBlock(blocks.NotSupplied("\U0001f9f8", "the nursery")))
    with pytest.raises(ReportError, match=r"01_introduction, not supplied cannot be set as a page"):
        pdf.book(odd, details=small_report.DETAILS)


@pytest.mark.parametrize("link", ["07_missing.ipynb", "02_independent_scrutiny.ipynb#nowhere", "#nowhere"])
def test_a_link_that_leads_nowhere_is_refused(chapters: list[Chapter], link: str) -> None:
    with pytest.raises(ReportError, match=r"01_introduction links to"):
        pdf.book(with_part(chapters, MarkdownCell(f"[Lost]({link})")), details=small_report.DETAILS)


def test_one_chapter_alone_keeps_the_words_of_its_links_to_others(chapters: list[Chapter]) -> None:
    alone = pdf.chapter_pdf(chapters[1], details=small_report.DETAILS)
    words = _words(pypdf.PdfReader(io.BytesIO(alone)).pages[0].extract_text())
    assert "Chapter 2 Independent Scrutiny" in words
    assert "Back to the funding." in words


def test_the_same_chapters_give_the_same_bytes(chapters: list[Chapter], book: bytes, data_behind: bytes) -> None:
    assert pdf.book(chapters, details=small_report.DETAILS) == book
    assert data_of(chapters) == data_behind


@pytest.mark.parametrize("document", ["book", "data_behind"])
def test_the_book_and_its_data_conform_to_pdf_ua(document: str, request: pytest.FixtureRequest) -> None:
    report = page.validate_pdf_bytes(request.getfixturevalue(document), profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


@pytest.mark.slow
@pytest.mark.skipif(not VERAPDF.exists(), reason="veraPDF is not here")
@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_verapdf_finds_both_standards_met(flavour: str, book: bytes, data_behind: bytes, tmp_path: Path) -> None:
    (tmp_path / "book.pdf").write_bytes(book)
    (tmp_path / "data.pdf").write_bytes(data_behind)
    command = [VERAPDF, tmp_path / "book.pdf", tmp_path / "data.pdf"]
    done = subprocess.run(command, env=os.environ | {"FLAVOUR": flavour}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_table_has_headers_of_columns_and_of_rows(opened: pikepdf.Pdf) -> None:
    tables = tags(opened, "/Table")
    assert len(tables) == 3
    for table in tables:
        assert _scopes(table, "/THead") == {"/Column"}
        assert _scopes(table, "/TBody") == {"/Row"}


def _scopes(table: pikepdf.Object, part: str) -> set[str]:
    """The scopes of a part's first cells, and for the headings of all its cells; TD where one is no header."""
    rows = [row for section in pdf_tags.tagged(table, part) for row in pdf_tags.tagged(section, "/TR")]
    cells = [cell for row in rows for cell in pdf_tags.children(row)[: None if part == "/THead" else 1]]
    return {str(cell.A[0].Scope) if cell.S == "/TH" else "/TD" for cell in cells}


def test_no_cell_lists_headers_that_leave_its_row_out(opened: pikepdf.Pdf) -> None:
    cells = tags(opened, "/TH", "/TD")
    assert len(cells) > 30
    assert not [cell for cell in cells if any("/Headers" in attribute for attribute in cell.get("/A", []))]


def test_only_the_first_cell_of_a_row_is_its_header(opened: pikepdf.Pdf) -> None:
    rows = [row for body in tags(opened, "/TBody") for row in pdf_tags.tagged(body, "/TR")]
    assert {str(cell.S) for row in rows for cell in pdf_tags.children(row)[1:]} == {"/TD"}


def test_every_figure_tells_what_it_shows(opened: pikepdf.Pdf) -> None:
    assert [str(tag.Alt) for tag in tags(opened, "/Figure")] == [figure().alt.plain]


def test_headings_descend_one_level_at_a_time(opened: pikepdf.Pdf) -> None:
    levels = [int(str(tag.S)[2:]) for tag in tags(opened, *(f"/H{level}" for level in range(1, 7)))]
    assert levels == [1, 1, 2, 3, 2, 3, 1, 2, 2, 2]


def test_no_heading_is_a_paragraph_only_drawn_large(opened: pikepdf.Pdf) -> None:
    titles = {str(tag.T) for tag in tags(opened, "/H1", "/H2", "/H3")}
    assert {"Introduction", "Funding", "In detail", "Communication", "Reach of the website"} <= titles


def test_the_language_title_author_and_state_are_told(opened: pikepdf.Pdf) -> None:
    assert str(opened.Root.Lang) == "en-GB"
    assert str(opened.docinfo.Title) == "DRAFT: Annual report 2023-24, Wirral Safeguarding Children Partnership"
    assert str(opened.docinfo.Author) == small_report.DETAILS.partnership
    assert "DRAFT" in str(opened.docinfo.Keywords)
    assert str(opened.docinfo.CreationDate).startswith("D:20240331000000")
    assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_a_draft_says_so_on_its_cover_and_every_page(pages: list[str]) -> None:
    assert "DRAFT" in pages[0]
    assert "Independent Scrutineer" in pages[0]
    assert all("DRAFT: not yet signed off" in page for page in pages[1:])


def test_a_signed_report_never_says_draft(chapters: list[Chapter]) -> None:
    signed = pdf.book(chapters, details=replace(small_report.DETAILS, draft=False, missing=()))
    reader = pypdf.PdfReader(io.BytesIO(signed))
    assert not [page for page in reader.pages if "DRAFT" in page.extract_text()]
    assert "DRAFT" not in str(reader.metadata)


def test_a_draft_with_no_sign_off_named_waits_for_nobody_in_particular(chapters: list[Chapter]) -> None:
    unsigned = pdf.book(chapters, details=replace(small_report.DETAILS, missing=()))
    cover = _words(pypdf.PdfReader(io.BytesIO(unsigned)).pages[0].extract_text())
    assert "DRAFT Not yet signed off by the safeguarding partners. Text" in cover


def test_numbers_can_be_searched_for(pages: list[str]) -> None:
    assert "67,508 children live in Wirral aged 0 to 17" in pages[2]
    assert "The council gave £165,847 of the income" in pages[2]


def test_hard_characters_are_printed_as_written(pages: list[str]) -> None:
    hard = r"Costs 5 < 6 & 7 > 2; $x$, #1, a_b_c, ~half~, 100%, C:\path, <b>not bold</b>, make report."
    assert any(hard in page for page in pages)


def test_contents_give_the_page_on_which_each_chapter_opens(pages: list[str]) -> None:
    opens = next(number for number, page in enumerate(pages, start=1) if "Chapter 2 Independent Scrutiny" in page)
    assert f"2 Independent Scrutiny {opens}" in pages[1]


def test_links_between_chapters_name_the_page(pages: list[str]) -> None:
    assert any("Back to the funding (page 3)" in page for page in pages)


def test_bookmarks_follow_the_chapters(book: bytes) -> None:
    outline = pypdf.PdfReader(io.BytesIO(book)).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]
    assert titles == ["Contents", "1 Introduction", "2 Independent Scrutiny"]


def test_data_told_by_a_table_beside_the_figure_is_not_printed_twice(
    chapters: list[Chapter], data_behind: bytes
) -> None:
    message = "The council gave £165,847 of the income. See Table 1.1"
    alone = pdf.chapter_pdf(chapters[0], details=small_report.DETAILS)
    assert f"Figure 1.1 (page 1): {message} (page 1)." in _words(" ".join(_sheets(alone)))
    assert f"Figure 1.1: {message}." in _words(" ".join(_sheets(data_behind)))


def test_an_annexed_table_is_named_in_the_book_and_printed_with_the_data(chapters: list[Chapter]) -> None:
    table: Any = small_report.income_table()
    annexed = replace(table, annexed="true")
    with_it = with_part(chapters, DisplayedBlock(annexed, "Table 1.9"))
    book, data = pdf.book(with_it, details=small_report.DETAILS), data_of(with_it)
    assert f"Table 1.9: {annexed.title.plain}. Printed: data.pdf." in _words(" ".join(_sheets(book)))
    assert f"Table 1.9 {annexed.title.plain}" in _words(" ".join(_sheets(data)))


def test_a_figure_leads_to_its_data_in_the_document_beside_the_book(book: bytes) -> None:
    addresses = [
        str(note.A.URI)
        for sheet in pikepdf.open(io.BytesIO(book)).pages
        for note in sheet.get("/Annots", [])
        if "/A" in note and "/URI" in note.A
    ]
    assert "data.pdf" in addresses


def _sheets(document: bytes) -> list[str]:
    return [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(document)).pages]


def test_data_of_a_figure_without_a_table_is_printed(chapters: list[Chapter]) -> None:
    first = replace(chapters[0], parts=(DisplayedBlock(figure(), "Figure 1.1"),))
    last = pypdf.PdfReader(io.BytesIO(pdf.chapter_pdf(first, details=small_report.DETAILS))).pages[-1].extract_text()
    assert "NHS Cheshire & Merseyside" in last


def test_data_too_long_to_print_names_its_download(chapters: list[Chapter]) -> None:
    data = figure().data
    long = figure(data=replace(data, rows=data.rows * 16))
    first = replace(chapters[0], parts=(DisplayedBlock(long, "Figure 1.1"),))
    last = _words(
        pypdf.PdfReader(io.BytesIO(pdf.chapter_pdf(first, details=small_report.DETAILS))).pages[-1].extract_text()
    )
    assert "Its 64 rows are in downloads/01_introduction_income.csv." in last


def test_a_long_table_repeats_its_headings_and_keeps_its_title_with_it(chapters: list[Chapter]) -> None:
    data = small_report.income_table().data  # type: ignore[attr-defined]
    filler = MarkdownCell("\n\n".join(["Words."] * 34))
    long = DisplayedBlock(blocks.Table("long", text("A long table"), replace(data, rows=data.rows * 40)), "Table 1.1")
    document_bytes = pdf.chapter_pdf(replace(chapters[0], parts=(filler, long)), details=small_report.DETAILS)
    pages = [
        page
        for page in map(_words, (p.extract_text() for p in pypdf.PdfReader(io.BytesIO(document_bytes)).pages))
        if "Merseyside" in page
    ]
    assert len(pages) > 2
    assert all("Partner Amount" in page for page in pages)
    assert "A long table" in pages[0]


def test_a_picture_taller_than_a_page_is_made_to_fit(chapters: list[Chapter]) -> None:
    tall = figure(
        wide='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 460 2000"><rect width="460" height="2000"/></svg>'
    )
    document_bytes = pdf.chapter_pdf(
        replace(chapters[0], parts=(DisplayedBlock(tall, "Figure 1.1"),)), details=small_report.DETAILS
    )
    with pikepdf.open(io.BytesIO(document_bytes)) as document:
        left, bottom, right, top = map(float, tags(document, "/Figure")[0].A[0].BBox)
    assert top - bottom < 630
    assert right - left < 150


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 460 300"><rect width="460" height="300"/></svg>'


def places(document_bytes: bytes, *phrases: str) -> list[tuple[int, float]]:
    """Where words stand: the page, and how far down it."""
    place_of: dict[str, tuple[int, float]] = {}
    for number, page_of_it in enumerate(pypdf.PdfReader(io.BytesIO(document_bytes)).pages):

        def visit(words: str, _turn: object, set_at: list[float], *_: object, number: int = number) -> None:
            place_of.update(
                {phrase: (number, -set_at[5]) for phrase in phrases if phrase in words and phrase not in place_of}
            )

        page_of_it.extract_text(visitor_text=visit)
    return [place_of[phrase] for phrase in phrases]


def test_a_picture_stands_between_the_words_before_and_after_it_though_a_page_ends_there(
    chapters: list[Chapter],
) -> None:
    parts: list[ChapterPart] = [MarkdownCell("Opening words.")]
    for number in range(1, 6):
        parts += [
            MarkdownCell(f"## Section {number}\n\nBefore {number}."),
            DisplayedBlock(figure(wide=PICTURE), f"Figure 1.{number}"),
            MarkdownCell(f"After {number}."),
        ]
    document_bytes = pdf.chapter_pdf(replace(chapters[0], parts=tuple(parts)), details=small_report.DETAILS)
    phrases = [word for number in range(1, 6) for word in (f"Before {number}", f"Figure 1.{number}", f"After {number}")]
    at = places(document_bytes, "Opening words", *phrases)
    assert at == sorted(at) and at[-1][0] > 0


def executed() -> nbformat.NotebookNode:
    """The first chapter as a build leaves it, its parameters set."""
    notebook = small_report.introduction()
    notebook.cells[1] = new_code_cell(
        'partnership = "wirral"\nyear = "2023-24"', metadata={"tags": ["injected-parameters"]}, id="set"
    )
    return notebook


def test_a_notebook_without_parameters_is_refused() -> None:
    lone = small_report.notebook([new_markdown_cell("# Lone")])
    with pytest.raises(ReportError, match=r"01_lone\.ipynb does not say whose report it is of"):
        ReportPDFExporter().from_notebook_node(lone, {"metadata": {"name": "01_lone"}})


def test_nbconvert_makes_the_chapter_that_the_book_holds() -> None:
    document_bytes, resources = ReportPDFExporter().from_notebook_node(
        executed(), {"metadata": {"name": "01_introduction"}}
    )
    assert page.validate_pdf_bytes(document_bytes, profile="ua1").is_compliant
    assert resources["output_extension"] == ".pdf"
    assert "Introduction: Annual report" in str(pypdf.PdfReader(io.BytesIO(document_bytes)).metadata)


def test_nbconvert_makes_markup_that_holds_the_whole_chapter() -> None:
    markup, resources = ReportTypstExporter().from_notebook_node(executed(), {"metadata": {"name": "01_introduction"}})
    assert resources["output_extension"] == ".typ"
    assert "== Communication <01_introduction:communication>" in markup
    assert chapter.read(executed(), "01_introduction").title in markup
