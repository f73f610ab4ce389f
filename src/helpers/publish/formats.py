"""From chapters to every format of the report: downloads, PDF, site, ledger, reviewers' edition and the account."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from helpers.publish import downloads
from helpers.publish.book import pdf
from helpers.publish.book.pdf import Markup
from helpers.publish.build_manifest import BuildManifest
from helpers.publish.chapter import Chapter
from helpers.publish.downloads import Download
from helpers.publish.ledger import document_numbers, entries, page_check, rows, unaccounted
from helpers.publish.ledger.entries import LedgerEntry
from helpers.publish.report_details import ReportDetails
from helpers.publish.review import pages as review
from helpers.publish.running import subprocesses
from helpers.publish.running.progress import BuildProgress
from helpers.publish.website import site
from helpers.publish.website.pages import Page
from helpers.sources.year_folder import YearFolder


@dataclass(frozen=True)
class CheckedData:
    """What the data alone, free of faults, tell of a report: what every format says of it, and its account."""

    edition: ReportDetails
    account: BuildManifest


@dataclass(frozen=True)
class PreparedChapter:
    """A chapter with each number knowing its entry in the ledger, those entries, its downloads, and how site and book show it."""

    chapter: Chapter
    entries: Sequence[LedgerEntry]
    downloads: Sequence[Download]
    page: Page
    markup: Markup


def prepared(chapter: Chapter) -> Callable[[ReportDetails], PreparedChapter]:
    """Prepare what of the formats takes one chapter alone; the rest takes what the data say of the report, which may come later.

    Raises DataFaults with every number that code typed into what the chapter shows.
    """
    unaccounted.refuse(unaccounted.of_chapter(chapter))
    (marked,), numbers = entries.marked([chapter])
    files, markup = downloads.of_chapters([marked]), pdf.markup(marked)

    def finished(edition: ReportDetails) -> PreparedChapter:
        return PreparedChapter(marked, numbers, files, site.laid_out(marked, edition=edition, downloads=files), markup)

    return finished


@dataclass(frozen=True)
class _Report:
    """All that the formats are written from; `entries` are those of the ledger but for the book's page numbers."""

    folder: YearFolder
    readied: CheckedData
    chapters: Sequence[Chapter]
    pages: Sequence[Page]
    markups: Sequence[Markup]
    downloads: Sequence[Download]
    entries: Sequence[LedgerEntry]

    @classmethod
    def of(cls, chapters: Sequence[PreparedChapter], folder: YearFolder, readied: CheckedData) -> _Report:
        """Put prepared chapters together."""
        told, files = [one.chapter for one in chapters], [file for one in chapters for file in one.downloads]
        pages, markups = [one.page for one in chapters], [one.markup for one in chapters]
        numbers = [entry for one in chapters for entry in one.entries]
        common = document_numbers.entries(told, readied.edition, files)
        return cls(folder, readied, told, pages, markups, files, [*numbers, *common])


def write(
    chapters: Sequence[PreparedChapter],
    folder: YearFolder,
    readied: CheckedData,
    made: Path,
    progress: BuildProgress,
    *,
    final: bool = False,
) -> None:
    """Write the report of some chapters into the folder `made`.

    Raises ReportError naming what cannot be set and, where the report is to be `final`, DataFaults with every number of the
    finished pages that the ledger does not account for.
    """
    with _step("Downloads", progress):
        whole = _Report.of(chapters, folder, readied)
        downloads.write_files(whole.downloads, made / "downloads")
    # Typst works in threads of its own, which no forked process would have: it runs here, after all that is forked has begun.
    with (
        subprocesses.begin(_write_site, whole, made, final) as sited,
        subprocesses.begin(_write_review, whole, made) as reviewed,
    ):
        with _step("PDF", progress):
            (made / "report.pdf").write_bytes(pdf.book(whole.chapters, edition=readied.edition, markups=whole.markups))
        with _step("Site", progress):
            sited.result()
        with _step("Reviewers' edition", progress):
            reviewed.result()
    rows.add(rows.rows(document_numbers.of_pages(pdf.pages(made / "report.pdf")), folder), made / "numbers.csv")
    (made / "build.json").write_text(readied.account.json_text, encoding="utf-8")


def _write_site(whole: _Report, made: Path, final: bool) -> None:
    """Write the site; what is to be final is read again as a reader sees it."""
    site.write(
        whole.chapters,
        edition=whole.readied.edition,
        folder=made / "site",
        downloads=whole.downloads,
        shown=whole.pages,
    )
    if final:
        page_check.refuse_unaccounted(made / "site", whole.entries)


def _write_review(whole: _Report, made: Path) -> None:
    """Write the ledger, and from it the reviewers' edition."""
    ledger = list(rows.rows(whole.entries, whole.folder))
    rows.write(ledger, made / "numbers.csv")
    review.write(
        whole.chapters,
        whole.pages,
        ledger,
        folder=whole.folder,
        edition=whole.readied.edition,
        manifest=whole.readied.account,
        place=made / "review",
    )


@contextmanager
def _step(name: str, progress: BuildProgress) -> Iterator[None]:
    progress.begin(name)
    yield
    progress.end(name)
