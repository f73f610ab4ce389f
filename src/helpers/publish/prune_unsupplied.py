"""Leave out of a report the sections for which nothing was supplied; one page lists them all instead.

This serves compilations, for which nobody was asked to supply anything. A section in which everything is missing is left out with
its heading and prose, and so is a chapter whose code cells show nothing else. One line, where the last of it would have stood and
never in the last section of a chapter, says what was looked for and not found. A "not published" line stays: no partnership can send what no publisher gives.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from helpers.display.blocks import Nothing, NotSupplied, Prose
from helpers.display.sentences import wording
from helpers.publish.chapter import Chapter, ChapterPart, DisplayedBlock, MarkdownCell
from helpers.statistics.numbers import Text, text

HEADING = re.compile(r"^(?=#{2,6} )", re.MULTILINE)
AND_NOTHING = ". Nor did we find anything on "
LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?:\./)?(?P<slug>[\w-]+)\.ipynb(?:#(?P<place>[^)]*))?\)")


@dataclass(frozen=True)
class ChapterSection:
    """The parts from one heading to the next, with the heading's level (1 for the parts above the first heading)."""

    level: int
    parts: tuple[ChapterPart, ...]

    @property
    def waits(self) -> bool:
        """Whether something in the section was not supplied."""
        return any(_waits(part) for part in self.parts)

    @property
    def shows(self) -> bool:
        """Whether the section shows a block other than a "not supplied" line."""
        return any(isinstance(part, DisplayedBlock) and not _waits(part) for part in self.parts)


def filled(chapter: Chapter, *, naming_gaps: bool, elsewhere: Collection[str] = ()) -> Chapter | None:
    """Return a chapter without unsupplied sections; None where it has nothing to show.

    With `naming_gaps` a line says what nothing was found on, but for what is published `elsewhere`.
    """
    if not _shows(chapter.parts):
        return None
    sections = list(_sections(chapter.parts))
    places_left = [place for place in range(len(sections)) if not _only_waits(_whole(sections, place))]
    sections_shown = [[part for part in _answered(sections[place].parts) if not _waits(part)] for place in places_left]
    if naming_gaps:
        last_gap = max((place for place, section in enumerate(sections) if section.waits), default=0)
        before = sum(place <= last_gap for place in places_left)
        sections_shown.insert(min(before, len(sections_shown) - 1), list(_gaps(chapter, elsewhere)))
    parts = (part for parts in sections_shown for part in parts)
    return replace(chapter, parts=tuple(_without_repeats(parts)))


def _answered(parts: Sequence[ChapterPart]) -> Iterator[ChapterPart]:
    """The parts of a section without the words that lead, within it, only to what was not supplied."""
    for place, part in enumerate(parts):
        after = list(takewhile(lambda part: isinstance(part, DisplayedBlock), parts[place + 1 :]))
        leads_nowhere = place and isinstance(part, MarkdownCell) and after and all(map(_waits, after))
        if not leads_nowhere:
            yield part


def lost_links(chapter: Chapter, places: Mapping[str, Collection[str]]) -> list[str]:
    """Return where links of a chapter lead that was left out, in order; `places` are those that were left, by their chapters' slugs."""
    matches = (link for words in map(_words, chapter.parts) for link in LINK.finditer(words))
    return sorted({_target(link) for link in matches if not _leads_somewhere(link, places)})


def unlinked(chapter: Chapter, lost: Collection[str]) -> Chapter:
    """Return a chapter with the links that lead to what was left out reduced to their words."""
    return replace(chapter, parts=tuple(_unlinked(part, lost) for part in chapter.parts))


def _gaps(chapter: Chapter, elsewhere: Collection[str]) -> Iterator[ChapterPart]:
    """The line that says what a chapter has room for and nothing was found on; none where there is no gap."""
    waiting = (part.block for part in chapter.shown() if _waits(part))
    whats = [text(block.what) for block in waiting if isinstance(block, NotSupplied)]
    names = {what.plain: what for what in whats if what.plain not in elsewhere}
    if names:
        things = map(_within, names.values())
        yield DisplayedBlock(NotSupplied(wording.in_sentences(things, between=AND_NOTHING)))


def _within(name: Text) -> Text:
    """A title as it stands within a sentence."""
    return Text(wording.within(name.words), name.numbers)


def _without_repeats(parts: Iterable[ChapterPart]) -> Iterator[ChapterPart]:
    """The parts without repeated "not published" lines, such as those of a chart and of the map of the same figures."""
    lines = set[str]()
    for part in parts:
        line = part.block.sentence if isinstance(part, DisplayedBlock) and isinstance(part.block, NotSupplied) else ""
        if line not in lines:
            yield part
        lines |= {line} - {""}


def _sections(parts: Iterable[ChapterPart]) -> Iterator[ChapterSection]:
    """Divide a chapter at its headings; a Markdown cell with several headings is divided too."""
    level, under_heading = 1, list[ChapterPart]()
    for part in _pieces(parts):
        if isinstance(part, MarkdownCell) and part.markdown.startswith("##"):
            yield ChapterSection(level, tuple(under_heading))
            level, under_heading = len(part.markdown) - len(part.markdown.lstrip("#")), []
        under_heading.append(part)
    yield ChapterSection(level, tuple(under_heading))


def _pieces(parts: Iterable[ChapterPart]) -> Iterator[ChapterPart]:
    for part in parts:
        if isinstance(part, MarkdownCell):
            pieces = (piece.strip() for piece in HEADING.split(part.markdown))
            yield from (replace(part, markdown=piece) for piece in pieces if piece)
        else:
            yield part


def _whole(sections: Sequence[ChapterSection], place: int) -> list[ChapterSection]:
    """A section with its subsections: those that follow with a lower heading."""
    after = place + 1
    while after < len(sections) and sections[after].level > sections[place].level:
        after += 1
    return list(sections[place:after])


def _only_waits(sections: Sequence[ChapterSection]) -> bool:
    return any(section.waits for section in sections) and not any(section.shows for section in sections)


def _shows(parts: Iterable[ChapterPart]) -> bool:
    return any(isinstance(part, DisplayedBlock) and not isinstance(part.block, NotSupplied | Nothing) for part in parts)


def _waits(part: ChapterPart) -> bool:
    """Whether something would stand here that was not supplied, or that there is none of; what nobody publishes waits for nobody."""
    if not isinstance(part, DisplayedBlock):
        return False
    return isinstance(part.block, Nothing) or (isinstance(part.block, NotSupplied) and not part.block.unpublished)


def _words(part: ChapterPart) -> str:
    """The words of a part that links may stand in."""
    if isinstance(part, MarkdownCell):
        return part.markdown
    return part.block.text.words if isinstance(part.block, Prose) else ""


def _unlinked(part: ChapterPart, lost: Collection[str]) -> ChapterPart:
    words = LINK.sub(lambda link: link["words"] if _target(link) in lost else link[0], _words(part))
    if isinstance(part, MarkdownCell):
        return replace(part, markdown=words)
    if isinstance(part.block, Prose):
        return replace(part, block=replace(part.block, text=replace(part.block.text, words=words)))
    return part


def _target(link: re.Match[str]) -> str:
    return f"{link['slug']}#{link['place'] or ''}"


def _leads_somewhere(link: re.Match[str], places: Mapping[str, Collection[str]]) -> bool:
    return link["slug"] in places and (not link["place"] or link["place"] in places[link["slug"]])
