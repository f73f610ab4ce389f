"""Prose of a chapter: sections written by the partnership, and sentences about its statistics and areas."""

from __future__ import annotations

from helpers.display.blocks import KeyFigures, Nothing, NotSupplied, Prose
from helpers.display.credits import titled
from helpers.sources import area_tables, areas, published
from helpers.sources.areas import Area
from helpers.sources.chapter_context import ChapterContext
from helpers.statistics import binding
from helpers.statistics.named_numbers import names
from helpers.statistics.numbers import Part, Text, compose, joined, text

YEARS_SHOWN = 5


def section(chapter: ChapterContext, name: str) -> Prose | NotSupplied:
    """Return a section of the year's prose with its numbers bound, all its files one after another, or a "not supplied" line."""
    parts = chapter.folder.prose(chapter.name, name)
    if not parts:
        return _not_supplied(chapter, name)
    return Prose(joined([binding.bind(part, names(chapter)) for part in parts], by="\n\n", last="\n\n"))


def key_figures(chapter: ChapterContext, *ids: str) -> KeyFigures | NotSupplied | Nothing:
    """Return facts and derived numbers of the year as key figures: number, label (its note) and period.

    Where one of them was not supplied, a "not supplied" line is returned instead: key figures with a gap would mislead.
    """
    year_names = names(chapter)
    if not all(year_names.has(name) for name in ids):
        return (
            Nothing()
            if chapter.folder.is_compilation
            else NotSupplied("Key figures", "the partnership's business unit")
        )
    numbers = [year_names.number(name) for name in ids]
    return KeyFigures(
        tuple(
            (text(number), text(year_names.label(number.name)), text(number.when) if number.period else Text())
            for number in numbers
        )
    )


def whereabouts(chapter: ChapterContext) -> Prose:
    """Say in which region each area lies, and which were formed from others so late that they lack earlier figures."""
    return Prose(text(" ".join(_whereabouts(areas.named(code), chapter.folder.end.year) for code in chapter.areas)))


def neighbours(chapter: ChapterContext) -> Prose:
    """Say from which edition each area's statistical neighbours are taken, and where a later edition had to be used."""
    return Prose(joined((_edition(chapter, areas.named(code)) for code in chapter.areas), by=" ", last=" "))


def say(template: str, *parts: Part, **named: Part) -> Prose:
    """Return a sentence with numbers or texts in the `{}` places of the template."""
    return Prose(compose(template, *parts, **named))


def _whereabouts(area: Area, year: int) -> str:
    region = areas.region_of(area.code).name
    lies = f"{areas.in_sentence(area.plain_name)} is in {areas.in_sentence(region)}."
    lies = lies[:1].upper() + lies[1:]
    return f"{lies} {_formed(area, year)}".strip()


def _formed(area: Area, year: int) -> str:
    """Say which authorities preceded one formed within the years shown; empty for any other."""
    if not area.predecessors or (area.first_year or 0) <= year - YEARS_SHOWN + 1:
        return ""
    former = joined(areas.named(code).plain_name for code in area.predecessors).plain
    if (area.first_year or 0) > year:
        return f"It was formed out of the former {former} after this year, so little is published for it."
    return (
        f"It was formed out of the former {former} within the years shown, so no earlier figures are published for it."
    )


def _edition(chapter: ChapterContext, area: Area) -> Text:
    edition = area_tables.neighbours(published.store(), area.code, as_at=chapter.folder.end)
    source = published.store().source(edition.source)
    later = ", the first edition that names any for it" if edition.note else ""
    title = titled(source)
    return compose(
        "The neighbours of {} come from {} ({}){}.",
        areas.in_sentence(area.plain_name),
        title,
        source.publisher,
        later,
    )


def _not_supplied(chapter: ChapterContext, name: str) -> NotSupplied:
    description = chapter.folder.forms.section(chapter.name, name)
    has_senders = not chapter.folder.is_compilation
    return NotSupplied(what=description.title, supplied_by=description.supplied_by if has_senders else "")
