"""What this process reads, as Python itself reports it, and what tells one state of a file or folder from another.

Nothing is declared: an audit hook records every file that Python opens and every folder that it lists, in whatever module.
The hook misses files that a library opens in C, as pyarrow does, and tests of whether a file exists. So the cache adds, for
every result, the whole published store and the names of all files of `data/`.

A look is a word and a path: `content /…/facts.csv`, `names /…/data`, `outline /…/data`, `tree /…/published`. Its fingerprint is a
digest, or "absent"; fingerprints serve on this machine only and are never published, since they could give a hidden value away.

What cannot be read has its error for a fingerprint. The code that opened the file had the same error, so while the error stays
the same, so does the result. Where a whole folder was to be looked through and cannot be listed, other code may still open
its files by name: that look has another fingerprint each time, so that no result that depends on it is used again.
"""

from __future__ import annotations

import os
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256

ABSENT = "absent"
UNKEPT = ("/dev/", "/proc/", "/sys/")
COMPILED = "__pycache__"
LISTING_EVENTS = ("os.listdir", "os.scandir")
WHOLE = ("outline", "tree")
FOLDER = "/"

Identity = tuple[int, int]


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
            return _KINDS[kind](path)
        except (FileNotFoundError, NotADirectoryError):
            return ABSENT
        except OSError as error:
            return f"unreadable {error.errno}" + (f" {os.urandom(16).hex()}" if kind in WHOLE else "")


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
        _note(recording, "content", target)


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


def _content(path: str) -> str:
    if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would keep us waiting
        return ABSENT
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()


def _names(path: str) -> str:
    with os.scandir(path) as entries:
        return _digest(sorted(entry.name + _ending(entry) for entry in entries))


def _outline(path: str) -> str:
    return _digest(name for name, _ in _walked(path, _identity(path)))


def _tree(path: str) -> str:
    return _digest(
        f"{name} {_file_fingerprint(whole) if whole else ''}" for name, whole in _walked(path, _identity(path))
    )


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


def _digest(lines: Iterator[str] | list[str]) -> str:
    return sha256("\0".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


_KINDS: dict[str, Callable[[str], str]] = {"content": _content, "names": _names, "outline": _outline, "tree": _tree}
