"""The invented partnership with figures of its own, and the one chapter that shows them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from helpers.sources.year_folder import YearFolder
from support import PROJECT, two_chapters

CHAPTER, YEAR, LAST = "05_key_activity", "2023-24", "2022-23"
FIXTURE = PROJECT / "tests" / "fixtures" / "thornby_local"


def project(place: Path, *, years: tuple[str, ...] = (LAST, YEAR)) -> Path:
    """Write the project: the figures of these years, and a chapter with the cell that shows them."""
    two_chapters.write(place)
    (place / "data" / "common").symlink_to(PROJECT / "data" / "common")
    for notebook in (place / "notebooks").glob("*.ipynb"):
        notebook.unlink()
    chapter = two_chapters.notebook(
        "# Key Activity\n\nWhom did we reach?",
        "from helpers import sections, sources",
        f'chapter = sources.chapter("{CHAPTER}", partnership=partnership, year=year)',
        "sections.local(chapter)",
    )
    (place / "notebooks" / f"{CHAPTER}.ipynb").write_text(nbformat.writes(chapter), encoding="utf-8")
    for year in years:
        folder = place / "data" / "thornby" / year
        shutil.copytree(FIXTURE / year, folder, dirs_exist_ok=True)
        if year != YEAR:
            for name in ("report.toml", "sources.csv"):
                shutil.copy(place / "data" / "thornby" / YEAR / name, folder)
    return place


def folder(place: Path, year: str = YEAR) -> YearFolder:
    """The year's folder, opened anew."""
    return YearFolder("thornby", year, place / "data" / "thornby" / year, place)


@contextmanager
def at(place: Path) -> Iterator[None]:
    """Let the program work in the project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORT_ROOT", str(place))
        yield


def append(place: Path, name: str, line: str, year: str = YEAR) -> None:
    """Add a row to one of the two files."""
    with (place / "data" / "thornby" / year / f"{name}.csv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def change(place: Path, name: str, old: str, new: str, year: str = YEAR) -> None:
    """Change words of one of the two files."""
    two_chapters.change(place / "data" / "thornby" / year / f"{name}.csv", old, new)
