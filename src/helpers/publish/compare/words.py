"""What two reports of one partnership say otherwise in words: sentences of their chapters, and rows of their tables.

A sentence that differs in numbers alone is the same here, since numbers are compared one by one. One that follows from published
figures is left out for the same reason, and so is a table that the report makes of them.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from helpers.publish.chapter import Chapter, prose
from helpers.publish.compare.contents import ComparedChapter, ReportContents
from helpers.publish.compare.numbers import CHANGED, NEW, REMOVED
from helpers.sources import promises
from helpers.sources.carried_over import meaning
from helpers.sources.schema import Forms
from helpers.statistics.numbers import CLOSE, OPEN, Text

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+")
MARKDOWN = re.compile(r"\[([^\]]*)\]\([^)]*\)|\*{1,3}|`")
LIST_MARK = re.compile(r"^(?:[-*]|\d+\.)\s+")
HEADING = re.compile(r"#{1,6} +(.+)")
HEADING_LINE = re.compile(r"^(#{1,6} .*)$", re.MULTILINE)
MARKED = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}")
ALIKE = 0.6  # of the letters of two sentences, for one to be the other in other words
ABOUT_REPORT = "11_about_this_report"
PUBLISHED = "published/"  # figures, and names of measures that have a number in them
NUMBER = re.compile(r"\d[\d.,–-]*")
Cells = dict[str, str]
Table = dict[tuple[str, int], Cells]


@dataclass(frozen=True)
class ComparedWords:
    """One sentence or row in two reports: its chapter and section, its table (none for a sentence), what a row is called, its state, and its words in each."""

    chapter: str
    section: str
    table: str
    name: str
    state: str
    before: str
    after: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of a chapter and the heading that it stands under, empty above the first."""

    words: str
    section: str


def comparison(
    had: ReportContents, has: ReportContents, before: Path, after: Path, forms: Forms
) -> list[ComparedWords]:
    """Return what differs between the words of two reports: first sentences, by chapter, then rows of tables.

    A sentence or a row is new, gone or reworded. `had` and `has` are the contents of the reports in the folders `before` and
    `after`.
    """
    return [*_sentences(had, has), *_rows(before, after, forms)]


def of_shared_sections(items: Iterable[ComparedWords], chapters: Sequence[ComparedChapter]) -> list[ComparedWords]:
    """Return the rows of tables and the sentences of sections that both reports have; what a report says of itself is left out."""
    lost = {chapter.slug: {*chapter.removed, *chapter.new} for chapter in chapters}
    absent = {chapter.slug for chapter in chapters if not (chapter.is_in_before and chapter.is_in_after)} | {
        ABOUT_REPORT
    }
    return [i for i in items if i.table or (i.chapter not in absent and i.section not in lost.get(i.chapter, set()))]


def _sentences(before: ReportContents, after: ReportContents) -> Iterator[ComparedWords]:
    for slug in sorted(before.chapters.keys() | after.chapters.keys()):
        earlier, later = (_said_by(report.chapters.get(slug)) for report in (before, after))
        removed = [sentence for key, sentence in earlier.items() if key not in later]
        new = [sentence for key, sentence in later.items() if key not in earlier]
        reworded = _reworded(removed, new)
        for sentence in removed:
            match = reworded.get(sentence)
            state, words = (CHANGED, match.words) if match else (REMOVED, "")
            yield ComparedWords(slug, sentence.section, "", "", state, sentence.words, words)
        matched = set(reworded.values())
        yield from (ComparedWords(slug, s.section, "", "", NEW, "", s.words) for s in new if s not in matched)


def _reworded(removed: Sequence[Sentence], new: Sequence[Sentence]) -> dict[Sentence, Sentence]:
    """The new sentence of the same section that says an earlier one in other words, each at most once."""
    left, pairs = list(new), {}
    for sentence in removed:
        likeness = [(_alike(sentence, other), place) for place, other in enumerate(left)]
        best = max(likeness, default=(0.0, 0))
        if best[0] >= ALIKE:
            pairs[sentence] = left.pop(best[1])
    return pairs


def _alike(first: Sentence, second: Sentence) -> float:
    if first.section != second.section:
        return 0.0
    return SequenceMatcher(None, first.words, second.words, autojunk=False).ratio()


def _said_by(chapter: Chapter | None) -> dict[str, Sentence]:
    """The sentences of a chapter, by what they say apart from their numbers."""
    sentences: dict[str, Sentence] = {}
    section = ""
    for text in map(prose, chapter.parts if chapter else ()):
        for line in _lines(text):
            heading = HEADING.match(line.words)
            section = _unmarked(_plain(line.part(heading[1]))) if heading else section
            if not heading and not _is_of_figures(line):
                parts = SENTENCE_END.split(_plain(line))
                sentences |= {key: Sentence(_unmarked(part), section) for part in parts if (key := _key(part))}
    return sentences


def _lines(text: Text) -> Iterator[Text]:
    """The paragraphs, items of lists and headings of a text, each as one line; rows of tables are left out."""
    for paragraph in meaning.PARAGRAPH_END.split(HEADING_LINE.sub(r"\n\1\n", text.words)):
        for words in meaning.LINE_OF_ITS_OWN.split(paragraph):
            line = " ".join(words.split())
            if line and not line.startswith("|"):
                yield text.part(LIST_MARK.sub("", line))


def _plain(text: Text) -> str:
    """The words that a reader sees, each number between marks."""
    return MARKDOWN.sub(lambda match: match[1] or "", text.filled(lambda n: f"{OPEN}{n.shown}{CLOSE}")).strip()


def _unmarked(words: str) -> str:
    return words.replace(OPEN, "").replace(CLOSE, "")


def _is_of_figures(text: Text) -> bool:
    """Whether all numbers of a line are published figures, which are compared one by one."""
    sources = [[*map(str, number.origins), *map(str, number.inputs)] for number in text.numbers]
    return bool(sources) and all(any(PUBLISHED in place for place in places) for places in sources)


def _key(sentence: str) -> str:
    return meaning.words(NUMBER.sub("", MARKED.sub("", sentence)))


def _rows(before: Path, after: Path, forms: Forms) -> Iterator[ComparedWords]:
    """Go through the rows whose words differ, of the year's own tables that both reports have; a row is known by its first cell."""
    places = (before / "downloads", after / "downloads")
    for name in sorted(
        {path.name for path in places[0].glob("*.csv")} & {path.name for path in places[1].glob("*.csv")}
    ):
        form = next((form for form in forms.tables.values() if name == f"{form.chapter}_{form.name}.csv"), None)
        if form is None or form.chapter == ABOUT_REPORT or form.name == promises.TABLE:
            continue
        first, second = (_table(place / name) for place in places)
        second = _aligned(first, second)
        for row in dict.fromkeys([*first, *second]):
            about = ComparedWords(form.chapter, "", form.title, row[0], "", "", "")
            yield from _row(about, first.get(row), second.get(row))


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
