"""The process that stands by: it loads what builds need, answers whoever asks for one, and ends when there is no more use in it.

    python -m helpers.publish.standby.serving SOCKET ADDRESS MINUTES

That is after some minutes without work, or where the program on disk is no longer the one it began with.
"""

from __future__ import annotations

import gc
import socket
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import wait
from pathlib import Path

from helpers.publish.running import cache

LOOKED_AROUND_EVERY = 30


def main(listening: socket.socket, address: Path, minutes: int) -> None:
    """Answer builds until there is no more use in it."""
    gc.disable()  # what is loaded stays, and looking through it for garbage takes a sixth of the loading
    cache.program()  # what is loaded below is of this state or of none
    from helpers.publish import build
    from helpers.publish.standby import answering

    answering.begin()
    try:
        for line in _lines(listening, address, minutes):
            with line:
                if not answering.answered(line, listening):
                    return
            build.warm()
    finally:
        address.unlink(missing_ok=True)


def _lines(listening: socket.socket, address: Path, minutes: int) -> Iterator[socket.socket]:
    """Go through the lines of those who ask, while somebody may still ask."""
    idle_since = time.monotonic()
    while time.monotonic() - idle_since < minutes * 60 and address.exists() and cache.is_current():
        if wait([listening], timeout=LOOKED_AROUND_EVERY):
            yield listening.accept()[0]
            idle_since = time.monotonic()


if __name__ == "__main__":
    handle, place, idle = sys.argv[1:]
    main(socket.socket(fileno=int(handle)), Path(place), int(idle))
