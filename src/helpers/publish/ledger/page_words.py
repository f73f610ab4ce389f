"""Read a finished page as passages of words, with a sign in place of each number that has an entry in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

# Attributes that a reader sees or hears, and elements that belong within a passage rather than beginning one.
SPOKEN = ("alt", "aria-label", "aria-description", "title", "placeholder", "content")
UNREAD = {"script", "style"}
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "use", "wbr"}
WITHIN = {"a", "abbr", "b", "code", "data", "em", "i", "span", "strong", "sub", "sup", "tspan"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
SIGN = " ¤ "


@dataclass
class PagePassage:
    """The words of one block or attribute; `place` is the heading above it, and `entries` its numbers as (entry's id, words shown)."""

    place: str
    words: str = ""
    entries: list[tuple[str, str]] = field(default_factory=list)


def read(page: Path, shown: Mapping[str, str]) -> list[PagePassage]:
    """Return the passages of a page; `shown` has the words of each entry's number, by which it is recognised in attributes."""
    reader = _Reader(shown)
    reader.feed(page.read_text(encoding="utf-8"))
    reader.close()
    return [passage for passage in reader.passages if passage.words.strip() or passage.entries]


class _Reader(HTMLParser):
    def __init__(self, shown: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.shown, self.heading = shown, ""
        self.open: list[tuple[str, dict[str, str]]] = []
        self.passages = [PagePassage("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read an element's attributes, and begin a passage where it is a block."""
        attributes = {name: value or "" for name, value in attrs}
        if tag not in WITHIN:
            self._begin()
        spoken = " · ".join(
            attributes[name] for name in SPOKEN if name in attributes and attributes.get("name") != "viewport"
        )
        if spoken:
            self._attribute(spoken, attributes)
        if tag not in EMPTY:
            self.open.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        """End an element, and its passage where it is a block."""
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag in HEADINGS:
            self.heading = self.passages[-1].words.strip()
        if tag not in WITHIN:
            self._begin()

    def handle_data(self, data: str) -> None:
        """Add words to the passage, with a sign for a number; scripts and styles are left out."""
        tag, attributes = self.open[-1] if self.open else ("", {})
        if "data-entry" in attributes:
            self._take(SIGN, [(attributes["data-entry"], data)])
        elif "data-entries" in attributes and tag == "title":
            self._take(*self._parted(data, attributes))
        elif tag not in UNREAD:
            self._take(data, [])

    def _begin(self) -> None:
        self.passages.append(PagePassage(self.heading))

    def _take(self, words: str, entries: list[tuple[str, str]]) -> None:
        self.passages[-1].words += words
        self.passages[-1].entries += entries

    def _attribute(self, spoken: str, attributes: Mapping[str, str]) -> None:
        """Add an attribute's words as a passage of their own, before the current one, which may go on after the element."""
        words, entries = self._parted(spoken, attributes)
        self.passages.insert(-1, PagePassage(self.heading, words, entries))

    def _parted(self, words: str, attributes: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
        """Return the words with a sign for each number that the element names, in order, and those numbers.

        A number that the words lack is returned with the words instead, so that the check reports the difference.
        """
        entries, place = [], 0
        for name in attributes.get("data-entries", "").split():
            number = self.shown.get(name, "")
            start = words.find(number, place)
            entries.append((name, number if start >= 0 else words[place:]))
            if start >= 0:
                words = words[:start] + SIGN + words[start + len(number) :]
                place = start + len(SIGN)
        return words, entries
