"""Where a number is from travels as values: only the ledger's edge puts it in a list, and nothing takes its text apart."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import syntax

PROVENANCE = {"origin", "origins", "derivation", "derivations", "row_key"}
OF_A_NUMBER = {"inputs", "address"}
APART = {
    *(
        "partition",
        "rpartition",
        "split",
        "rsplit",
        "startswith",
        "endswith",
        "removeprefix",
        "removesuffix",
        "replace",
    ),
    *("match", "fullmatch", "search", "findall", "finditer", "sub", "find", "index"),
}
WRITERS = {
    "sources/origins.py",  # an origin in words
    "statistics/derivations.py",  # a derivation in words, by the ledger's grammar
    "publish/ledger/rows.py",  # the ledger's edge
}


def breaches(path: Path) -> list[str]:
    """Return "file:line" for each place that joins or takes apart text of an origin or a derivation."""
    calls = (node for node in ast.walk(syntax.tree(path)) if isinstance(node, ast.Call))
    lines = sorted({call.lineno for call in calls if _is_breach(call)} | set(_addresses(path)))
    return [f"{path.name}:{line}" for line in lines]


def _is_breach(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    is_of_provenance = _provenance(call.func.value)
    is_given = any(map(_provenance, call.args))
    return bool((call.func.attr in APART and (is_of_provenance or is_given)) or (call.func.attr == "join" and is_given))


def _provenance(node: ast.AST) -> bool:
    """Whether an expression takes its value from where a number is from."""
    parts = list(ast.walk(node))
    attributes = {part.attr for part in parts if isinstance(part, ast.Attribute)}
    names = {part.id for part in parts if isinstance(part, ast.Name)}
    return bool(attributes & (PROVENANCE | OF_A_NUMBER) or names & PROVENANCE)


def _addresses(path: Path) -> Iterator[int]:
    """Go through the lines that write "file, row 3" themselves."""
    for node in ast.walk(syntax.tree(path)):
        if isinstance(node, ast.JoinedStr):
            words = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            if ", row " in words or "parquet, " in words:
                yield node.lineno


@pytest.mark.parametrize(
    "planted",
    [
        'column = number.origin.partition(", row ")[0]',
        'is_own = not number.origins[0].file.startswith("data/published/")',
        'measure = str(origin).split("|")[0]',
        "year = YEAR_OF.match(str(statistic.measure.origins[0]))",
        'places = "; ".join(str(origin) for origin in number.origins)',
        'place = f"{table.file}, row {line}"',
        'place = f"{STORE}/figures.parquet, {row}"',
        'is_count = str(number.derivation).startswith("count(")',
    ],
)
def test_a_place_that_joins_or_takes_apart_is_found(planted: str, tmp_path: Path) -> None:
    path = tmp_path / "planted.py"
    path.write_text(f'"""A module."""\n{planted}\n', encoding="utf-8")
    assert breaches(path) == ["planted.py:2"]


@pytest.mark.parametrize(
    "planted",
    ["row = origins[0].at(column)", "files = {origin.file for origin in origins}", "name = words.partition('.')[0]"],
)
def test_a_place_that_reads_the_parts_of_a_value_is_none(planted: str, tmp_path: Path) -> None:
    path = tmp_path / "planted.py"
    path.write_text(planted, encoding="utf-8")
    assert breaches(path) == []


@pytest.mark.parametrize(
    "path",
    [path for path in syntax.files(syntax.SOURCE) if path.relative_to(syntax.SOURCE).as_posix() not in WRITERS],
    ids=lambda path: path.relative_to(syntax.SOURCE).as_posix(),
)
def test_no_module_joins_or_takes_apart_where_a_number_is_from(path: Path) -> None:
    assert breaches(path) == []
