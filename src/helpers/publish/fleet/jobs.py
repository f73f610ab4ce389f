"""What a fleet is to build: a job for each report, with a key that changes when anything the report is made from does."""

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
    """One report to build: a partnership's, of a year.

    `key` is a digest of the program, the packages and all the data that the report may read, `own` of what the partnership
    supplied itself ("" where nothing). They are for comparing, and never published: a digest that a local file went into
    gives an unknown figure away in a few guesses.
    """

    partnership: str
    year: str
    place: str
    region: str
    key: str
    own: str


def jobs_for(names: str, year: str) -> list[Job]:
    """Return a job for each area asked for, by place: "all", or names and codes with commas between.

    A name may hold a comma itself ("Bristol, City of"). Raises ReportError with every name that means no area.
    """
    named = _authorities(year) if names.strip().casefold() == ALL else _names(names)
    folders = {folder.partnership: folder for folder in _folders(named, year)}
    common = common_key()
    return sorted((_job(folder, common) for folder in folders.values()), key=lambda job: (job.place, job.partnership))


def common_key() -> str:
    """The digest of what every report is made from: the program, the packages, the chapters and the data common to all."""
    data, root = project_root() / "data", project_root()
    parts = (root / "notebooks", cache.TEMPLATES, data / COMMON, areas.store_folder())
    return digest([cache.program(), *(file_dependencies.mark(f"tree {part}") for part in parts)])


def own_key(partnership: str) -> str:
    """The digest of what a partnership supplied itself, in any year; empty where it supplied nothing."""
    place = own_data(partnership)
    return digest([file_dependencies.mark(f"tree {place}")]) if place.is_dir() else ""


def digest(parts: Sequence[str]) -> str:
    """One digest of several."""
    return sha256("\0".join(parts).encode()).hexdigest()[:40]


def own_data(partnership: str) -> Path:
    """Where a partnership's own data stands, if it has any."""
    return project_root() / "data" / partnership


def _job(folder: YearFolder, common: str) -> Job:
    own = own_key(folder.partnership)
    key = digest([common, own, folder.partnership, folder.year])
    return Job(folder.partnership, folder.year, folder.place, areas.region_of(folder.areas[0]).name, key, own)


def _authorities(year: str) -> list[str]:
    """The authorities that stood in a year; what is no year, or none that is spoken of, is refused as a folder is opened."""
    return [area.slug for area in areas.authorities(ReportYear.parse(year).last) or areas.authorities()]


def _names(names: str) -> list[str]:
    """The names between the commas, those put together again that have a comma of their own."""
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
