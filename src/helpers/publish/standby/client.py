"""Asking the process that stands by for a report or a chapter; it is begun where there is none.

This side loads nothing heavy. Wherever that process cannot be had, or is at another build, the build is made here instead.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from helpers.errors import ReportError
from helpers.publish.standby import protocol

SERVING = "helpers.publish.standby.process"
MINUTES = "10"
BEGUN_WITHIN = 10  # seconds, which is for one that has still to load everything on a machine at work


def built(what: str, **options: Any) -> Path:
    """Have a "report" or a "chapter" built, as `build.report` and `build.chapter` do, and return where it is."""
    answer = _answered({"what": what, "options": options}) if is_wanted() else None
    if answer is None:
        return _built_here(what, options)
    if answer.get("interrupted"):
        raise KeyboardInterrupt
    if "failed" in answer:
        raise ReportError(answer["failed"])
    return Path(answer["place"])


def is_wanted() -> bool:
    """Whether a process may stand by: where the system can fork, unless `STANDBY=0` or nobody will come back (`CI`)."""
    return sys.platform == "linux" and minutes() > 0 and not os.environ.get("CI")


def minutes() -> int:
    """For how many minutes a process stands by after its last build: `STANDBY` where set."""
    setting = os.environ.get("STANDBY") or MINUTES
    if not setting.isdecimal():
        raise ReportError(
            f'STANDBY "{setting}" is not a whole number of minutes. Write digits, such as 10, or 0 for none.'
        )
    return int(setting)


def end() -> None:
    """End every process that stands by for this checkout."""
    place = protocol.folder() if sys.platform == "linux" else None
    for address in place.glob(f"{protocol.of_checkout()}-*.socket") if place else ():
        with contextlib.suppress(OSError), _connected(address) as line:
            line.sendall(protocol.END)
            line.recv(1)  # nothing comes: it ends
        address.unlink(missing_ok=True)


def _built_here(what: str, options: dict[str, Any]) -> Path:
    gc.disable()  # what is loaded stays, and looking through it for garbage takes a sixth of the loading
    from helpers.publish import build

    return Path(getattr(build, what)(**options))


def _answered(order: dict[str, Any]) -> dict[str, Any] | None:
    """Return how the build ended; None where nobody began it."""
    try:
        line = _met()
    except OSError:
        return None
    if line is None:
        return None
    with line:
        message = order | {"environment": dict(os.environ), "folder": os.getcwd()}
        try:
            socket.send_fds(line, [protocol.BUILD], list(protocol.STREAMS))
            line.sendall(f"{json.dumps(message)}\n".encode())
        except OSError:
            return None
        return _heard(line)


def _heard(line: socket.socket) -> dict[str, Any] | None:
    """Wait for the end. Ctrl-C is handed on, and the build tidies up before this returns."""
    lines = line.makefile(encoding="utf-8")
    try:
        first = _next(lines)
        line.settimeout(None)
        ended = _next(lines) if first else ""
    except KeyboardInterrupt:
        line.shutdown(socket.SHUT_WR)
        while _next(lines):
            pass
        raise
    if not first:
        return None
    return json.loads(ended) if ended else {"failed": "The build stopped without a word. Build again."}


def _next(lines: TextIO) -> str:
    """The next line said; empty where whoever said them has gone, or does not say within the time that the line has."""
    try:
        return lines.readline()
    except (ConnectionResetError, TimeoutError):
        return ""


def _met() -> socket.socket | None:
    place = protocol.folder()
    if place is None:
        return None
    address = place / protocol.name()
    with contextlib.suppress(OSError):
        return _connected(address)
    with _alone(place):
        with contextlib.suppress(OSError):  # somebody may have begun it meanwhile
            return _connected(address)
        _begin(address)
        return _connected(address)


def _connected(address: Path) -> socket.socket:
    """A line to whoever listens at an address; where that one is stuck, nobody waits for it."""
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(BEGUN_WITHIN)
    try:
        line.connect(str(address))
    except OSError:
        line.close()
        raise
    return line


def _begin(address: Path) -> None:
    """Begin the process with its socket open already: who asks before it has loaded everything waits in a queue."""
    address.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(address))
        listening.listen()
        subprocess.Popen(
            [sys.executable, "-m", SERVING, str(listening.fileno()), str(address), str(minutes())],
            pass_fds=[listening.fileno()],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@contextlib.contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Keep others from beginning a process at the same time."""
    import fcntl

    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
