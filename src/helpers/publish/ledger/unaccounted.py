"""Refuse numbers typed into words, for which the ledger has no entry, before any page is written.

Every number that comes from data is a `Number`, and gets its entry when its chapter is published. The other words of a block
and of the report's settings may contain no digit and no number in words, except those that `words_with_digits.csv` allows.
(The words of notebooks and of the year's prose are checked earlier, before any chapter runs.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from helpers.display.blocks import Block, Figure
from helpers.errors import DataFaults, Fault
from helpers.publish.chapter import Chapter
from helpers.publish.report_details import ReportDetails
from helpers.sources.typed_numbers import holds_number, typed_numbers_in
from helpers.sources.year_folder import YearFolder
from helpers.statistics.numbers import MARK

SIGN = " ¤ "
DRAWN_LINE = re.compile(r"<text[^>]*>([^<]*)</text>")
TYPED = '"{}" is a number that the ledger does not know. Bind it, or list its words in data/common/words_with_digits.csv with a reason.'
IN_SETTINGS = '"{}" is a number that the ledger does not know. Take it out, or list it in data/common/words_with_digits.csv with a reason.'


def refuse(faults: Iterable[Fault]) -> None:
    """Raise DataFaults with the faults, if there are any."""
    if found_faults := list(faults):
        raise DataFaults(found_faults)


def of_chapter(chapter: Chapter) -> Iterator[Fault]:
    """Yield a fault of the notebook for each number typed into the words that a chapter's code shows."""
    for part in chapter.shown():
        for words in _words(part.block):
            for number in _typed(words):
                place = part.label or part.block.kind.replace("_", " ")
                yield Fault(f"notebooks/{chapter.slug}.ipynb", 0, place, TYPED.format(number))


def of_settings(folder: YearFolder, details: ReportDetails) -> Iterator[Fault]:
    """Yield a fault of report.toml for each number typed into the settings that every page shows."""
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
    """Yield the words of a block, with a sign for each of its numbers."""
    yield from (MARK.sub(SIGN, text.words) for _, text in block.texts())
    if isinstance(block, Figure):
        drawings = [(block.wide, block.wide_words), (block.narrow, block.narrow_words)]
        yield from (line for drawing, lines in drawings if not lines for line in DRAWN_LINE.findall(drawing))


def _typed(words: str) -> list[str]:
    # Parsing is slow, so only texts with a digit or number word are parsed; it may prove to be in a binding or an address.
    return [number.words for number in typed_numbers_in(words)] if holds_number(words) else []
