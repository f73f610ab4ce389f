"""Files that a new year took over from the year before as they were: they may tell last year's words and figures as this year's.

Who has looked at one and found that it still holds lists it in `report.toml`, under the year, so that a list copied with
the folder vouches for nothing:

    [unchanged]
    2024-25 = ["01_introduction/role.md"]
"""

from __future__ import annotations

import filecmp
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from helpers.sources.language import LanguageFinding
from helpers.sources.year_folder import YearFolder

KIND = "files unchanged since the year before"
STANDING = ("sources", "rules", "derived", "local_terms")  # they hold no words or figures of a year
TOLD = (
    "{} as in {}, byte for byte: last year's words and figures may stand there as this year's. Update what changed, and list "
    'what still holds in report.toml, under [unchanged], as {} = ["{}"].'
)


def findings(folder: YearFolder) -> list[LanguageFinding]:
    """Return a finding for each chapter's folder with files that nobody has said still hold; each keeps the report a draft."""
    held = groupby(sorted(_unlooked_at(folder)), key=lambda path: path.parts[0])
    return [
        _finding(folder, chapter, [path.relative_to(chapter).as_posix() for path in paths]) for chapter, paths in held
    ]


def _finding(folder: YearFolder, chapter: str, names: list[str]) -> LanguageFinding:
    said = TOLD.format(_are(names), folder.report_year.before.label, folder.year, f"{chapter}/{names[0]}")
    return LanguageFinding(folder.named(folder.path / chapter), 0, KIND, said)


def _unlooked_at(folder: YearFolder) -> Iterator[Path]:
    said = folder.settings.get("unchanged", {})
    listed = (
        said.get(folder.year, []) if isinstance(said, dict) else []
    )  # a wrong form is told where the settings are checked
    before = folder.path.with_name(folder.report_year.before.label)
    for path in (*folder.csv_files(), *folder.prose_files()):
        if path.is_relative_to(folder.path) and path.stem not in STANDING:
            within, last = folder.within(path), before / folder.within(path)
            if within.as_posix() not in listed and last.is_file() and filecmp.cmp(path, last, shallow=False):
                yield within


def _are(names: list[str]) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'}"
