"""Pack what workers need: the program as a wheel, and the chapters, templates and data as archives.

A partnership's own data is an archive apart, which a worker unpacks only for that partnership's report: a bundle never holds
data of another report.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import requires, version
from pathlib import Path

from helpers.errors import ReportError
from helpers.publish.fleet import jobs
from helpers.publish.fleet.jobs import Job
from helpers.publish.fleet.report_store import ReportStore
from helpers.publish.running import cache
from helpers.sources import areas, file_dependencies
from helpers.sources.project import COMMON, project_root

DISTRIBUTION = "safeguarding-report"
CHECKOUT = cache.CODE.parents[1]
WHEEL_OF = ("pyproject.toml", "README.md", "LICENSE")
BUILD_WHEEL = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
PACKAGES = "packages.json"
# A fixed time for every member of an archive, so that the same files give the same bytes; a ZIP knows no earlier one.
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Bundle:
    """The names in the store of the two archives that a worker unpacks before its first report."""

    wheel: str
    project: str

    @property
    def names(self) -> tuple[str, ...]:
        """Both names, the program's first."""
        return (self.wheel, self.project)


def sent(store: ReportStore, jobs_to_build: list[Job]) -> Bundle:
    """Put into the store what the jobs need, and return the names of the common archives; files already there are not sent again.

    Raises ReportError where the checkout changed while it was packed: reports would then mix its old and new state.
    """
    common = jobs.common_key()
    bundle = Bundle(f"parcels/{common}/helpers.whl", f"parcels/{common}/project.zip")
    store.write_once(bundle.wheel, wheel)
    store.write_once(bundle.project, lambda: _zipped(_project()))
    for job in jobs_to_build:
        if job.own:
            store.write_once(own_name(job), partial(_own, job.partnership))
    if not _is_unchanged(common, jobs_to_build):
        raise ReportError("The project changed while it was being sent to the workers. Run the command again.")
    return bundle


def own_name(job: Job) -> str:
    """Return the name in the store of the partnership's own data; empty where it supplied none."""
    return f"parcels/own/{job.own}.zip" if job.own else ""


def packages() -> dict[str, str]:
    """Return the version of each package that the program requires, and of Python: workers must have the same."""
    named = [line.split(";")[0] for line in requires(DISTRIBUTION) or [] if "extra ==" not in line]
    versions = {name: version(name) for name in (_bare(line) for line in named)}
    return {"python": f"{sys.version_info.major}.{sys.version_info.minor}"} | versions


def wheel() -> bytes:
    """Build the program's wheel and return its bytes; raises ReportError where it cannot be built.

    It is built from a copy, since setuptools leaves folders of its own beside what it builds.
    """
    with tempfile.TemporaryDirectory() as place:
        copy, out = Path(place) / "copy", Path(place) / "out"
        _copied(copy)
        built = subprocess.run([sys.executable, "-c", BUILD_WHEEL, str(out)], cwd=copy, capture_output=True, text=True)
        if built.returncode:
            raise ReportError(f"The wheel that workers run could not be built:\n{built.stderr.strip()}")
        return next(out.glob("*.whl")).read_bytes()


def _copied(copy: Path) -> None:
    if not (CHECKOUT / "pyproject.toml").is_file():
        raise ReportError(
            "make fleet sends the checkout to the workers, and the program that runs here is not in one. Run it from a checkout."
        )
    (copy / "src").mkdir(parents=True)
    for name in WHEEL_OF:
        shutil.copy(CHECKOUT / name, copy)
    shutil.copytree(cache.CODE, copy / "src" / "helpers", ignore=shutil.ignore_patterns(file_dependencies.COMPILED))


def _bare(line: str) -> str:
    for stop in "<>=!~[ ":
        line = line.split(stop)[0]
    return line


def _project() -> Iterator[tuple[str, bytes]]:
    root = project_root()
    yield PACKAGES, json.dumps(packages(), sort_keys=True).encode()
    yield from _files(root / "notebooks", "notebooks")
    yield from _files(cache.TEMPLATES, "templates")
    yield from _files(root / "data" / COMMON, f"data/{COMMON}")
    yield from _files(areas.store_folder(), "data/published")


def _own(partnership: str) -> bytes:
    return _zipped(_files(jobs.own_data(partnership), f"data/{partnership}"))


def _is_unchanged(common: str, jobs_to_build: list[Job]) -> bool:
    supplied = all(job.own == jobs.own_key(job.partnership) for job in jobs_to_build if job.own)
    return supplied and cache.is_current() and common == jobs.common_key()


def _files(folder: Path, named: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.resolve().rglob("*")):
        if path.is_file() and file_dependencies.COMPILED not in path.parts:
            yield f"{named}/{path.relative_to(folder.resolve()).as_posix()}", path.read_bytes()


def _zipped(files: Iterator[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
