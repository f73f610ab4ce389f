"""A room imports only from the rooms before it, and no module imports, over however many others, itself."""

from __future__ import annotations

import ast
import graphlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from support import syntax
from support.alike import rest_slow

SOURCE = syntax.SOURCE
ROOMS = ("errors", "sources", "statistics", "display", "publish", "cli")


def imported(path: Path) -> Iterator[str]:
    """Go through the modules a file imports, however deep in it the import stands."""
    for node in ast.walk(syntax.tree(path)):
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
    rest_slow(
        ("errors.py", "from helpers import sources"),
        ("sources/folder.py", "import helpers.statistics.units"),
        ("sources/importers/cells.py", "from helpers.display import blocks"),
        ("statistics/units.py", "def late():\n    from helpers.display.blocks import Block"),
        ("display/blocks.py", "from helpers.publish import chapter"),
        ("publish/chapter.py", "from helpers.cli import main"),
        ("display/blocks.py", "from helpers import charts"),
        ("display/blocks.py", "from . import theme"),
        quick=2,
    ),
)
def test_an_import_from_a_later_room_is_found(tmp_path: Path, file: str, line: str) -> None:
    copy = shutil.copytree(SOURCE, tmp_path / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
    with (copy / file).open("a", encoding="utf-8") as planted:
        planted.write(f"\n{line}\n")
    assert [violation.partition(" ")[0] for violation in violations(copy)] == [file]


def test_no_room_imports_from_a_later_one() -> None:
    assert violations(SOURCE) == []


def test_every_room_is_one_of_the_six() -> None:
    rooms = {room(path.relative_to(SOURCE).parts) for path in SOURCE.rglob("*.py")}
    assert rooms - {"__init__", "__main__"} == set(ROOMS)


def graph(source: Path) -> dict[str, set[str]]:
    """Return the modules of the package that each imports, wherever in it: in a function, or for the types alone."""
    modules = {module(path, source): path for path in syntax.files(source)}
    return {name: set(reached(name, path, modules)) - {name} for name, path in modules.items()}


def module(path: Path, source: Path) -> str:
    """Return the name of a file as a module, such as "helpers.sources" of `sources/__init__.py`."""
    return ".".join(path.relative_to(source.parent).with_suffix("").parts).removesuffix(".__init__")


def reached(name: str, path: Path, modules: Mapping[str, Path]) -> Iterator[str]:
    """Go through what an import runs: the module itself, and each package round it that the importer is not in."""
    for target in imported(path):
        target = target if target in modules else target.rpartition(".")[0]
        package = target.rpartition(".")[0]
        yield from {target} & modules.keys()
        while package in modules and not f"{name}.".startswith(f"{package}."):
            yield package
            package = package.rpartition(".")[0]


def circle(source: Path) -> list[str]:
    """Return the modules of a circle of imports, the first of them again at its end; none where there is no circle."""
    try:
        graphlib.TopologicalSorter(graph(source)).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize(
    "line",
    [
        "from helpers.statistics.units import Unit",
        "import helpers.statistics.units",
        "from helpers.statistics import units",
        "def late():\n    from helpers.statistics import units",
        "if TYPE_CHECKING:\n    from helpers.statistics import units",
    ],
)
def test_a_circle_of_imports_is_found(tmp_path: Path, line: str) -> None:
    source = planted_circle(tmp_path, line)
    assert set(circle(source)) == {
        "helpers.statistics.units",
        "helpers.statistics.rates",
        "helpers.statistics.formulas",
    }


def test_a_module_that_imports_from_the_package_that_imports_it_is_found(tmp_path: Path) -> None:
    source = planted_circle(tmp_path, "from helpers.statistics import rate")
    (source / "statistics" / "__init__.py").write_text("from helpers.statistics.rates import rate", encoding="utf-8")
    assert {"helpers.statistics", "helpers.statistics.rates"} <= set(circle(source))


def test_imports_one_way_are_no_circle(tmp_path: Path) -> None:
    assert circle(planted_circle(tmp_path, "import pandas")) == []


def test_a_package_that_imports_what_a_module_of_another_package_needs_is_a_circle(tmp_path: Path) -> None:
    source = planted_circle(tmp_path, "import pandas")
    (source / "sources").mkdir()
    (source / "sources" / "__init__.py").write_text("from helpers.statistics import rates", encoding="utf-8")
    (source / "sources" / "tables.py").touch()
    (source / "statistics" / "units.py").write_text("from helpers.sources import tables", encoding="utf-8")
    assert {"helpers.sources", "helpers.statistics.units"} <= set(circle(source))


def planted_circle(place: Path, line: str) -> Path:
    """Write a package in which rates import formulas, these import units, and units what the line says."""
    folder = place / "helpers" / "statistics"
    folder.mkdir(parents=True)
    for path in (folder.parent / "__init__.py", folder / "__init__.py"):
        path.touch()
    (folder / "rates.py").write_text("from helpers.statistics import formulas", encoding="utf-8")
    (folder / "formulas.py").write_text("from helpers.statistics.units import Unit", encoding="utf-8")
    (folder / "units.py").write_text(line.replace("units", "rates"), encoding="utf-8")
    return folder.parent


def test_no_imports_go_in_a_circle() -> None:
    assert circle(SOURCE) == []
