"""A room imports only from the rooms before it, and a chapter only from helpers and IPython."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "helpers"
ROOMS = ("errors", "sources", "statistics", "display", "publish", "cli")


def imported(path: Path) -> Iterator[str]:
    """Go through the modules a file imports, however deep in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def room(parts: tuple[str, ...]) -> str:
    return parts[0].removesuffix(".py") if parts else ""


def violations(source: Path) -> list[str]:
    """Return "file imports module" for each import that goes to a later room, or goes round the rooms."""
    return sorted(
        f"{path.relative_to(source)} imports {name}"
        for path in source.rglob("*.py")
        for name in imported(path)
        if not is_allowed(room(path.relative_to(source).parts), name)
    )


def is_allowed(here: str, name: str) -> bool:
    if name.startswith("."):
        return False
    package, *inside = name.split(".")
    if package != "helpers" or not inside or here not in ROOMS:
        return True
    return room(tuple(inside)) in ROOMS[: ROOMS.index(here) + 1]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("errors.py", "from helpers import sources"),
        ("sources/folder.py", "import helpers.statistics.units"),
        ("sources/importers/cells.py", "from helpers.display import blocks"),
        ("statistics/units.py", "def late():\n    from helpers.display.blocks import Block"),
        ("display/blocks.py", "from helpers.publish import chapter"),
        ("publish/chapter.py", "from helpers.cli import main"),
        ("display/blocks.py", "from helpers import charts"),
        ("display/blocks.py", "from . import theme"),
    ],
)
def test_an_import_from_a_later_room_is_found(tmp_path: Path, file: str, line: str) -> None:
    copy = shutil.copytree(SOURCE, tmp_path / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
    with (copy / file).open("a", encoding="utf-8") as planted:
        planted.write(f"\n{line}\n")
    assert [found.partition(" ")[0] for found in violations(copy)] == [file]


def test_no_room_imports_from_a_later_one() -> None:
    assert violations(SOURCE) == []


def test_every_room_is_one_of_the_six() -> None:
    rooms = {room(path.relative_to(SOURCE).parts) for path in SOURCE.rglob("*.py")}
    assert rooms - {"__init__", "__main__"} == set(ROOMS)
