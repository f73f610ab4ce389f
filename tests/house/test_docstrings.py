"""Every public module, class, function and method of the package says what it gives."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import syntax

Definition = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
DOCUMENTED = '"""A module."""\nclass Number:\n    """A number."""\n'


def definitions(node: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """Go through a module, its public functions and classes, and the public methods of these."""
    yield node
    for inside in node.body:
        if isinstance(inside, ast.ClassDef) and syntax.is_public(inside.name):
            yield from definitions(inside)
        elif isinstance(inside, (ast.FunctionDef, ast.AsyncFunctionDef)) and syntax.is_public(inside.name):
            yield inside


def undocumented(*places: Path) -> list[str]:
    """Return "file: name" for each public definition without a docstring, and "file: module" for a module."""
    return [
        f"{path.name}: {getattr(node, 'name', 'module')}"
        for path in syntax.files(*places)
        for node in definitions(syntax.tree(path))
        if not ast.get_docstring(node)
    ]


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ("", "module"),
        ("def rate(): ...", "rate"),
        ("async def rate(): ...", "rate"),
        ("class Rate: ...", "Rate"),
        ("@dataclass\nclass Rate:\n    value: int", "Rate"),
        (f"{DOCUMENTED}    def rate(self): ...", "rate"),
        (f"{DOCUMENTED}    @property\n    def rate(self): ...", "rate"),
        (f'{DOCUMENTED}    def rate(self):\n        """ """', "rate"),
    ],
)
def test_a_public_definition_without_a_docstring_is_found(planted: str, name: str, tmp_path: Path) -> None:
    module = '"""A module."""\n' if planted and not planted.startswith('"') else ""
    (tmp_path / "planted.py").write_text(module + planted, encoding="utf-8")
    assert undocumented(tmp_path) == [f"planted.py: {name}"]


def test_what_is_private_or_special_needs_no_docstring(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(f"{DOCUMENTED}    def __len__(self): ...\ndef _rate(): ...", encoding="utf-8")
    assert undocumented(tmp_path) == []


def test_every_public_definition_has_a_docstring() -> None:
    assert undocumented(syntax.SOURCE) == []
