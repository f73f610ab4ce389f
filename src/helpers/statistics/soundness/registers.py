"""Sentences about what a register lists: they count by it, and say of each entry what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.errors import ReportError
from helpers.sources.schema import sections
from helpers.sources.year_folder import ProseSection, YearFolder
from helpers.statistics import binding
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.numbers import MARK, Number, Text
from helpers.statistics.soundness.rules import Breach, Rule

PLACE = "#"
BETWEEN = r"(?:\s+[^\s\W][\w'’-]*){0,2}?\s+"
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")


@dataclass(frozen=True)
class RegisterSentence:
    """A section of prose with its numbers put in, and the file it is from."""

    file: str
    text: Text

    def line(self, place: int) -> str:
        """Name the file and line of a place in the words."""
        return f"{self.file}, line {self.text.words.count(chr(10), 0, place) + 1}"


def sentences(names: NamedNumbers) -> list[RegisterSentence]:
    """Return every section of the year with its numbers put in."""
    return [RegisterSentence(prose.file, binding.bind(prose, names)) for prose in written(names.folder)]


def written(folder: YearFolder) -> Iterator[ProseSection]:
    """Go through every section that the year holds, in the report's order."""
    for chapter, name in sections():
        whole = folder.prose(chapter, name)
        yield from ([whole] if whole else folder.proses(chapter, name))


def uncounted(rule: Rule, names: NamedNumbers, bound: Sequence[RegisterSentence]) -> Iterator[Breach]:
    """Find each count, said where the rule's "#" stands, that does not come from the registers the rule names."""
    registers, pattern = [name.strip() for name in rule.right.split(";")], _pattern(rule.left)
    for held in bound:
        for found in pattern.finditer(held.text.words):
            number = held.text.numbers[int(found["place"])]
            if number.unit == "count" and not any(_rests_on(number, register, names) for register in registers):
                yield Breach(number.name, _told(held, found, number, registers), number)


def contradicted(rule: Rule, folder: YearFolder, bound: Sequence[RegisterSentence]) -> Iterator[Breach]:
    """Find each sentence that says of one entry of a register a status which the register gives to others only."""
    table, said = folder.table(rule.left).frame, _statuses(rule.right)
    for held in bound:
        for sentence in SENTENCE.split(held.text.plain):
            for name, status in zip(table["name"], table["status"], strict=True):
                other = _other_status(sentence, name, status, said)
                if other:
                    yield Breach(
                        name,
                        f'{held.file} says of {name} "{other}", but {rule.left} says "{status}". Let the sentence follow the register.',
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


def _rests_on(number: Number, register: str, names: NamedNumbers) -> bool:
    """Whether a number was worked out from a register, at one remove or more."""
    if any(origin.file == names.folder.table(register).file for origin in number.origins):
        return True
    if number.derivation and register in number.derivation.tables():
        return True
    inputs = (part for part in number.inputs if isinstance(part, str) and names.has(part))
    return any(_rests_on(names.number(name), register, names) for name in inputs)


def _told(held: RegisterSentence, found: re.Match[str], number: Number, registers: Sequence[str]) -> str:
    said = MARK.sub(number.shown, found[0])
    return (
        f'{held.line(found.start())} says "{said}" by {number.name}, which is not counted from {" or ".join(registers)}. '
        f"Write count({registers[0]}), so that the number and the list agree."
    )


def _statuses(written: str) -> dict[str, list[str]]:
    """Read "published: published, appeared; under way: underway" as the words that tell of each status."""
    parts = [part.partition(":") for part in written.split(";")]
    if not all(status.strip() and words.strip() for status, _, words in parts):
        raise ReportError(
            f'"{written}" does not give the words of each status. Write it as status: word, word; status: word.'
        )
    return {status.strip(): [word.strip() for word in words.split(",")] for status, _, words in parts}


def _other_status(sentence: str, name: str, status: str, said: dict[str, list[str]]) -> str:
    if not _holds(sentence, name) or any(_holds(sentence, word) for word in said.get(status, [])):
        return ""
    others = (word for other, words in said.items() if other != status for word in words)
    return next((word for word in others if _holds(sentence, word)), "")


def _holds(sentence: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(words)}\b", sentence, re.IGNORECASE) is not None
