"""Check sentences against registers: their counts come from the register, and the status of each entry is the register's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.errors import ReportError
from helpers.sources.year_folder import ProseSection, YearFolder
from helpers.statistics import binding
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.numbers import MARK, Number, Text
from helpers.statistics.soundness import number_files
from helpers.statistics.soundness.rules import Breach, Rule
from helpers.statistics.table_numbers import open_table

PLACE = "#"
BETWEEN = r"(?:\s+[^\s\W][\w'’-]*){0,2}?\s+"
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")


@dataclass(frozen=True)
class RegisterSentence:
    """A section of prose with its numbers bound, and the file it is from."""

    file: str
    text: Text

    def line(self, place: int) -> str:
        """Return the file and line of a character's place in the words, for a message."""
        return f"{self.file}, line {self.text.words.count(chr(10), 0, place) + 1}"


def sentences(names: NamedNumbers) -> list[RegisterSentence]:
    """Return every section of the year with its numbers bound."""
    return [RegisterSentence(prose.file, binding.bind(prose, names)) for prose in all_prose(names.folder)]


def all_prose(folder: YearFolder) -> Iterator[ProseSection]:
    """Yield every section of the year folder, in the report's order."""
    for chapter, name in folder.forms.sections:
        yield from folder.prose(chapter, name)


def uncounted(rule: Rule, names: NamedNumbers, bound: Sequence[RegisterSentence]) -> Iterator[Breach]:
    """Yield a breach for each count in the place of the rule's "#" that was not worked out from the registers it names."""
    registers, pattern = [name.strip() for name in rule.right.split(";")], _pattern(rule.left)
    files = {names.folder.table(register).file for register in registers}
    for sentence in bound:
        for match in pattern.finditer(sentence.text.words):
            number = sentence.text.numbers[int(match["place"])]
            if number.unit == "count" and files.isdisjoint(number_files.files(number, names)):
                yield Breach(number.name, _message(sentence, match, number, registers), number)


def contradicted(rule: Rule, folder: YearFolder, bound: Sequence[RegisterSentence]) -> Iterator[Breach]:
    """Yield a breach for each sentence that gives an entry of a register another status than the register does."""
    table, words = open_table(folder.table(rule.left)).frame, _statuses(rule.right)
    for section in bound:
        for sentence in SENTENCE.split(section.text.plain):
            for name, status in zip(table["name"], table["status"], strict=True):
                other_status = _other_status(sentence, name, status, words)
                if other_status:
                    yield Breach(
                        name,
                        f'{section.file} says of {name} "{other_status}", but {rule.left} says "{status}". Let the sentence follow the register.',
                    )


def _pattern(words: str) -> re.Pattern[str]:
    before, _, after = words.partition(PLACE)
    number = MARK.pattern.replace(r"(\d+)", r"(?P<place>\d+)")
    return re.compile(
        rf"\b{re.escape(before)}{number}{BETWEEN}{re.escape(after.strip())}\b"
        if before
        else rf"{number}{BETWEEN}{re.escape(after.strip())}\b",
        re.IGNORECASE,
    )


def _message(sentence: RegisterSentence, match: re.Match[str], number: Number, registers: Sequence[str]) -> str:
    quote = MARK.sub(number.shown, match[0])
    return (
        f'{sentence.line(match.start())} says "{quote}" by {number.name}, which is not counted from {" or ".join(registers)}. '
        f"Write count({registers[0]}), so that the number and the list agree."
    )


def _statuses(all_prose: str) -> dict[str, list[str]]:
    """Read "published: published, appeared; under way: underway" as the words for each status; raises ReportError for any other form."""
    parts = [part.partition(":") for part in all_prose.split(";")]
    if not all(status.strip() and words.strip() for status, _, words in parts):
        raise ReportError(
            f'"{all_prose}" does not give the words of each status. Write it as status: word, word; status: word.'
        )
    return {status.strip(): [word.strip() for word in words.split(",")] for status, _, words in parts}


def _other_status(sentence: str, name: str, status: str, words_of: dict[str, list[str]]) -> str:
    if not _holds(sentence, name) or any(_holds(sentence, word) for word in words_of.get(status, [])):
        return ""
    candidates = (word for rival, phrases in words_of.items() if rival != status for word in phrases)
    return next((word for word in candidates if _holds(sentence, word)), "")


def _holds(sentence: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(words)}\b", sentence, re.IGNORECASE) is not None
