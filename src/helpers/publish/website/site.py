"""The site: a page for each chapter, a cover with the contents, search and downloads; it needs no server and no network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, zip_longest
from pathlib import Path
from typing import Any

from helpers.display import html, theme
from helpers.display.blocks import KeyFigures
from helpers.publish import downloads as offered
from helpers.publish import links
from helpers.publish.chapter import Chapter
from helpers.publish.downloads import Download
from helpers.publish.report_details import ReportDetails
from helpers.publish.website import abbreviations, pages, search, web_fonts
from helpers.statistics.numbers import Text, text

SCRIPTS = ("report.js", "search.js")
LEADING = 4


@dataclass(frozen=True)
class Site:
    """What every page of the site needs of the whole report; `figures` is the HTML of the cover's key figures."""

    edition: ReportDetails
    chapters: tuple[pages.Page, ...]
    figures: str = ""

    @property
    def year(self) -> str:
        """The year with an en dash: 2023–24."""
        return self.edition.year.replace("-", "–")


def laid_out(chapter: Chapter, *, downloads: Sequence[Download]) -> pages.Page:
    """Return a chapter as its page, without explained abbreviations; its links are checked by `write`, which knows all chapters."""
    own = offered.by_label(download for download in downloads if download.chapter == chapter.slug)
    return pages.page(chapter, files={label: f"downloads/{download.name}" for label, download in own.items()})


def explained(page: pages.Page, *, edition: ReportDetails) -> pages.Page:
    """Return a page with the first use of each abbreviation explained."""
    return replace(page, parts=abbreviations.explained_in_turn(page.parts, dict(edition.abbreviations)))


def write(
    chapters: Sequence[Chapter],
    *,
    edition: ReportDetails,
    folder: Path,
    downloads: Sequence[Download],
    shown: Sequence[pages.Page] = (),
) -> tuple[pages.Page, ...]:
    """Write the site into the folder and return the pages of its chapters.

    `shown` are the chapters' pages where they are made already; without them they are made here. The downloads are written beside
    the pages; the PDF that pages link to as report.pdf is added once it is set. Raises ReportError, naming the chapter, for a
    link to a chapter or heading that does not exist.
    """
    links.refuse_lost(chapters)
    folder.mkdir(parents=True, exist_ok=True)
    first = leading(chapters)
    laid_out_pages = tuple(shown) or tuple(
        explained(laid_out(chapter, downloads=downloads), edition=edition) for chapter in chapters
    )
    site = Site(edition, laid_out_pages, html.block(first) if first.figures else "")
    offered.write_files(downloads, folder / "downloads")
    for name, content in _files(site, downloads):
        (folder / name).write_text(content, "utf-8")
    _write_assets(folder / "assets", chapters, edition)
    return site.chapters


def leading(chapters: Sequence[Chapter]) -> KeyFigures:
    """Return the key figures of the cover, four at most: the first with a period of each chapter, then the second of each."""
    opening = (
        next((part.block for part in chapter.shown() if isinstance(part.block, KeyFigures)), None)
        for chapter in chapters
    )
    dated = [
        [figure_texts for figure in block.figures if (figure_texts := _dated(*figure))[2]] for block in opening if block
    ]
    rounds = zip_longest(*dated)
    return KeyFigures(tuple(islice((figure for figures in rounds for figure in figures if figure), LEADING)))


def _dated(number: Text, what: Text, note: Text) -> tuple[Text, Text, Text]:
    """A key figure with its note; where that is empty, the period of its number instead."""
    periods = [text(dated.when) for dated in number.numbers if dated.period]
    return number, what, note or next(iter(periods), Text())


def page(chapter: Chapter, *, edition: ReportDetails | None = None) -> str:
    """Return one chapter as a single HTML page with its style, fonts and pictures inside it."""
    return pages.rendered(pages.CHAPTER_TEMPLATE, pages.alone(chapter, edition))


def _files(site: Site, downloads: Sequence[Download]) -> Iterator[tuple[str, str]]:
    yield "index.html", _rendered("home.html.j2", site)
    for before, shown, after in _neighbours(site.chapters):
        yield shown.file, _rendered(pages.CHAPTER_TEMPLATE, site, page=shown, before=before, after=after)
    yield "downloads.html", _rendered("downloads.html.j2", site, downloads=_by_page(site, downloads))
    yield "search.html", _rendered("search.html.j2", site)


def _rendered(template: str, site: Site, **resources: Any) -> str:
    return pages.rendered(template, {"site": site, "edition": site.edition} | resources)


def _neighbours(
    laid_out_pages: Sequence[pages.Page],
) -> Iterator[tuple[pages.Page | None, pages.Page, pages.Page | None]]:
    placed = [None, *laid_out_pages, None]
    return ((before, shown, after) for (before, shown), (_, after) in pairwise(pairwise(placed)) if shown)


def _by_page(site: Site, downloads: Sequence[Download]) -> Mapping[pages.Page, list[Download]]:
    """The downloads of each chapter that has any."""
    by_page = {
        shown: [item for item in downloads if links.page_of(item.chapter) == shown.file] for shown in site.chapters
    }
    return {shown: items for shown, items in by_page.items() if items}


def _write_assets(folder: Path, chapters: Sequence[Chapter], edition: ReportDetails) -> None:
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    (folder / "report.css").write_text(pages.style(), "utf-8")
    (folder / "search-index.js").write_text(
        search.script(chapters, dict(edition.abbreviations) | dict(edition.search_words)), "utf-8"
    )
    for name in SCRIPTS:
        shutil.copyfile(pages.ASSETS / name, folder / name)
    shutil.copytree(pages.ASSETS / "minisearch", folder / "minisearch", dirs_exist_ok=True)
    for name, content in web_fonts.fonts().items():
        (folder / "fonts" / name).write_bytes(content)
    shutil.copyfile(theme.FONT_FOLDER / "LICENSE.txt", folder / "fonts" / "LICENSE.txt")
