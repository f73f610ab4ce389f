"""Where a build meets the process that stands by, and the lines they exchange.

The place is a socket in a folder that only this user can open. Its name is a digest of the checkout, the program, the Python
and the settings that a process takes on when it begins, so a process that was begun from anything else is never met.

A build says one line of JSON, after handing over its standard streams; the answer is a line that the work has begun, then one
that says how it ended.
"""

from __future__ import annotations

import os
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from helpers.publish.running import cache
from helpers.sources.project import project_root

SETTINGS = ("HELPERS_", "LANG", "LC_", "MPL", "PYTHON", "REPORT_", "TZ")
STREAMS = (0, 1, 2)
STARTED = "begun"
BUILD, END = b"b", b"e"


def folder() -> Path | None:
    """The folder of the sockets, made where it is missing; None where it cannot be made, or somebody else could open it."""
    try:
        place = Path(tempfile.gettempdir()) / f"safeguarding-report-{os.getuid()}"
        place.mkdir(mode=0o700, exist_ok=True)
        status = place.lstat()
    except OSError:
        return None
    is_own = (
        status.st_uid == os.getuid() and not status.st_mode & 0o077
    )  # Linux says of every link that all may open it
    return place if is_own else None


def name() -> str:
    """The socket's name for a process begun here and now."""
    settings = sorted(f"{key}={value}" for key, value in os.environ.items() if key.startswith(SETTINGS))
    return f"{of_checkout()}-{_digest(cache.program(), sys.executable, *settings)}.socket"


def of_checkout() -> str:
    """What the names of all sockets of this checkout begin with."""
    return _digest(str(project_root()))[:12]


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:24]
