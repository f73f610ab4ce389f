"""Sentences: sections the partnership wrote, and those a chapter says of its statistics."""

from __future__ import annotations

from helpers.display.blocks import KeyFigures, NotSupplied, Prose
from helpers.display.credits import titled
from helpers.sources import areas, published, schema
from helpers.sources.areas import Area
from helpers.sources.chapter_context import ChapterContext
from helpers.statistics import binding
from helpers.statistics.named_numbers import names
from helpers.statistics.numbers import Part, Text, compose, joined, text

WITHOUT_ARTICLE = ("London", "Yorkshire")
YEARS_SHOWN = 5


def section(chapter: ChapterContext, name: str) -> Prose | NotSupplied:
    """Show a section of the year's prose with its numbers put in, or one quiet line where it was not supplied."""
    written = chapter.folder.prose(chapter.name, name)
    if written is None:
        return _not_supplied(chapter, name)
    return Prose(binding.bind(written, names(chapter)))


def each(chapter: ChapterContext, group: str) -> Prose | NotSupplied:
    """Show every section of a group, such as the agencies' returns, one after another."""
    written = chapter.folder.proses(chapter.name, group)
    if not written:
        return _not_supplied(chapter, group)
    told = Text()
    for one in written:
        told = told + binding.bind(one, names(chapter)) + "\n\n"
    return Prose(told)


def key_figures(chapter: ChapterContext, *wanted: str) -> KeyFigures | NotSupplied:
    """Show facts and derived numbers of the year large, each with what its note says it is and its period.

    Where one of them is not held, one quiet line stands instead: a headline is whole or it is not given.
    """
    known = names(chapter)
    if not all(known.has(name) for name in wanted):
        return NotSupplied(what="Key figures", supplied_by="the partnership's business unit")
    found = [known.number(name) for name in wanted]
    return KeyFigures(
        tuple(
            (text(number), text(known.label(number.name)), text(number.when) if number.period else Text())
            for number in found
        )
    )


def whereabouts(chapter: ChapterContext) -> Prose:
    """Say in which region each area lies, and which was formed out of others so late that its figures begin late."""
    return Prose(text(" ".join(_whereabouts(areas.named(code), chapter.folder.end.year) for code in chapter.areas)))


def neighbours(chapter: ChapterContext) -> Prose:
    """Say which edition names the statistical neighbours of each area, and where a later one had to serve."""
    return Prose(joined((_edition(chapter, areas.named(code)) for code in chapter.areas), by=" ", last=" "))


def say(template: str, *parts: Part, **named: Part) -> Prose:
    """Say a sentence with numbers in the `{}` places of the template."""
    return Prose(compose(template, *parts, **named))


def _whereabouts(area: Area, year: int) -> str:
    region = areas.region_of(area.code).name
    lies = f"{area.plain_name} is in {region if region.startswith(WITHOUT_ARTICLE) else f'the {region}'}."
    return f"{lies} {_formed(area, year)}".strip()


def _formed(area: Area, year: int) -> str:
    """Of an authority that is younger than the years shown: what stood before it, where that is known."""
    if not area.predecessors or (area.first_year or 0) <= year - YEARS_SHOWN + 1:
        return ""
    former = joined(areas.named(code).plain_name for code in area.predecessors).plain
    if (area.first_year or 0) > year:
        return f"It was formed out of the former {former} after this year, so little is published for it."
    return (
        f"It was formed out of the former {former} within the years shown, so no earlier figures are published for it."
    )


def _edition(chapter: ChapterContext, area: Area) -> Text:
    found = published.store().neighbours(area.code, as_at=chapter.folder.end)
    source = published.store().source(found.source)
    later = ", the first edition held here that names any for it" if found.note else ""
    told = titled(source)
    return compose("The neighbours of {} are taken from {} ({}){}.", area.plain_name, told, source.publisher, later)


def _not_supplied(chapter: ChapterContext, name: str) -> NotSupplied:
    wanted = schema.section(chapter.name, name)
    return NotSupplied(what=wanted.title, supplied_by=wanted.supplied_by)
