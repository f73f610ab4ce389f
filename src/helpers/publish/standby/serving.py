"""The process that stands by: loads everything once, then forks for each build that is asked of it.

What a build leaves in memory goes with its fork; only Typst's knowledge of what it set last is kept, in a process of its own.
It ends after some minutes without work, and where the program on disk is no longer the one it began with.

    python -m helpers.publish.standby.serving SOCKET ADDRESS MINUTES
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from helpers.errors import ReportError
from helpers.publish.running import cache
from helpers.publish.standby import meeting

LOOKED_AROUND_EVERY = 30
TIDIED_WITHIN = 20


def main(listening: socket.socket, address: Path, minutes: int) -> None:
    """Answer builds until there is no more use in it."""
    gc.disable()  # what is loaded stays, and looking through it for garbage takes a sixth of the loading
    cache.program()  # what is loaded below is of this state or of none
    try:
        _load()
        for line in _lines(listening, address, minutes):
            with line:
                _serve(line, listening)
            _load_the_rest()
    finally:
        if cache.is_current():
            address.unlink(missing_ok=True)


def _load() -> None:
    """Import what a build begins with, and begin the process that sets the book."""
    from helpers.publish import build  # noqa: F401
    from helpers.publish.book import typesetting

    typesetting.stand_by()


def _load_the_rest() -> None:
    """Import and make what the first build did for itself meanwhile, so that it did not wait for it here."""
    import frictionless  # noqa: F401

    from helpers.publish.running import run
    from helpers.publish.website import faces

    run.warm()
    faces.fonts()


def _lines(listening: socket.socket, address: Path, minutes: int) -> Iterator[socket.socket]:
    """Go through the builds that are asked for, while somebody may still ask."""
    idle_since = time.monotonic()
    while time.monotonic() - idle_since < minutes * 60 and address.exists() and cache.is_current():
        if wait([listening], timeout=LOOKED_AROUND_EVERY):
            yield listening.accept()[0]
            idle_since = time.monotonic()


def _serve(line: socket.socket, listening: socket.socket) -> None:
    word, streams, *_ = socket.recv_fds(line, 1, len(meeting.STREAMS))
    if word == meeting.END:
        sys.exit()
    try:
        order = json.loads(line.makefile(encoding="utf-8").readline() or "{}")
        if order and cache.is_current():
            _say(line, meeting.BEGUN)
            _say(line, _built(order, streams, line, listening))
    finally:
        for stream in streams:
            os.close(stream)


def _built(
    order: dict[str, Any], streams: Sequence[int], line: socket.socket, listening: socket.socket
) -> dict[str, Any]:
    """Build in a fork, and wait for it; where whoever asked goes away, it is stopped."""
    from helpers.publish.book import typesetting
    from helpers.publish.running import apart

    at_work = apart.forked(partial(_work, order, streams), has_children=True)
    stopping = 0.0
    while at_work.said not in (ready := wait([at_work.said, listening, *([] if stopping else [line])], timeout=1)):
        if listening in ready:
            listening.accept()[0].close()  # who is not answered builds alone
        if line in ready:
            os.kill(at_work.process.pid or 0, signal.SIGINT)
            stopping = time.monotonic()
        if stopping and time.monotonic() - stopping > TIDIED_WITHIN:
            at_work.process.kill()
    try:
        told: dict[str, Any] = at_work.said.recv()
    except EOFError:
        told = {"failed": apart.STOPPED}
    at_work.process.join()
    if "place" not in told:
        typesetting.stand_by()  # it may be at work for the one that ended
    return told


def _work(order: dict[str, Any], streams: Sequence[int]) -> dict[str, Any]:
    """Build with the streams, the environment and the working folder of whoever asked."""
    from helpers.publish import build

    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        for stream, given in zip(meeting.STREAMS, streams, strict=True):
            os.dup2(given, stream)
        os.environ.clear()
        os.environ.update(order["environment"])
        os.chdir(order["folder"])
        return {"place": str(getattr(build, order["what"])(**order["options"]))}
    except ReportError as error:
        return {"failed": str(error)}
    except KeyboardInterrupt:
        return {"interrupted": True}


def _say(line: socket.socket, told: Any) -> None:
    with contextlib.suppress(OSError):  # nobody waits for it any more
        line.sendall(f"{json.dumps(told)}\n".encode())


if __name__ == "__main__":
    handle, place, idle = sys.argv[1:]
    main(socket.socket(fileno=int(handle)), Path(place), int(idle))
