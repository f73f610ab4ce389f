"""The chapters' notebooks: which they are, and whether each can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from helpers.errors import DataFaults, Fault
from helpers.sources import reading
from helpers.sources.reading import UnreadableFile
from helpers.sources.schema import is_standard

TITLE = re.compile(r'"# ([^"\\\n]+)')
CHAPTERS = "[0-9][0-9]_*.ipynb"
COPY = re.compile(r"(?:-Copy\d*|[ _-]*\(\d+\)| - Copy(?: \(\d+\))?| copy(?: \d+)?)\.ipynb")
COPIED = "a copy of a notebook, and no chapter. Delete it, or move it out of the folder."
REPEATED = "{} has the number {} too, so both would be chapter {}. Give one of them the next number that is free."
SAME_TITLE = '{} has the title "{}" too, so readers and bookmarks could not tell the two apart. Give one of them another first line.'
SKIPPED = "there is no chapter {0}, so the contents would pass from {1} to {2}. Name the notebook, and its folder in the year's data, {0:02d}_{3}."
NONE = "no chapter is here, such as 01_introduction.ipynb. Put the chapters' notebooks back."


def chapters(folder: Path) -> list[Path]:
    """Return the chapters' notebooks in the report's order. Raises DataFaults as `faults` gives them."""
    unreadable = faults(folder)
    if unreadable:
        raise DataFaults(unreadable)
    return sorted(folder.glob(CHAPTERS))


def faults(folder: Path) -> list[Fault]:
    """Return a fault for each notebook of a folder that is a copy, cannot be read or is wrongly numbered, and one where no chapter is there."""
    reasons = [(path, reason) for path in sorted(folder.glob("*.ipynb")) for reason in _reasons(path)]
    originals = [path for path in sorted(folder.glob(CHAPTERS)) if not COPY.search(path.name)]
    reasons += [
        (path, reason) for before, path in pairwise(originals) for reason in _misnumbered(before.stem, path.stem)
    ]
    reasons += _of_one_title(originals)
    nothing = [] if any(folder.glob(CHAPTERS)) else [Fault(folder.name, 0, "", NONE)]
    return [Fault(name(path), 0, "", reason) for path, reason in reasons] + nothing


def text(path: Path) -> str:
    """Return a notebook's file as text; raises UnreadableFile where it is none."""
    return reading.text(path, name(path), path.parent)


def title(path: Path) -> str:
    """Return a chapter's title, from the notebook's first line: Journey of the Child; raises UnreadableFile where it is none."""
    match = TITLE.search(text(path))
    return match[1].strip() if match else path.stem


def name(path: Path) -> str:
    """Return what a notebook is called in messages: notebooks/01_introduction.ipynb."""
    return f"{path.parent.name}/{path.name}"


def _of_one_title(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """What is wrong with a chapter that has another's title; one that cannot be read is told of elsewhere."""
    titles: dict[str, Path] = {}
    for path in paths:
        with suppress(UnreadableFile):
            first = titles.setdefault(title(path), path)
            if first != path:
                yield path, SAME_TITLE.format(first.name, title(path))


def _misnumbered(before: str, chapter: str) -> Iterator[str]:
    """What is wrong with a chapter's number after the one before it; a standard chapter may follow one that a partnership left out."""
    last, number = int(before[:2]), int(chapter[:2])
    if number == last:
        yield REPEATED.format(f"{before}.ipynb", number, number)
    elif number > last + 1 and not is_standard(chapter):
        yield SKIPPED.format(last + 1, last, number, chapter[3:])


def _reasons(path: Path) -> Iterator[str]:
    if COPY.search(path.name):
        yield COPIED
        return
    try:
        reading.notebook(path, name(path), path.parent)
    except UnreadableFile as error:
        yield error.reason
