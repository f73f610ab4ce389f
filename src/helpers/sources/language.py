"""How a year's prose reads: its spelling, its slips, its abbreviations, its length, and whether it could point to a child.

A finding is told with its file and line. One that `blocks` keeps the report a draft; the others are advice.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.sources import chapter_notebooks, published, reading
from helpers.sources.language_patterns import (
    ABBREVIATION,
    AGE,
    DATE,
    LINKED,
    OBJECT_REPLACEMENT,
    PARAGRAPH,
    PLACE,
    SENTENCE_END,
    SLIPS,
    STYLE,
)
from helpers.sources.typed_numbers import ADDRESS, BINDING, in_small_letters, line_of
from helpers.sources.year_folder import YearFolder

WORDING = Path(__file__).parent / "wording.csv"
CAPITALS = Path(__file__).parent / "words_with_capitals.csv"
LONGEST_SENTENCE = 35
IRREGULAR = {"child": "child(?:ren)?", "body": "bod(?:y|ies)", "authority": "authorit(?:y|ies)"}
CASES = ("04_learning_from_case_reviews", "case_reviews.md")
UNSHOWN = (
    "id",
    "source",
    "note",
    "address",
    "formula",
    "left",
    "right",
    "unit",
    "kind",
    "period",
    "value",
    "qualifier",
)
UNREAD = ("rules", "glossary", "local_terms", "sources", "derived")
GLOSSARIES = ("glossary", "local_terms")


SPELLING = '"{}" is not British spelling. Write {}.'
IN_STYLE = '"{}" is not in the house style. Write {}.'
SUPERSEDED = '"{}" is a name no longer in use. Write {}.'
LONG = "a sentence of {} words. Cut it in two: twenty-five are already many."
UNKNOWN = '"{}" is an abbreviation that the glossary does not explain. Add it to glossary.csv, or spell it out.'
UNEXPANDED = '"{}" is not spelled out where it is first used. Write "{} ({})" there.'
IDENTIFYING = (
    "an exact age stands beside a date and a place, which together can point to a child. Leave one of them out."
)
UNUSED_TERMS = "unused terms"
UNUSED = '"{}" is in the glossary, but the report does not use it. Take it out, or leave it for a year that does.'


@dataclass(frozen=True, order=True)
class LanguageFinding:
    """One thing to mend or to think over: its file and line (0 for the whole file), its kind, and what to do."""

    file: str
    line: int
    kind: str
    message: str
    blocks: bool = True

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.message}"


@dataclass(frozen=True)
class ProsePassage:
    """A text to read: where it is from, its first line there, its words, and whether it tells of a case."""

    file: str
    line: int
    words: str
    tells_of_a_case: bool = False


def compiled() -> None:
    """Compile the patterns of superseded words, once for all processes forked from this one."""
    _any_superseded()


def findings(folder: YearFolder) -> list[LanguageFinding]:
    """Read everything that a year says, and the chapters' own words, and return what was found, in the order of files."""
    terms = glossary(folder)
    read_passages = [*passages(folder), *notebook_passages(folder.root / "notebooks")]
    return sorted(
        [
            *(finding for passage in read_passages for finding in passage_findings(passage, terms)),
            *_unused(folder, read_passages),
        ]
    )


def passage_findings(passage: ProsePassage, terms: Mapping[str, str]) -> Iterator[LanguageFinding]:
    """Read one text. `terms` maps each abbreviation of the glossary to its term."""
    words = _blanked(ADDRESS, passage.words)
    plain = _blanked(BINDING, words, OBJECT_REPLACEMENT)
    yield from _superseded(passage, plain)
    for kind, pattern, message in SLIPS:
        yield from (_finding(passage, kind, match, message, blocks=kind != STYLE) for match in pattern.finditer(plain))
    yield from _abbreviations(passage, plain, terms)
    yield from _long_sentences(passage, words)
    if passage.tells_of_a_case:
        yield from _identifying(passage, words)


