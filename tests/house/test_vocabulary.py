"""Names say what a value is, and each public class has a name of its own; `docs/vocabulary.md` lists the words."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import PROJECT, syntax

PAGE = (PROJECT / "docs/vocabulary.md").read_text(encoding="utf-8")
WORDS = frozenset(
    re.findall(r"^## Words that name nothing$.*?((?:^    [^\n]*\n)+)", PAGE, re.MULTILINE | re.DOTALL)[0].split()
)


def identifiers(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Go through the names that a file gives, each with its line: of functions, classes, arguments, variables, fields, modules."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.FunctionDef(name=str(name))
                | ast.AsyncFunctionDef(name=str(name))
                | ast.ClassDef(name=str(name))
                | ast.arg(arg=str(name))
                | ast.Name(id=str(name), ctx=ast.Store())
                | ast.Attribute(attr=str(name), ctx=ast.Store())
                | ast.alias(asname=str(name))
                | ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                yield node.lineno, name


def breaches(*places: Path) -> list[str]:
    """Return "file:line: name" for each name that is wholly one of the words that name nothing."""
    return [
        f"{path.name}:{line}: {name}"
        for path in syntax.files(*places)
        for line, name in [(0, path.stem), *identifiers(syntax.tree(path))]
        if name.strip("_").lower() in WORDS
    ]


def namesakes(*places: Path) -> dict[str, list[str]]:
    """Return the files of each name that more than one public class has."""
    named = defaultdict(list)
    for path in syntax.files(*places):
        for node in ast.walk(syntax.tree(path)):
            if isinstance(node, ast.ClassDef) and syntax.is_public(node.name):
                named[node.name].append(path.name)
    return {name: paths for name, paths in named.items() if len(paths) > 1}


@pytest.mark.parametrize(
    "planted",
    [
        "def _told(): ...",
        "async def told(): ...",
        "class Told: ...",
        "def number(told): ...",
        "def number(*, told_=1): ...",
        "number(lambda told: 1)",
        "told = 1",
        "number, told = 1, 2",
        "class Number:\n    told: int",
        "number.told = 1",
        "for told in numbers: ...",
        "[told for told in numbers]",
        "with number as told: ...",
        "import number as told",
        "if (told := 1): ...",
        "try: ...\nexcept ValueError as told: ...",
        "match number:\n    case [told, *_]: ...",
    ],
)
def test_a_name_that_is_wholly_such_a_word_is_found(planted: str, tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(planted, encoding="utf-8")
    assert {breach.rpartition(" ")[2].strip("_").lower() for breach in breaches(tmp_path)} == {"told"}


def test_a_module_that_has_such_a_word_for_a_name_is_found(tmp_path: Path) -> None:
    (tmp_path / "told.py").touch()
    assert breaches(tmp_path) == ["told.py:0: told"]


def test_a_name_that_only_holds_such_a_word_is_none_of_them(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("is_known = not_supplied.told\nlines_written = 1", encoding="utf-8")
    assert breaches(tmp_path) == []


def test_a_second_public_class_of_one_name_is_found(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / f"{name}.py").write_text("class Cell: ...\nclass _Row: ...", encoding="utf-8")
    assert namesakes(tmp_path) == {"Cell": ["first.py", "second.py"]}


def test_the_page_lists_the_words() -> None:
    assert {"told", "held", "found", "written"} <= WORDS
    assert "message" not in WORDS


@pytest.mark.parametrize("place", sorted(set(re.findall(r"\| `([\w/.]+)` \|$", PAGE, re.MULTILINE))))
def test_every_place_that_the_page_names_is_there(place: str) -> None:
    assert (syntax.SOURCE / place).exists()


@pytest.mark.parametrize("name", re.findall(r"`([A-Z]\w+)`", PAGE))
def test_every_class_that_the_page_names_stands_where_it_says(name: str) -> None:
    (place,) = re.findall(rf"^\|[^|]*`{name}`.*\| `([\w/.]+)` \|$", PAGE, re.MULTILINE)
    assert re.search(rf"^class {name}\b", (syntax.SOURCE / place).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("folder", sorted({syntax.folder(path) for path in syntax.files(*syntax.CODE)}))
def test_no_name_is_wholly_such_a_word(folder: str) -> None:
    assert breaches(*(path for path in syntax.files(*syntax.CODE) if syntax.folder(path) == folder)) == []


def test_no_two_public_classes_have_one_name() -> None:
    assert namesakes(syntax.SOURCE) == {}
