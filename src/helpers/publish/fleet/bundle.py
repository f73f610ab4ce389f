"""What travels to workers: the program with what is common to all reports, and apart from it a partnership's own data."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import requires
from pathlib import Path

from helpers.publish.fleet import worker_plugin
from helpers.publish.fleet.jobs import Job
from helpers.publish.running import cache
from helpers.publish.running.program import CODE
from helpers.sources import areas, fingerprints, outside_lists, year_folder
from helpers.sources.project import COMMON, project_root


@dataclass(frozen=True)
class Bundle:
    """An archive of the program, the versions of the packages that it needs, and each job's own data as an archive (empty: none).

    `lists` are what the lists outside the project count, for each job that has any: its rows stay here.
    """

    program: bytes
    packages: dict[str, str]
    own_data: dict[Job, bytes]
    lists: dict[Job, str]


def packed(jobs: Sequence[Job]) -> Bundle:
    """Pack what jobs need; the program has with it the chapters, the templates, the common data and the published figures."""
    root = project_root()
    program = {
        "src/helpers": CODE,
        "notebooks": root / "notebooks",
        "templates": cache.TEMPLATES,
        f"data/{COMMON}": root / "data" / COMMON,
        "data/published": areas.store_folder(),
    }
    # A report reads earlier years of its partnership too, so the whole of its folder goes with its job.
    own_data = {job: _archive({f"data/{job.partnership}": root / "data" / job.partnership}) for job in jobs}
    lists = {job: outside_lists.for_order(year_folder.years_of(job.partnership)) for job in jobs}
    return Bundle(_archive(program), worker_plugin.versions(_packages()), own_data, lists)


def _packages() -> list[str]:
    """The packages that the program requires: workers must have the same versions."""
    required = [line for line in requires("safeguarding-report") or [] if "extra ==" not in line]
    return [name for line in required for name in re.findall(r"^[\w.-]+", line)]


def _archive(folders: Mapping[str, Path]) -> bytes:
    """Pack folders, each under the name given, as a ZIP archive without compiled code; empty where they have no files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for name, folder in folders.items():
            for path in folder.rglob("*"):
                if path.is_file() and fingerprints.COMPILED not in path.parts:
                    archive.write(path, f"{name}/{path.relative_to(folder).as_posix()}")
    return packed.getvalue() if archive.namelist() else b""
