"""Turn the links between notebooks into links between pages, and refuse those without a target."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from helpers.display import markdown
from helpers.display.html_words import anchor
from helpers.errors import ReportError, nearest
from helpers.publish.chapter import Chapter, prose
from helpers.statistics.numbers import Text

CHAPTER = re.compile(r"(?:\./)?(?P<slug>[\w-]+)\.ipynb(?:#(?P<place>.*))?")
OUTSIDE = re.compile(r"https?://|mailto:|tel:")


def page_of(slug: str) -> str:
    """Return the file name of a chapter's page: 01_introduction.html."""
    return f"{slug}.html"


def unchecked(address: str) -> str:
    """Return an address with a chapter's notebook replaced by its page, without checking that the page exists."""
    match = CHAPTER.fullmatch(address)
    return _page(match["slug"], match["place"]) if match else address


def checked(chapter: Chapter, chapters: Iterable[Chapter]) -> Callable[[str], str]:
    """Return a function that turns a link's address in `chapter` into that of its page.

    The function raises ReportError where the chapter or heading does not exist.
    """
    by_slug = {other.slug: other for other in chapters}
    return lambda address: _address(address, chapter.slug, by_slug)


def refuse_lost(chapters: Sequence[Chapter]) -> None:
    """Raise ReportError for the first link to a chapter, heading, figure or table that does not exist."""
    for chapter in chapters:
        refuse = checked(chapter, chapters)
        for passage in (Text(chapter.question), *map(prose, chapter.parts)):
            for address in markdown.links(passage):
                refuse(address)


def _address(address: str, here: str, chapters: Mapping[str, Chapter]) -> str:
    if OUTSIDE.match(address):
        return address
    if address.startswith("#"):
        return f"#{_place(address[1:], here, here, chapters)}"
    match = CHAPTER.fullmatch(address)
    if not match or match["slug"] not in chapters:
        raise ReportError(
            f"{here} links to {address}, which the site does not hold. {_cure(address, chapters)}".strip()
        )
    return _page(match["slug"], match["place"] and _place(match["place"], match["slug"], here, chapters))


def _place(place: str, slug: str, here: str, chapters: Mapping[str, Chapter]) -> str:
    names = places(chapters[slug])
    if place not in names:
        cure = nearest(place, sorted(names)) or "Link to the chapter alone."
        raise ReportError(f'{here} links to "{place}" in {slug}, which has no such heading. {cure}')
    return place


def _cure(address: str, slugs: Iterable[str]) -> str:
    return (
        nearest(address, [f"{slug}.ipynb" for slug in slugs])
        or "Link to a chapter's notebook or to a whole web address."
    )


def _page(slug: str, place: str | None) -> str:
    return f"{page_of(slug)}#{place}" if place else page_of(slug)


def places(chapter: Chapter) -> set[str]:
    """Return the ids of a chapter that a link may lead to: those of its headings, figures and tables."""
    return {heading.slug for heading in chapter.headings} | {
        anchor(part.label) for part in chapter.shown() if part.label
    }
