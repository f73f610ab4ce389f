"""Entries of numbers that belong to the document, not the data: of chapters, figures, tables, pages and downloads, and the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from helpers.display.captions import labelled
from helpers.publish.chapter import Chapter
from helpers.publish.downloads import Download
from helpers.publish.ledger.entries import LedgerEntry
from helpers.publish.report_details import ReportDetails
from helpers.statistics.numbers import Number


def entries(
    chapters: Sequence[Chapter], details: ReportDetails, downloads: Iterable[Download]
) -> Iterator[LedgerEntry]:
    """Yield the entries of the document's own numbers, each once however often it is shown."""
    year = Number("edition.year", details.year, "period", kind="edition", shown=details.year_shown)
    yield LedgerEntry("edition-year", "", "every page", year)
    end = Number("edition.end", details.period_end, "date", kind="edition")
    yield LedgerEntry("edition-end", "", "report.pdf, cover", end)
    if details.compiled_on:
        day = Number("edition.compiled_on", details.compiled_on, "date", kind="edition")
        yield LedgerEntry("edition-compiled", "", "report.pdf, cover, and every page", day)
    for line in details.help_lines:
        if line.phone:
            yield LedgerEntry(line.number.entry, "", "every page", line.number)
    for chapter in chapters:
        yield from _of_chapter(chapter)
    for download in downloads:
        yield from _of_download(download)


def of_pages(count: int) -> Iterator[LedgerEntry]:
    """Yield the entries of the printed pages' numbers; `count`, that of the longest document, is known only when all are made."""
    for page in range(1, count + 1):
        yield LedgerEntry(f"page-{page}", "", "foot of the page", Number(f"page.{page}", float(page), kind="page"))


def _of_chapter(chapter: Chapter) -> Iterator[LedgerEntry]:
    if not chapter.is_opening:
        number = Number(f"chapter.{chapter.slug}", float(chapter.number), kind="chapter")
        yield LedgerEntry(f"{chapter.number:02d}-chapter", chapter.slug, "number of the chapter", number)
    for part in chapter.shown():
        for caption in labelled(part.label).numbers:
            yield LedgerEntry(caption.entry, chapter.slug, f"{part.label}, caption", caption)


def _of_download(download: Download) -> Iterator[LedgerEntry]:
    for quantity in (download.confidential_cells, download.row_count, download.file_size):
        for number in quantity.numbers:
            yield LedgerEntry(number.entry, download.chapter, f"list of downloads, {download.name}", number)
