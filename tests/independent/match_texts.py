"""Hold the text of a report's PDF and of its site, taken out without the program, against its ledger.

    python -m tests.independent.match_texts build/wirral/2023-24

Each number must be an entry of its chapter, figure or table, in the ledger's order; nothing may be left over but the words
that words_with_digits.csv lists.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from lxml import html

from .derive_again import read
from .following import Entry, Passage, Tally
from .sheets import BEHIND, CONTENTS, texts

LABEL = re.compile(r"^(?:Figure|Table) \d+\.\d+")
NOTE = r"^([a-z])((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?)$"
DATA_FOLDER = Path(__file__).resolve().parents[2] / "data"
SOURCES = re.compile(r"^(?:Counted among|Sources?:)", re.MULTILINE)
CELLS_HIDDEN = re.compile(r"Cells\s+hidden:\s")
CAPTION = r"\b(?:Figure|Table) (\d+\.\d+)"
IN_BOOK = {
    "Figure": ("title", "subtitle", "picture, line", "note", "source"),
    "Table": ("title", "subtitle", "heading", "row", "note"),
}
IN_SITE = {
    "Figure": ("title", "subtitle", "alt text", "picture, line", "picture for a phone", "note", "source"),
    "Table": ("title", "subtitle", "heading", "row", "note", "source"),
}
DATA = ("title", "heading", "row")


class Ledger:
    """A report's entries, to be asked for by chapter and by the figure or table they stand in."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = [entry for entry in entries if entry["shown"]]
        self.year = [entry["shown"] for entry in entries if entry["entry"] == "edition-year"]
        self.pages = [entry["shown"] for entry in entries if entry["kind"] == "page"]
        self.captions = [entry["shown"] for entry in entries if entry["kind"] == "caption"]
        self.chapters = [entry["shown"] for entry in entries if entry["kind"] == "chapter"]
        self.slugs = sorted({entry["chapter"] for entry in entries if entry["chapter"]})

    def prose(self, chapter: str) -> list[Entry]:
        """The entries of a chapter that stand in no figure or table, in order."""
        return [entry for entry in self._of_text() if entry["chapter"] == chapter and not LABEL.match(entry["place"])]

    def labelled(self, label: str, parts: Sequence[str]) -> list[Entry]:
        """The entries of some parts of a figure or table, in the parts' order and within each in the ledger's."""
        own = [entry for entry in self._of_text() if entry["place"].startswith(f"{label}, ")]
        return [entry for part in parts for entry in own if entry["place"].removeprefix(f"{label}, ").startswith(part)]

    def labels(self, chapter: str) -> list[str]:
        """The figures and tables of a chapter."""
        captions = [entry for entry in self.entries if entry["kind"] == "caption" and entry["chapter"] == chapter]
        return sorted((entry["place"].removesuffix(", caption") for entry in captions), key=lambda label: label[0])

    def downloads(self, chapter: str = "") -> list[Entry]:
        """The entries of the list of downloads."""
        return [entry for entry in self.entries if entry["kind"] == "download" and chapter in ("", entry["chapter"])]

    def _of_text(self) -> list[Entry]:
        return [
            entry
            for entry in self.entries
            if entry["kind"] not in ("caption", "chapter", "download", "page", "edition")
        ]


def book(pdf: Path, ledger: Ledger) -> Tally:
    """Follow the text of the PDF through its chapters, and through the data behind its figures."""
    tally = Tally()
    for name, words in texts(pdf, ledger.slugs).items():
        tally.add(follow(name, words, ledger))
    return tally


def follow(name: str, words: str, ledger: Ledger) -> Tally:
    """Follow one part of the PDF."""
    passage = Passage(f"report.pdf, {name}", _without_notes(words))
    if name == CONTENTS:
        return _front(passage, ledger)
    return _behind(passage, ledger) if name == BEHIND else _chapter(passage, name, ledger)


def _front(passage: Passage, ledger: Ledger) -> Tally:
    """The cover and the contents, which show the year, its end, and the numbers of chapters and pages."""
    _take_edition(passage, ledger)
    passage.take(r"(?:(?: \.)+ ?\n?| )(\d+)$", ledger.pages)
    passage.take(r"^(\d+) (?=[A-Z])", ledger.chapters)
    return passage.finish()


def _chapter(passage: Passage, slug: str, ledger: Ledger) -> Tally:
    _take_furniture(passage, ledger)
    for label in ledger.labels(slug):
        _labelled(passage, label, ledger)
    passage.take(CAPTION, ledger.captions)
    passage.follow(ledger.prose(slug))
    return passage.finish()


