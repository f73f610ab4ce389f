"""A report to compare: one that was built, in its folder, or one that was released, in its archive."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.errors import ReportError
from helpers.publish import build_manifest
from helpers.publish.compare.numbers import LEDGER
from helpers.publish.earlier_releases import RELEASES
from helpers.sources import YearFolder, open_year

ARCHIVE = re.compile(r"(?P<partnership>.+)-(?P<year>\d{4}-\d{2})-(?P<version>\d+\.\d+)\.zip")
NO_REPORT = "{} is no report's folder and no release. Give FROM=build/wirral/2023-24, or an archive of releases/."
NO_YEAR_BEFORE = "{} has no report of {}, neither released nor built, to compare with. Build it (make report PARTNERSHIP={} YEAR={}), or give another as FROM=…"


@dataclass(frozen=True)
class ComparedReport:
    """One of two reports: its folder of files, its year, and its version where it was released."""

    place: Path
    folder: YearFolder
    version: str = ""

    @property
    def title(self) -> str:
        """What tells it from the other: "Wirral, 2023-24", "Aldermere, 2023-24, version 1.0"."""
        return ", ".join(
            filter(None, (self.folder.place, self.folder.year, self.version and f"version {self.version}"))
        )

    @cached_property
    def is_draft(self) -> bool:
        """Whether its manifest says that it is a draft."""
        return build_manifest.is_draft(self.place)

    @property
    def slug(self) -> str:
        """The same for the name of a folder: wirral-2023-24."""
        return "-".join(filter(None, (self.folder.partnership, self.folder.year, self.version)))


def of_year_before(folder: YearFolder, root: Path) -> Path:
    """Return the report of the year before: its newest release, else its build. Raises ReportError where there is neither."""
    year = folder.report_year.before.label
    released = sorted((root / RELEASES / folder.partnership / year).glob("*.zip"), key=lambda path: _version(path.name))
    built = root / "build" / folder.partnership / year
    if not released and not (built / LEDGER).is_file():
        raise ReportError(NO_YEAR_BEFORE.format(folder.partnership, year, folder.partnership, year))
    return released[-1] if released else built


@contextmanager
def opened(place: Path) -> Iterator[ComparedReport]:
    """Open a report's folder, or the archive of a release. Raises ReportError for anything else."""
    match = ARCHIVE.fullmatch(place.name)
    if not match:
        yield ComparedReport(place, _year(place, place.parent.name, place.name))
        return
    with TemporaryDirectory() as unpacked:
        try:
            with zipfile.ZipFile(place) as packed:
                packed.extractall(unpacked)
        except (OSError, zipfile.BadZipFile) as error:
            raise ReportError(NO_REPORT.format(place)) from error
        folder = _year(place, match["partnership"], match["year"])
        yield ComparedReport(Path(unpacked) / place.stem, folder, match["version"])


def _version(name: str) -> tuple[int, ...]:
    match = ARCHIVE.fullmatch(name)
    return tuple(map(int, match["version"].split("."))) if match else ()


def _year(place: Path, partnership: str, year: str) -> YearFolder:
    try:
        return open_year(partnership, year)
    except ReportError as error:
        raise ReportError(NO_REPORT.format(place)) from error
