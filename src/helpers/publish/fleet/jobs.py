"""The jobs of a fleet: one for each report, with a key that changes when any file the report is made from changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from helpers.errors import ReportError
from helpers.publish.running import cache
from helpers.sources import areas, file_dependencies, reporting_years
from helpers.sources.project import COMMON, project_root
from helpers.sources.report_years import ReportYear
from helpers.sources.year_folder import YearFolder, open_year

ALL = "all"


@dataclass(frozen=True)
class Job:
    """One report to build: one partnership's, for one year.

    `key` is a digest of the program, the packages and all data that the report may read; `own` is a digest of the
    partnership's own data (empty where it supplied none). Both serve to compare states and are never published: from a digest
    of a small local file, a hidden figure can be worked out in a few guesses.
    """

    partnership: str
    year: str
    place: str
    region: str
    key: str
    own: str


def jobs_for(names: str, year: str) -> list[Job]:
    """Return a job for each area of `names` ("all", or names and codes separated by commas), ordered by place.

    A name may itself contain a comma ("Bristol, City of"). Raises ReportError that lists every name without an area.
    """
    named = _authorities(year) if names.strip().casefold() == ALL else _names(names)
    folders = {folder.partnership: folder for folder in _folders(named, year)}
    common = common_key()
    return sorted((_job(folder, common) for folder in folders.values()), key=lambda job: (job.place, job.partnership))


def common_key() -> str:
    """Return the digest of what every report is made from: the program, the packages, the chapters and the common data."""
    data, root = project_root() / "data", project_root()
    parts = (root / "notebooks", cache.TEMPLATES, data / COMMON, areas.store_folder())
    return digest([cache.program(), *(file_dependencies.mark(f"tree {part}") for part in parts)])


def own_key(partnership: str) -> str:
    """Return the digest of a partnership's own data of all years, since a report reads earlier ones too; empty where there is none."""
    place = own_data(partnership)
    return digest([file_dependencies.mark(f"tree {place}")]) if place.is_dir() else ""


def digest(parts: Sequence[str]) -> str:
    """Return one digest of several texts, as 40 hexadecimal digits."""
    return sha256("\0".join(parts).encode()).hexdigest()[:40]


def own_data(partnership: str) -> Path:
    """Return the folder of a partnership's own data, whether or not it exists."""
    return project_root() / "data" / partnership


def _job(folder: YearFolder, common: str) -> Job:
    own = own_key(folder.partnership)
    key = digest([common, own, folder.partnership, folder.year])
    return Job(folder.partnership, folder.year, folder.place, areas.region_of(folder.areas[0]).name, key, own)


def _authorities(year: str) -> list[str]:
    """The slugs of the authorities that existed in a year.

    For a year without any, all authorities: opening their folders then raises the error that says which years there are.
    """
    return [area.slug for area in areas.authorities(ReportYear.parse(year).last) or areas.authorities()]


def _names(names: str) -> list[str]:
    """The names between the commas; a name that itself contains a comma is joined again."""
    area_names = {areas.plain(name) for area in areas.authorities() for name in area.names}
    return list(
        _joined(
            [part.strip() for part in names.split(",") if part.strip()], lambda name: areas.plain(name) in area_names
        )
    )


def _joined(parts: list[str], is_known: Callable[[str], bool]) -> Iterator[str]:
    left = list(parts)
    while left:
        size = next((size for size in (3, 2) if len(left) >= size and is_known(", ".join(left[:size]))), 1)
        yield ", ".join(left[:size])
        left = left[size:]


def _folders(named: Sequence[str], year: str) -> list[YearFolder]:
    folders, unknown = [], []
    for name in named:
        try:
            folders.append(_refuse_unknown_year(open_year(name, year)))
        except ReportError as error:
            unknown.append(str(error))
    if unknown or not folders:
        raise ReportError(
            "\n".join(dict.fromkeys(unknown)) or "AREAS names no area. Write all, or names with commas between."
        )
    return folders


def _refuse_unknown_year(folder: YearFolder) -> YearFolder:
    reporting_years.refuse(folder)
    return folder
