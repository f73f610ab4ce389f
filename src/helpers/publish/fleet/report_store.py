"""The store of a fleet's reports: a folder, or an address in an object store, that every worker reaches.

    2023-24/index.html           the page that lists the year's reports
    2023-24/leeds/               one report, as `make report` makes it
    finished/2023-24/leeds.json  a marker, written last: the report is complete, and the digest of its inputs

Publish only the folders of years. A marker holds a digest that local data went into; in a folder, only the user who runs the
fleet may read it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import fsspec

from helpers.publish import atomic_output
from helpers.publish.fleet.jobs import Job

MARKERS = "finished"


@dataclass(frozen=True)
class CompletionMarker(Job):
    """The record of a finished report: its job, draft or final, and each file with its size in bytes."""

    status: str
    files: dict[str, int]


class ReportStore:
    """A folder by path or address (`build/fleet`, `s3://bucket/reports`), through fsspec.

    An address needs its fsspec package, such as s3fs, here and on the workers; credentials are set as that package documents.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.files, root = fsspec.url_to_fs(address)
        self.root = root.rstrip("/")
        self.is_local = "file" in self.files.protocol

    def path(self, name: str) -> str:
        """Return the path of a file or folder of the store."""
        return f"{self.root}/{name}"

    def write(self, name: str, content: bytes) -> None:
        """Put a file into the store, replacing one of that name; readers never see a part of it."""
        if self.is_local:
            _put_locally(Path(self.path(name)), content, is_private=name.startswith(MARKERS))
        else:
            self.files.pipe_file(self.path(name), content)

    def deliver(self, job: Job, folder: Path) -> None:
        """Replace the report of a job by the one in a folder, then write its marker.

        The old marker is removed first and the new one written last, so a delivery cut short leaves a report that counts as missing.
        """
        marker = f"{MARKERS}/{job.year}/{job.partnership}.json"
        if self.files.exists(self.path(marker)):
            self.files.rm(self.path(marker))
        self._replace(self.path(f"{job.year}/{job.partnership}"), folder)
        status = json.loads((folder / "build.json").read_text("utf-8"))["status"]
        paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
        files = {path.relative_to(folder).as_posix(): path.stat().st_size for path in paths}
        complete = CompletionMarker(**asdict(job), status=status, files=files)
        self.write(marker, json.dumps(asdict(complete)).encode())

    def finished(self, year: str) -> dict[str, CompletionMarker]:
        """Return the markers of a year's complete reports, by partnership: those whose every file is there with its size.

        fsspec's cached listing is dropped first, because workers write to the store from other processes.
        """
        self.files.invalidate_cache()
        paths = self.files.glob(self.path(f"{MARKERS}/{year}/*.json"))
        contents = self.files.cat(paths) if paths else {}
        markers = [CompletionMarker(**json.loads(content)) for _, content in sorted(contents.items())]
        sizes = self._sizes(year)
        return {marker.partnership: marker for marker in markers if _is_whole(marker, sizes)}

    def _sizes(self, year: str) -> dict[str, int]:
        """The size in bytes of each file of a year's reports, by its path in the year's folder."""
        place = self.path(year)
        files = self.files.find(place, detail=True) if self.files.exists(place) else {}
        return {path.removeprefix(f"{place}/"): details["size"] for path, details in files.items()}

    def _replace(self, place: str, folder: Path) -> None:
        """Put a report in the place of the last: whole, but in an object store, which cannot rename."""
        if self.is_local:
            with atomic_output.folder(Path(place)) as aside:
                shutil.copytree(folder, aside, dirs_exist_ok=True)
        else:
            if self.files.exists(place):
                self.files.rm(place, recursive=True)
            self.files.put(f"{folder}/", f"{place}/", recursive=True)


def up_to_date(jobs: Iterable[Job], finished: dict[str, CompletionMarker]) -> list[Job]:
    """Return the jobs whose finished report was made from the present program and data."""
    return [job for job in jobs if job.partnership in finished and finished[job.partnership].key == job.key]


def _is_whole(marker: CompletionMarker, sizes: dict[str, int]) -> bool:
    return all(sizes.get(f"{marker.partnership}/{name}") == size for name, size in marker.files.items())


def _put_locally(path: Path, content: bytes, *, is_private: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as aside:
        waiting = Path(aside) / path.name
        waiting.touch(mode=0o600 if is_private else 0o666)
        waiting.write_bytes(content)
        waiting.replace(path)
