"""The errors of the program: each message says what is wrong, where, and the cure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 200  # characters of one word or cell in a message
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
FILES_OF_LINES = (".md", ".toml")
QUOTED = re.compile(rf'"([^"\n]{{{LONGEST},}})"')


def readable(message: str) -> str:
    """Return a message that is safe to print on a terminal: invisible characters are escaped, and long quotations shortened.

    Control and escape sequences, NUL, marks of writing direction and lone surrogates become Python escapes; line ends stay.
    Messages quote files, and a terminal would obey an escape sequence in one.
    """
    short = QUOTED.sub(lambda match: f'"{match[1][: LONGEST // 2]} … ({len(match[1])} characters)"', message)
    return "".join(_escaped(letter) for letter in short) if not short.isascii() or not short.isprintable() else short


def _escaped(letter: str) -> str:
    return (
        letter.encode("unicode_escape").decode()
        if letter != "\n" and unicodedata.category(letter) in UNSEEN
        else letter
    )


class ReportError(Exception):
    """The report cannot be made; the message says what, where and the cure, and is safe to print on a terminal."""

    def __init__(self, message: str = "") -> None:
        super().__init__(readable(message))


class UnknownName(ReportError):
    """A name that is not known; the message suggests the nearest."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with one file.

    `row` is the line of the file as a spreadsheet numbers it (the heading is row 1); 0 where the whole file is meant.
    `column` is empty where the whole row is meant. `message` says what is wrong and its cure, as sentences. The text is the
    place within the file, then the message: "row 4, amount: blank. Give it.", or "line 4" where the file has no rows.
    """

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = self._place
        return readable(f"{place}: {self.message}" if place else self.message)

    @property
    def with_file(self) -> str:
        """The fault's text where its file is not named above it: "facts.csv, row 4, amount: blank. Give it."."""
        return readable(f"{', '.join(filter(None, (self.file, self._place)))}: {self.message}")

    @property
    def _place(self) -> str:
        row = f"{'line' if self.file.endswith(FILES_OF_LINES) else 'row'} {self.row}" if self.row else ""
        return ", ".join(filter(None, (row, self.column)))


class FaultError(ReportError):
    """One fault, met by whoever needs what is wrong there; `fault` has its file, row and words."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.with_file)
        self.fault = fault

    def __reduce__(self) -> tuple[type[FaultError], tuple[Fault]]:
        """Let the error be pickled, as when a process sends it to another: by default its message would stand for the fault."""
        return type(self), (self.fault,)


class DataFaults(ReportError):
    """All faults of the data together, by file, so that they can be corrected at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n\n".join(_sentences(file, self._of(file)) for file in self._files()))

    def __reduce__(self) -> tuple[type[DataFaults], tuple[tuple[Fault, ...]]]:
        """Let the error be pickled, as when a process sends it to another: by default its message would stand for the faults."""
        return DataFaults, (self.faults,)

    def _files(self) -> list[str]:
        return list(dict.fromkeys(fault.file for fault in self.faults))

    def _of(self, file: str) -> list[Fault]:
        return [fault for fault in self.faults if fault.file == file]


def _sentences(file: str, faults: list[Fault]) -> str:
    number = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    return "\n".join([f"{file} has {number}; nothing was built:", *(f"  {fault}" for fault in faults)])


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a sentence that suggests up to three of `names`, or an empty string where none is similar to `name`."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(dict.fromkeys(names)), n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(close)}?" if close else ""