def _labelled(passage: Passage, label: str, ledger: Ledger) -> None:
    """Follow one figure or table from its label on; figures come first, for they may stand in the middle of a long table."""
    kind = label.partition(" ")[0]
    parts: Sequence[str] = IN_BOOK[kind]
    named_alone = re.search(rf"^{re.escape(label)}(?=: [^\n]+)", passage.words, re.MULTILINE)
    if named_alone:
        passage.follow(ledger.labelled(label, ("title",)), start=named_alone.end())
        return
    start = re.search(rf"^{re.escape(label)}(?= )", passage.words, re.MULTILINE)
    if start is None:
        passage.tally.faults.append(f"{passage.name}: {label} is not there")
        return
    if kind == "Table":
        _sources(passage, label, ledger, start.end())
        parts = _without_note_above(passage, label, ledger, start.end())
    again = ledger.labelled(label, ("heading",)) if kind == "Table" else ()
    passage.follow(ledger.labelled(label, parts), start=start.end(), again=again)


def _without_note_above(passage: Passage, label: str, ledger: Ledger, start: int) -> Sequence[str]:
    """Take how many cells of a table are hidden where that stands above its rows; return the parts that are left to follow."""
    line, rows = CELLS_HIDDEN.search(passage.words, start), ledger.labelled(label, ("row",))
    first = passage.place_of(rows[0], start) if rows else None
    if line is None or first is None or first < line.start():
        return IN_BOOK["Table"]
    passage.seek(ledger.labelled(label, ("note",)), start=start, likely=line.start())
    return [part for part in IN_BOOK["Table"] if part != "note"]


def _sources(passage: Passage, label: str, ledger: Ledger, start: int) -> None:
    """Take a table's sources, which stand above the rows where it goes on overleaf, else below them."""
    line = SOURCES.search(passage.words, start)
    passage.seek(ledger.labelled(label, ("source",)), start=start, likely=line.start() if line else start)


def _behind(passage: Passage, ledger: Ledger) -> Tally:
    """The data behind the figures: all of a figure's data, or where they are; and the tables that the book only names."""
    heads = list(re.finditer(r"^\s*((?:Figure|Table)\s+\d+\.\d+)(?::| )", passage.words, re.MULTILINE))
    _take_furniture(passage, ledger)
    blocks = [(head[1], head.start()) for head in heads]
    for (label, start), (_, end) in pairwise([*blocks, ("", len(passage.words))]):
        part = Passage(f"{passage.name}, {label}", passage.words[start:end])
        passage.words = passage.words[:start] + " " * (end - start) + passage.words[end:]
        passage.tally.add(_data(part, label, ledger))
    return passage.finish()


def _data(part: Passage, label: str, ledger: Ledger) -> Tally:
    part.take(rf"\A{label.partition(' ')[0]} (\d+\.\d+)", ledger.captions)
    elsewhere = re.search(r"Its [\d,]+ rows are in\s+(\S+?\.csv)\.", part.words)
    if elsewhere:
        entries = [
            entry for entry in ledger.downloads() if entry["file"] == elsewhere[1] and entry["column"].endswith("rows")
        ]
        part.words = part.words.replace(elsewhere[1], " " * len(elsewhere[1]))
        part.follow([*ledger.labelled(label, ("title",)), *entries])
    elif re.search(r"See\s+Table", part.words):
        part.follow(ledger.labelled(label, ("title",)))
    else:
        headings = ledger.labelled(label, ("heading",))
        parts = DATA if label.startswith("Figure") else IN_BOOK["Table"]
        if label.startswith("Table"):
            _sources(part, label, ledger, 0)
        part.follow(ledger.labelled(label, parts), again=headings)
    part.take(CAPTION, ledger.captions)
    return part.finish()


def _take_furniture(passage: Passage, ledger: Ledger) -> None:
    foot = re.escape(ledger.year[0].replace("–", "-"))
    passage.take(rf": [^\n:]*[a-z] {foot} (\d+)$", ledger.pages)
    passage.take(r"(?:Data:\s+|\()page\s+(\d+)", ledger.pages)
    passage.take(r"^Chapter (\d+)$", ledger.chapters)


def _without_notes(words: str) -> str:
    """Blank the addresses at the foot of pages, which must be some of the data's, and their marks where they follow a digit."""
    for note in re.finditer(NOTE, words, re.MULTILINE):
        if note[2] in _data_texts():
            words = words[: note.start()] + " " * len(note[0]) + words[note.end() :]
            words = re.sub(rf"(?<=\d){note[1]}(?=[\s.,;:]|$)", " ", words, flags=re.MULTILINE)
    return words


@cache
def _data_texts() -> str:
    """All that the data say, one file after the other."""
    files = (path for kind in ("md", "csv", "toml") for path in sorted(DATA_FOLDER.glob(f"**/*.{kind}")))
    return "\n".join(path.read_text(encoding="utf-8-sig") for path in files)


def _take_edition(passage: Passage, ledger: Ledger) -> None:
    for shown in (entry["shown"] for entry in ledger.entries if entry["kind"] == "edition"):
        plain = shown.replace("–", "-")
        passage.take(rf"(?<![\d-])({re.escape(plain)})(?![\d-])", [plain])


