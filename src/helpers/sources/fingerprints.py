"""What tells one state of a file, a row or a folder from another: a digest, or why it cannot be read."""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import sha256

from helpers.sources import list_states
from helpers.sources.digests import digest

ABSENT = "absent"
COMPILED = "__pycache__"
FOLDER = "/"

Identity = tuple[int, int]
Rows = list[tuple[str, str]]


def _content(path: str) -> str:
    if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would keep us waiting
        return ABSENT
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()


def _ids(path: str) -> str:
    rows = _rows(path)
    return digest(name for name, _ in rows) if rows else _content(path)


def _row(path_and_id: str) -> str:
    path, _, name = path_and_id.rpartition("#")
    rows = _rows(path)
    return digest(f"{place} {line}" for place, (_, line) in enumerate(rows) if name in line) if rows else _content(path)


def _rows(path: str) -> Rows:
    with open(path, "rb") as file:
        content = file.read()
    return _rows_of(content)


@lru_cache(maxsize=32)
def _rows_of(content: bytes) -> Rows:
    """The id and the line of each row of a CSV file, the first the whole heading; none where a row is not one line, or has no id."""
    try:
        lines = content.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
        heading, *rows = csv.reader(lines)
        place = heading.index("id")
    except (csv.Error, ValueError):
        return []
    if len(rows) + 1 != len(lines) or any(len(line.splitlines()) > 1 for line in lines):
        return []
    return [
        (lines[0], ""),
        *(("".join(row[place : place + 1]), line) for row, line in zip(rows, lines[1:], strict=True)),
    ]


def _names(path: str) -> str:
    with os.scandir(path) as entries:
        return digest(sorted(entry.name + _ending(entry) for entry in entries))


def _outline(path: str) -> str:
    return digest(name for name, _ in _walked(path, _identity(path)))


def _tree(path: str) -> str:
    return digest(
        f"{name} {_file_fingerprint(whole) if whole else ''}" for name, whole in _walked(path, _identity(path))
    )


def _times(path: str) -> str:
    """When each file below a folder last changed: what it holds is not read."""
    return digest(f"{name} {_saved(whole) if whole else ''}" for name, whole in _walked(path, _identity(path)))


def _saved(path: str) -> str:
    try:
        status = os.stat(path)
    except OSError as error:
        return _unreadable(path, error)
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _walked(path: str, *within: Identity, above: str = "") -> Iterator[tuple[str, str]]:
    """Go through all below a folder in order: the name from there and the whole path, which is empty for a folder.

    `within` are the folder and those it was reached through: a link back to one of them is told, and not followed.
    """
    with os.scandir(path) as entries:
        names = sorted((entry.name, _ending(entry)) for entry in entries if entry.name != COMPILED)
    for name, ending in names:
        whole = os.path.join(path, name)
        yield above + name + ending, "" if ending else whole
        if ending == FOLDER:
            yield from _entered(whole, within, f"{above}{name}/")


def _entered(path: str, within: tuple[Identity, ...], above: str) -> Iterator[tuple[str, str]]:
    """Go through a folder found on the way; where that cannot be, say why in a name that no file can have."""
    try:
        own = _identity(path)
        if own in within:
            yield f"{above}/back {within[::-1].index(own)}", ""
        else:
            yield from _walked(path, *within, own, above=above)
    except OSError as error:
        yield f"{above}/{_unreadable(path, error)}", ""


def _file_fingerprint(path: str) -> str:
    """The fingerprint of a file found on the way."""
    try:
        return _content(path)
    except OSError as error:
        return _unreadable(path, error)


def _ending(entry: os.DirEntry[str]) -> str:
    """What follows an entry's name: nothing for a file, and two slashes and why where a link cannot be followed."""
    try:
        return FOLDER * entry.is_dir()
    except OSError as error:
        return f"//{error.errno}"


def _unreadable(path: str, error: OSError) -> str:
    """Why something cannot be read, and when it last changed as far as that can be asked."""
    try:
        status = os.stat(path)
    except OSError:
        return f"unreadable {error.errno}"
    return f"unreadable {error.errno} {status.st_size} {status.st_mtime_ns}"


def _identity(path: str) -> Identity:
    """What tells a folder from any other, by whatever path it is reached."""
    status = os.stat(path)
    return status.st_dev, status.st_ino


KINDS: dict[str, Callable[[str], str]] = {
    "content": _content,
    "ids": _ids,
    "row": _row,
    "names": _names,
    "outline": _outline,
    "tree": _tree,
    "times": _times,
    "lists": list_states.of_partnership,
}
"""The fingerprint of what stands at a path, by the kind of look; raises OSError where there is none."""
