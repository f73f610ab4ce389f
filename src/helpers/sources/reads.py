"""What this process reads, as Python itself reports it, and what tells one state of a file or folder from another.

Nothing is declared: an audit hook hears of every file that Python opens and every folder it lists, whoever asks for them.
It does not hear of what a library opens in C, as pyarrow does, nor of a question whether a file exists; so whoever keeps
results by what was read adds looks at the whole published store and at the names of all files of `data/`.

A look is a word and a path: `content /…/facts.csv`, `names /…/data`, `outline /…/data`, `tree /…/published`. Its mark is a
digest, or "absent"; marks serve on this machine only and are never published, since they could give a hidden value away.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

ABSENT = "absent"
UNKEPT = ("/dev/", "/proc/", "/sys/")
COMPILED = "__pycache__"
LISTED = ("os.listdir", "os.scandir")


class _Heard:
    """What was read since `start`, each with its mark at that moment, and what this process wrote itself."""

    def __init__(self, known: tuple[str, ...]) -> None:
        self.known = known
        self.looks: dict[str, str] = {}
        self.written: set[str] = set()


_heard: _Heard | None = None
_hooked = False
_at_work = threading.local()


def start(known: Iterable[str] = ()) -> None:
    """Begin to listen, from nothing; what lies below the folders `known`, each ending in a slash, is left out."""
    global _heard, _hooked
    _heard = _Heard(tuple(known))
    if not _hooked:
        sys.addaudithook(_hear)
        _hooked = True


def start_anew() -> None:
    """Forget what was heard so far, if anybody listens."""
    if _heard:
        start(_heard.known)


def seen() -> dict[str, str]:
    """Return the looks taken since `start`, each with the mark it had when it was first taken."""
    return dict(_heard.looks) if _heard else {}


def settled() -> dict[str, str] | None:
    """Return what was seen, or None where any of it has changed since: then nobody can say what was read."""
    looks = seen()
    return looks if holds(looks) else None


def holds(looks: dict[str, str], known: Callable[[str], str] | None = None) -> bool:
    """Say whether every look still has its mark."""
    return all((known or mark)(look) == was for look, was in looks.items())


def mark(look: str) -> str:
    """Take a look now: the digest of what is there, or "absent"."""
    kind, _, path = look.partition(" ")
    quiet, _at_work.quiet = getattr(_at_work, "quiet", False), True
    try:
        return _KINDS[kind](path)
    except OSError:
        return ABSENT
    finally:
        _at_work.quiet = quiet


def _hear(event: str, given: tuple[object, ...]) -> None:
    if _heard is None or getattr(_at_work, "quiet", False):
        return
    if event == "open":
        _opened(_heard, *given)
    elif event in LISTED:
        _noted(_heard, "names", given[0] if given[0] is not None else ".")


def _opened(heard: _Heard, given: object, mode: object, flags: object) -> None:
    path = _absolute(given)
    if path and _writes(mode, flags):
        heard.written.add(path)
    elif path not in heard.written:
        _noted(heard, "content", given)


def _writes(mode: object, flags: object) -> bool:
    """Whether a file is opened to be made anew, so that what it held before does not matter."""
    if isinstance(mode, str):
        return "w" in mode or "x" in mode
    return bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) and flags & (os.O_TRUNC | os.O_EXCL))


def _noted(heard: _Heard, kind: str, given: object) -> None:
    path = _absolute(given)
    look = f"{kind} {path}"
    if path and look not in heard.looks and not _is_known(heard, path):
        heard.looks[look] = mark(look)


def _is_known(heard: _Heard, path: str) -> bool:
    """Whether it is told of elsewhere, or is a folder that Python looks for modules in."""
    return f"{path}{os.sep}".startswith((*UNKEPT, *heard.known)) or path in map(os.path.abspath, sys.path)


def _absolute(given: object) -> str:
    """The whole path of what was asked for; empty where it is a file already open."""
    return os.path.abspath(os.fsdecode(given)) if isinstance(given, str | bytes | os.PathLike) else ""


def _content(path: str) -> str:
    if not os.path.isfile(path):  # a pipe would keep us waiting
        return ABSENT
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()


def _names(path: str) -> str:
    with os.scandir(path) as entries:
        return _digest(sorted(entry.name + "/" * entry.is_dir() for entry in entries))


def _outline(path: str) -> str:
    return _digest(name for name, _ in _walked(path))


def _tree(path: str) -> str:
    return _digest(f"{name} {'' if name.endswith('/') else _content(whole)}" for name, whole in _walked(path))


def _walked(path: str, above: str = "") -> Iterator[tuple[str, str]]:
    """Go through all below a folder in order: the name from there (a folder's ends with /) and the whole path."""
    with os.scandir(path) as entries:
        held = sorted((entry.name, entry.is_dir()) for entry in entries if entry.name != COMPILED)
    for name, is_folder in held:
        yield above + name + "/" * is_folder, os.path.join(path, name)
        if is_folder:
            yield from _walked(os.path.join(path, name), f"{above}{name}/")


def _digest(lines: Iterator[str] | list[str]) -> str:
    return sha256("\0".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


_KINDS: dict[str, Callable[[str], str]] = {"content": _content, "names": _names, "outline": _outline, "tree": _tree}
