"""A finished page as passages of words, with a sign for each number that names its entry in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

SPOKEN = ("alt", "aria-label", "aria-description", "title", "placeholder", "content")
UNREAD = {"script", "style"}
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "use", "wbr"}
WITHIN = {"a", "abbr", "b", "code", "data", "em", "i", "span", "strong", "sub", "sup", "tspan"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
SIGN = " ¤ "


@dataclass
class PagePassage:
    """Words of one block or attribute, under a heading; `entries` are the numbers in it, each its entry and as shown."""

    place: str
    words: str = ""
    entries: list[tuple[str, str]] = field(default_factory=list)


def read(page: Path, shown: Mapping[str, str]) -> list[PagePassage]:
    """Read a page; `shown` says how the number of each entry is written, to find it in attributes."""
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
        """Read an element's attributes, and begin its words."""
        told = {name: value or "" for name, value in attrs}
        if tag not in WITHIN:
            self._begin()
        spoken = " · ".join(told[name] for name in SPOKEN if name in told and told.get("name") != "viewport")
        if spoken:
            self._attribute(spoken, told)
        if tag not in EMPTY:
            self.open.append((tag, told))

    def handle_endtag(self, tag: str) -> None:
        """End an element, and its passage where it is a block."""
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag in HEADINGS:
            self.heading = self.passages[-1].words.strip()
        if tag not in WITHIN:
            self._begin()

    def handle_data(self, data: str) -> None:
        """Take words in, unless a reader does not see them."""
        tag, told = self.open[-1] if self.open else ("", {})
        if "data-entry" in told:
            self._take(SIGN, [(told["data-entry"], data)])
        elif "data-entries" in told and tag == "title":
            self._take(*self._parted(data, told))
        elif tag not in UNREAD:
            self._take(data, [])

    def _begin(self) -> None:
        self.passages.append(PagePassage(self.heading))

    def _take(self, words: str, entries: list[tuple[str, str]]) -> None:
        self.passages[-1].words += words
        self.passages[-1].entries += entries

    def _attribute(self, spoken: str, told: Mapping[str, str]) -> None:
        """Put an attribute's words before the passage at hand, as a passage of its own."""
        words, entries = self._parted(spoken, told)
        self.passages.insert(-1, PagePassage(self.heading, words, entries))

    def _parted(self, words: str, told: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
        """Put a sign for each number that the element names, in their order; one that is not there keeps its words."""
        entries, place = [], 0
        for name in told.get("data-entries", "").split():
            number = self.shown.get(name, "")
            start = words.find(number, place)
            entries.append((name, number if start >= 0 else words[place:]))
            if start >= 0:
                words = words[:start] + SIGN + words[start + len(number) :]
                place = start + len(SIGN)
        return words, entries
