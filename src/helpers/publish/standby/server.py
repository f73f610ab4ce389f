"""What the process that stands by does for whoever asks: it forks for each build, so what a build leaves in memory goes with it.

Only Typst's knowledge of what it set last is kept from one build to the next, in a process of its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import time
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing.connection import wait
from typing import Any, cast

from helpers.errors import ReportError
from helpers.publish import build
from helpers.publish.book import typesetting
from helpers.publish.running import cache, subprocesses
from helpers.publish.standby import protocol

TIDIED_WITHIN = 20
ASKED_WITHIN = 2  # seconds: an order is sent in one go, and whoever asks next waits meanwhile


def begin() -> None:
    """Begin the process that sets the book."""
    typesetting.stand_by()


def answered(line: socket.socket, listening: socket.socket) -> bool:
    """Do what is asked along a line; False where that is to end."""
    with _request(line) as (word, order, streams):
        if word == protocol.END:
            return False
        work = partial(_work, order, streams)
        at_work = subprocesses.forked(work, has_children=True) if order and cache.is_current() else None
    if at_work:
        _say(line, protocol.STARTED)
        answer = _ended(at_work, line, listening)
        _say(line, answer)
        line.close()  # before anything is forked that would hold it open
        if "place" not in answer:
            typesetting.stand_by()  # the last may be at work for the build that ended
    return True


@contextlib.contextmanager
def _request(line: socket.socket) -> Iterator[tuple[bytes, dict[str, Any], list[int]]]:
    """Read what is asked, and lend the streams handed over; no order comes from whoever falls silent or goes away."""
    word, order, streams = b"", dict[str, Any](), list[int]()
    line.settimeout(ASKED_WITHIN)
    with contextlib.suppress(TimeoutError):
        word, streams, *_ = socket.recv_fds(line, 1, len(protocol.STREAMS))
        order = json.loads(line.makefile(encoding="utf-8").readline() or "{}") if word == protocol.BUILD else {}
    line.settimeout(None)
    try:
        yield word, order, streams
    finally:
        for stream in streams:
            os.close(stream)


def _ended(
    at_work: subprocesses.ForkedProcess[dict[str, Any]], line: socket.socket, listening: socket.socket
) -> dict[str, Any]:
    """Wait for a build; where whoever asked for it goes away, it is stopped."""
    stopping = 0.0
    while at_work.connection not in (
        ready := wait([at_work.connection, listening, *([] if stopping else [line])], timeout=1)
    ):
        if listening in ready:
            listening.accept()[0].close()  # who is not answered builds alone
        if line in ready:
            os.kill(cast(int, at_work.process.pid), signal.SIGINT)
            stopping = time.monotonic()
        if stopping and time.monotonic() - stopping > TIDIED_WITHIN:
            at_work.process.kill()
    try:
        answer: dict[str, Any] = at_work.connection.recv()
    except EOFError:
        answer = {"failed": subprocesses.STOPPED}
    at_work.process.join()
    return answer


def _work(order: dict[str, Any], streams: Sequence[int]) -> dict[str, Any]:
    """Build with the streams, the environment and the working folder of whoever asked."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        for own, stream in zip(protocol.STREAMS, streams, strict=True):
            os.dup2(stream, own)
        os.environ.clear()
        os.environ.update(order["environment"])
        os.chdir(order["folder"])
        return {"place": str(getattr(build, order["what"])(**order["options"]))}
    except ReportError as error:
        return {"failed": str(error)}
    except KeyboardInterrupt:
        return {"interrupted": True}


def _say(line: socket.socket, answer: Any) -> None:
    with contextlib.suppress(OSError):  # nobody waits for it any more
        line.sendall(f"{json.dumps(answer)}\n".encode())
