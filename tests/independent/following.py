"""A text held against the entries that should stand in it, in their order: each number is one of them, and none is left over."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Entry = dict[str, str]
LISTS = ("src/helpers/sources/words_with_digits.csv", "data/common/words_with_digits.csv")
ALLOWED = [Path(__file__).resolve().parents[2] / name for name in LISTS]
TEENS = "thir|four|fif|six|seven|eigh|nine"
NUMBER = re.compile(
    rf"\S*\d\S*|\b(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:{TEENS})teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|dozens?|half|twice)\b",
    re.IGNORECASE,
)


@dataclass
class Tally:
    """How many numbers of a text were found in the ledger at their place, and what was wrong, in sentences."""

    matched: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many numbers the text has."""
        return self.matched + len(self.faults)

    def __str__(self) -> str:
        return f"{self.count:,} numbers, {self.matched:,} in the ledger at their place ({100 * self.matched / max(1, self.count):.2f}%)"

    def add(self, other: Tally) -> None:
        self.matched += other.matched
        self.faults += other.faults


@dataclass
class Passage:
    """Some text being followed: what has been taken is blanked, so that what is left can be followed again."""

    name: str
    words: str
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.words = _without_dashes(self.words)
        self.allowed = [match.span() for match in _allowed().finditer(self.words)]

    def take(self, pattern: str, shown: Iterable[str]) -> list[str]:
        """Take what a pattern finds wherever it stands: its first group must be one of those known."""
        among, taken_words = set(shown), []
        for match in re.finditer(pattern, self.words, re.MULTILINE):
            taken_words.append(match[1])
            if match[1] in among:
                self.tally.matched += 1
            else:
                self.tally.faults.append(f"{self.name}: {match[0]!r} is not in the ledger")
        self.words = re.sub(pattern, lambda match: _blank(match[0]), self.words, flags=re.MULTILINE)
        return taken_words

    def follow(self, entries: Sequence[Entry], *, start: int = 0, again: Sequence[Entry] = ()) -> int:
        """Take the entries in turn from a place on; `again` may be told again at any time, as the headings of a long table."""
        place = start
        for entry in entries:
            at = self._next(entry, place)
            if again and self._is_loose(place, at[0] if at else len(self.words)):
                place = self._repeated(again, place)
                at = self._next(entry, place)
            if at is None:
                self.tally.faults.append(
                    f"{self.name}: {entry['shown']!r} ({entry['place']}) is not shown where it should be"
                )
                continue
            self._tell_loose(place, at[0], entry)
            self.tally.matched += 1
            place = at[1]
        while again and (after := self._repeated(again, place)) > place:
            place = after  # a long table's headings stand again over rows without a number
        self.words = self.words[:start] + _blank(self.words[start:place]) + self.words[place:]
        return place

    def seek(self, entries: Sequence[Entry], *, start: int, likely: int) -> None:
        """Take each entry where it next stands after a likely place or the one before; else where it first stands."""
        place = likely
        for entry in entries:
            at = self._next(entry, place) or self._next(entry, start)
            if at is None:
                self.tally.faults.append(f"{self.name}: {entry['shown']!r} ({entry['place']}) is not shown")
                continue
            self.tally.matched += 1
            self.words = self.words[: at[0]] + _blank(self.words[at[0] : at[1]]) + self.words[at[1] :]
            place = at[1]

    def place_of(self, entry: Entry, start: int) -> int | None:
        """Return where an entry next stands after a place, or None where it does not."""
        at = self._next(entry, start)
        return at[0] if at else None

    def finish(self) -> Tally:
        """Return the tally, what numbers are left told as faults."""
        self._tell_loose(0, len(self.words), None)
        return self.tally

    def _next(self, entry: Entry, place: int) -> tuple[int, int] | None:
        for match in _shown(entry["shown"]).finditer(self.words, place):
            within = [span for span in self.allowed if span[0] < match.end() and match.start() < span[1]]
            if all(match.start() <= low and high <= match.end() for low, high in within):
                return match.span()
        return None

    def _repeated(self, again: Sequence[Entry], place: int) -> int:
        after = place
        for entry in again:
            at = self._next(entry, after)
            if at is None or self._is_loose(after, at[0]):
                return place
            after = at[1]
        self.tally.matched += len(again)
        return after

    def _is_loose(self, start: int, end: int) -> bool:
        return next(self._loose(start, end), None) is not None

    def _loose(self, start: int, end: int) -> Iterator[str]:
        for match in NUMBER.finditer(self.words, start, end):
            low, high = match.span()
            digits = match[0]
            for first, last in self.allowed:
                if first < high and low < last:
                    digits = "".join(letter for at, letter in enumerate(digits, start=low) if not first <= at < last)
            if NUMBER.search(digits):
                yield match[0]

    def _tell_loose(self, start: int, end: int, before: Entry | None) -> None:
        where = f" before {before['shown']!r} ({before['place']})" if before else ""
        for words in self._loose(start, end):
            self.tally.faults.append(f"{self.name}: {words!r} stands{where} and is not the ledger's")


def _blank(words: str) -> str:
    return re.sub(r"\S", " ", words)


def _shown(shown: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in _without_dashes(shown).split())
    words = re.sub(r"(?<=[a-z])\\-(?=[a-z])", r"-\\s*", words)  # a line may end after a hyphen
    return re.compile(rf"(?<![\w£])(?<!\d[.,]){words}(?![^\Ws]|%)(?![.,]\d)")


def _without_dashes(words: str) -> str:
    """One kind of dash, so that a year reads alike in the site and the book."""
    return words.replace("–", "-")


_OF_BOOK: list[re.Pattern[str]] = []


def _allowed() -> re.Pattern[str]:
    if not _OF_BOOK:
        rows = [row for path in ALLOWED for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]
        words = sorted((_without_dashes(row["words"]) for row in rows), key=len, reverse=True)
        spaced = (r"\s+".join(map(re.escape, phrase.split())) for phrase in words)
        _OF_BOOK.append(re.compile(rf"(?<![\w.,£-])(?:{'|'.join(spaced)})(?![\w%-])(?![.,]\d)", re.IGNORECASE))
    return _OF_BOOK[0]
