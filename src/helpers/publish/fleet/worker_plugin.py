"""The plugin of a Dask worker: it unpacks the program once, keeps one builder running, and sends it a job at a time.

This module is sent to workers by value, so it imports nothing of the project: they need the packages of the lock but no
checkout. A worker runs threads, so it must not fork; the builder is a separate process that may.
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
# A machine has a worker for each core, so the libraries of each builder must not start threads for all cores.
ONE_CORE = {"HELPERS_PROCESSES": "1", "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
LEFT_OUT = ("HELPERS_PUBLISHED", "REPORT_ROOT")
MANY_THREADS = (
    "The worker at {} has {} threads, and a worker builds one report at a time. Begin it again with --nthreads 1."
)


class FleetWorker(WorkerPlugin):
    """One worker's unpacked program and its builder, which starts with the first job and ends with the worker.

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
        """Choose the folder to unpack in; Dask removes it with the worker, or at its next start where the worker was killed.

        Raises RuntimeError where the worker has more than one thread: two threads would read each other's answers from the
        one builder.
        """
        self.folder = Path(worker.local_directory) / self.name
        if worker.state.nthreads != 1:
            self.refused = MANY_THREADS.format(worker.address, worker.state.nthreads)
            raise RuntimeError(self.refused)

    def teardown(self, worker: Any) -> None:
        """Kill the builder; its children end with it."""
        if self.builder:
            self.builder.kill()
            self.builder.wait()

    def build(self, job: dict[str, str]) -> dict[str, Any]:
        """Have a report built and put into the store; return the builder's answer: `failed` (empty where it succeeded) and `seconds`.

        Raises RuntimeError where the report could not be tried, so that Dask tries it on another worker.
        """
        if self.refused:  # Dask sends tasks to a worker that joined later even where setup raised
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
        """Unpack the program in a folder that only this user may read: partnerships' own data is unpacked there too."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        store, root = fsspec.url_to_fs(self.store)
        for name, place in zip(self.bundle, (self.folder / "src", self.folder), strict=True):
            zipfile.ZipFile(io.BytesIO(store.cat_file(f"{root}/{name}"))).extractall(place)


def _start_builder(folder: Path, store: str) -> subprocess.Popen[str]:
    """Start the builder in the unpacked program."""
    inherited = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    own = {"PYTHONPATH": str(folder / "src"), "REPORT_ROOT": str(folder)} | ONE_CORE
    command = [sys.executable, "-m", BUILDER, store]
    return subprocess.Popen(
        command, cwd=folder, env=inherited | own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _answer(builder: subprocess.Popen[str], job: dict[str, str]) -> str:
    """Send the builder a job and return the line it answers; empty where it has ended."""
    if not builder.stdin or not builder.stdout:
        return ""
    try:
        builder.stdin.write(json.dumps(job) + "\n")
        builder.stdin.flush()
    except BrokenPipeError:
        return ""
    return builder.stdout.readline()
