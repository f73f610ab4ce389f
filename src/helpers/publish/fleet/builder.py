"""A process that builds one report after another: it imports the program once, then forks for each report.

    python -m helpers.publish.fleet.builder STORE     reads a job a line, answers a line: {"failed": "…", "seconds": 6.1}

Each report's memory is freed with its fork, so the hundredth report needs no more than the first. The builder and its
children end when the worker closes the builder's standard input.
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
    """Read jobs from standard input, build each in `root`, and write its answer, until the input ends or is idle too long."""
    # Ctrl-C reaches this process too, but the worker ends it by closing its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # standard output carries answers only, so that what a library prints goes to standard error
    differing = _differing(root)
    if not differing:
        build.warm()
    while job := _next_job():
        began = time.monotonic()
        answer = {"stopped": WRONG_PACKAGES.format(differing)} if differing else _built(job, address, root)
        print(json.dumps(answer | {"seconds": time.monotonic() - began}), file=answers, flush=True)


def report(fields: Mapping[str, str], address: str, root: Path) -> str:
    """Build the report of a job and put it into the store; return why it could not be built, empty where it was."""
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
        work = partial(_logged, log, partial(report, job, address, root))
        return _outcome(subprocesses.forked(work, seconds=LONGEST_SECONDS, has_children=True), log)
    finally:
        # Partnerships' own data must not stay on the worker, nor a report's files mix with the next one's.
        for leftover in ("build", ".cache", f"data/{job['partnership']}"):
            shutil.rmtree(root / leftover, ignore_errors=True)


def _logged(log: Path, work: partial[str]) -> str:
    """Do the work with standard error redirected to a file: it is quoted only if the process crashes."""
    with log.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 2)
        return work()


def _outcome(process: subprocesses.ForkedProcess[str], log: Path) -> dict[str, Any]:
    """Return the answer of the process that builds a report.

    After LONGEST_SECONDS the process is killed. Where standard input closes first, the worker has gone: kill the process and exit.
    """
    if not subprocesses.wait_for_any([process], sys.stdin.fileno()):
        process.stop()
        sys.exit(1)
    try:
        return {"failed": process.result()}
    except subprocesses.EndedEarly:
        return {
            "stopped": f"the report's process ended before it was built; it said last:\n{log.read_text('utf-8')[-2000:]}"
        }


def _next_job() -> dict[str, str] | None:
    if subprocesses.CAN_FORK and not wait([sys.stdin.fileno()], IDLE_SECONDS):
        return None
    line = sys.stdin.readline()
    return json.loads(line) if line else None


def _differing(root: Path) -> str:
    """List the packages whose version differs from that of the machine that sent the job; empty where none does."""
    expected, installed = json.loads((root / bundle.PACKAGES).read_text("utf-8")), bundle.packages()
    return ", ".join(
        f"{name} {installed.get(name, 'missing')}, not {version}"
        for name, version in expected.items()
        if installed.get(name) != version
    )


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):  # the worker ended before it read the answer
        main(sys.argv[1], Path.cwd())
