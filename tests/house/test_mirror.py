"""Tests stand where what they test stands: a folder for a room, a file for a module, a chapter or a rule of the house."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import PROJECT, syntax

RULES = ("house", "independent", "properties", "reports")
ACROSS_CHAPTERS = ("any_partnership", "key_figures", "slips")
ACROSS_MODULES = {"sources/exactness": "the store against the publishers' own files, over every importer"}


def modules(source: Path) -> set[str]:
    """Return the modules and packages of a folder as paths in it, such as "sources/areas" and "publish/ledger"."""
    files = {path.relative_to(source).with_suffix("").as_posix() for path in syntax.files(source)}
    return files | {name.removesuffix("/__init__") for name in files}


def strays(tests: Path, source: Path, notebooks: Path) -> Iterator[str]:
    """Go through the test files that name no module, no chapter and stand in no folder of rules."""
    tested = {*modules(source), *ACROSS_MODULES, *(f"chapters/{name}" for name in ACROSS_CHAPTERS)}
    tested |= {f"chapters/{path.stem.partition('_')[2]}" for path in notebooks.glob("*.ipynb")}
    for path in sorted(tests.rglob("test_*.py")):
        place = path.relative_to(tests)
        if place.parts[0] not in RULES and (place.parent / path.stem.removeprefix("test_")).as_posix() not in tested:
            yield place.as_posix()


@pytest.mark.parametrize(
    "name",
    [
        "display/test_areas.py",
        "sources/test_area.py",
        "test_areas.py",
        "chapters/test_epilogue.py",
        "area/test_rules.py",
    ],
)
def test_a_test_of_no_module_is_found(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    assert list(strays(tmp_path, syntax.SOURCE, PROJECT / "notebooks")) == [name]


def test_every_test_file_is_of_a_module_a_chapter_or_a_rule() -> None:
    assert list(strays(PROJECT / "tests", syntax.SOURCE, PROJECT / "notebooks")) == []


@pytest.mark.parametrize("name", ACROSS_MODULES)
def test_what_is_said_to_go_across_modules_is_there(name: str) -> None:
    folder, _, module = name.rpartition("/")
    assert (PROJECT / "tests" / folder / f"test_{module}.py").exists()
