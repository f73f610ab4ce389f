"""The report of an import: what became of each file, and every change to the store."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.sources.importers.merging import FigureChange
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

    `change` says which figures are new to the store, have changed or were blanked, and which editions changed nothing.
    """

    read: tuple[FileRead, ...]
    set_aside: tuple[UnrecognisedFile, ...]
    unrecognised: tuple[UnrecognisedFile, ...]
    change: FigureChange

    def __str__(self) -> str:
        if not self.read and not self.set_aside and not self.unrecognised:
            return "The folder has no files: nothing was read."
        return "\n".join(
            [
                *_part("Read", [_line(item) for item in self.read]),
                *_part("Set aside", [f"{item.file}: {item.why}" for item in self.set_aside]),
                *_part("Not recognised", [f"{item.file}: {item.why}" for item in self.unrecognised]),
                *_part("Added", _by_measure(self.change.added)),
                *_part("Revised (old, new)", [str(item) for item in self.change.revised]),
                *_part("Blanked: a code where there was a number", [str(item) for item in self.change.blanked]),
                *_part("No longer given, kept from before", _by_measure(self.change.dropped)),
                *_part("Older editions, kept beside the newer", [str(item) for item in self.change.older]),
                *_part(
                    "Given differently in one edition (was in a file, now stands)",
                    [str(item) for item in self.change.unlike],
                ),
            ]
        )


def _line(read: FileRead) -> str:
    return f"{read.file}: {read.title}, {read.figures:,} figures{read.periods and f', {read.periods}'}"


def _part(heading: str, lines: list[str]) -> list[str]:
    return [f"{heading}: {len(lines)}", *(f"  {line}" for line in lines)] if lines else []


def _by_measure(periods: tuple[tuple[str, str], ...]) -> list[str]:
    measures = dict.fromkeys(measure for measure, _ in periods)
    return [f"{name}: {', '.join(period for measure, period in periods if measure == name)}" for name in measures]
