"""A chapter is prepared once for every format, and chapters go together into one report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell
from support import small_report

from helpers.display.blocks import NotSupplied, Prose
from helpers.errors import DataFaults
from helpers.publish import formats
from helpers.publish.build_manifest import manifest
from helpers.publish.formats import CheckedData, PreparedReport
from helpers.sources import open_year
from helpers.statistics.numbers import text

FIRST, SECOND = "01_introduction", "02_independent_scrutiny"


def executed(*cells: nbformat.NotebookNode) -> str:
    return nbformat.writes(small_report.notebook([new_markdown_cell("# Introduction\n\nWho are we?"), *cells]))


@pytest.fixture
def together() -> PreparedReport:
    """Both chapters of the small report, prepared in turn."""
    chapters = [formats.prepare(document) for document in small_report.chapters()]
    folder = open_year("wirral", "2023-24")
    return formats.assemble(chapters, folder, CheckedData(small_report.DETAILS, manifest(folder, small_report.DETAILS)))


def test_a_number_that_a_cell_typed_into_what_it_shows_is_refused_with_the_notebook() -> None:
    with pytest.raises(DataFaults, match=rf'notebooks/{FIRST}\.ipynb[\s\S]*"17" is a number'):
        formats.read(FIRST, executed(small_report.shown(Prose(text("It happened 17 times.")))))


def test_every_number_of_a_chapter_that_is_prepared_has_its_entry() -> None:
    for document in small_report.chapters():
        prepared = formats.prepare(document)
        entries = {entry.id for entry in prepared.entries}
        shown = {number.entry for part in prepared.chapter.shown() for _, number in part.block.numbers()}
        assert shown and "" not in shown and shown <= entries


def test_what_is_prepared_alone_stands_in_the_report_in_the_order_of_its_chapters(together: PreparedReport) -> None:
    assert [FIRST, SECOND] == [document.slug for document in together.chapters]
    assert [f"{FIRST}.html", f"{SECOND}.html"] == [page.file for page in together.pages]
    assert len(together.markups) == 2 and all(markup.chapter for markup in together.markups)


def test_the_numbers_that_no_chapter_has_are_entered_once(together: PreparedReport) -> None:
    ids = [entry.id for entry in together.entries]
    assert ids.count("edition-year") == 1 and len(ids) == len(set(ids))


def test_a_chapter_of_a_compilation_that_only_waits_to_be_supplied_is_left_out() -> None:
    waiting = executed(small_report.shown(NotSupplied("the newsletter", "the office")))
    supplied = executed(small_report.shown(Prose(text("The partnership met."))))
    assert formats.prepare_without_gaps(FIRST, waiting, True, []) is None
    assert formats.prepare_without_gaps(FIRST, supplied, True, []) is not None


def test_the_site_has_the_book_and_where_there_is_none_no_summary(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7\n")
    formats.complete_site(tmp_path)
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["report.pdf"]


def test_a_final_site_that_shows_a_number_without_an_entry_is_refused(together: PreparedReport, tmp_path: Path) -> None:
    formats.write_site(together, tmp_path / "draft", final=False)
    with pytest.raises(DataFaults, match="the ledger"):
        formats.write_site(replace(together, entries=()), tmp_path / "final", final=True)
