"""Make a partnership's next year from its last: what stands comes over, and what waits for figures is left out until they come."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from helpers.errors import DataFaults, Fault, ReportError
from helpers.publish import check
from helpers.sources import YearFolder, new_year, partnerships
from helpers.sources.project import project_root
from helpers.sources.report_years import ReportYear

THERE = "{0} is there already, and nothing of it was changed. To begin it anew, rename it first; to begin the next: make new-year PARTNERSHIP={1} YEAR={2}"
NO_YEAR_BEFORE = (
    "{0} has no folder of {1}, from which {2} could begin. Its newest is of {3}: make new-year PARTNERSHIP={0} YEAR={4}"
)
NO_YEAR = "{0} has no year from which {2} could begin. Its first begins with: make new-partnership AREAS={0} YEAR={2}"
BEFORE = ".begun-"


def make(partnership: str, year: str) -> Path:
    """Make the folder of a year from that of the year before, and return it; it has no faults, and builds a draft.

    A formula, a rule or a paragraph that needs a figure still to come is left out: the check-list names it. Raises
    ReportError where the year is there already or the year before is not, DataFaults where that has faults in its settings.
    """
    root, label = project_root(), ReportYear.parse(year)
    before = _opened(root, partnership, label.before.label)
    place = before.path.with_name(label.label)
    years = partnerships.years(place.parent)
    if place.exists():
        raise ReportError(THERE.format(before.named(place), partnership, max([*years, label]).after))
    if not before.exists:
        newest = years[-1:] or [label]
        message = NO_YEAR_BEFORE if years else NO_YEAR
        raise ReportError(message.format(partnership, label.before, label, newest[0], newest[0].after))
    begun_folder = place.with_name(f"{BEFORE}{label}")
    shutil.rmtree(begun_folder, ignore_errors=True)
    try:
        _write(begun_folder, new_year.files(before, label))
        _leave_out_what_waits(YearFolder(partnership, label.label, begun_folder, root))
        begun_folder.rename(place)
    finally:
        shutil.rmtree(begun_folder, ignore_errors=True)
    new_year.renew(_opened(root, partnership, label.label), place)
    return place


def _opened(root: Path, partnership: str, year: str) -> YearFolder:
    return YearFolder(partnership, year, root / "data" / partnership / year, root)


def _write(folder: Path, files: dict[str, str]) -> None:
    for file, text in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8", newline="\n")


def _leave_out_what_waits(folder: YearFolder) -> None:
    """Take out row by row, and paragraph by paragraph, what cannot be worked out yet, until nothing is wrong."""
    while faults := check.faults(YearFolder(folder.partnership, folder.year, folder.path, folder.root)):
        by_file = defaultdict[str, set[int]](set)
        for fault in faults:
            by_file[fault.file].add(fault.row)
        if not all(_is_own(folder, fault) for fault in faults):
            raise DataFaults(faults)
        for file, lines in by_file.items():
            _take_out(folder.root / file, lines)


def _is_own(folder: YearFolder, fault: Fault) -> bool:
    path = folder.root / fault.file
    return path.is_relative_to(folder.path) and path.suffix in (".csv", ".md")


def _take_out(path: Path, lines: Collection[int]) -> None:
    """Take rows or paragraphs out of a file, by a line of each; the whole file where none is meant or nothing is left."""
    text = path.read_text("utf-8")
    rest = "" if 0 in lines else _rest_of_table(text, lines) if path.suffix == ".csv" else _rest_of_section(text, lines)
    if rest:
        path.write_text(rest, "utf-8", newline="\n")
    else:
        path.unlink()


def _rest_of_table(text: str, lines: Collection[int]) -> str:
    rest = [line for number, line in enumerate(text.splitlines(keepends=True), start=1) if number not in lines]
    return "".join(rest) if len(rest) > 1 else ""


def _rest_of_section(text: str, lines: Collection[int]) -> str:
    """A section without some paragraphs; nothing of one that repeats or chooses, whose parts hang together."""
    if "{%" in text:
        return ""
    paragraphs, line = list[str](), 1
    for paragraph in text.split("\n\n"):
        after = line + paragraph.count("\n") + 2
        if not any(line <= number < after for number in lines):
            paragraphs.append(paragraph)
        line = after
    return "\n\n".join(paragraphs) if any(not words.startswith("#") for words in paragraphs) else ""
