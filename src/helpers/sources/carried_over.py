"""Files that are the same, byte for byte, as in the year before: they may show last year's words and figures as this year's.

An analyst who has checked that one is still true lists it in `report.toml` under the year. The year is part of the list so
that a list copied along with the folder confirms nothing for the new year:

    [unchanged]
    2024-25 = ["01_introduction/role.md"]
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from helpers.sources.language import LanguageFinding
from helpers.sources.reading import UnreadableFile
from helpers.sources.year_folder import YearFolder

KIND = "files unchanged since the year before"
WITHOUT_YEAR = ("sources", "rules", "derived", "local_terms")  # they hold no words or figures of a year
MESSAGE = (
    "{} as in {}, byte for byte: last year's words and figures may stand there as this year's. Update what changed, and list "
    'what still holds in report.toml, under [unchanged], as {} = ["{}"].'
)


def findings(folder: YearFolder) -> list[LanguageFinding]:
    """Return a finding for each chapter's folder that has unchanged files nobody has confirmed; each keeps the report a draft."""
    by_chapter = groupby(sorted(_unconfirmed(folder)), key=lambda path: path.parts[0])
    return [
        _finding(folder, chapter, [path.relative_to(chapter).as_posix() for path in paths])
        for chapter, paths in by_chapter
    ]


def _finding(folder: YearFolder, chapter: str, names: list[str]) -> LanguageFinding:
    message = MESSAGE.format(_are(names), folder.report_year.before.label, folder.year, f"{chapter}/{names[0]}")
    return LanguageFinding(folder.named(folder.path / chapter), 0, KIND, message)


def _unconfirmed(folder: YearFolder) -> Iterator[Path]:
    """Go through the files that equal those of the year before and are not listed as still true."""
    unchanged = folder.settings.get("unchanged", {})
    # `validation` reports settings of the wrong form, so they only need to do no harm here.
    confirmed = unchanged.get(folder.year, []) if isinstance(unchanged, dict) else []
    earlier_folder = folder.path.with_name(folder.report_year.before.label)
    for path in (*folder.csv_files(), *folder.prose_files()):
        if path.is_relative_to(folder.path) and path.stem not in WITHOUT_YEAR:
            within, earlier = folder.within(path), earlier_folder / folder.within(path)
            if within.as_posix() not in confirmed and earlier.is_file() and _is_same(folder, path, earlier):
                yield within


def _is_same(folder: YearFolder, path: Path, earlier: Path) -> bool:
    """Whether two files say the same; what cannot be read says nothing, and is refused where it is of this year."""
    try:
        return folder.text(path) == folder.text(earlier)
    except UnreadableFile:
        return False


def _are(names: list[str]) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'}"
