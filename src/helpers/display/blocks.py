"""The five kinds of block that a chapter shows, each the same on the page, in the PDF and in JupyterLab.

A notebook's output holds each block as JSON (`MIME`) beside its HTML. Every format is made from the JSON, so all show the
same words, numbers and pictures, and each number can be traced to its origin. The JSON is stored as one string, because
nbformat would otherwise convert its thousands of parts one by one each time the notebook is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Self

from helpers.statistics.numbers import Number, Text, compose, text

MIME = "application/vnd.safeguarding-report.block+json"
# The marks that may lead a cell of words, all letters of the report's own face.
MARKS = TICK, PART, CROSS, DASH, DOT = "✓", "◆", "×", "–", "•"
AFTER_MARK = "\u00a0"


def marked(mark: str, words: Text) -> Text:
    """Return a cell of words led by one of `MARKS`, which pages show apart from the words and screen readers leave out."""
    return compose("{}{}{}", mark, AFTER_MARK, words)


def mark_and_words(cell: Text) -> tuple[str, Text]:
    """Return the mark that leads a cell, or "" where none does, and the words after it."""
    mark, _, words = cell.words.partition(AFTER_MARK)
    return (mark, cell.part(words)) if words and mark in MARKS else ("", cell)


WHOLE = ("all", "whole year")  # the rows of all groups together, and of all months


@dataclass(frozen=True)
class Grid:
    """A table as shown: headings, and rows of cells; the first cell of each row is its header.

    `aligned` says for each column whether it is "left" (words) or "right" (numbers). `csv` is the same table for a
    spreadsheet: plain values, units in the headings, codes kept. `links`, where given, are the addresses that the rows' headers
    lead to, and `meanings` what the headers mean, which a page opens beside them; empty where a row has none.
    """

    headings: tuple[Text, ...]
    aligned: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    csv: str = ""
    links: tuple[str, ...] = ()
    meanings: tuple[Text, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the grid as a JSON object."""
        return {
            "headings": [heading.as_json() for heading in self.headings],
            "aligned": list(self.aligned),
            "rows": [[cell.as_json() for cell in row] for row in self.rows],
            "csv": self.csv,
            "links": list(self.links),
            "meanings": [meaning.as_json() for meaning in self.meanings],
        }

    def kind(self, place: int) -> str:
        """Return what a row is: "total" of the others, "again" of what the row above it is of, or neither."""
        row, above = self.rows[place], self.rows[place - 1] if place else ()
        name = row[0].plain
        if name.lower().startswith("total") or name.lower() in WHOLE:
            return "total"
        return "again" if above and name and above[0].plain == name else ""

    def linked_rows(self) -> Iterator[tuple[tuple[Text, ...], str]]:
        """Go through the rows, each with the address that its header leads to, or none."""
        return zip(self.rows, self.links or ("",) * len(self.rows), strict=True)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Grid:
        """Return the grid of a JSON object from `as_json`."""
        return cls(
            headings=tuple(Text.from_json(heading) for heading in content["headings"]),
            aligned=tuple(content["aligned"]),
            rows=tuple(tuple(Text.from_json(cell) for cell in row) for row in content["rows"]),
            csv=content["csv"],
            links=tuple(content["links"]),
            meanings=tuple(Text.from_json(meaning) for meaning in content["meanings"]),
        )


