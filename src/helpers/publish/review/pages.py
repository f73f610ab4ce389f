"""The reviewers' edition as pages: a folder beside the site, or one chapter alone.

The style and fonts are the site's own, in the folder beside; what each cell made is the HTML that the site has.
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
from helpers.publish.review import listing, overview, provenance
from helpers.publish.review.cells import ReviewedCell, cells
from helpers.publish.review.listing import Shelf
from helpers.publish.review.overview import Overview
from helpers.publish.website import abbreviations, pages
from helpers.publish.website.pages import Page
from helpers.sources.year_folder import YearFolder

STYLE, SCRIPT = "review.css", "review.js"
EVERY_PAGE = "every-page"


@dataclass(frozen=True)
class ReviewedChapter:
    """One chapter of the edition: its page in the site, its cells, and the rows of the ledger for the numbers it shows."""

    page: Page
    cells: tuple[ReviewedCell, ...]
    rows: tuple[LedgerRow, ...]

    @property
    def slug(self) -> str:
        """The chapter's own name."""
        return self.page.file.removesuffix(".html")

    def listed(self, page: str) -> Shelf:
        """The chapter's numbers as a table that leads to `page`."""
        return listing.shelf(self.page.title, self.slug, self.cells, self.rows, page=page)


@dataclass(frozen=True)
class ReviewPages:
    """What every page of the edition says of the whole."""

    edition: ReportDetails
    chapters: tuple[Page, ...]

    @property
    def year(self) -> str:
        """The year as print has it: 2023–24."""
        return self.edition.year.replace("-", "–")


def write(
    chapters: Sequence[Chapter],
    shown: Sequence[Page],
    rows: Iterable[LedgerRow],
    *,
    folder: YearFolder,
    edition: ReportDetails,
    account: BuildManifest,
    place: Path,
) -> None:
    """Write the edition into `place`, beside the site: an index, a page for each chapter, and the list of all numbers.

    `shown` are the chapters as the site has them, `rows` the ledger's.
    """
    held = listing.by_chapter(rows)
    reviewed = [
        ReviewedChapter(page, tuple(cells(chapter, page)), tuple(held.get(chapter.slug, ())))
        for chapter, page in zip(chapters, shown, strict=True)
    ]
    told = overview.overview(
        folder,
        account,
        [(one.page, one.cells, len(one.rows)) for one in reviewed],
        sum(map(len, held.values())),
    )
    (place / "assets").mkdir(parents=True, exist_ok=True)
    for name, written in _written(ReviewPages(edition, tuple(shown)), reviewed, told, held.get("", [])):
        (place / name).write_text(written, encoding="utf-8")
    for name in (STYLE, SCRIPT):
        shutil.copyfile(pages.ASSETS / name, place / "assets" / name)


def alone(chapter: Chapter, *, folder: YearFolder, edition: ReportDetails) -> str:
    """Return one chapter as a page that needs no other file: its style, script, and the list of its numbers are inside it."""
    (marked,), numbers = entries.marked([chapter])
    numbers += document_numbers.entries([marked], edition, [])
    laid_out = pages.page(marked)
    terms = dict(edition.abbreviations)
    page = replace(laid_out, parts=abbreviations.explained_in_turn(laid_out.parts, terms))
    one = ReviewedChapter(page, tuple(cells(marked, page)), tuple(ledger.rows(numbers, folder)))
    told: dict[str, Any] = {"numbers": one.listed(""), "where_from": provenance.script(one.rows)}
    style = f"{pages.style_alone()}\n{_asset(STYLE)}"
    return _rendered("review.html.j2", None, edition, one, style=style, script=_asset(SCRIPT), **told)


def _written(
    review: ReviewPages, reviewed: Sequence[ReviewedChapter], told: Overview, common: Sequence[LedgerRow]
) -> Iterator[tuple[str, str]]:
    yield "index.html", pages.rendered("review_home.html.j2", _told(review, review.edition, overview=told))
    chapters = [row for one in reviewed for row in one.rows if row.kind == "chapter"]
    for one in reviewed:
        yield one.page.file, _rendered("review.html.j2", review, review.edition, one)
        yield f"assets/{one.slug}.js", provenance.script([*one.rows, *common, *chapters])
    shelves = [one.listed(one.page.file) for one in reviewed]
    shelves.append(listing.shelf("every page", EVERY_PAGE, (), common, page=""))
    yield "numbers.html", pages.rendered("review_numbers.html.j2", _told(review, review.edition, shelves=shelves))


def _rendered(
    template: str, review: ReviewPages | None, edition: ReportDetails, one: ReviewedChapter, **held: Any
) -> str:
    return pages.rendered(template, _told(review, edition, page=one.page, cells=one.cells, slug=one.slug, **held))


def _told(review: ReviewPages | None, edition: ReportDetails, **held: Any) -> dict[str, Any]:
    return {"site": review, "edition": edition, "before": None, "after": None} | held


def _asset(name: str) -> str:
    return (pages.ASSETS / name).read_text(encoding="utf-8")
