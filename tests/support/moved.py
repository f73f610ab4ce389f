"""A report built, and built again after every hidden number in its files has moved."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from helpers.publish import build
from support import leaks, local_year
from support.two_chapters import contents


@dataclass(frozen=True)
class Moved:
    """The project, its report's files, and the same files from the numbers moved."""

    place: Path
    before: dict[str, bytes]
    after: dict[str, bytes]

    @property
    def changed(self) -> list[str]:
        """The files that came out otherwise, or in one report alone."""
        return [name for name in {**self.before, **self.after} if self.before.get(name) != self.after.get(name)]

    def leaked(self, planted: Collection[int]) -> list[str]:
        """Where numbers stand that every file should hide, or digests of the local files, in the reports or the cache."""
        local = self.place / "data" / "thornby"
        return [
            *leaks.planted_in(self.place / "build", planted, local),
            *leaks.planted_in(self.place / ".cache", planted),
        ]


def build_twice(place: Path, *writes: Callable[[], None]) -> Moved:
    """Build the invented partnership's report after each of two ways of writing its files."""
    with local_year.at(place):
        before, after = (_report(place, write) for write in writes)
        return Moved(place, before, after)


def _report(place: Path, write: Callable[[], None]) -> dict[str, bytes]:
    write()
    build.report(partnership="thornby", year=local_year.YEAR)
    return contents(place / "build")
