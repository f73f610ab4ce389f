"""Builds one report after another: a process that has imported everything once, and forks for each report.

    python -m helpers.publish.fleet.builder STORE     reads a job a line, answers a line: {"failed": "…", "seconds": 6.1}

What a report leaves in memory goes with its process, so the hundredth takes no more than the first. The builder ends, and
all that it began with it, when nobody is at the other end of its input any more.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sys
import time
import zipfile
from collections.abc import Mapping
from functools import partial
from io import BytesIO
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from helpers.errors import ReportError
from helpers.publish import build
from helpers.publish.fleet import bundle
from helpers.publish.fleet.jobs import Job
from helpers.publish.fleet.report_store import ReportStore
from helpers.publish.running import subprocesses

LONGEST_SECONDS = 1800
IDLE_SECONDS = 600
WRONG_PACKAGES = (
    "this worker has not the packages of the machine that gave the order ({}). Install requirements.lock on it"
)


def main(address: str, root: Path) -> None:
    """Answer orders until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops the fleet ends this by its input
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints is no answer
    differing = _differing(root)
    if not differing:
        build.warm()
    while job := _next_job():
        began = time.monotonic()
        answer = {"stopped": WRONG_PACKAGES.format(differing)} if differing else _built(job, address, root)
        print(json.dumps(answer | {"seconds": time.monotonic() - began}), file=answers, flush=True)


def report(fields: Mapping[str, str], address: str, root: Path) -> str:
    """Build the report of a job, put it into the store and clear up; return why it could not be built, or nothing."""
    job = Job(**fields)
    store = ReportStore(address)
    try:
        if job.own:
            zipfile.ZipFile(BytesIO(store.content(bundle.own_name(job)))).extractall(root)
        folder = build.report(partnership=job.partnership, year=job.year)
        store.deliver(job, folder, json.loads((folder / "build.json").read_text("utf-8"))["status"])
    except ReportError as error:
        return str(error)
    return ""


def _built(job: dict[str, str], address: str, root: Path) -> dict[str, Any]:
    log = root / "log.txt"
    try:
        if not subprocesses.CAN_FORK:
            return {"failed": report(job, address, root)}
        return _ended(
            subprocesses.forked(partial(_logged, log, partial(report, job, address, root)), has_children=True), log
        )
    finally:
        for leftover in ("build", ".cache", f"data/{job['partnership']}"):
            shutil.rmtree(root / leftover, ignore_errors=True)


def _logged(log: Path, work: partial[str]) -> str:
    """Do the work with what it says of its progress in a file, for nobody reads it here."""
    with log.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 2)
        return work()


def _ended(at_work: subprocesses.ForkedProcess, log: Path) -> dict[str, Any]:
    """Wait for a report; where nobody waits for the answer any more, end with it."""
    ready = wait([at_work.said, sys.stdin.fileno()], LONGEST_SECONDS)
    if at_work.said not in ready:
        at_work.process.kill()
        if ready:
            sys.exit(1)
    try:
        failed = at_work.said.recv()
    except EOFError:
        return {
            "stopped": f"the report's process ended before it was built; it said last:\n{log.read_text('utf-8')[-2000:]}"
        }
    finally:
        at_work.process.join()
    return {"failed": failed}


def _next_job() -> dict[str, str] | None:
    if subprocesses.CAN_FORK and not wait([sys.stdin.fileno()], IDLE_SECONDS):
        return None
    line = sys.stdin.readline()
    return json.loads(line) if line else None


def _differing(root: Path) -> str:
    """Name the packages that are not as they were where the job was given."""
    expected, installed = json.loads((root / bundle.PACKAGES).read_text("utf-8")), bundle.packages()
    return ", ".join(
        f"{name} {installed.get(name, 'missing')}, not {version}"
        for name, version in expected.items()
        if installed.get(name) != version
    )


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):  # nobody waits for the answer any more
        main(sys.argv[1], Path.cwd())