@dataclass(frozen=True)
class Block:
    """The base of all blocks: fields that are texts, grids or strings, which it can store, list and change."""

    kind: ClassVar[str] = ""
    # `html` gives this, since it imports this module and so cannot be imported here.
    as_html: ClassVar[Callable[[Block], str]]

    @property
    def json_text(self) -> str:
        """The block's kind and every field, as JSON."""
        content = {"kind": self.kind} | {field.name: _as_json(getattr(self, field.name)) for field in fields(self)}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Yield every text of the block with the name of its place, such as "data row 3 2"."""
        for field in fields(self):
            yield from _texts(field.name, getattr(self, field.name))

    def mapped(self, change: Callable[[str, Text], Text]) -> Self:
        """Return the block with `change(place, text)` in place of each of its texts, called in the order of `texts`."""
        return replace(
            self, **{field.name: _mapped(field.name, getattr(self, field.name), change) for field in fields(self)}
        )

    def numbers(self) -> Iterator[tuple[str, Number]]:
        """Yield every number of the block with the name of its place."""
        return ((place, number) for place, text in self.texts() for number in text.numbers)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {MIME: self.json_text, "text/html": self.as_html(), "text/plain": f"<{self.kind}>"}


@dataclass(frozen=True)
class Prose(Block):
    """Sentences in Markdown, with their numbers bound."""

    kind: ClassVar[str] = "prose"
    text: Text


@dataclass(frozen=True)
class Figure(Block):
    """A picture with its message, its text alternative and its data.

    `wide` and `narrow` are the same picture as SVG for a page and for a phone; both may hold text only as text.
    `title` is the message, `subtitle` the measure, place and period, `credit` names the sources. `wide_words` and
    `narrow_words` are the pictures' lines of text in the order of their elements, with the numbers bound.
    """

    kind: ClassVar[str] = "figure"
    name: str
    title: Text
    subtitle: Text
    alt: Text
    wide: str
    narrow: str
    data: Grid
    credit: Text = Text()
    note: Text = Text()
    wide_words: tuple[Text, ...] = ()
    narrow_words: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Table(Block):
    """A table with its title, sources and any note.

    One for reference is `annexed` ("true"): the book names it, and the document of the data behind the figures has it. One that
    `folds` ("true") opens on a phone when it is asked for, as an annexed one does.
    """

    kind: ClassVar[str] = "table"
    name: str
    title: Text
    data: Grid
    subtitle: Text = Text()
    credit: Text = Text()
    note: Text = Text()
    annexed: str = ""
    folds: str = ""


@dataclass(frozen=True)
class KeyFigures(Block):
    """The few numbers that matter most, each as three texts: the number, its label, and a note (which may be empty)."""

    kind: ClassVar[str] = "key_figures"
    figures: tuple[tuple[Text, Text, Text], ...]


@dataclass(frozen=True)
class NotSupplied(Block):
    """One line in place of what is missing: who would supply it or, where `unpublished` is set, why no publisher gives it.

    With neither, nobody was asked for it: it was looked for among what is published, and not found.
    """

    kind: ClassVar[str] = "not_supplied"
    what: Text | str
    supplied_by: Text | str = ""
    unpublished: Text | str = ""

    def __post_init__(self) -> None:
        for part in fields(self):
            object.__setattr__(self, part.name, text(getattr(self, part.name)))

    @property
    def line(self) -> Text:
        """The line, with its numbers bound, such as one in the name of a measure."""
        if self.unpublished:
            return compose("Not published: {} ({}).", self.what, self.unpublished)
        if self.supplied_by:
            return compose("Not supplied: {} (to come from {}).", self.what, self.supplied_by)
        return compose("We found nothing published on {}.", self.what)

    @property
    def sentence(self) -> str:
        """The line as plain words."""
        return self.line.plain


@dataclass(frozen=True)
class Nothing(Block):
    """What a cell shows that has nothing to show, and nobody to ask for it: no line stands in its place."""

    kind: ClassVar[str] = "nothing"


KINDS: dict[str, type[Block]] = {kind.kind: kind for kind in (Prose, Figure, Table, KeyFigures, NotSupplied, Nothing)}


def read(json_text: str) -> Block:
    """Return the block of a JSON text from `json_text`."""
    content = json.loads(json_text)
    return KINDS[content["kind"]](**{name: _from_json(value) for name, value in content.items() if name != "kind"})


def _as_json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_as_json(part) for part in value]
    return value.as_json() if isinstance(value, Text | Grid) else value


def _from_json(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_from_json(part) for part in value)
    if isinstance(value, dict):
        return Grid.from_json(value) if "rows" in value else Text.from_json(value)
    return value


def _mapped(place: str, value: Any, change: Callable[[str, Text], Text]) -> Any:
    if isinstance(value, Text):
        return change(place, value)
    if isinstance(value, Grid):
        parts = {"headings": f"{place} heading", "rows": f"{place} row", "meanings": f"{place} meaning"}
        return replace(value, **{name: _mapped(of, getattr(value, name), change) for name, of in parts.items()})
    if isinstance(value, tuple):
        return tuple(_mapped(f"{place} {order}", part, change) for order, part in enumerate(value, start=1))
    return value


def _texts(place: str, value: Any) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield place, value
    elif isinstance(value, Grid):
        yield from _texts(f"{place} heading", value.headings)
        yield from _texts(f"{place} row", value.rows)
        yield from _texts(f"{place} meaning", value.meanings)
    elif isinstance(value, tuple):
        for order, part in enumerate(value, start=1):
            yield from _texts(f"{place} {order}", part)
