"""Where a build is made until it is whole: a folder beside the place that it is to take.

Two builds of one place may be at work at once. Each holds its folder as long as it lives, so whatever is held by nobody was left by a
build that was killed, and the next build clears it away. Where the system has no such hold (Windows), it stays.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.sources import file_dependencies
from helpers.sources.folder_locks import held_folder, is_held

LAST = "-last"


@contextmanager
def folder(place: Path) -> Iterator[Path]:
    """A folder to build in, which takes the place of the last build only when all went well."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        with held_folder(place.parent):
            with file_dependencies.unheard():
                _clear(place)
            made = Path(tempfile.mkdtemp(prefix=_prefix(place), dir=place.parent))
            held.enter_context(held_folder(made))
        try:
            yield made
            with held_folder(place.parent):
                _swap(made, place)
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _prefix(place: Path) -> str:
    return f".{place.name}-"


def _clear(place: Path) -> None:
    """Remove what builds that were killed have left; the last build, if one had just moved it away, is put back first."""
    left = [path for path in place.parent.iterdir() if path.name.startswith(_prefix(place)) and not is_held(path)]
    for path in left:
        if path.name.endswith(LAST) and not place.exists():
            path.rename(place)
    for path in left:
        shutil.rmtree(path, ignore_errors=True)


def _swap(made: Path, place: Path) -> None:
    made.chmod(0o755)
    while not _put(made, place):
        pass  # another build put its own there at that moment: this one is the later


def _put(made: Path, place: Path) -> bool:
    """Put what was made in its place; False where that was taken again meanwhile. What cannot be put leaves the last there."""
    last = made.with_name(f"{made.name}{LAST}")
    with contextlib.suppress(FileNotFoundError):
        place.rename(last)
    try:
        made.rename(place)
    except OSError:
        if not place.exists():
            with contextlib.suppress(FileNotFoundError):
                last.rename(place)
            raise
    shutil.rmtree(last, ignore_errors=True)
    return not made.exists()
