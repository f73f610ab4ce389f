"""Sentences: sections the partnership wrote, and those a chapter says of its statistics."""

from __future__ import annotations

from helpers.display.blocks import KeyFigures, NotSupplied, Prose
from helpers.sources import schema
from helpers.sources.folder import Chapter
from helpers.statistics import binding
from helpers.statistics.names import names
from helpers.statistics.numbers import Part, Text, compose, text


def section(chapter: Chapter, name: str) -> Prose | NotSupplied:
    """Show a section of the year's prose with its numbers put in, or one quiet line where it was not supplied."""
    written = chapter.folder.prose(chapter.name, name)
    if written is None:
        return _not_supplied(chapter, name)
    return Prose(binding.bind(written, names(chapter)))


def each(chapter: Chapter, group: str) -> Prose | NotSupplied:
    """Show every section of a group, such as the agencies' returns, one after another."""
    written = chapter.folder.proses(chapter.name, group)
    if not written:
        return _not_supplied(chapter, group)
    told = Text()
    for one in written:
        told = told + binding.bind(one, names(chapter)) + "\n\n"
    return Prose(told)


def key_figures(chapter: Chapter, *wanted: str) -> KeyFigures | NotSupplied:
    """Show facts and derived numbers of the year large, each with what its note says it is and its period.

    Where one of them is not held, one quiet line stands instead: a headline is whole or it is not given.
    """
    known = names(chapter)
    if not all(known.has(name) for name in wanted):
        return NotSupplied(what="Key figures", supplied_by="the partnership's business unit")
    found = [known.number(name) for name in wanted]
    return KeyFigures(tuple((text(number), text(known.label(number.name)), text(number.when) if number.period else Text()) for number in found))


def say(template: str, *parts: Part, **named: Part) -> Prose:
    """Say a sentence with numbers in the `{}` places of the template."""
    return Prose(compose(template, *parts, **named))


def _not_supplied(chapter: Chapter, name: str) -> NotSupplied:
    wanted = schema.section(chapter.name, name)
    return NotSupplied(what=wanted.title, supplied_by=wanted.supplied_by)
