"""What this process reads, as Python itself reports it.

Nothing is declared: an audit hook records every file that Python opens and every folder that it lists, in whatever module.
The hook misses files that a library opens in C, as pyarrow does, and tests of whether a file exists. So the cache adds, for
every result, the whole published store and the names of all files of `data/`.

A look is a word and a path: `content /…/top_pages.csv`, `names /…/data`, `outline /…/data`, `tree /…/published`. Its fingerprint is a
digest, or "absent"; fingerprints serve on this machine only and are never published, since they could give a hidden value away.

The lists outside the project that a partnership's years name are one look, `lists /…/data/wirral`, which knows nothing of what they hold.

A file of which each reader takes single rows, such as facts, is looked at by `ids /…/facts.csv` and `row /…/facts.csv#spend.total`: which
rows there are, and all lines that have the id. Where lines and rows may not be the same, either is a look at the whole file.

What cannot be read has its error for a fingerprint. The code that opened the file had the same error, so while the error stays
the same, so does the result. Where a whole folder was to be looked through and cannot be listed, other code may still open
its files by name: that look has another fingerprint each time, so that no result that depends on it is used again.
"""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from helpers.sources.fingerprints import ABSENT, KINDS

UNKEPT = ("/dev/", "/proc/", "/sys/")
LISTING_EVENTS = ("os.listdir", "os.scandir")
WHOLE = ("outline", "tree", "times")
ID = re.compile(r"[\w.]+")


class _Recording:
    """What was read since `start`, each with its fingerprint at that moment, and the files that this process wrote itself."""

    def __init__(self, ignored: tuple[str, ...], snapshot: str) -> None:
        self.ignored = ignored
        self.snapshot = snapshot
        self.looks: dict[str, str] = {}
        self.own_files: set[str] = set()


_recording: _Recording | None = None
_hooked = False
_at_work = threading.local()


def start(ignored: Iterable[str] = (), snapshot: str = os.devnull) -> None:
    """Begin a new record of what is read, without what lies below the folders `ignored`, each ending in a slash.

    The folder `snapshot` is recorded even where it lies below one of them.
    """
    global _recording, _hooked
    _recording = _Recording(tuple(ignored), f"{snapshot}{os.sep}")
    if not _hooked:
        sys.addaudithook(_record)
        _hooked = True


def start_anew() -> None:
    """Empty the record, if one was begun."""
    if _recording:
        start(_recording.ignored, _recording.snapshot.rstrip(os.sep))


def recorded() -> dict[str, str]:
    """Return the looks taken since `start`, each with the fingerprint it had when it was first taken."""
    return dict(_recording.looks) if _recording else {}


@contextmanager
def recorded_apart() -> Iterator[dict[str, str]]:
    """Give the looks that are taken in the body of the `with`, whether or not they were taken before."""
    looks = dict[str, str]()
    before = _recording.looks if _recording else {}
    if _recording:
        _recording.looks = looks
    try:
        yield looks
    finally:
        if _recording:
            _recording.looks = looks | before


def recorded_if_unchanged() -> dict[str, str] | None:
    """Return what was recorded, or None where any of it has changed since: which state was read is then unknown."""
    looks = recorded()
    return looks if are_unchanged(looks) else None


def are_unchanged(looks: dict[str, str], fingerprint_of: Callable[[str], str] | None = None) -> bool:
    """Say whether every look still has its fingerprint."""
    return all((fingerprint_of or fingerprint)(look) == was for look, was in looks.items())


def fingerprint(look: str) -> str:
    """Take a look now: the digest of what is there, "absent", or why it cannot be read."""
    kind, _, path = look.partition(" ")
    with unrecorded():
        try:
            return KINDS[kind](path)
        except (FileNotFoundError, NotADirectoryError):
            return ABSENT
        except OSError as error:
            return f"unreadable {error.errno}" + (f" {os.urandom(16).hex()}" if kind in WHOLE else "")


@contextmanager
def by_rows(paths: Iterable[str | os.PathLike[str]]) -> Iterator[None]:
    """Record of these files, where they are read in the body of the `with`, which rows they have; see `take_row`."""
    before, _at_work.by_rows = getattr(_at_work, "by_rows", ()), frozenset(map(_absolute, paths))
    try:
        yield
    finally:
        _at_work.by_rows = before


def take(path: str | os.PathLike[str]) -> None:
    """Record that a file is used which this process may have read before, and by rows alone."""
    _record("open", (path, "r", 0))


def take_lists(folder: str | os.PathLike[str]) -> None:
    """Record that a list outside the project is used, of those that a partnership's years name."""
    if _recording is not None and not getattr(_at_work, "quiet", False):
        _note(_recording, "lists", folder)


def take_row(path: str | os.PathLike[str], name: str) -> None:
    """Record that one row of a file that was read by rows is used."""
    if _recording is not None and not getattr(_at_work, "quiet", False):
        _note(_recording, *(("row", f"{os.fspath(path)}#{name}") if ID.fullmatch(name) else ("content", path)))


@contextmanager
def unrecorded() -> Iterator[None]:
    """Leave what is read in the body of the `with` out of the record; no result may depend on it."""
    quiet, _at_work.quiet = getattr(_at_work, "quiet", False), True
    try:
        yield
    finally:
        _at_work.quiet = quiet


def _record(event: str, arguments: tuple[object, ...]) -> None:
    if _recording is None or getattr(_at_work, "quiet", False):
        return
    if event == "open":
        _opened(_recording, *arguments)
    elif event in LISTING_EVENTS:
        _note(_recording, "names", arguments[0] if arguments[0] is not None else ".")


def _opened(recording: _Recording, target: object, mode: object, flags: object) -> None:
    path = _absolute(target)
    if path and _writes(mode, flags):
        recording.own_files.add(path)
    elif path not in recording.own_files:
        _note(recording, "ids" if path in getattr(_at_work, "by_rows", ()) else "content", target)


def _writes(mode: object, flags: object) -> bool:
    """Whether a file is opened to be made anew, so that what it held before does not matter."""
    if isinstance(mode, str):
        return "w" in mode or "x" in mode
    return bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) and flags & (os.O_TRUNC | os.O_EXCL))


def _note(recording: _Recording, kind: str, target: object) -> None:
    path = _absolute(target)
    look = f"{kind} {path}"
    if path and look not in recording.looks and not _is_ignored(recording, path):
        recording.looks[look] = fingerprint(look)


def _is_ignored(recording: _Recording, path: str) -> bool:
    """Whether a path is left out of the record: below an ignored folder, or a folder that Python looks for modules in."""
    if f"{path}{os.sep}".startswith(recording.snapshot):
        return False
    return f"{path}{os.sep}".startswith((*UNKEPT, *recording.ignored)) or path in map(os.path.abspath, sys.path)


def _absolute(target: object) -> str:
    """The whole path of what was asked for; empty where it is a file already open."""
    return os.path.abspath(os.fsdecode(target)) if isinstance(target, str | bytes | os.PathLike) else ""
