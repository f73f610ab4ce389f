"""The process that stands by: it loads what builds need, answers whoever asks for one, and ends when there is no more use in it.

    python -m helpers.publish.standby.process SOCKET ADDRESS MINUTES

That is after some minutes without work, or where the program on disk is no longer the one it began with.
"""

from __future__ import annotations

import contextlib
import gc
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

from helpers.publish.running import cache

LOOKED_AROUND_EVERY = 30


@dataclass(frozen=True)
class SocketAddress:
    """Where this process is met: a path, for as long as the socket there is the one that it began with.

    Another process puts its own there where this one was told to end while it was at work.
    """

    path: Path
    file: tuple[int, int] | None

    @classmethod
    def at(cls, path: Path) -> SocketAddress:
        """The address of whoever has the file that is at a path now."""
        return cls(path, _file(path))

    def is_own(self) -> bool:
        """Whether whoever comes to the path meets this process."""
        return self.file is not None and self.file == _file(self.path)

    def give_up(self) -> None:
        """Remove the socket, unless it is another's by now."""
        if self.is_own():
            self.path.unlink(missing_ok=True)


def _file(path: Path) -> tuple[int, int] | None:
    """The device and the number of the file at a path, which no other file has while it is open; None where there is none."""
    with contextlib.suppress(FileNotFoundError):
        status = path.lstat()
        return status.st_dev, status.st_ino
    return None


def main(listening: socket.socket, address: SocketAddress, minutes: int) -> None:
    """Answer builds until there is no more use in it."""
    gc.disable()  # what is loaded stays, and looking through it for garbage takes a sixth of the loading
    cache.program()  # what is loaded below is of this state or of none
    from helpers.publish import build
    from helpers.publish.standby import server

    server.begin()
    try:
        for line in _lines(listening, address, minutes):
            with line:
                if not server.answered(line, listening):
                    return
            build.warm()
    finally:
        address.give_up()


def _lines(listening: socket.socket, address: SocketAddress, minutes: int) -> Iterator[socket.socket]:
    """Go through the lines of those who ask, while somebody may still ask."""
    idle_since = time.monotonic()
    while time.monotonic() - idle_since < minutes * 60 and address.is_own() and cache.is_current():
        if wait([listening], timeout=LOOKED_AROUND_EVERY):
            yield listening.accept()[0]
            idle_since = time.monotonic()


if __name__ == "__main__":
    handle, place, idle = sys.argv[1:]
    main(socket.socket(fileno=int(handle)), SocketAddress.at(Path(place)), int(idle))
