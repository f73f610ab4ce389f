"""Nobody can take a specimen for a real partnership's report: each page of each format says that it is invented."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from support import small_report

from helpers.publish.book import pdf

SPECIMEN = replace(small_report.DETAILS, place="Aldermere", is_invented=True)
SENTENCE = "An invented specimen: Aldermere does not exist"


@pytest.mark.parametrize("is_draft", [True, False])
def test_every_printed_page_says_that_it_is_invented(is_draft: bool) -> None:
    book = pdf.book(small_report.chapters(), details=replace(SPECIMEN, draft=is_draft))
    cover, *pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(book)).pages]
    assert SENTENCE in " ".join(cover.split())
    assert [page[:40] for page in pages if "Invented specimen" not in page] == []


def test_every_page_of_the_site_says_that_it_is_invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(small_report, "DETAILS", SPECIMEN)
    pages = list(small_report.write(tmp_path).rglob("*.html"))
    assert [page.name for page in pages if SENTENCE not in page.read_text(encoding="utf-8")] == []
    assert pages


def test_a_specimen_s_status_is_never_final_alone() -> None:
    assert replace(SPECIMEN, draft=False).status == "final, and invented"


def test_a_real_partnership_s_own_report_is_not_called_invented() -> None:
    assert (small_report.DETAILS.whose, small_report.DETAILS.whose_in_brief) == ("", "")


@pytest.mark.parametrize(
    ("compiler", "author"), [("", "Compiled from published statistics"), ("A council", "A council")]
)
def test_a_compilation_is_nobody_s_but_its_compiler_s(compiler: str, author: str) -> None:
    details = replace(small_report.DETAILS, is_compilation=True, compiled_by=compiler)
    assert (details.author, details.is_authored) == (author, bool(compiler))
