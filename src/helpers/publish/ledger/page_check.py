"""Check the finished pages against the ledger, and refuse any number that has no entry in it.

A number on a page is in an element that names its entry (`data-entry`), or in an attribute or title of an element that names
the entries of its numbers (`data-entries`). The words without these may contain no digit and no number in words, except
those that `words_with_digits.csv` allows. The numbers of each place must have the ledger's order, so that two numbers which
were exchanged are refused although both have entries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path

from helpers.errors import Fault
from helpers.publish.ledger import unaccounted
from helpers.publish.ledger.entries import LedgerEntry
from helpers.publish.ledger.page_words import PagePassage, read
from helpers.publish.ledger.unaccounted import TYPED
from helpers.sources.typed_numbers import holds_number, typed_numbers_in

ANYWHERE = {"chapter", "caption", "edition"}
SHARED = ("index.html", "downloads.html")

UNKNOWN = (
    '"{}" names an entry, {}, that the ledger does not have. Build the page and the ledger from the same chapters.'
)
OTHER = '"{}" stands where the ledger has "{}" ({}). Build the page and the ledger from the same chapters.'
ELSEWHERE = '"{}" is of {}, {}. Show it there, or bind a number of this page.'
ABSENT = 'the ledger has "{}" where the page has "{}". Show each number in its place and order.'


@dataclass(frozen=True)
class Ledger:
    """The entries that pages are checked against."""

    entries: tuple[LedgerEntry, ...]

    @cached_property
    def by_id(self) -> dict[str, LedgerEntry]:
        """The entries by id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def shown(self) -> dict[str, str]:
        """The words of each entry's number, by the entry's id."""
        return {entry.id: entry.number.shown for entry in self.entries}

    @cached_property
    def of_chapter(self) -> dict[str, list[LedgerEntry]]:
        """The entries of each chapter, in reading order; an empty slug has those of every page."""
        by_chapter: dict[str, list[LedgerEntry]] = defaultdict(list)
        for entry in self.entries:
            by_chapter[entry.chapter].append(entry)
        return by_chapter

    def due(self, chapter: str) -> list[LedgerEntry]:
        """Return the entries that a chapter's page must show, in order; downloads are listed on a page of their own."""
        return [entry for entry in self.of_chapter.get(chapter, ()) if entry.number.kind != "download"]


def refuse_unaccounted(site: Path, entries: Iterable[LedgerEntry]) -> None:
    """Raise DataFaults with every number of the site's pages that is not in the ledger, or is there in another place or order."""
    ledger = Ledger(tuple(entries))
    unaccounted.refuse(fault for page in sorted(site.glob("*.html")) for fault in faults(page, ledger))


def faults(page: Path, ledger: Ledger) -> Iterator[Fault]:
    """Yield a fault for each wrong number of one page."""
    passages = read(page, ledger.shown)
    for passage in passages:
        for message in [*_loose(passage), *_misplaced(passage, page, ledger.by_id)]:
            yield Fault(f"site/{page.name}", 0, passage.place, message)
    for place, message in _disordered(passages, page.stem, ledger):
        yield Fault(f"site/{page.name}", 0, place, message)


def _loose(passage: PagePassage) -> Iterator[str]:
    if holds_number(passage.words):
        yield from (TYPED.format(slip.words) for slip in typed_numbers_in(passage.words))


def _misplaced(passage: PagePassage, page: Path, by_id: Mapping[str, LedgerEntry]) -> Iterator[str]:
    for name, shown in passage.entries:
        if name not in by_id:
            yield UNKNOWN.format(shown, name)
        elif by_id[name].number.shown != shown:
            yield OTHER.format(shown, by_id[name].number.shown, by_id[name].place)
        elif not _may_stand(by_id[name], page):
            yield ELSEWHERE.format(shown, by_id[name].chapter, by_id[name].place)


def _may_stand(entry: LedgerEntry, page: Path) -> bool:
    """Whether a number may be on a page.

    A number may be on its chapter's page, on the cover and on the list of downloads; numbers of the document itself and
    those of every page may be on any.
    """
    return entry.chapter in ("", page.stem) or entry.number.kind in ANYWHERE or page.name in SHARED


def _disordered(passages: Sequence[PagePassage], chapter: str, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield the place and a message for each place whose numbers differ from the ledger's, or are in another order."""
    shown = dict.fromkeys(name for passage in passages for name, _ in passage.entries)
    entries_on_page = (ledger.by_id[name] for name in shown if name in ledger.by_id)
    on_page = _by_place(entry for entry in entries_on_page if entry.chapter == chapter)
    for place, entries in _by_place(ledger.due(chapter)).items():
        for of_ledger, of_page in zip_longest(entries, on_page.get(place, [])):
            if of_ledger != of_page:
                yield place, ABSENT.format(_shown(of_ledger), _shown(of_page))
                break


def _shown(entry: LedgerEntry | None) -> str:
    return entry.number.shown if entry else "nothing"


def _by_place(entries: Iterable[LedgerEntry]) -> dict[str, list[LedgerEntry]]:
    places: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        places[entry.place].append(entry)
    return places
