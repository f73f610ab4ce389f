"""What each report has and the other lacks: chapters, their sections, and what nobody has supplied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from helpers.publish import chapter as chapters
from helpers.publish import prune_unsupplied
from helpers.publish.chapter import Chapter
from helpers.sources.schema import EVERY_CHAPTER, LOCAL_FIGURES, Schema, SectionForm, title
from helpers.sources.year_folder import YearFolder

ABOUT_FIGURES = "About these figures"


@dataclass(frozen=True)
class ReportContents:
    """The chapters of a report that say something, by their slugs, without sections that only wait to be supplied."""

    chapters: Mapping[str, Chapter]

    @classmethod
    def of(cls, report: Path) -> ReportContents:
        """Read the executed chapters in a report's folder; none where it has none."""
        paths = sorted((report / "notebooks").glob("*.ipynb"))
        read = (chapters.read(nbformat.read(path, as_version=4), path.stem) for path in paths)
        pruned = (prune_unsupplied.filled(chapter, naming_gaps=False) for chapter in read)
        return cls({chapter.slug: chapter for chapter in pruned if chapter})

    def headings(self, slug: str) -> list[str]:
        """Return the headings of a chapter; none where the report has no such chapter."""
        headings = self.chapters[slug].headings if slug in self.chapters else ()
        return [heading.title for heading in headings if heading.title != ABOUT_FIGURES]


@dataclass(frozen=True)
class ComparedChapter:
    """A chapter in both reports: the sections that one alone has, those that both have, and which reports have it at all."""

    slug: str
    removed: tuple[str, ...]
    new: tuple[str, ...]
    left: tuple[str, ...]
    is_in_before: bool
    is_in_after: bool

    @property
    def title(self) -> str:
        """The chapter's title: "Journey of the Child"."""
        return title(self.slug)


@dataclass(frozen=True)
class AwaitedThing:
    """What nobody has supplied: its chapter and title, who would send it, and whether the earlier report had it.

    Where two chapters await things of one title, the chapter stands beside it.
    """

    chapter: str
    what: str
    sender: str
    was_there: bool


def compared(before: ReportContents, after: ReportContents) -> list[ComparedChapter]:
    """Return the chapters of which one report has a section that the other lacks, in the report's order."""
    compared_chapters = (
        _compared(slug, before, after) for slug in sorted(before.chapters.keys() | after.chapters.keys())
    )
    return [chapter for chapter in compared_chapters if chapter.removed or chapter.new]


def awaited(before: YearFolder, after: YearFolder) -> list[AwaitedThing]:
    """Return what the later report has room for and nobody has supplied, in the report's order, each once."""
    forms: list[Schema | SectionForm] = [*after.forms.tables.values(), *after.forms.sections.values()]
    senders = {(form.chapter, form.title): form.supplied_by for form in forms if form.chapter != EVERY_CHAPTER}
    of_measures = after.forms.table(LOCAL_FIGURES).supplied_by
    senders |= {(own.chapter, own.name): of_measures for own in after.waiting_measures}
    missing_before = {(chapter, what) for chapter, what, _ in before.missing()}
    missing = dict.fromkeys((chapter, what) for chapter, what, _ in after.missing())
    titles = Counter(what for _, what in missing)
    return [
        AwaitedThing(
            slug,
            f"{what} ({title(slug)})" if titles[what] > 1 else what,
            senders[slug, what],
            (slug, what) not in missing_before,
        )
        for slug, what in missing
    ]


def by_sender(things: Sequence[AwaitedThing]) -> Iterator[tuple[str, list[AwaitedThing]]]:
    """Go through what is awaited by who would send it, whoever sends most first."""
    senders = dict.fromkeys(thing.sender for thing in things)
    groups = [(sender, [thing for thing in things if thing.sender == sender]) for sender in senders]
    yield from sorted(groups, key=lambda group: -len(group[1]))


def _compared(slug: str, before: ReportContents, after: ReportContents) -> ComparedChapter:
    first, second = before.headings(slug), after.headings(slug)
    return ComparedChapter(
        slug,
        tuple(heading for heading in first if heading not in second),
        tuple(heading for heading in second if heading not in first),
        tuple(heading for heading in second if heading in first),
        slug in before.chapters,
        slug in after.chapters,
    )
