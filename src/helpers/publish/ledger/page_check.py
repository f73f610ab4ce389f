"""Read the finished pages as a reader sees them, and refuse any number that the ledger does not account for.

A number on a page stands in an element that names its entry (`data-entry`), or in an attribute or title of an element that
names those of its words (`data-entries`). What is left once these are taken out may hold no digit and no number in words
other than those that `words_with_digits.csv` allows. The numbers of a place stand in the ledger's order, so two that changed
places are found even where both are known.
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
from helpers.sources.typed_numbers import holds_number, unbound

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
    """The entries that pages are read against: by id, as shown, and by the chapter whose page shows them."""

    entries: tuple[LedgerEntry, ...]

    @cached_property
    def known(self) -> dict[str, LedgerEntry]:
        """The entries by id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def shown(self) -> dict[str, str]:
        """How the number of each entry is written."""
        return {entry.id: entry.number.shown for entry in self.entries}

    @cached_property
    def of_chapter(self) -> dict[str, list[LedgerEntry]]:
        """The entries of each chapter, in order."""
        found: dict[str, list[LedgerEntry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.chapter].append(entry)
        return found

    def due(self, chapter: str) -> list[LedgerEntry]:
        """What a chapter's page must show, in order."""
        return [entry for entry in self.of_chapter.get(chapter, ()) if entry.number.kind != "download"]


def refuse_unaccounted(site: Path, entries: Iterable[LedgerEntry]) -> None:
    """Raise DataFaults with every number of the site's pages that the ledger does not know, or has in another place or order."""
    ledger = Ledger(tuple(entries))
    unaccounted.refuse(fault for page in sorted(site.glob("*.html")) for fault in faults(page, ledger))


def faults(page: Path, ledger: Ledger) -> Iterator[Fault]:
    """Go through what is wrong with the numbers of one page."""
    passages = read(page, ledger.shown)
    for passage in passages:
        for said in [*_loose(passage), *_misplaced(passage, page, ledger.known)]:
            yield Fault(f"site/{page.name}", 0, passage.place, said)
    for place, said in _disordered(passages, page.stem, ledger):
        yield Fault(f"site/{page.name}", 0, place, said)


def _loose(passage: PagePassage) -> Iterator[str]:
    if holds_number(passage.words):
        yield from (TYPED.format(slip.words) for slip in unbound(passage.words))


def _misplaced(passage: PagePassage, page: Path, known: Mapping[str, LedgerEntry]) -> Iterator[str]:
    for name, shown in passage.entries:
        if name not in known:
            yield UNKNOWN.format(shown, name)
        elif known[name].number.shown != shown:
            yield OTHER.format(shown, known[name].number.shown, known[name].place)
        elif not _may_stand(known[name], page):
            yield ELSEWHERE.format(shown, known[name].chapter, known[name].place)


def _may_stand(entry: LedgerEntry, page: Path) -> bool:
    """Whether a number may stand on a page: on its chapter's, on the cover and the list of downloads, or, of the book's own, on all."""
    return entry.chapter in ("", page.stem) or entry.number.kind in ANYWHERE or page.name in SHARED


def _disordered(passages: Sequence[PagePassage], chapter: str, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Go through the places whose numbers are not, in their order, those of the ledger."""
    shown = dict.fromkeys(name for passage in passages for name, _ in passage.entries)
    known = (ledger.known[name] for name in shown if name in ledger.known)
    found = _by_place(entry for entry in known if entry.chapter == chapter)
    for place, entries in _by_place(ledger.due(chapter)).items():
        for wanted, given in zip_longest(entries, found.get(place, [])):
            if wanted != given:
                yield place, ABSENT.format(_shown(wanted), _shown(given))
                break


def _shown(entry: LedgerEntry | None) -> str:
    return entry.number.shown if entry else "nothing"


def _by_place(entries: Iterable[LedgerEntry]) -> dict[str, list[LedgerEntry]]:
    places: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        places[entry.place].append(entry)
    return places
