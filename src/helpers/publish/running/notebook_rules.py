"""Check the rules of a chapter's notebook, which keep it an essay that says nothing the data does not.

A chapter opens with its title and question, the parameters and one cell of imports, and each heading has words under it.
The other cells show what belongs together: no more than eight lines, nothing defined, nothing looped over, no name with two
meanings, and no number typed into code or prose. Outputs stored in a chapter break no rule: git leaves them out
(`stored_outputs`).
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from helpers.errors import DataFaults, Fault
from helpers.publish.running import gate_rules
from helpers.sources import chapter_notebooks, people_in_words, reading
from helpers.sources.typed_numbers import allowed, typed_numbers_in, unfinished_words

PARAMETERS = ("partnership", "year")
LONGEST = 8
KERNEL = "python3"
PRESENTATION = ("decimals", "first", "years")
MAY_IMPORT = ("helpers", "IPython")

DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
BRANCHED = (ast.If, ast.IfExp, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.Assert, ast.Raise, ast.Global)
COMPREHENDED = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

TITLE = "the chapter does not open with # Title and, under it, the question it answers. Write both."
SETTINGS = 'the second cell is not tagged parameters, with partnership = "…" and year = "…" alone. Make it so.'
IMPORTS = "the third cell does not import from helpers, and do nothing else. Gather the imports there."
LONG = f"the cell has more than {LONGEST} lines. Move what it works out to the shared module."
NOT_PYTHON = "the cell is not plain Python. Take out % and ! commands, and mend any slip."
FOREIGN = "{} is imported. A chapter imports from helpers only; add what it needs there."
SCATTERED = "an import stands here. Gather the imports in the third cell."
SECOND_TITLE = "a chapter has one title. Begin the heading with ##."
SILENT = "nothing is said under the heading. Write what is asked there, why it matters and how to read what follows."
LOGIC = "{} belongs in the shared module. Write a small named function there and call it here."
NUMBER = "the number {} is typed here. Take it from the data by its name."
FORMATTED = 'a text put together with f"…" hides its numbers. Give them to prose.say, with {} where each stands.'
REASSIGNED = "{} is the name of something else already, in cell {}. Give this a name of its own."
LOOSE = "a binding in a Markdown cell is never filled. Say it with prose.say, or move it to the year's folder."


@dataclass(frozen=True)
class NotebookCell:
    """One cell of a chapter, with its place (from 1)."""

    place: int
    kind: str
    source: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class BrokenRule:
    """A rule that a chapter breaks: the cell (0 for the whole chapter), the line in it (0 for all), and what to do."""

    cell: int
    line: int
    message: str


def refuse(folder: str | Path, *, passed: Collection[str] = ()) -> set[str]:
    """Raise DataFaults with every rule that a chapter of the folder breaks; return the digests of the chapters.

    What is no chapter (a copy, or not a notebook) is a fault too, and so is a folder without any.
    A chapter whose digest is among `passed` was checked by an earlier build and is not checked again.
    """
    unreadable = chapter_notebooks.faults(Path(folder))
    names = {fault.file for fault in unreadable}
    paths = [path for path in sorted(Path(folder).glob("*.ipynb")) if chapter_notebooks.name(path) not in names]
    digests = {path: digest(chapter_notebooks.text(path)) for path in paths}
    broken_rules = [fault for path in paths if digests[path] not in passed for fault in faults(path)]
    if unreadable or broken_rules:
        raise DataFaults([*unreadable, *broken_rules])
    return set(digests.values())


def digest(text: str) -> str:
    """Return a digest of all that a chapter is checked by: its own text, and the words that may hold a number."""
    return sha256("\n".join([*allowed(), text]).encode()).hexdigest()


def faults(path: Path) -> list[Fault]:
    """Return a fault for each rule that a chapter's file breaks, with its cell and line; raises UnreadableFile for no notebook."""
    file = chapter_notebooks.name(path)
    notebook = reading.notebook(path, file, path.parent)
    return [Fault(file, 0, _place(rule), rule.message) for rule in broken(notebook)]


def broken(notebook: dict[str, Any]) -> list[BrokenRule]:
    """Return the rules that a notebook, as nbformat stores it, breaks."""
    cells = [_cell(place, cell) for place, cell in enumerate(notebook.get("cells", []), start=1)]
    of_chapter = [*_of_kernel(notebook), *_of_opening(cells), *_of_names(cells), *_of_gate(cells)]
    return of_chapter + [rule for cell in cells for rule in _of_cell(cell)]


def _place(rule: BrokenRule) -> str:
    return ", ".join(([f"cell {rule.cell}"] if rule.cell else []) + ([f"line {rule.line}"] if rule.line else []))


def _cell(place: int, cell: dict[str, Any]) -> NotebookCell:
    tags = tuple(cell.get("metadata", {}).get("tags", ()))
    return NotebookCell(place, cell["cell_type"], "".join(cell["source"]), tags)


def _of_kernel(notebook: dict[str, Any]) -> Iterator[BrokenRule]:
    if notebook.get("metadata", {}).get("kernelspec", {}).get("name") != KERNEL:
        yield BrokenRule(
            0, 0, f"the kernel is not {KERNEL}, so papermill cannot run the chapter. Choose it in JupyterLab."
        )


def _of_opening(cells: Sequence[NotebookCell]) -> Iterator[BrokenRule]:
    if not cells or not _is_title(cells[0]):
        yield BrokenRule(1, 0, TITLE)
    if len(cells) < 2 or not _is_parameters(cells[1]):
        yield BrokenRule(2, 0, SETTINGS)
    if len(cells) < 3 or not _is_imports(cells[2]):
        yield BrokenRule(3, 0, IMPORTS)


