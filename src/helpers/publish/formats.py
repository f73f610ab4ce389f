"""From chapters to every format of the report: downloads, PDF, site, ledger, reviewers' edition and the account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from helpers.publish import downloads
from helpers.publish.account import Account
from helpers.publish.book import pdf
from helpers.publish.chapter import Chapter
from helpers.publish.downloads import Download
from helpers.publish.edition import Edition
from helpers.publish.ledger import entries, furniture, rows, scan
from helpers.publish.ledger.entries import Entry
from helpers.publish.review import pages as review
from helpers.publish.running import apart
from helpers.publish.running.progress import Progress
from helpers.publish.website import site
from helpers.publish.website.pages import Page
from helpers.sources.folder import Folder


@dataclass(frozen=True)
class Readied:
    """What the data alone, free of faults, tell of a report: what every format says of it, and its account."""

    edition: Edition
    account: Account


@dataclass(frozen=True)
class _Report:
    """All that the formats are written from.

    `pages` are the chapters as the site has them, `entries` those of the ledger but for the book's page numbers.
    """

    folder: Folder
    chapters: Sequence[Chapter]
    pages: Sequence[Page]
    entries: Sequence[Entry]
    downloads: Sequence[Download]
    readied: Readied


def write(chapters: Sequence[Chapter], folder: Folder, readied: Readied, made: Path, progress: Progress) -> None:
    """Write the report of some chapters into the folder `made`.

    Raises DataFaults with every number of the pages that the ledger does not account for, and ReportError naming what cannot
    be set.
    """
    with _step("Downloads", progress):
        whole = _gathered(chapters, folder, readied, made)
    # Typst works in threads of its own, which no forked process would have: it runs here, after all that is forked has begun.
    with apart.begin(_write_site, whole, made) as sited, apart.begin(_write_review, whole, made) as reviewed:
        with _step("PDF", progress):
            (made / "report.pdf").write_bytes(pdf.book(whole.chapters, edition=readied.edition))
        with _step("Site", progress):
            sited.result()
        with _step("Reviewers' edition", progress):
            reviewed.result()
    rows.add(rows.rows(furniture.of_pages(pdf.pages(made / "report.pdf")), folder), made / "numbers.csv")
    (made / "build.json").write_text(readied.account.written, encoding="utf-8")


def _gathered(chapters: Sequence[Chapter], folder: Folder, readied: Readied, made: Path) -> _Report:
    """Write the downloads, name every number and lay out the pages."""
    told, numbers = entries.marked(chapters)
    files = downloads.write(told, made / "downloads")
    numbers += furniture.entries(told, readied.edition, files)
    return _Report(folder, told, site.laid_out(told, edition=readied.edition, downloads=files), numbers, files, readied)


def _write_site(whole: _Report, made: Path) -> None:
    """Write the site, and read it against the ledger."""
    site.write(
        whole.chapters,
        edition=whole.readied.edition,
        folder=made / "site",
        downloads=whole.downloads,
        shown=whole.pages,
    )
    scan.refuse_unaccounted(made / "site", whole.entries)


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
        account=whole.readied.account,
        place=made / "review",
    )


@contextmanager
def _step(name: str, progress: Progress) -> Iterator[None]:
    progress.begin(name)
    yield
    progress.end(name)
