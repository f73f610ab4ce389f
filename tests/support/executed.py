"""A chapter as its tests read it: run as the report runs it, then taken apart."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat

from helpers.display.blocks import Block, Figure, NotSupplied, Table
from helpers.publish import chapter as published_chapter
from helpers.publish.running import run
from helpers.statistics.numbers import Number, text
from support import PROJECT

YEAR = PROJECT / "data/wirral/2023-24"
NO_EVIDENCE = "no evidence of impact this year"
BASED_ON = 'based_on = "the partnership\'s published Annual Report 2023 and published national statistics"'
OWN = (  # what makes the compilation the partnership's own report, which it has still to sign
    f'kind = "compilation"\ncompiled_by = "the maintainers of the safeguarding-report project"\n{BASED_ON}\n',
    f'kind = "own"\n{BASED_ON}\n\n[[sign_offs]]\norganisation = "Wirral Council"\nname = ""\ndate = ""\n',
)

Send = Callable[[str, str], None]
Change = Callable[[str, str, str], None]


@dataclass(frozen=True)
class Executed:
    """An executed chapter: its text as a person reads it, its headings, and the blocks it shows."""

    text: str
    headings: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Every number shown."""
        return tuple(number for block in self.blocks for _, number in block.numbers())

    @property
    def missing(self) -> tuple[str, ...]:
        """What the chapter says was not supplied."""
        return tuple(
            text(block.what).plain.replace("’", "'") for block in self.blocks if isinstance(block, NotSupplied)
        )

    def figure(self, name: str) -> Figure:
        """The figure of that name."""
        return next(block for block in self.blocks if isinstance(block, Figure) and block.name == name)

    def table(self, name: str, *, last: bool = False) -> list[dict[str, str]]:
        """The rows of the first table of that name, or of the last, each by heading."""
        matching = [block.data for block in self.blocks if isinstance(block, Table) and block.name == name]
        data = matching[-1 if last else 0]
        return [
            dict(zip((head.plain for head in data.headings), (cell.plain for cell in row), strict=True))
            for row in data.rows
        ]


def chapter(name: str, *, partnership: str = "wirral", year: str = "2023-24") -> Executed:
    """Run a chapter for a partnership and year and read what it shows."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / f"{name}.ipynb"
        parameters = {"partnership": partnership, "year": year}
        run.execute(run.ChapterRun(PROJECT / f"notebooks/{name}.ipynb", output, parameters), engine="in_process")
        return _read(read_file(output))


@cache
def of_wirral(name: str) -> Executed:
    """The chapter of the real year, run once in a process."""
    return chapter(name)


def read_file(path: Path) -> published_chapter.Chapter:
    """Read an executed notebook as a chapter, named as its file is."""
    return published_chapter.read(nbformat.read(path, as_version=4), path.stem)


def _read(document: published_chapter.Chapter) -> Executed:
    shown = tuple(part.block for part in document.shown())
    words = [part.markdown for part in document.parts if isinstance(part, published_chapter.MarkdownCell)]
    texts = [text.plain for block in shown for _, text in block.texts()]
    return Executed(
        text=" ".join(" ".join([*words, *texts]).split()),
        headings=tuple(heading.title for heading in document.headings),
        blocks=shown,
    )