def site(folder: Path, ledger: Ledger) -> Tally:
    """Follow the text of every page of the site."""
    tally = Tally()
    for slug in ledger.slugs:
        tally.add(page(folder / f"{slug}.html", slug, ledger))
    for name in ("index", "downloads"):
        tally.add(_shared(folder / f"{name}.html", ledger))
    return tally


def page(path: Path, slug: str, ledger: Ledger) -> Tally:
    """Follow the text of a chapter's page."""
    tree = html.parse(str(path)).getroot()
    tally = Tally()
    for element in tree.xpath("//figure[@class='figure'] | //div[@class='table'] | //details[@class='table folds']"):
        label = element.xpath("string(.//span[@class='label'])").strip()
        tally.add(_opened(Passage(f"{path.name}, {label}, meanings", _meanings(element)), label, ledger))
        is_fold = element.tag == "details"
        tally.add(_shown(Passage(f"{path.name}, {label}", _words(element)), label, ledger, is_fold=is_fold))
        element.drop_tree()
    (main,) = tree.xpath("//main")
    passage = Passage(path.name, _words(main))
    main.drop_tree()
    passage.take(CAPTION, ledger.captions)
    passage.take(r"^\s*Chapter (\d+)", ledger.chapters)
    passage.follow(ledger.prose(slug))
    tally.add(passage.finish())
    tally.add(_around(path, tree, ledger))
    return tally


def _meanings(element: html.HtmlElement) -> str:
    """Take out of a table what its measures' names open, and return the words of it."""
    meanings = element.xpath(".//*[@popover]")
    words = "\n".join(map(_words, meanings))
    for meaning in meanings:
        meaning.drop_tree()
    return words


def _opened(passage: Passage, label: str, ledger: Ledger) -> Tally:
    passage.follow(ledger.labelled(label, ("meaning",)))
    return passage.finish()


def _shown(passage: Passage, label: str, ledger: Ledger, *, is_fold: bool) -> Tally:
    """A figure or table as a page shows it, with its data folded behind a figure; a fold has its title twice."""
    kind = label.partition(" ")[0]
    passage.take(CAPTION, ledger.captions)
    title = ledger.labelled(label, ("title",))
    if kind == "Figure":
        passage.follow([*ledger.labelled(label, IN_SITE[kind]), *title, *ledger.labelled(label, DATA)])
    else:
        summary = ledger.labelled(label, ("title", "subtitle")) if is_fold else []
        passage.follow([*summary, *title, *ledger.labelled(label, IN_SITE[kind])])
    return passage.finish()


def _around(path: Path, tree: html.HtmlElement, ledger: Ledger) -> Tally:
    """What stands about the chapters on every page: the year, and the numbers of chapters."""
    passage = Passage(f"{path.name}, around", _words(tree))
    _take_edition(passage, ledger)
    passage.take(r"^\s*(\d+)\.?\s+(?=[A-Z])", ledger.chapters)
    return passage.finish()


def _shared(path: Path, ledger: Ledger) -> Tally:
    """The cover and the list of downloads, which show again what stands in chapters."""
    tree = html.parse(str(path)).getroot()
    tally = Tally()
    for element in tree.xpath("//section[@class='opening']"):
        passage = Passage(f"{path.name}, opening", _words(element))
        passage.follow(ledger.prose(ledger.slugs[0]))
        tally.add(passage.finish())
        element.drop_tree()
    for row in tree.xpath("//tr[td]"):
        tally.add(_download(Passage(f"{path.name}, a download", _words(row)), row, ledger))
        row.drop_tree()
    tally.add(_around(path, tree, ledger))
    return tally


def _download(passage: Passage, row: html.HtmlElement, ledger: Ledger) -> Tally:
    """One file of the list of downloads: its title and subtitle, the figures and tables it holds, its rows and its size."""
    name = row.xpath("string(.//a/@href)").rpartition("/")[2]
    entries = [entry for entry in ledger.downloads() if entry["place"].endswith(f", {name}")]
    labels = re.findall(r"(?:Figure|Table) \d+\.\d+", passage.words)
    passage.take(CAPTION, ledger.captions)
    passage.follow([*ledger.labelled(labels[0], ("title", "subtitle")), *entries] if labels else entries)
    return passage.finish()


def _words(element: html.HtmlElement) -> str:
    """The words of an element in their order, those that only a screen reader says among them."""
    return "".join(_pieces(element))


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "head"):
        return
    is_block = element.tag not in ("a", "abbr", "b", "code", "data", "em", "i", "span", "strong", "tspan")
    yield "\n" if is_block else ""
    yield f"{element.get('aria-label', '')}\n" if element.get("aria-label") else ""
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield "\n" if is_block else ""


if __name__ == "__main__":
    report = Path(sys.argv[1]).resolve()
    ledger = Ledger(read(report / "numbers.csv"))
    tallies = {"report.pdf": book(report / "report.pdf", ledger), "site": site(report / "site", ledger)}
    for name, tally in tallies.items():
        print(f"{name}: {tally}", *tally.faults, sep="\n  ")
    sys.exit(any(tally.faults for tally in tallies.values()))
