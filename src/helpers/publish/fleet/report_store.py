"""The store of a fleet's reports: a folder, or an address in an object store, that every worker reaches.

    2023-24/index.html           the page that lists the year's reports
    2023-24/leeds/               one report, as `make report` makes it
    finished/2023-24/leeds.json  a marker, written last: the report is complete, and the digest of its inputs
    parcels/                     the program and the data, as sent to the workers

Publish only the folders of years. A marker holds a digest of local data, and parcels hold the data itself; in a folder, only
the user who runs the fleet may read them.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import fsspec

from helpers.publish.fleet.jobs import Job

OWNER_ALONE = ("finished/", "parcels/")


@dataclass(frozen=True)
class CompletionMarker:
    """The record of a finished report: the digest of its inputs, draft or final, and each file with its size in bytes."""

    partnership: str
    year: str
    place: str
    region: str
    key: str
    status: str
    files: dict[str, int]


class ReportStore:
    """A folder by path or address (`build/fleet`, `s3://bucket/reports`), through fsspec.

    An address needs its fsspec package, such as s3fs, here and on the workers; credentials are set as that package documents.
    """

    def __init__(self, address: str) -> None:
        self.files, root = fsspec.url_to_fs(address)
        self.root = root.rstrip("/")
        self.is_local = "file" in self.files.protocol

    @property
    def address(self) -> str:
        """The absolute address of the store, valid in every working folder."""
        return str(self.files.unstrip_protocol(self.root))

    def path(self, name: str) -> str:
        """Return the path of a file or folder of the store."""
        return f"{self.root}/{name}"

    def write_once(self, name: str, content: Callable[[], bytes]) -> None:
        """Put a file into the store unless one of that name is there: names carry a digest of the content."""
        if not self.files.exists(self.path(name)):
            self.write(name, content())

    def write(self, name: str, content: bytes) -> None:
        """Put a file into the store, replacing one of that name; readers never see a part of it."""
        if self.is_local:
            _put_locally(Path(self.path(name)), content, is_private=name.startswith(OWNER_ALONE))
        else:
            self.files.pipe_file(self.path(name), content)

    def content(self, name: str) -> bytes:
        """Return the bytes of a file of the store."""
        return bytes(self.files.cat_file(self.path(name)))

    def deliver(self, job: Job, folder: Path, status: str) -> None:
        """Replace the report of a job, then write its marker.

        The old marker is removed first and the new one written last, so a delivery cut short leaves a report that counts as missing.
        """
        marker, place = self.path(_marker(job)), self.path(f"{job.year}/{job.partnership}")
        if self.files.exists(marker):
            self.files.rm(marker)
        if self.is_local:
            _put_in_place(folder, Path(place))
        else:
            self._upload(folder, place)
        identity = {name: value for name, value in asdict(job).items() if name in CompletionMarker.__dataclass_fields__}
        files = {
            path.relative_to(folder).as_posix(): path.stat().st_size
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        self.write(_marker(job), json.dumps(asdict(CompletionMarker(**identity, status=status, files=files))).encode())

    def finished(self, year: str) -> dict[str, CompletionMarker]:
        """Return the markers of a year's complete reports, by partnership: those whose every file is there with its size.

        fsspec's cached listing is dropped first, because workers write to the store from other processes.
        """
        self.files.invalidate_cache()
        sizes = self._sizes(year)
        markers = [CompletionMarker(**fields) for fields in self._markers(year)]
        return {marker.partnership: marker for marker in markers if _is_whole(marker, sizes)}

    def _markers(self, year: str) -> list[dict[str, Any]]:
        paths = self.files.glob(self.path(f"finished/{year}/*.json"))
        read = self.files.cat(paths) if paths else {}
        return [json.loads(content) for _, content in sorted(read.items())]

    def _sizes(self, year: str) -> dict[str, int]:
        place = self.path(year)
        files = self.files.find(place, detail=True) if self.files.exists(place) else {}
        return {path.removeprefix(f"{place}/"): details["size"] for path, details in files.items()}

    def _upload(self, folder: Path, place: str) -> None:
        if self.files.exists(place):
            self.files.rm(place, recursive=True)
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        self.files.put(
            [str(path) for path in paths], [f"{place}/{path.relative_to(folder).as_posix()}" for path in paths]
        )


def _marker(job: Job) -> str:
    return f"finished/{job.year}/{job.partnership}.json"


def _is_whole(marker: CompletionMarker, sizes: dict[str, int]) -> bool:
    return all(sizes.get(f"{marker.partnership}/{name}") == size for name, size in marker.files.items())


def _put_locally(path: Path, content: bytes, *, is_private: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as aside:
        waiting = Path(aside) / path.name
        waiting.write_bytes(content)
        if is_private:
            waiting.chmod(0o600)
        waiting.replace(path)


def _put_in_place(folder: Path, place: Path) -> None:
    """Copy beside the place, then swap by renaming, so that readers never see half a report."""
    waiting = place.parents[1] / "arriving"
    waiting.mkdir(parents=True, exist_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=waiting) as aside:
        shutil.copytree(folder, Path(aside) / "report")
        if place.exists():
            place.rename(Path(aside) / "last")
        (Path(aside) / "report").rename(place)


def up_to_date(jobs: Iterable[Job], finished: dict[str, CompletionMarker]) -> list[Job]:
    """Return the jobs whose finished report was made from the present program and data."""
    return [job for job in jobs if job.partnership in finished and finished[job.partnership].key == job.key]
