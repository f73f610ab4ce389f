"""A worker's side of a fleet: unpacks the program once, keeps one builder warm, and hands it a job at a time.

This module travels to the workers by value, so it imports nothing of the project: they need the packages of the lock and
no checkout. A worker is daemonic and runs threads, so it must not fork; the builder is a plain process that may.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import fsspec
from distributed import WorkerPlugin

BUILDER = "helpers.publish.fleet.builder"
ONE_CORE = {"HELPERS_PROCESSES": "1", "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
LEFT_OUT = ("HELPERS_PUBLISHED", "REPORT_ROOT")
MANY_THREADS = (
    "The worker at {} has {} threads, and a worker builds one report at a time. Begin it again with --nthreads 1."
)


class FleetWorker(WorkerPlugin):
    """One worker's unpacked program and its builder; begun with the first job, ended with the worker.

    `store` is the store's address, and `bundle` the names in it of the wheel and of the project's archive.
    """

    def __init__(self, name: str, store: str, bundle: tuple[str, ...]) -> None:
        self.name = name
        self.store = store
        self.bundle = bundle
        self.folder = Path()
        self.builder: subprocess.Popen[str] | None = None
        self.refused = ""

    def setup(self, worker: Any) -> None:
        """Choose the folder to unpack in: Dask removes it with the worker, or with the next where this one is killed.

        Raises RuntimeError where the worker has more than one thread: each answer could then be taken for another job's.
        """
        self.folder = Path(worker.local_directory) / self.name
        if worker.state.nthreads != 1:
            self.refused = MANY_THREADS.format(worker.address, worker.state.nthreads)
            raise RuntimeError(self.refused)

    def teardown(self, worker: Any) -> None:
        """End the builder, which ends whatever it has begun."""
        if self.builder:
            self.builder.kill()
            self.builder.wait()

    def build(self, job: dict[str, str]) -> dict[str, Any]:
        """Have a report built and put in the store; return what the builder says. Raises RuntimeError where it could not be tried."""
        if self.refused:  # Dask gives orders all the same to a worker that comes later
            raise RuntimeError(self.refused)
        builder = self._builder()
        line = _answer(builder, job)
        if not line:
            builder.kill()
            raise RuntimeError(f"the process that builds reports ended with exit code {builder.wait()}")
        answer = json.loads(line)
        if "stopped" in answer:
            raise RuntimeError(answer["stopped"])
        return dict(answer)

    def _builder(self) -> subprocess.Popen[str]:
        if self.builder is None or self.builder.poll() is not None:
            self._unpack()
            self.builder = _start_builder(self.folder, self.store)
        return self.builder

    def _unpack(self) -> None:
        """Unpack the program in a folder that nobody else may look into: partnerships' own data comes there too."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        store, root = fsspec.url_to_fs(self.store)
        for name, place in zip(self.bundle, (self.folder / "src", self.folder), strict=True):
            zipfile.ZipFile(io.BytesIO(store.cat_file(f"{root}/{name}"))).extractall(place)


def _start_builder(folder: Path, store: str) -> subprocess.Popen[str]:
    """Begin the builder in the unpacked program, to work on one core: each other has a worker already."""
    inherited = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    own = {"PYTHONPATH": str(folder / "src"), "REPORT_ROOT": str(folder)} | ONE_CORE
    command = [sys.executable, "-m", BUILDER, store]
    return subprocess.Popen(
        command, cwd=folder, env=inherited | own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _answer(builder: subprocess.Popen[str], job: dict[str, str]) -> str:
    """Give the builder a line and wait for one; empty where it has ended."""
    if not builder.stdin or not builder.stdout:
        return ""
    try:
        builder.stdin.write(json.dumps(job) + "\n")
        builder.stdin.flush()
    except BrokenPipeError:
        return ""
    return builder.stdout.readline()
