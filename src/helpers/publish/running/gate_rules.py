"""Rules of a chapter that keep whatever has not passed the gate from being shown: a measure, its table, its cells.

A measure refuses to be shown wherever it is, and no build keeps what is no block. These rules say so in the chapter's own cell.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

ROOMS = ("measures", "comparisons", "journey")
BEHIND_THE_GATE = ("cells", "folder", "frame", "measure", "raw_table", "table")
DISPLAY = "display"

BARE = (
    "the cell shows a measure, which has not passed the gate. Show a statistic of it: statistics.protect({}, title=…)."
)
BEHIND = "{} takes numbers from behind the gate. Show a statistic of them: statistics.protect(…)."
BUILT_IN = "{}() is not for chapters: it would show what has not passed the gate. Call what shows a statistic, such as tables.show."


@dataclass(frozen=True)
class MeasureNames:
    """What a chapter calls the rooms that make measures, and the measures that it gave a name."""

    rooms: frozenset[str]
    measures: frozenset[str]


def measure_names(trees: Iterable[ast.Module]) -> MeasureNames:
    """Return the names that lead to measures in a chapter, whose cells are given parsed."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    aliases = [node for node in nodes if isinstance(node, ast.alias)]
    rooms = frozenset(alias.asname or alias.name for alias in aliases if alias.name.rpartition(".")[2] in ROOMS)
    names = MeasureNames(rooms, frozenset())
    assigned = (node for node in nodes if isinstance(node, ast.Assign) and _is_measure(node.value, names))
    targets = (target for node in assigned for target in node.targets)
    return replace(names, measures=frozenset(target.id for target in targets if isinstance(target, ast.Name)))


def faults(tree: ast.Module, names: MeasureNames) -> Iterator[tuple[int, str]]:
    """Go through what a cell would show past the gate, each with its line; `names` are those of the whole chapter."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _is_behind(node, names):
            yield node.lineno, BEHIND.format(ast.unparse(node))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and _is_built_in(node.func.id):
            yield node.lineno, BUILT_IN.format(node.func.id)
    yield from ((node.lineno, BARE.format(ast.unparse(node))) for node in _shown(tree) if _is_measure(node, names))


def _is_built_in(name: str) -> bool:
    return hasattr(builtins, name) and name != DISPLAY  # IPython puts its own display among them


def _is_behind(node: ast.Attribute, names: MeasureNames) -> bool:
    is_of_room = isinstance(node.value, ast.Name) and node.value.id in names.rooms
    return node.attr.startswith("_") or (node.attr in BEHIND_THE_GATE and not is_of_room)


def _is_measure(node: ast.expr, names: MeasureNames) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _root(node) in names.rooms
    return isinstance(node, ast.Name) and node.id in names.measures


def _root(node: ast.expr) -> str:
    """The name that a chain of calls and attributes begins with."""
    while isinstance(node, ast.Call | ast.Attribute):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _shown(tree: ast.Module) -> Sequence[ast.expr]:
    """The last expression of a cell, which is shown, and whatever a call of display shows."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _root(node.func) == DISPLAY)
    displayed = [argument for call in calls for argument in call.args]
    last = tree.body[-1] if tree.body else None
    return [*displayed, last.value] if isinstance(last, ast.Expr) else displayed