def _is_title(cell: NotebookCell) -> bool:
    title, _, question = cell.source.partition("\n")
    return cell.kind == "markdown" and title.startswith("# ") and question.strip().endswith("?")


def _is_parameters(cell: NotebookCell) -> bool:
    lines = _parsed(cell).body if cell.kind == "code" and _parses(cell) else []
    return "parameters" in cell.tags and sorted(_literal(line) for line in lines) == sorted(PARAMETERS)


def _literal(line: ast.stmt) -> str:
    """Return the name that a line gives a plain text to, or an empty string where it does anything else."""
    match line:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str())):
            return name
    return ""


def _is_imports(cell: NotebookCell) -> bool:
    lines = _parsed(cell).body if cell.kind == "code" and _parses(cell) else []
    return bool(lines) and all(isinstance(line, ast.Import | ast.ImportFrom) for line in lines)


def _of_names(cells: Sequence[NotebookCell]) -> Iterator[BrokenRule]:
    """Refuse a name that is assigned twice, since a reader looks up what it means where it is assigned first."""
    first_cells: dict[str, int] = {}
    for cell in cells:
        for name, line in _names(cell):
            if name in first_cells:
                yield BrokenRule(cell.place, line, REASSIGNED.format(name, first_cells[name]))
            first_cells.setdefault(name, cell.place)


def _names(cell: NotebookCell) -> Iterator[tuple[str, int]]:
    """Go through the names that a cell imports or assigns, each with its line."""
    for node in ast.walk(_parsed(cell)) if cell.kind == "code" and _parses(cell) else ():
        if isinstance(node, ast.alias):
            yield node.asname or node.name, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def _of_gate(cells: Sequence[NotebookCell]) -> Iterator[BrokenRule]:
    """Refuse what would show a number that has not passed the gate."""
    trees = {cell.place: _parsed(cell) for cell in cells if cell.kind == "code" and _parses(cell)}
    names = gate_rules.measure_names(trees.values())
    for place, tree in trees.items():
        yield from (BrokenRule(place, line, message) for line, message in gate_rules.faults(tree, names))


def _of_cell(cell: NotebookCell) -> Iterator[BrokenRule]:
    if cell.kind == "markdown":
        yield from _of_prose(cell)
    elif cell.kind == "code":
        yield from _of_code(cell)


def _of_prose(cell: NotebookCell) -> Iterator[BrokenRule]:
    for slip in [*typed_numbers_in(cell.source), *people_in_words.faults(cell.source), *unfinished_words(cell.source)]:
        yield BrokenRule(cell.place, slip.line, slip.message)
    for line, text in enumerate(cell.source.splitlines(), start=1):
        if "{{" in text or "{%" in text:
            yield BrokenRule(cell.place, line, LOOSE)
        if text.startswith("# ") and cell.place > 1:
            yield BrokenRule(cell.place, line, SECOND_TITLE)
    yield from _of_headings(cell)


def _of_headings(cell: NotebookCell) -> Iterator[BrokenRule]:
    """Refuse a heading with another right below it, or with nothing."""
    lines = [(line, text) for line, text in enumerate(cell.source.splitlines(), start=1) if text.strip()]
    for (line, text), (_, below) in zip(lines, [*lines[1:], (0, "##")], strict=True):
        if text.startswith("##") and below.startswith("##"):
            yield BrokenRule(cell.place, line, SILENT)


def _of_code(cell: NotebookCell) -> Iterator[BrokenRule]:
    if len(cell.source.splitlines()) > LONGEST:
        yield BrokenRule(cell.place, 0, LONG)
    if not _parses(cell):
        yield BrokenRule(cell.place, 0, NOT_PYTHON)
        return
    for node in _parts(_parsed(cell)):
        yield from (BrokenRule(cell.place, getattr(node, "lineno", 0), message) for message in _messages(node, cell))


def _parts(tree: ast.AST) -> Iterator[ast.AST]:
    """Go through the parts of a cell, save the numbers that only say how to show something (`decimals=1`)."""
    for part in ast.iter_child_nodes(tree):
        if not (isinstance(part, ast.keyword) and part.arg in PRESENTATION and isinstance(part.value, ast.Constant)):
            yield part
            yield from _parts(part)


def _messages(node: ast.AST, cell: NotebookCell) -> Iterator[str]:
    if isinstance(node, DEFINED + BRANCHED + COMPREHENDED):
        yield LOGIC.format(type(node).__name__)
    elif isinstance(node, ast.JoinedStr):
        yield FORMATTED
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from _of_import(node, cell)
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node.value)


def _of_constant(value: object) -> Iterator[str]:
    """Refuse numbers, and texts that say one; a text that is neither spaced nor of letters alone is a name, and may hold digits."""
    if isinstance(value, int | float | complex) and not isinstance(value, bool):
        yield NUMBER.format(value)
    elif isinstance(value, str) and (" " in value or value.isalpha()):
        slips = [*typed_numbers_in(value), *people_in_words.faults(value), *unfinished_words(value)]
        yield from (slip.message for slip in slips)


def _of_import(node: ast.Import | ast.ImportFrom, cell: NotebookCell) -> Iterator[str]:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    for name in names:
        if name.partition(".")[0] not in MAY_IMPORT:
            yield FOREIGN.format(name or "a relative import")
    if cell.place != 3:
        yield SCATTERED


def _parsed(cell: NotebookCell) -> ast.Module:
    return ast.parse(cell.source)


def _parses(cell: NotebookCell) -> bool:
    try:
        _parsed(cell)
    except SyntaxError:
        return False
    return True
