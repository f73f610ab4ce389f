"""The folder that a build writes into, beside the place of the last build until it takes that place whole.

Two builds of one place may be at work at once. Each locks its folder for as long as it lives, so a folder that nobody locks was
left by a build that was killed, and the next build clears it away. Where the system has no such lock (Windows), it stays.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.sources import file_dependencies
from helpers.sources.folder_locks import held_folder, is_held

LAST = "-last"


@contextmanager
def folder(place: Path) -> Iterator[Path]:
    """Lend a folder to build in, which takes the place of the last build when the `with` block ends without an error."""
    with _aside(place) as output:
        yield output
        with held_folder(place.parent):
            _exchange(output, place)


@contextmanager
def addition(place: Path) -> Iterator[Path]:
    """Lend a folder whose entries are moved into a build that stands, which has none of their names, when the `with` block ends."""
    with _aside(place) as output:
        yield output
        for path in output.iterdir():
            path.rename(place / path.name)


def at_work(built: Path) -> list[Path]:
    """Return the places below a folder of what was built whose next build is being made; none where the system cannot tell."""
    if sys.platform == "win32":
        return []
    aside = (path for path in built.glob("**/.*-*") if path.is_dir() and not path.name.endswith(LAST))
    return sorted({_place(path) for path in aside if is_held(path)})


@contextmanager
def _aside(place: Path) -> Iterator[Path]:
    """Lend a locked folder beside a place, without what killed builds have left there; at the end it is removed."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as locks:
        with held_folder(place.parent):
            with file_dependencies.unrecorded():
                _clear(place)
            output = Path(tempfile.mkdtemp(prefix=_prefix(place), dir=place.parent))
            locks.enter_context(held_folder(output))
        try:
            yield output
        finally:
            shutil.rmtree(output, ignore_errors=True)


def _place(aside: Path) -> Path:
    return aside.with_name(aside.name[1:].rpartition("-")[0])


def _prefix(place: Path) -> str:
    return f".{place.name}-"


def _clear(place: Path) -> None:
    """Remove what builds that were killed have left; the last build, if one had just moved it away, is put back first."""
    leftovers = [path for path in place.parent.iterdir() if path.name.startswith(_prefix(place)) and not is_held(path)]
    for path in leftovers:
        if path.name.endswith(LAST) and not place.exists():
            path.rename(place)
    for path in leftovers:
        shutil.rmtree(path, ignore_errors=True)


def _exchange(output: Path, place: Path) -> None:
    """Put what was built in the place of the last build, which is then removed."""
    output.chmod(0o755)
    try:
        while not _renamed(output, place):
            pass  # another build took the place at that moment: this one is the later
    except OSError:
        # The place is a mount, or on Windows a program has one of its files open: the folder stays and its files change.
        _copy(output, place)


def _renamed(output: Path, place: Path) -> bool:
    """Rename both folders; False where the place was taken again meanwhile. Where that cannot be, the last build stays there."""
    last = output.with_name(f"{output.name}{LAST}")
    with contextlib.suppress(FileNotFoundError):
        place.rename(last)
    try:
        output.rename(place)
    except OSError:
        if not place.exists():
            with contextlib.suppress(FileNotFoundError):
                last.rename(place)
            raise
    shutil.rmtree(last, ignore_errors=True)
    return not output.exists()


def _copy(output: Path, place: Path) -> None:
    """Make the files of the place those that were built, each replaced whole, and remove the others."""
    shutil.copytree(output, place, dirs_exist_ok=True, copy_function=_replace)
    for path in sorted(place.rglob("*"), reverse=True):  # what a folder holds comes before the folder
        if not (output / path.relative_to(place)).exists():
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def _replace(source: str, target: str) -> None:
    aside = f"{target}.new"
    shutil.copy2(source, aside)
    os.replace(aside, target)