def passages(folder: YearFolder) -> Iterator[ProsePassage]:
    """Go through every section of the year, and every cell of words that its tables show."""
    for path in folder.prose_files():
        file = folder.named(path)
        yield ProsePassage(file, 1, folder.text(path), any(case in file for case in CASES))
    for path in folder.csv_files():
        yield from _cells(folder, path)


def notebook_passages(place: Path) -> Iterator[ProsePassage]:
    """Go through the chapters' own words, cell by cell; their line is the cell's number."""
    for path in chapter_notebooks.chapters(place):
        cells = reading.notebook(path, f"notebooks/{path.name}", place)["cells"]
        for order, cell in enumerate(cells, start=1):
            if cell["cell_type"] == "markdown":
                yield ProsePassage(f"notebooks/{path.name}, cell {order}", 1, "".join(cell["source"]))


def glossary(folder: YearFolder) -> dict[str, str]:
    """Return the term of each abbreviation that the glossary explains."""
    frames = [folder.table(name).frame for name in GLOSSARIES]
    return {
        short: term
        for frame in frames
        for short, term in zip(frame["abbreviation"], frame["term"], strict=True)
        if short
    }


def meanings(folder: YearFolder) -> dict[str, str]:
    """Return what each term and each abbreviation of the glossary means; an abbreviation's meaning begins with its term."""
    frames = [folder.table(name).frame for name in GLOSSARIES]
    rows = [row for frame in frames for row in frame[["term", "abbreviation", "meaning"]].itertuples(index=False)]
    in_full = {short: f"{term}. {meaning}" for term, short, meaning in rows if short}
    return {term: meaning for term, _, meaning in rows} | in_full


@cache
def everyday() -> dict[str, bool]:
    """Return the words of capitals that need no entry in the glossary; true where they are never spelled out either."""
    with CAPITALS.open(encoding="utf-8", newline="") as opened:
        return {row["words"]: row["everyday"] == "yes" for row in csv.DictReader(opened)}


def _finding(
    passage: ProsePassage, kind: str, match: re.Match[str], message: str, *more: str, blocks: bool = True
) -> LanguageFinding:
    return LanguageFinding(
        passage.file, _line(passage, match.start()), kind, message.format(" ".join(match[0].split()), *more), blocks
    )


def _line(passage: ProsePassage, place: int) -> int:
    return passage.line + line_of(passage.words, place) - 1


@cache
def _superseded_words() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    with WORDING.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return tuple((_word_pattern(row["words"], row["kind"]), row["kind"], row["instead"]) for row in rows)


def _word_pattern(words: str, kind: str) -> re.Pattern[str]:
    if kind in ("spelling", STYLE):
        return re.compile(rf"\b{re.escape(words)}\b", re.IGNORECASE if words.islower() else re.NOFLAG)
    return re.compile(rf"\b{re.escape(words)}s?\b", re.NOFLAG if words.isupper() else re.IGNORECASE)


@cache
def _any_superseded() -> re.Pattern[str]:
    """One pattern for all the words, which hardly any passage has: a hundredth of the time that each of them takes alone."""
    return re.compile("|".join(f"(?:{pattern.pattern.lower()})" for pattern, _, _ in _superseded_words()))


def _superseded(passage: ProsePassage, plain: str) -> Iterator[LanguageFinding]:
    for pattern, kind, instead in _superseded_words() if _any_superseded().search(in_small_letters(plain)) else ():
        message = {"spelling": SPELLING, STYLE: IN_STYLE}.get(kind, SUPERSEDED)
        yield from (
            _finding(passage, kind, match, message, instead, blocks=kind != STYLE) for match in pattern.finditer(plain)
        )


def _abbreviations(passage: ProsePassage, plain: str, terms: Mapping[str, str]) -> Iterator[LanguageFinding]:
    met: set[str] = set()
    for match in ABBREVIATION.finditer(plain):
        short = match[0].removesuffix("s") if match[0].removesuffix("s") in terms else match[0]
        if short in met or everyday().get(short):
            continue
        met.add(short)
        if short not in terms:
            yield _finding(passage, "abbreviations", match, UNKNOWN)
        elif not _is_spelled_out(terms[short], match, plain):
            yield _finding(passage, "abbreviations", match, UNEXPANDED, terms[short], short)


