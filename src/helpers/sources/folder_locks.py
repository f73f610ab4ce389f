"""Hold a folder against other processes: it is free again as soon as whoever holds it ends, however that ends."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held_folder(folder: Path) -> Iterator[None]:
    """Hold a folder against other builds, once none of them holds it any more."""
    handle = _hold(folder, waits=True)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def is_held(folder: Path) -> bool:
    """Whether a build holds a folder; True where the system cannot tell, as on Windows."""
    handle = _hold(folder, waits=False)
    if handle is not None:
        os.close(handle)
    return handle is None


def _hold(folder: Path, *, waits: bool) -> int | None:
    """Hold a folder until the handle returned is closed here and in all that was forked; None where that cannot be."""
    if sys.platform == "win32":
        return None
    import fcntl

    with contextlib.suppress(OSError):  # such as a network's folder, which some systems cannot hold
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except OSError:
            os.close(handle)
            raise
        return handle
    return None
