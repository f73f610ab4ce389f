"""The project's Python files as syntax trees, for the rules of the house that read code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from support import PROJECT

SOURCE = PROJECT / "src" / "helpers"
CODE = (PROJECT / "src", PROJECT / "tests", PROJECT / "benchmarks", PROJECT / "set_up.py")


def files(*places: Path) -> Iterator[Path]:
    """Go through the Python files of folders, and files that are named themselves, in order."""
    for place in places:
        yield from sorted(place.rglob("*.py")) if place.is_dir() else [place]


def folder(path: Path) -> str:
    """Return the folder of a file in the project, such as "src/helpers/display", or the file itself where it is in none."""
    parts = path.relative_to(PROJECT)
    return (parts.parent if len(parts.parts) > 1 else parts).as_posix()


def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def is_public(name: str) -> bool:
    """Whether a name is for use from outside its module: it does not begin with an underscore."""
    return not name.startswith("_")
