"""The site: a page for each chapter, a cover with the contents, search and downloads; it needs no server and no network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from helpers.display import theme
from helpers.publish import downloads as offered
from helpers.publish import links
from helpers.publish.chapter import Chapter
from helpers.publish.downloads import Download
from helpers.publish.report_details import ReportDetails
from helpers.publish.website import abbreviations, pages, search, web_fonts

SCRIPTS = ("report.js", "search.js")
GLOSSARY = "10_glossary.html"
OPEN_LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


@dataclass(frozen=True)
class Site:
    """What every page of the site needs of the whole report."""

    details: ReportDetails
    chapters: tuple[pages.Page, ...]

    @property
    def opening(self) -> pages.Page | None:
        """The page without a number, which the home page begins with; None where the report has none."""
        return next((page for page in self.chapters if not page.number), None)

    @property
    def described(self) -> dict[str, Any]:
        """What the report is, in schema.org's words, for search engines and catalogues."""
        details = self.details
        return {
            "@context": "https://schema.org",
            "@type": "Report",
            "name": f"{details.title}, {details.year_shown}",
            "about": details.partnership,
            **({"author": {"@type": "Organization", "name": details.author}} if details.is_authored else {}),
            "inLanguage": details.language,
            "creativeWorkStatus": details.status,
            "spatialCoverage": details.place,
            "temporalCoverage": details.year,
            **({"dateCreated": details.compiled_on.isoformat()} if details.compiled_on else {}),
            "license": OPEN_LICENCE,
            "hasPart": [{"@type": "Chapter", "name": page.title, "url": page.file} for page in self.chapters],
            "encoding": {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": "report.pdf"},
        }


def laid_out(chapter: Chapter, *, downloads: Sequence[Download]) -> pages.Page:
    """Return a chapter as its page, without explained abbreviations; its links are checked by `write`, which knows all chapters."""
    own = offered.by_label(download for download in downloads if download.chapter == chapter.slug)
    return pages.page(chapter, files={label: f"downloads/{download.name}" for label, download in own.items()})


def explained(page: pages.Page, *, details: ReportDetails) -> pages.Page:
    """Return a page with the first use of each term of the glossary explained, but for the glossary itself."""
    if page.file == GLOSSARY:
        return page
    return replace(page, parts=abbreviations.explained_in_turn(page.parts, dict(details.terms)))


def write(
    chapters: Sequence[Chapter],
    *,
    details: ReportDetails,
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
    laid_out_pages = tuple(shown) or tuple(
        explained(laid_out(chapter, downloads=downloads), details=details) for chapter in chapters
    )
    site = Site(details, laid_out_pages)
    offered.write_files(downloads, folder / "downloads")
    for name, content in _files(site, downloads):
        (folder / name).write_text(content, "utf-8")
    _write_assets(folder / "assets", site)
    return site.chapters


def page(chapter: Chapter, *, details: ReportDetails | None = None) -> str:
    """Return one chapter as a single HTML page with its style, fonts and pictures inside it."""
    return pages.rendered(pages.CHAPTER_TEMPLATE, pages.alone(chapter, details))


def _files(site: Site, downloads: Sequence[Download]) -> Iterator[tuple[str, str]]:
    yield "index.html", _rendered("home.html.j2", site)
    for before, shown, after in _neighbours(site.chapters):
        yield shown.file, _rendered(pages.CHAPTER_TEMPLATE, site, page=shown, before=before, after=after)
    yield "downloads.html", _rendered("downloads.html.j2", site, downloads=_by_page(site, downloads))
    yield "search.html", _rendered("search.html.j2", site)


def _rendered(template: str, site: Site, **resources: Any) -> str:
    return pages.rendered(template, {"site": site, "details": site.details} | resources)


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


def _write_assets(folder: Path, site: Site) -> None:
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    (folder / "report.css").write_text(pages.style(), "utf-8")
    entries = chain(search.help_lines(site.details), *(page.search_entries for page in site.chapters))
    meanings = dict(site.details.abbreviations) | dict(site.details.search_words)
    (folder / "search-index.js").write_text(search.script(entries, meanings), "utf-8")
    for name in SCRIPTS:
        shutil.copyfile(pages.ASSETS / name, folder / name)
    shutil.copytree(pages.ASSETS / "minisearch", folder / "minisearch", dirs_exist_ok=True)
    for name, content in web_fonts.fonts().items():
        (folder / "fonts" / name).write_bytes(content)
    shutil.copyfile(theme.FONT_FOLDER / "LICENSE.txt", folder / "fonts" / "LICENSE.txt")
