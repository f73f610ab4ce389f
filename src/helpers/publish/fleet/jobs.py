"""The jobs of a fleet: one for each report, with a key that changes when any file the report is made from changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.errors import ReportError
from helpers.publish.running import cache, program
from helpers.sources import areas, file_dependencies, list_states, reporting_years
from helpers.sources.digests import digest
from helpers.sources.project import COMMON, project_root
from helpers.sources.report_years import ReportYear
from helpers.sources.year_folder import YearFolder, open_year

ALL = "all"
INVENTED = "{} is invented, and no list of real places has it. Build it by itself: make report PARTNERSHIP={}"
NO_AREA = "AREAS names no area. Write all, or names with commas between."


@dataclass(frozen=True)
class Job:
    """One report to build: one partnership's, for one year.

    `key` is a digest of the program, the packages and all data that the report may read. It serves to compare states and is
    never published: from a digest of a small local file, a hidden figure can be worked out in a few guesses.
    """

    partnership: str
    year: str
    place: str
    region: str
    key: str


def jobs_for(names: str, year: str) -> list[Job]:
    """Return a job for each area of `names` ("all", or names and codes separated by commas), ordered by place.

    A name may itself contain a comma ("Bristol, City of"). Raises ReportError that lists every name without an area.
    """
    named = _authorities(year) if names.strip().casefold() == ALL else _names(names)
    folders = {folder.partnership: folder for folder in _folders(named, year)}
    common = _common_key()
    return sorted((_job(folder, common) for folder in folders.values()), key=lambda job: (job.place, job.partnership))


def _common_key() -> str:
    """The digest of what every report is made from: the program, the packages, the chapters and the common data."""
    data, root = project_root() / "data", project_root()
    parts = (root / "notebooks", cache.TEMPLATES, data / COMMON, areas.store_folder())
    return digest([program.digest(), *(file_dependencies.fingerprint(f"tree {part}") for part in parts)])


def _job(folder: YearFolder, common: str) -> Job:
    """The job of a report; its key covers the partnership's own data of all years, since a report reads earlier ones too."""
    own = file_dependencies.fingerprint(f"tree {project_root() / 'data' / folder.partnership}")
    lists = list_states.of_partnership(str(folder.path.parent))
    key = digest([common, own, lists, folder.partnership, folder.year])
    return Job(folder.partnership, folder.year, folder.place, areas.region_of(folder.areas[0]).name, key)


def _authorities(year: str) -> list[str]:
    """The slugs of the authorities that existed in a year.

    For a year without any, all authorities: opening their folders then raises the error that says which years there are.
    """
    return [area.slug for area in areas.authorities(ReportYear.parse(year).last) or areas.authorities()]


def _names(names: str) -> list[str]:
    """The names between the commas; a name that itself contains a comma stays whole."""
    spelt = [areas.plain(name) for area in areas.authorities() for name in area.names if "," in name]
    parts = [part.strip() for part in names.split(",") if part.strip()]
    whole = list[str]()
    while parts:
        size = next((size for size in (3, 2) if areas.plain(", ".join(parts[:size])) in spelt), 1)
        whole.append(", ".join(parts[:size]))
        del parts[:size]
    return whole


def _folders(named: Sequence[str], year: str) -> list[YearFolder]:
    folders, unknown = [], []
    for name in named:
        try:
            folders.append(open_year(name, year))
            if folders[-1].is_invented:
                raise ReportError(INVENTED.format(folders[-1].place, folders[-1].partnership))
            reporting_years.refuse(folders[-1])
        except ReportError as error:
            unknown.append(str(error))
    if unknown or not folders:
        raise ReportError("\n".join(dict.fromkeys(unknown)) or NO_AREA)
    return folders
