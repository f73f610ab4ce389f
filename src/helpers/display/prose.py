"""Sentences: sections the partnership wrote, and those a chapter says of its statistics."""

from __future__ import annotations

from helpers.display.blocks import NotSupplied, Prose
from helpers.sources import schema
from helpers.sources.folder import Chapter
from helpers.statistics import binding
from helpers.statistics.names import names
from helpers.statistics.numbers import Part, Text, compose


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


def say(template: str, *parts: Part, **named: Part) -> Prose:
    """Say a sentence with numbers in the `{}` places of the template."""
    return Prose(compose(template, *parts, **named))


def _not_supplied(chapter: Chapter, name: str) -> NotSupplied:
    wanted = schema.section(chapter.name, name)
    return NotSupplied(what=wanted.title, supplied_by=wanted.supplied_by)
