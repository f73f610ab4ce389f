"""The formats of a report: each chapter prepared for all of them, and each format written from all chapters."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import v4

from helpers.publish import chapter, disclosure_audit, downloads, prune_unsupplied, used_terms
from helpers.publish.book import pdf
from helpers.publish.book.pdf import Markup
from helpers.publish.build_manifest import BuildManifest
from helpers.publish.chapter import Chapter
from helpers.publish.downloads import Download
from helpers.publish.ledger import document_numbers, entries, page_check, rows, unaccounted
from helpers.publish.ledger.entries import LedgerEntry
from helpers.publish.report_details import ReportDetails
from helpers.publish.review import pages as review
from helpers.publish.running.cache import Cache
from helpers.publish.website import site
from helpers.publish.website.pages import Page
from helpers.sources.year_folder import YearFolder


@dataclass(frozen=True)
class CheckedData:
    """What is known of a report once its data is found without fault: its details for every format, and its manifest."""

    details: ReportDetails
    manifest: BuildManifest


@dataclass(frozen=True)
class PreparedChapter:
    """A chapter whose numbers have their entries in the ledger, with those entries, its downloads, its page and its markup."""

    chapter: Chapter
    entries: Sequence[LedgerEntry]
    downloads: Sequence[Download]
    page: Page
    markup: Markup


@dataclass(frozen=True)
class PreparedReport:
    """All that the formats are written from; `entries` are those of the ledger but for the book's page numbers."""

    folder: YearFolder
    data: CheckedData
    chapters: Sequence[Chapter]
    pages: Sequence[Page]
    markups: Sequence[Markup]
    downloads: Sequence[Download]
    entries: Sequence[LedgerEntry]


def read(slug: str, executed: str) -> Chapter:
    """Return an executed notebook's text as a chapter. Raises DataFaults with every number that a cell typed into what it shows."""
    document = chapter.read(v4.reads(executed), slug)
    unaccounted.refuse(unaccounted.of_chapter(document))
    return document


def read_and_prepare(slug: str, executed: str, unused: Sequence[str] = ()) -> PreparedChapter:
    """Return an executed notebook's text prepared for every format, without unused terms of the glossary; raises as `read` does."""
    return prepare(used_terms.without(read(slug, executed), unused))


def prepare_without_gaps(
    slug: str,
    executed: str,
    naming_gaps: bool,
    elsewhere: Sequence[str],
    lost_links: Sequence[str] = (),
    unused: Sequence[str] = (),
) -> PreparedChapter | None:
    """Return the chapter of a compilation prepared for every format, without the links that lead nowhere and unused terms; None where it has nothing to show."""
    document = used_terms.without(read(slug, executed), unused)
    chapter = prune_unsupplied.filled(document, naming_gaps=naming_gaps, elsewhere=elsewhere)
    return prepare(prune_unsupplied.unlinked(chapter, lost_links)) if chapter else None


def prepare(document: Chapter) -> PreparedChapter:
    """Prepare for every format what takes one chapter alone, and nothing that the report's data say."""
    (marked,), numbers = entries.marked([document])
    files = downloads.of_chapters([marked])
    return PreparedChapter(marked, numbers, files, site.laid_out(marked, downloads=files), pdf.markup(marked))


def assemble(chapters: Sequence[PreparedChapter], folder: YearFolder, data: CheckedData) -> PreparedReport:
    """Put prepared chapters together as a report."""
    files = [file for prepared in chapters for file in prepared.downloads]
    numbers = [entry for prepared in chapters for entry in prepared.entries]
    numbers += document_numbers.entries([prepared.chapter for prepared in chapters], data.details, files)
    return PreparedReport(
        folder=folder,
        data=data,
        chapters=[prepared.chapter for prepared in chapters],
        pages=[site.explained(prepared.page, details=data.details) for prepared in chapters],
        markups=[prepared.markup for prepared in chapters],
        downloads=files,
        entries=numbers,
    )


def write_site(report: PreparedReport, output: Path, *, final: bool) -> None:
    """Write the site.

    Where it is to be `final`, raises ReportError where the numbers of the ledger give small numbers of people away, and
    DataFaults for what a finished page shows and the ledger has not.
    """
    if final:
        disclosure_audit.refuse(report.folder, report.entries)
    details, folder = report.data.details, output / "site"
    site.write(report.chapters, details=details, folder=folder, downloads=report.downloads, shown=report.pages)
    if final:
        page_check.refuse_unaccounted(folder, report.entries)


def write_review(report: PreparedReport, output: Path) -> None:
    """Write the ledger, and from it the reviewers' edition."""
    ledger = list(rows.rows(report.entries, report.folder))
    rows.write(ledger, output / "numbers.csv")
    review.write(
        report.chapters,
        report.pages,
        ledger,
        folder=report.folder,
        details=report.data.details,
        manifest=report.data.manifest,
        place=output / "review",
    )


def write_book(report: PreparedReport, output: Path, cache: Cache) -> None:
    """Write the book, the data behind its figures and, apart, what it opens with. Raises ReportError naming the chapter and block that cannot be set."""
    details = report.data.details
    book = pdf.book(report.chapters, details=details, markups=report.markups)
    (output / "report.pdf").write_bytes(book)
    beside = [("data", pdf.data_markup(report.markups, details))]
    for opening in (document for document in report.chapters if document.is_opening):
        beside.append(("summary", pdf.summary_markup(opening, details)))
    for name, markup in beside:  # most edits change the book alone
        set_before = cache.prepared(pdf.document, name, markup, details.period_end.isoformat())
        (output / f"{name}.pdf").write_bytes(set_before)


def complete_site(output: Path) -> None:
    """Put the book, its data and the summary into the folder of the site, which then needs nothing beside it."""
    for name in ("report.pdf", "data.pdf", "summary.pdf"):
        if (output / name).exists():
            shutil.copyfile(output / name, output / "site" / name)


def write_manifest(report: PreparedReport, output: Path) -> None:
    """Write the build's manifest, and add to the ledger the page numbers, which are known once the book is set."""
    page_numbers = document_numbers.of_pages(max(map(pdf.pages, output.glob("*.pdf"))))
    rows.add(rows.rows(page_numbers, report.folder), output / "numbers.csv")
    (output / "build.json").write_text(report.data.manifest.json_text, encoding="utf-8")
