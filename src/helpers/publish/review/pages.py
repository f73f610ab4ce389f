"""The reviewers' edition as pages: a folder beside the site, or one chapter alone.

Style and fonts are the site's, in the folder beside; the output of each cell is the HTML of the site.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers.publish.build_manifest import BuildManifest
from helpers.publish.chapter import Chapter
from helpers.publish.ledger import document_numbers, entries
from helpers.publish.ledger import rows as ledger
from helpers.publish.ledger.rows import LedgerRow
from helpers.publish.report_details import ReportDetails
from helpers.publish.review import listing, overview, provenance, stored
from helpers.publish.review.cells import ReviewedCell, cells
from helpers.publish.review.listing import NumberList
from helpers.publish.review.overview import Overview
from helpers.publish.review.provenance import Stored
from helpers.publish.website import abbreviations, pages
from helpers.publish.website.pages import Page
from helpers.sources.stored_rows import StoredRows
from helpers.sources.year_folder import YearFolder

STYLE, SCRIPT = "review.css", "review.js"
EVERY_PAGE = "every-page"


@dataclass(frozen=True)
class ReviewedChapter:
    """One chapter of the edition: its page in the site, its cells, and the ledger's rows of its numbers."""

    page: Page
    cells: tuple[ReviewedCell, ...]
    rows: tuple[LedgerRow, ...]

    @property
    def slug(self) -> str:
        """The chapter's name in file names, such as "01_introduction"."""
        return self.page.file.removesuffix(".html")

    def number_list(self, page: str, stored: Stored) -> NumberList:
        """Return the chapter's numbers as a table with links to `page`, and to rows of the store."""
        return listing.number_list(self.page.title, self.slug, self.cells, self.rows, page=page, stored=stored)


@dataclass(frozen=True)
class ReviewPages:
    """What every page of the edition needs of the whole report."""

    details: ReportDetails
    chapters: tuple[Page, ...]
    stored: tuple[StoredRows, ...]


def write(
    chapters: Sequence[Chapter],
    shown: Sequence[Page],
    rows: Iterable[LedgerRow],
    *,
    folder: YearFolder,
    details: ReportDetails,
    manifest: BuildManifest,
    place: Path,
) -> None:
    """Write the edition into `place`, beside the site: an index, a page for each chapter, and the list of all numbers.

    `shown` are the pages of the chapters in the site, and `rows` those of the ledger.
    """
    ledger = list(rows)
    by_chapter = listing.by_chapter(ledger)
    reviewed = [
        ReviewedChapter(page, tuple(cells(chapter, page)), tuple(by_chapter.get(chapter.slug, ())))
        for chapter, page in zip(chapters, shown, strict=True)
    ]
    summary = overview.overview(
        folder,
        manifest,
        [(chapter.page, chapter.cells, len(chapter.rows)) for chapter in reviewed],
        sum(map(len, by_chapter.values())),
    )
    (place / "assets").mkdir(parents=True, exist_ok=True)
    review = ReviewPages(details, tuple(shown), tuple(stored.rows_behind(ledger)))
    for name, content in _files(review, reviewed, summary, by_chapter.get("", [])):
        (place / name).write_text(content, encoding="utf-8")
    for name in (STYLE, SCRIPT):
        shutil.copyfile(pages.ASSETS / name, place / "assets" / name)


def alone(chapter: Chapter, *, folder: YearFolder, details: ReportDetails) -> str:
    """Return one chapter as a single HTML page with its style, its script and the list of its numbers inside it."""
    (marked,), numbers = entries.marked([chapter])
    numbers += document_numbers.entries([marked], details, [])
    laid_out = pages.page(marked)
    terms = dict(details.terms)
    page = replace(laid_out, parts=abbreviations.explained_in_turn(laid_out.parts, terms))
    reviewed = ReviewedChapter(page, tuple(cells(marked, page)), tuple(ledger.rows(numbers, folder)))
    resources: dict[str, Any] = {
        "numbers": reviewed.number_list("", {}),
        "where_from": provenance.script(reviewed.rows, {}),
    }
    style = f"{pages.style_alone()}\n{_asset(STYLE)}"
    return _rendered("review.html.j2", None, details, reviewed, style=style, script=_asset(SCRIPT), **resources)


def _files(
    review: ReviewPages, reviewed: Sequence[ReviewedChapter], summary: Overview, common: Sequence[LedgerRow]
) -> Iterator[tuple[str, str]]:
    places = stored.addresses(review.stored)
    yield "index.html", pages.rendered("review_home.html.j2", _resources(review, review.details, overview=summary))
    chapters = [row for chapter in reviewed for row in chapter.rows if row.kind == "chapter"]
    for chapter in reviewed:
        yield chapter.page.file, _rendered("review.html.j2", review, review.details, chapter)
        yield f"assets/{chapter.slug}.js", provenance.script([*chapter.rows, *common, *chapters], places)
    lists = [chapter.number_list(chapter.page.file, places) for chapter in reviewed]
    lists.append(listing.number_list("every page", EVERY_PAGE, (), common, page="", stored=places))
    yield "numbers.html", pages.rendered("review_numbers.html.j2", _resources(review, review.details, lists=lists))
    tables = list(stored.tables(review.stored))
    yield (
        provenance.ROWS_PAGE,
        pages.rendered("review_rows.html.j2", _resources(review, review.details, stored_tables=tables)),
    )


def _rendered(
    template: str, review: ReviewPages | None, details: ReportDetails, chapter: ReviewedChapter, **resources: Any
) -> str:
    return pages.rendered(
        template, _resources(review, details, page=chapter.page, cells=chapter.cells, slug=chapter.slug, **resources)
    )


def _resources(review: ReviewPages | None, details: ReportDetails, **resources: Any) -> dict[str, Any]:
    return {"site": review, "details": details, "before": None, "after": None} | resources


def _asset(name: str) -> str:
    return (pages.ASSETS / name).read_text(encoding="utf-8")
