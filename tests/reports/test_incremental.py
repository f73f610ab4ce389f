"""Whatever is edited, in whatever order: a build that uses what is kept gives the same bytes as one from nothing.

What is kept is on disk, and in the process that tests: each build is forked from it, as those of a preview are from theirs, and
all sequences are edited in one place, so that one process sees them all.

`make test-edits` tries five hundred sequences of edits (`SEQUENCES`), `make test-slow` two.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from support import rebuilt, two_chapters
from support.alike import all_slow

SEQUENCES = int(os.environ.get("SEQUENCES") or 2)
EDITS = 3
FIRST, SECOND = "01_introduction", "04_learning_from_case_reviews"
YEARS = ("2023-24", "2023-24", "2023-24", "2022-23")
REVIEWS = "04_learning_from_case_reviews/reviews.csv"


class Project:
    """The small project as it is edited; each edit is drawn from a sequence of chances that a seed repeats."""

    def __init__(self, place: Path, chance: random.Random) -> None:
        self.place, self.chance = place, chance
        self.data = place / "data" / "thornby" / "2023-24"
        self.before: list[dict[Path, bytes]] = []

    def remember(self) -> None:
        files = [
            path for part in ("data/thornby", "notebooks") for path in (self.place / part).rglob("*") if path.is_file()
        ]
        self.before.append({path: path.read_bytes() for path in files})

    def number(self) -> None:
        """Change one number of a table."""
        path = self.data / FIRST / self.chance.choice(["facts.csv", "top_pages.csv"])
        if path.exists():
            lines = path.read_text("utf-8").splitlines()
            line = self.chance.randrange(1, min(len(lines), 3))
            cells = lines[line].split(",")
            cells[1 if path.stem == "facts" else 2] = str(self.chance.randrange(1, 2000))
            path.write_text("\n".join([*lines[:line], ",".join(cells), *lines[line + 1 :]]) + "\n", "utf-8")

    def row(self) -> None:
        """Add or take out a review."""
        lines = (self.data / REVIEWS).read_text("utf-8").splitlines()
        added = (
            f"elder{len(lines)},Elder,Child safeguarding practice review,under way,,,2024-03-31,,,,,thornby_accounts,"
        )
        new_lines = [*lines, added] if self.chance.random() < 0.6 or len(lines) < 3 else lines[:-1]
        (self.data / REVIEWS).write_text("\n".join(new_lines) + "\n", "utf-8")

    def section(self) -> None:
        """Write, change or remove a section of the year's prose."""
        path = self.data / FIRST / self.chance.choice(["welcome.md", "area.md"])
        if path.exists() and self.chance.random() < 0.4:
            path.unlink()
        else:
            path.write_text(
                self.chance.choice(["Income was {{ income.total }}.\n", "All is well.\n", "So {{ missing.name }}.\n"]),
                "utf-8",
            )

    def table(self) -> None:
        """Take a table away, or bring it."""
        path, shelf = self.data / FIRST / "top_pages.csv", self.place / "shelf.csv"
        path.rename(shelf) if path.exists() else shelf.rename(path)

    def settings(self) -> None:
        path = self.data / "report.toml"
        old, new = self.chance.sample(['place = "Thornby"', 'place = "Thornby Bay"', '"E08000015"', '"E08000014"'], 2)
        path.write_text(
            path.read_text("utf-8").replace(old, new) if old[:2] == new[:2] else path.read_text("utf-8"), "utf-8"
        )

    def words(self) -> None:
        """Add words to a chapter, or take them out."""
        self._edit(
            lambda cells: cells.append(
                new_markdown_cell(f"## {self.chance.choice(['Rivers', 'Hills'])}\n\nMore of them.")
            )
        )

    def code(self) -> None:
        """Repeat one of a chapter's last cells, or leave it out: a name may then be missing."""
        last = self.chance.randrange(1, 4)
        again = self.chance.random() < 0.6
        self._edit(lambda cells: cells.append(new_code_cell(cells[-last].source)) if again else cells.pop(-last))

    def back(self) -> None:
        """Put everything back as it was some edits ago."""
        then = self.chance.choice(self.before)
        for path in self.before[-1].keys() - then.keys():
            path.unlink(missing_ok=True)
        for path, content in then.items():
            path.write_bytes(content)

    def touch(self) -> None:
        """Save a file as it is."""
        for path in self.chance.sample(sorted(self.data.rglob("*.csv")), 2):
            path.write_bytes(path.read_bytes())

    def damage(self) -> None:
        """Cut one file of the cache short, or remove it."""
        cached = [path for path in sorted((self.place / ".cache").rglob("*")) if path.is_file()]
        if cached:
            chosen = self.chance.choice(cached)
            chosen.write_bytes(chosen.read_bytes()[: self.chance.choice([0, 20])])

    def report(self) -> None:
        """Remove the report, or meddle with it."""
        for page in sorted((self.place / "build").rglob("index.html"))[:1]:
            page.write_text("meddled", "utf-8")

    def _edit(self, change: Callable[[list[nbformat.NotebookNode]], object]) -> None:
        path = self.place / "notebooks" / f"{self.chance.choice([FIRST, SECOND])}.ipynb"
        book = nbformat.read(path, as_version=4)
        change(book.cells)
        for place, cell in enumerate(book.cells):
            cell.id = f"cell-{place}"
        path.write_text(nbformat.writes(book), "utf-8")


KINDS = (
    Project.number,
    Project.row,
    Project.section,
    Project.table,
    Project.settings,
    Project.words,
    Project.code,
    Project.back,
    Project.touch,
    Project.damage,
    Project.report,
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all sequences are edited."""
    return tmp_path_factory.mktemp("edited")


@pytest.fixture
def emptied(place: Path) -> Path:
    """The place without what the sequence before left there."""
    shutil.rmtree(place)
    place.mkdir()
    return place


@pytest.fixture(scope="module")
def builder(place: Path) -> Iterator[ProcessPoolExecutor]:
    """A process that has loaded what builds need and forks for each; other tests may have begun threads in this one."""
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=rebuilt.begin, initargs=(place,)) as executor:
        yield executor


@pytest.mark.parametrize("seed", all_slow(*range(SEQUENCES)))
def test_what_is_built_after_edits_is_what_is_built_from_nothing(
    seed: int, emptied: Path, builder: ProcessPoolExecutor, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    project = Project(two_chapters.write(emptied), chance)
    builder.submit(rebuilt.from_what_is_kept, project.place, "2023-24").result()
    for step in range(EDITS):
        project.remember()
        edits = chance.sample(KINDS, chance.choice([1, 1, 2]))
        for edit in edits:
            edit(project)
        year, fresh = chance.choice(YEARS), tmp_path / f"fresh-{step}"
        kept_away = shutil.ignore_patterns(".cache", "build")
        shutil.copytree(project.place, fresh, symlinks=True, ignore=kept_away)
        from_cache = builder.submit(rebuilt.from_what_is_kept, project.place, year).result()
        from_nothing = builder.submit(rebuilt.from_nothing, fresh, year).result()
        assert from_cache == from_nothing, f"after {[edit.__name__ for edit in edits]} of {year}"
        shutil.rmtree(fresh)
