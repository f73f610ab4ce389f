"""A process that builds one report after another: it imports the program once, then forks for each report.

    python -m helpers.publish.fleet.builder STORE     reads a job a line, with what its lists count; answers a line: why it failed, or ""

Each report's memory is freed with its fork, so the hundredth report needs no more than the first. The builder and its
children end when the worker closes the builder's standard input, and where a report's process ends without a result.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from functools import partial
from multiprocessing.connection import wait

from helpers.errors import ReportError
from helpers.publish import build
from helpers.publish.fleet.jobs import Job
from helpers.publish.fleet.report_store import ReportStore
from helpers.publish.running import subprocesses
from helpers.sources import outside_lists

LONGEST_SECONDS = 1800
IDLE_SECONDS = 600


def main(address: str) -> None:
    """Read jobs from standard input, build each, and write its answer, until the input ends or is idle too long."""
    # Ctrl-C reaches this process too, but the worker ends it by closing its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # standard output carries answers only, so that what a library prints goes to standard error
    build.preload()
    while line := _next_line():
        job, lists = json.loads(line)
        work = partial(report, Job(**job), address, lists)
        print(json.dumps(_forked(work) if subprocesses.CAN_FORK else work()), file=answers, flush=True)


def report(job: Job, address: str, lists: str = "") -> str:
    """Build the report of a job and put it into the store; return why it could not be built, empty where it was."""
    try:
        with outside_lists.ordered(lists):
            folder = build.report(partnership=job.partnership, year=job.year)
    except ReportError as error:
        return str(error)
    ReportStore(address).deliver(job, folder)
    return ""


def _forked(work: partial[str]) -> str:
    """Do the work in a process of its own, and return what it returns; end with it where it, or the worker, ends early."""
    process = subprocesses.forked(work, seconds=LONGEST_SECONDS, has_children=True)
    if not subprocesses.wait_for_any([process], sys.stdin.fileno()):
        process.stop()
        sys.exit("The worker has gone.")
    try:
        return process.result()
    except subprocesses.EndedEarly as early:
        sys.exit(f"The report's process ended with exit code {early.exit_code}{' after half an hour' * early.is_late}.")


def _next_line() -> str:
    if subprocesses.CAN_FORK and not wait([sys.stdin.fileno()], IDLE_SECONDS):
        return ""
    return sys.stdin.readline()


if __name__ == "__main__":
    main(sys.argv[1])