def _is_spelled_out(term: str, match: re.Match[str], plain: str) -> bool:
    """Whether the term stands right before the abbreviation, in whose brackets it is then, or right after in its own."""
    before, after = (
        " ".join(plain[: match.start()].split()).casefold(),
        " ".join(plain[match.end() :].split()).casefold(),
    )
    return before.rstrip("(").rstrip().removesuffix("s").endswith(term.casefold()) or after.lstrip("s").lstrip(
        " ("
    ).startswith(term.casefold())


def _long_sentences(passage: ProsePassage, words: str) -> Iterator[LanguageFinding]:
    counted = BINDING.sub(lambda match: "N" + re.sub(r"[^\n]", " ", match[0])[1:], words)
    start = 0
    for sentence in SENTENCE_END.split(counted):
        length = len(re.findall(r"[^\W_][\w'’-]*", sentence))
        place = counted.index(sentence, start) if sentence else start
        start = place + len(sentence)
        if length > LONGEST_SENTENCE:
            yield LanguageFinding(
                passage.file,
                _line(passage, place + len(sentence) - len(sentence.lstrip())),
                "long sentences",
                LONG.format(length),
                blocks=False,
            )


def _identifying(passage: ProsePassage, words: str) -> Iterator[LanguageFinding]:
    for match in PARAGRAPH.finditer(_blanked(LINKED, words)):
        if AGE.search(match[0]) and DATE.search(match[0]) and PLACE.search(_blanked(BINDING, match[0])):
            yield LanguageFinding(passage.file, _line(passage, match.start()), "identifying detail", IDENTIFYING)


def _cells(folder: YearFolder, path: Path) -> Iterator[ProsePassage]:
    file, form = folder.named(path), folder.forms.tables.get(path.stem)
    if form is None or form.name in UNREAD:
        return
    shown = [field.name for field in form.fields if field.type == "string" and field.name not in UNSHOWN]
    for line, row in folder.raw_table(path).records():
        yield from (ProsePassage(file, line, row[name], CASES[0] in file) for name in shown if row.get(name))


def _unused(folder: YearFolder, read_passages: Iterable[ProsePassage]) -> Iterator[LanguageFinding]:
    """Find terms that the year's own glossaries explain for nothing; those common to every partnership serve others too."""
    own = [table for table in map(folder.table, GLOSSARIES) if folder.is_own(table)]
    words = _report_words(folder, read_passages) if own else ""
    for table in own:
        for line, term, short in zip(table.lines, table.frame["term"], table.frame["abbreviation"], strict=True):
            if not any(_is_used(name, words) for name in (term, short) if name):
                yield LanguageFinding(table.file, line, UNUSED_TERMS, UNUSED.format(term), blocks=False)


def _report_words(folder: YearFolder, read_passages: Iterable[ProsePassage]) -> str:
    """All that the report says, what its chapters and the published statistics call their figures among it."""
    place = folder.root / "notebooks"
    code = (
        reading.text(path, f"notebooks/{path.name}", place).replace("_", " ") for path in sorted(place.glob("*.ipynb"))
    )
    cells = (folder.text(path) for path in folder.csv_files() if path.stem not in GLOSSARIES)
    measured = (measure.name for measure in published.store().measures())
    return " ".join([*(passage.words for passage in read_passages), *code, *cells, *measured]).casefold()


def _is_used(word: str, report_words: str) -> bool:
    """Whether a term is said, in the singular or the plural of any of its words."""
    words = word.casefold().split(", ")[0].split()
    if any(part not in report_words and part not in IRREGULAR for part in words):  # it takes a hundredth of the search
        return False
    parts = (IRREGULAR.get(part, f"{re.escape(part)}s?") for part in words)
    return re.search(r"\b" + r"[\s-]+".join(parts) + r"\b", report_words) is not None


def _blanked(pattern: re.Pattern[str], text: str, blank: str = " ") -> str:
    """Put blanks for what is found, keeping every line where it is."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", blank, match[0]), text)
