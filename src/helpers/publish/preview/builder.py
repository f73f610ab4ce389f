"""The process that builds for a preview: it loads everything once, and forks for each build.

    python -m helpers.publish.preview.builder PARTNERSHIP YEAR PARENT

Whatever comes on its standard input orders a build, in place of the one at work. On its standard output it writes a line of JSON
for each stage that is in its place, {"stage": "site", "place": …}, and for the end of each build, {"fault": …}, empty where
it ended well. It ends with its input and with its parent, the process of that number; and where the program on disk is no longer the one that it
loaded, with the exit code STALE. Only a process without threads can be forked safely, so the watcher and the server, which
have threads, are in another process. Where the system cannot fork, builds are made here, one after another.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import wait

from helpers.errors import ReportError
from helpers.publish.running import program, subprocesses
from helpers.publish.running.subprocesses import EndedEarly, ForkedProcess

STALE = 3  # an exit code
ORDERS, EVENTS, ERRORS = 0, 1, 2  # the standard streams' handles
AT_MOST = 65536  # bytes of orders read at once: all of them are one order
TIDIED_WITHIN = 0.4  # seconds


def main(partnership: str, year: str, parent: str) -> None:
    """Build for each order until the input ends or the program changes."""
    if subprocesses.CAN_FORK:  # the end of its input alone would be noticed only once everything is loaded
        subprocesses.end_with(int(parent), hears_interrupts=False)
    program.digest()  # what is loaded below is of this state or of none
    gc.disable()  # what is loaded stays, and looking through it for garbage takes a sixth of the loading
    from helpers.publish import build

    with contextlib.suppress(ReportError):  # a fault of the published figures: the build will say so
        build.preload()
    events = _keep_events_apart()
    work = partial(_build, partnership, year, events)
    (_answer_by_forks if subprocesses.CAN_FORK else _answer_in_turn)(work, events)


def _keep_events_apart() -> int:
    """Return a handle for events alone: what else is printed to the standard output goes to the terminal from now on."""
    events = os.dup(EVENTS)
    os.dup2(ERRORS, EVENTS)
    return events


def _answer_by_forks(work: Callable[[], str], events: int) -> None:
    at_work: ForkedProcess[str] | None = None
    while True:
        ready = wait([ORDERS, *([at_work.connection] if at_work else [])])
        if ORDERS in ready:
            if not os.read(ORDERS, AT_MOST):
                return _end(at_work)
            _refuse_stale()
            if at_work:
                at_work.stop()  # what it leaves on disk, the next build clears away
            at_work = subprocesses.forked(work, has_children=True)
        elif at_work:
            _say(events, fault=_fault(at_work))
            at_work = None


def _answer_in_turn(work: Callable[[], str], events: int) -> None:
    while os.read(ORDERS, AT_MOST):
        _refuse_stale()
        _say(events, fault=work())


def _refuse_stale() -> None:
    if not program.is_current():
        sys.exit(STALE)


def _build(partnership: str, year: str, events: int) -> str:
    """Build, and say each stage; return the fault that ended the build, empty where none did."""
    from helpers.publish import build

    try:
        signal.signal(
            signal.SIGINT, signal.default_int_handler
        )  # which the process that it is forked from leaves alone
        for stage, place in build.preview(partnership=partnership, year=year):
            _say(events, stage=stage, place=str(place))
    except ReportError as error:
        return str(error)
    except KeyboardInterrupt:  # the preview ends
        return ""
    return ""


def _fault(ended: ForkedProcess[str]) -> str:
    try:
        return ended.result()
    except EndedEarly:
        return subprocesses.STOPPED


def _end(at_work: ForkedProcess[str] | None) -> None:
    """End the build at work with time to remove what it has not finished."""
    if at_work and at_work.process.pid:
        os.kill(at_work.process.pid, signal.SIGINT)
        at_work.process.join(TIDIED_WITHIN)
        at_work.stop()


def _say(events: int, **event: str) -> None:
    with contextlib.suppress(BrokenPipeError):  # whoever began this process has ended, and it ends next
        os.write(events, f"{json.dumps(event)}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
