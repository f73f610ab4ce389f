"""What tells one state of the lists outside the project from another, without a word of what they hold.

A digest of a small list would give a row away in a few guesses. So a state is of the times of a file's last changes and of the
file itself; neither its content, nor its size, nor its place goes into it.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.sources.digests import digest
from helpers.sources.project import LISTS

SETTINGS, SETTING = "report.toml", "lists"
ABSENT = "absent"


def of_partnership(folder: str) -> str:
    """Return the state of all lists that the settings of a partnership's years name: within a build, as it took them."""
    passed_on = os.environ.get(LISTS)
    return str(json.loads(passed_on)["state"]) if passed_on else digest(_states(Path(folder)))


def of_file(path: Path) -> str:
    """Return the state of one file; "absent" where there is none that can be looked at."""
    try:
        status = path.stat()
    except OSError:
        return ABSENT
    return digest([str(status.st_mtime_ns), str(status.st_ctime_ns), str(status.st_ino)])


def expanded(file: str) -> Path:
    """Return the path that a setting writes, in which ~ is the user's own folder."""
    try:
        return Path(file).expanduser()
    except RuntimeError:  # nobody is known by that name here
        return Path(file)


def _states(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob(f"*/{SETTINGS}")):
        for entry in _entries(path):
            file = entry.get("file") if isinstance(entry, dict) else None
            if isinstance(file, str):
                yield f"{path.parent.name} {of_file(expanded(file))}"


def _entries(path: Path) -> list[Any]:
    """The lists that a file of settings names; none where it cannot be read, which is refused elsewhere."""
    try:
        entries = tomllib.loads(path.read_text("utf-8-sig")).get(SETTING, [])
    except (OSError, ValueError, RecursionError):
        return []
    return entries if isinstance(entries, list) else []
