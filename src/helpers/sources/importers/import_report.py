"""The report of an import: what became of each file, and every change to the store."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.sources.importers.merging import Revision
from helpers.sources.importers.recognition import UnrecognisedFile


@dataclass(frozen=True, order=True)
class FileRead:
    """A file that was recognised, the release it is, and how many figures or rows it gave."""

    file: str
    title: str
    figures: int
    periods: str


@dataclass(frozen=True)
class ImportReport:
    """What `import_folder` did; `str` of it is what the command prints.

    `added` and `dropped` hold (measure, period): a period new to the store, or one that the newest release no longer
    gives and that the store therefore keeps from before. `disagreements` are figures two files of the folder give
    differently; the newer release's counts.
    """

    read: tuple[FileRead, ...]
    set_aside: tuple[UnrecognisedFile, ...]
    unrecognised: tuple[UnrecognisedFile, ...]
    added: tuple[tuple[str, str], ...]
    revised: tuple[Revision, ...]
    dropped: tuple[tuple[str, str], ...]
    disagreements: tuple[Revision, ...]

    def __str__(self) -> str:
        if not self.read and not self.set_aside and not self.unrecognised:
            return "The folder has no files: nothing was read."
        return "\n".join(
            [
                *_part("Read", [_line(item) for item in self.read]),
                *_part("Set aside", [f"{item.file}: {item.why}" for item in self.set_aside]),
                *_part("Not recognised", [f"{item.file}: {item.why}" for item in self.unrecognised]),
                *_part("Added", _by_measure(self.added)),
                *_part("Revised (old, new)", [str(item) for item in self.revised]),
                *_part("No longer given, kept from before", _by_measure(self.dropped)),
                *_part("Two files disagree; the newer release stands", [str(item) for item in self.disagreements]),
            ]
        )


def _line(read: FileRead) -> str:
    return f"{read.file}: {read.title}, {read.figures:,} figures{read.periods and f', {read.periods}'}"


def _part(heading: str, lines: list[str]) -> list[str]:
    return [f"{heading}: {len(lines)}", *(f"  {line}" for line in lines)] if lines else []


def _by_measure(periods: tuple[tuple[str, str], ...]) -> list[str]:
    measures = dict.fromkeys(measure for measure, _ in periods)
    return [f"{name}: {', '.join(period for measure, period in periods if measure == name)}" for name in measures]
