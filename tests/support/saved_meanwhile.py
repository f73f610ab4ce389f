"""Builds of the small report (`two_chapters`) while another process saves a table of the year over and over.

Each state of the table has one number in every place that shows it, so a report that holds two numbers was read from two states.
"""

from __future__ import annotations

import contextlib
import csv
import io
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

from support import two_chapters

FIRST = 100_001  # the numbers from here are in no other place of the report
NUMBER = re.compile(r"(?<![\d,.])1\d\d,?\d{3}(?![\d,])")
TABLE = "data/thornby/2023-24/01_introduction/top_pages.csv"
SAVING = """
import random, sys, time
from pathlib import Path
path, log, number = Path(sys.argv[1]), open(sys.argv[2], "a"), int(sys.argv[3])
while True:
    time.sleep(random.uniform(0.05, 0.9))
    number += 1
    path.write_text(sys.argv[4].format(number))
    print(number, time.time(), file=log, flush=True)
"""
BUILDING = """
import sys
system = sys.platform
sys.platform = system if sys.argv[1] == "forked" else "without fork"
from helpers.publish.running import subprocesses
sys.platform = system
from helpers.publish import build
assert subprocesses.CAN_FORK == (sys.argv[1] == "forked")
build.report(partnership="thornby", year="2023-24")
"""


@dataclass(frozen=True)
class Trial:
    """One build: the numbers that its report holds, and how many times the table was saved while it ran."""

    numbers: frozenset[int]
    saved: int
    is_behind: bool
    """Whether the table was saved after the build had read it."""

    @property
    def is_mixed(self) -> bool:
        """Whether the report was made from more than one state of the table."""
        return len(self.numbers) != 1


def trials(project: Path, kind: str, times: int, code: str = BUILDING) -> Iterator[Trial]:
    """Build the report so many times, in forked processes or on kernels ("kernels"), while the table is saved."""
    two_chapters.write(project)
    table, log = project / TABLE, project / "saved.txt"
    _show_everywhere(project)
    table.write_text(_with_any_views(table).format(FIRST), encoding="utf-8")
    with _saving(table, log):
        for _ in range(times):
            time.sleep(random.uniform(0, 0.6))
            start = time.time()
            subprocess.run(
                [sys.executable, "-c", code, kind], cwd=project, check=True, capture_output=True, timeout=120
            )
            yield _trial(project, log, start)


@contextlib.contextmanager
def _saving(table: Path, log: Path) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-c", SAVING, str(table), str(log), str(FIRST), _with_any_views(table)])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _show_everywhere(project: Path) -> None:
    """Show the table in both chapters, and its number in the prose of the first."""
    welcome = project / "data" / "thornby" / "2023-24" / "01_introduction" / "welcome.md"
    welcome.write_text("The page was opened {{ top_pages.training.views }} times.\n", encoding="utf-8")
    two_chapters.change_cell(
        project / "notebooks" / "04_learning_from_case_reviews.ipynb", 'chapter, "reviews"', 'chapter, "top_pages"'
    )
    two_chapters.change_cell(
        project / "notebooks" / "04_learning_from_case_reviews.ipynb",
        '"name", "themes", "response", "outcome_evidence"',
        '"name", "views"',
    )


def _trial(project: Path, log: Path, start: float) -> Trial:
    saves = [(int(number), float(moment)) for number, moment in map(str.split, log.read_text().splitlines())]
    saves = [(number, moment) for number, moment in saves if moment > start]
    numbers = frozenset(_numbers(project / "build" / "thornby" / "2023-24"))
    return Trial(numbers, len(saves), bool(saves) and max(numbers) < saves[-1][0])


def _numbers(report: Path) -> Iterator[int]:
    """The numbers of the table in the pages, the book, the downloads, the ledger and the chapters as they ran."""
    texts = [
        path.read_text(encoding="utf-8") for path in report.rglob("*") if path.suffix in (".html", ".csv", ".ipynb")
    ]
    texts += [page.extract_text() for page in PdfReader(report / "report.pdf").pages]
    for text in texts:
        yield from (int(match[0].replace(",", "")) for match in NUMBER.finditer(text))


def _with_any_views(table: Path) -> str:
    """The table as it stands, with a place for a number where each of its page views is."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row | {"views": "{0}"} for row in csv.DictReader(file)]
    page = io.StringIO()
    writer = csv.DictWriter(page, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return page.getvalue()
