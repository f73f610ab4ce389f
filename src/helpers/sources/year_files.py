"""The files of one partnership's year, and those of what is common, each read through the one door."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.sources import file_dependencies, reading
from helpers.sources.project import COMMON, once_a_build
from helpers.sources.year_settings import YearSettings

LEFT_BY_SYSTEMS = ("desktop.ini", "thumbs.db")


@dataclass(frozen=True)
class YearFiles(YearSettings):
    """Which files a partnership's year has, and what they say."""

    @property
    def common(self) -> Path:
        """The folder of what is common to every partnership: it serves where the year's folder has no such file."""
        return self.root / "data" / COMMON

    @cached_property
    def of_build(self) -> dict[tuple[object, ...], Any]:
        """What `once_a_build` remembers."""
        return {}

    @once_a_build
    def csv_files(self) -> list[Path]:
        """Every CSV file of the year, and of what is common."""
        return [path for place in (self.common, self.path) for path in files_below(place, "**/*.csv")]

    @once_a_build
    def prose_files(self) -> list[Path]:
        """Every Markdown file of the year, and of what is common."""
        return [path for place in (self.common, self.path) for path in files_below(place, "*/**/*.md")]

    @once_a_build
    def paths_named(self, name: str) -> list[Path]:
        """The files of a table that chapters may each have."""
        return sorted(self.path.glob(f"*/{name}.csv"))

    def raw_table(self, path: Path) -> reading.RawTable:
        """Read the cells of one of its CSV files as they are written; raises UnreadableFile where it is none."""
        file_dependencies.take(path)
        return self._raw_table(path)

    @once_a_build
    def _raw_table(self, path: Path) -> reading.RawTable:
        return reading.table(path, self.named(path), self._within(path))

    def text(self, path: Path) -> str:
        """Read one of its text files; raises UnreadableFile where it is none."""
        file_dependencies.take(path)
        return self._text(path)

    @once_a_build
    def _text(self, path: Path) -> str:
        return reading.text(path, self.named(path), self._within(path))

    def _within(self, path: Path) -> Path:
        """The folder that a file must not lead out of: the partnership's own, or the common one."""
        return self.common if path.is_relative_to(self.common) else self.path.parent


def files_below(place: Path, pattern: str) -> list[Path]:
    """Return the files below a folder, in order, but for what is hidden and what systems, editors and open spreadsheets leave."""
    paths = sorted(place.glob(pattern))
    return [path for path in paths if not any(map(_is_left_over, path.relative_to(place).parts))]


def _is_left_over(name: str) -> bool:
    return name.startswith((".", "~")) or name.endswith("~") or name.lower() in LEFT_BY_SYSTEMS
