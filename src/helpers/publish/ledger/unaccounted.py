"""Numbers that stand among words, where no entry of the ledger could account for them, found before any page is written.

Every number that data give is a `Number`, and has its entry when its chapter is published. What is left of the words of a
block and of the report's settings may hold no digit and no number in words other than those that `words_with_digits.csv`
allows. (The words of notebooks and of the year's prose are refused where they are written, before anything runs.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from helpers.display.blocks import Block, Figure
from helpers.errors import DataFaults, Fault
from helpers.publish.chapter import Chapter
from helpers.publish.report_details import ReportDetails
from helpers.sources.typed_numbers import holds_number, unbound
from helpers.sources.year_folder import YearFolder
from helpers.statistics.numbers import MARK

SIGN = " ¤ "
DRAWN_LINE = re.compile(r"<text[^>]*>([^<]*)</text>")
TYPED = (
    '"{}" is a number that the ledger does not know. Bind it, or list its words in words_with_digits.csv with a reason.'
)
IN_SETTINGS = (
    '"{}" is a number that the ledger does not know. Take it out, or list it in words_with_digits.csv with a reason.'
)


def refuse(faults: Iterable[Fault]) -> None:
    """Raise DataFaults with the faults, if there are any."""
    if found_faults := list(faults):
        raise DataFaults(found_faults)


def of_chapter(chapter: Chapter) -> Iterator[Fault]:
    """Go through the numbers that code typed into what a chapter shows, each a fault of its notebook."""
    for part in chapter.shown():
        for words in _words(part.block):
            for number in _typed(words):
                place = part.label or part.block.kind.replace("_", " ")
                yield Fault(f"notebooks/{chapter.slug}.ipynb", 0, place, TYPED.format(number))


def of_settings(folder: YearFolder, details: ReportDetails) -> Iterator[Fault]:
    """Go through the numbers typed into what every page says of the report, each a fault of the year's settings."""
    settings = {
        "title": [details.title],
        "name": [details.partnership],
        "sign_offs": details.missing,
        "glossary": [term for _, term in details.abbreviations],
    }
    for name, lines in settings.items():
        for number in (number for line in lines for number in _typed(line)):
            yield Fault(folder.named(folder.path / "report.toml"), 0, name, IN_SETTINGS.format(number))


def _words(block: Block) -> Iterator[str]:
    """Go through the words of a block with a sign for each of its numbers."""
    yield from (MARK.sub(SIGN, text.words) for _, text in block.texts())
    if isinstance(block, Figure):
        drawings = [(block.wide, block.wide_words), (block.narrow, block.narrow_words)]
        yield from (line for drawing, lines in drawings if not lines for line in DRAWN_LINE.findall(drawing))


def _typed(words: str) -> list[str]:
    # Only the few texts that hold a number at all are parsed, for a binding or an address may be all that does.
    return [number.words for number in unbound(words)] if holds_number(words) else []
