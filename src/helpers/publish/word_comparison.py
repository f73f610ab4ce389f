"""What two reports of one partnership say otherwise in words: sentences of their chapters, and rows of their tables.

A sentence that differs in numbers alone is the same here, since numbers are compared one by one.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat

from helpers.publish import chapter as chapters
from helpers.publish.comparison import CHANGED, NEW, REMOVED
from helpers.sources.carried_over import meaning

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")
MARKDOWN = re.compile(r"\[([^\]]*)\]\([^)]*\)|\*\*")
NUMBER = re.compile(r"\d[\d.,–-]*")
Cells = dict[str, str]
Table = dict[tuple[str, int], Cells]


@dataclass(frozen=True)
class ComparedWords:
    """One sentence or row in two reports: its chapter, its table (none for a sentence), what a row is called, its state, and its words in each."""

    chapter: str
    table: str
    name: str
    state: str
    before: str
    after: str


def comparison(before: Path, after: Path) -> list[ComparedWords]:
    """Return the sentences that only one of two reports has, by chapter, then the rows of tables that are new, gone or in other words."""
    return [*_sentences(before, after), *_rows(before, after)]


def _sentences(before: Path, after: Path) -> Iterator[ComparedWords]:
    first, second = _said_by(before), _said_by(after)
    for slug in sorted(first.keys() | second.keys()):
        earlier, later = first.get(slug, {}), second.get(slug, {})
        yield from (
            ComparedWords(slug, "", "", REMOVED, words, "") for key, words in earlier.items() if key not in later
        )
        yield from (ComparedWords(slug, "", "", NEW, "", words) for key, words in later.items() if key not in earlier)


def _said_by(report: Path) -> dict[str, dict[str, str]]:
    """The sentences of each chapter, by what they say apart from their numbers."""
    said_by_chapter = {}
    for path in sorted((report / "notebooks").glob("*.ipynb")):
        chapter = chapters.read(nbformat.read(path, as_version=4), path.stem)
        texts = (chapters.prose(part).plain for part in chapter.parts)
        sentences = (
            sentence
            for text in texts
            for sentence in SENTENCE_END.split(MARKDOWN.sub(lambda match: match[1] or "", text))
        )
        said_by_chapter[path.stem] = {
            key: s.strip(" -*") for s in sentences if (key := _key(s)) and not s.startswith(("#", "|"))
        }
    return said_by_chapter


def _key(sentence: str) -> str:
    return meaning.words(NUMBER.sub("", sentence))


def _rows(before: Path, after: Path) -> Iterator[ComparedWords]:
    """Go through the rows whose words differ, of tables that both reports have; a row is known by its first cell."""
    places = (before / "downloads", after / "downloads")
    for name in sorted(
        {path.name for path in places[0].glob("*.csv")} & {path.name for path in places[1].glob("*.csv")}
    ):
        first, second = (_table(place / name) for place in places)
        second = _aligned(first, second)
        chapter, table = _chapter_and_table(name, after)
        for row in dict.fromkeys([*first, *second]):
            yield from _row(ComparedWords(chapter, table, row[0], "", "", ""), first.get(row), second.get(row))


def _aligned(first: Table, second: Table) -> Table:
    """The later table with the earlier one's names for rows that differ from them in numbers alone, such as a year."""
    times = Counter(
        _key(name) for table in (first, second) for name, _ in table.keys() - (first.keys() & second.keys())
    )
    names = {_key(row[0]): row for row in first if row not in second}
    renamed = {row: names.get(_key(row[0]), row) for row in second if row not in first and times[_key(row[0])] == 2}
    return {renamed.get(row, row): cells for row, cells in second.items()}


def _row(about: ComparedWords, before: Cells | None, after: Cells | None) -> Iterator[ComparedWords]:
    """A row that is new or gone, or the cells of it that both tables have and that differ."""
    if before is None or after is None:
        yield replace(about, state=NEW if before is None else REMOVED, before=_shown(before), after=_shown(after))
        return
    differing = [heading for heading in before if heading in after and _key(before[heading]) != _key(after[heading])]
    if differing:
        earlier, later = ({heading: cells[heading] for heading in differing} for cells in (before, after))
        yield replace(about, state=CHANGED, before=_shown(earlier), after=_shown(later))


def _shown(cells: Cells | None) -> str:
    return "; ".join(f"{heading}: {cell.rstrip('.')}" for heading, cell in (cells or {}).items())


def _table(path: Path) -> Table:
    """The cells of words of each row by heading, by the row's first cell and which of the rows so called it is; rows of numbers alone are left out."""
    with path.open(encoding="utf-8-sig", newline="") as opened:
        (_, *headings), *rows = [row for row in csv.reader(opened) if row] or [[""]]
    times, table = Counter[str](), {}
    for name, *cells in rows:
        times[name] += 1
        words = {heading: cell for heading, cell in zip(headings, cells, strict=True) if any(map(str.isalpha, cell))}
        if words:
            table[name, times[name]] = words
    return table


def _chapter_and_table(name: str, report: Path) -> tuple[str, str]:
    slugs = [path.stem for path in (report / "notebooks").glob("*.ipynb") if name.startswith(f"{path.stem}_")]
    slug = max(slugs, key=len, default="")
    return slug, name.removeprefix(f"{slug}_").removesuffix(".csv").replace("_", " ")
