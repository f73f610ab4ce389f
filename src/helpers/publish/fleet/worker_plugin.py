"""The worker's side of a fleet: Dask's upload of the program, and processes that run it to build reports.

This module is sent to workers by value, so it imports nothing of the project: they need the packages of the lock but no
checkout. A worker runs threads, so it must not fork; a builder is a plain process that may.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from distributed import get_worker
from distributed.diagnostics.plugin import UploadFile

BUILDER = "helpers.publish.fleet.builder"
# As many reports are built at a time as there are cores, so the libraries of each builder must not start threads for all.
ONE_CORE = {"HELPERS_PROCESSES": "1", "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
LEFT_OUT = ("HELPERS_PUBLISHED", "REPORT_ROOT", "REPORT_LISTS")
WRONG_PACKAGES = "this worker has {}. Install requirements.lock of the machine that runs make fleet on it"
ENDED = "the process that builds reports ended; it wrote last:\n{}"


@dataclass(frozen=True)
class Order:
    """A job as a worker receives it, with the partnership's own data as an archive (empty: none) and what its lists count, which no log shows."""

    job: dict[str, str]
    own_data: bytes = field(repr=False)
    lists: str = field(default="", repr=False)


class FleetWorker(UploadFile):
    """Dask's plugin that uploads a file to each worker, here the program's archive, with the builders that run it there.

    `store` is the store's address; `packages` are the versions that reports must be built with.
    """

    def __init__(self, program: Path, store: str, packages: dict[str, str]) -> None:
        super().__init__(str(program), load=False)
        self.store, self.packages = store, packages
        self.idle = list[Builder]()

    def teardown(self, worker: Any) -> None:
        """End the builders that wait for work; one at work ends with the worker, or when it has waited too long."""
        super().teardown(worker)
        for builder in self.idle:
            builder.end()

    def build(self, order: Order) -> tuple[str, float]:
        """Have a report built and put into the store; return why it could not be (empty where it could) and the seconds it took.

        Raises RuntimeError where it could not be tried, so that Dask tries it on another worker.
        """
        self._refuse_other_packages()
        began, builder = time.monotonic(), self._builder()
        try:
            failed = builder.build(order)
        except BaseException:
            builder.end()
            raise
        self.idle.append(builder)
        return failed, time.monotonic() - began

    def _refuse_other_packages(self) -> None:
        present = versions(self.packages)
        different = [
            f"{name} {present[name]}, not {self.packages[name]}"
            for name in present
            if present[name] != self.packages[name]
        ]
        if different:
            raise RuntimeError(WRONG_PACKAGES.format(", ".join(different)))

    def _builder(self) -> Builder:
        """Return a builder that is free: a worker with several threads builds as many reports at a time."""
        while self.idle:
            builder = self.idle.pop()
            if builder.process.poll() is None:
                return builder
            builder.end()
        return Builder(Path(get_worker().local_directory) / self.filename, self.store)


class Builder:
    """A process that builds one report after another, in a folder of its own that only this user may read."""

    def __init__(self, program: Path, store: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fleet-", dir=program.parent))
        self.log = self.folder / "log.txt"
        shutil.unpack_archive(program, self.folder)
        inherited = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        own = {"PYTHONPATH": str(self.folder / "src"), "REPORT_ROOT": str(self.folder)} | ONE_CORE
        with self.log.open("a") as log:
            self.process: Any = subprocess.Popen(
                [sys.executable, "-m", BUILDER, store],
                cwd=self.folder,
                env=inherited | own,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def build(self, order: Order) -> str:
        """Return why the report could not be built, empty where it was; nothing of the partnership's own data stays here.

        Raises RuntimeError, with the last that the process wrote, where it ends without an answer.
        """
        try:
            if order.own_data:
                zipfile.ZipFile(io.BytesIO(order.own_data)).extractall(self.folder)
            self.process.stdin.write(f"{json.dumps([order.job, order.lists])}\n".encode())
            self.process.stdin.flush()
            return str(json.loads(self.process.stdout.readline()))
        except (BrokenPipeError, json.JSONDecodeError):
            raise RuntimeError(ENDED.format(self.log.read_text("utf-8", "replace")[-2000:])) from None
        finally:
            for leftover in ("build", ".cache", f"data/{order.job['partnership']}"):
                shutil.rmtree(self.folder / leftover, ignore_errors=True)
            os.truncate(self.log, 0)

    def end(self) -> None:
        """Kill the process, whose children end with it, and remove its folder."""
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def versions(names: Iterable[str]) -> dict[str, str]:
    """Return the version here of each package named; "missing" where there is none."""
    return {name: _version(name) for name in names}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
