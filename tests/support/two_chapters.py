"""The invented partnership with two short chapters of its own, so that a test can build its whole report many times."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from support import PROJECT

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
PARAMETERS = 'partnership = "wirral"\nyear = "2023-24"'

CHAPTERS = {
    "01_introduction": (
        "# Introduction\n\nWho are we, and what did we spend?",
        "from helpers import measures, prose, sources, statistics, tables",
        'chapter = sources.chapter("01_introduction", partnership=partnership, year=year)',
        'prose.section(chapter, "welcome")',
        "## Where people read\n\nThe pages that were opened most.",
        'pages = statistics.protect(measures.table(chapter, "top_pages"), title="Pages read")',
        'tables.show(pages, columns=["name", "views"])',
        'prose.section(chapter, "area")',
        'children = measures.figures(chapter, "population_0_17", compare=())',
        'tables.across(statistics.protect(children, title="Children aged 0 to 17"))',
    ),
    "04_learning_from_case_reviews": (
        "# Learning from Case Reviews\n\nWhat was learnt from what went wrong?",
        "from helpers import measures, sources, statistics, tables",
        'chapter = sources.chapter("04_learning_from_case_reviews", partnership=partnership, year=year)',
        "## Reviews\n\nWhat is known of each review.",
        'reviews = statistics.protect(measures.table(chapter, "reviews"), title="What is known of each review")',
        'tables.show(reviews, columns=["name", "themes", "response", "outcome_evidence"])',
    ),
}


def write(place: Path) -> Path:
    """Write the project into a folder: the partnership's data, a link to the published figures, and the chapters."""
    shutil.copytree(PROJECT / "tests" / "fixtures" / "thornby", place / "data" / "thornby")
    (place / "data" / "published").symlink_to(PROJECT / "data" / "published")
    (place / "notebooks").mkdir()
    for name, cells in CHAPTERS.items():
        (place / "notebooks" / f"{name}.ipynb").write_text(nbformat.writes(notebook(*cells)), encoding="utf-8")
    return place


def notebook(title: str, *cells: str) -> nbformat.NotebookNode:
    """A chapter of cells: those that begin with # are words, the others code."""
    parameters = new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
    rest = [new_markdown_cell(cell) if cell.startswith("#") else new_code_cell(cell) for cell in cells]
    book = new_notebook(cells=[new_markdown_cell(title), parameters, *rest], metadata=KERNEL)
    for place, cell in enumerate(book.cells):
        cell.id = f"cell-{place}"
    return book


def change(path: Path, old: str, new: str) -> None:
    """Change words in a file, all the places where they stand."""
    before = path.read_text(encoding="utf-8")
    if old not in before:
        raise LookupError(f"{path.name} does not hold {old!r}, so the test would prove nothing")
    path.write_text(before.replace(old, new), encoding="utf-8")


def change_cell(path: Path, old: str, new: str) -> None:
    """Change words in a notebook's cells."""
    change(path, json.dumps(old)[1:-1], json.dumps(new)[1:-1])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with what it holds."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
