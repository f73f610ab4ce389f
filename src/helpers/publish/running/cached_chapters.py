"""Chapters as an earlier build executed them, put back among the words that they now have."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat import NotebookNode, v4

from helpers.publish.running.cache import Cache, CachedChapter, ChapterKey, Dependencies
from helpers.publish.running.normalised import stripped
from helpers.publish.running.progress import BuildProgress
from helpers.publish.running.run import ChapterRun
from helpers.sources import file_dependencies

INJECTED = "injected-parameters"


@dataclass(frozen=True)
class ChapterCache:
    """The chapters of one build, and all the looks they took, now or when they were executed."""

    cache: Cache
    looks: Dependencies = field(default_factory=dict)

    def kept(self, one: ChapterRun) -> str:
        """Return a chapter's notebook as it was executed before, among the words that it now has; empty where it has to run."""
        written = one.notebook.read_text(encoding="utf-8")
        notebook = v4.reads(written)
        held = self.cache.executed(key(notebook, one))
        executed = held and (held.executed if held.written == written else _among_new_words(notebook, held.executed))
        if not held or not executed:
            return ""
        self.looks.update(held.looks)
        return executed

    def put_back(self, one: ChapterRun, executed: str, progress: BuildProgress) -> NotebookNode:
        """Write a kept chapter where running it would have, and return it."""
        one.output.write_text(executed, encoding="utf-8")
        progress.keep(one.name)
        return v4.reads(executed)

    def keep(self, one: ChapterRun, looks: Dependencies | None) -> NotebookNode:
        """Keep a chapter just executed, and return it; where nobody heard what it read, it depends on all the data."""
        written, executed = (path.read_text(encoding="utf-8") for path in (one.notebook, one.output))
        whole = _before(self.cache) | (self.cache.whole if looks is None else looks)
        self.looks.update(whole)
        ran = v4.reads(executed)
        made_from = (
            written if _cells(v4.reads(written)) == _cells(ran) else ""
        )  # it may have been saved again meanwhile
        self.cache.keep(key(ran, one), CachedChapter(made_from, executed, whole))
        return ran


def _among_new_words(notebook: NotebookNode, executed: str) -> str:
    """Return the executed cells among the words that the chapter now has; nothing where they do not fit."""
    cells = spliced(notebook, [cell for cell in v4.reads(executed).cells if cell.cell_type == "code"])
    if cells is None:
        return ""
    notebook.cells = [nbformat.from_dict(cell) for cell in cells]
    return nbformat.writes(stripped(notebook))


def _cells(notebook: NotebookNode) -> list[tuple[str, str, list[str]]]:
    """What the author wrote, cell by cell."""
    return [
        (cell.cell_type, cell.source, list(cell.metadata.get("tags", [])))
        for cell in notebook.cells
        if not _is_injected(cell)
    ]


def key(notebook: NotebookNode, one: ChapterRun) -> ChapterKey:
    """What tells a chapter's run from any other, taken from the notebook that ran."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and not _is_injected(cell)]
    told = [(cell.source, cell.metadata.get("tags", [])) for cell in code]
    return ChapterKey.of(one.notebook.stem, one.parameters, [notebook.metadata.get("kernelspec", {}), told])


def spliced(notebook: NotebookNode, executed: list[dict[str, Any]]) -> list[Mapping[str, Any]] | None:
    """Return a notebook's cells, its code cells as executed and the given parameters among them; None where they differ."""
    cells, left = list[Mapping[str, Any]](), list(executed)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            cells.append(cell)
        elif not left or left[0]["source"] != cell.source:
            return None
        else:
            cells.append(left.pop(0))
            cells += [left.pop(0)] if left and _is_injected(left[0]) else []
    return None if left else cells


def _before(cache: Cache) -> Dependencies:
    """What this process read before it was forked, and so each chapter may have been given, but for the chapters themselves."""
    own = (f"{cache.snapshot.root / 'notebooks'}{os.sep}", f"{cache.root / 'build'}{os.sep}")
    return {
        look: mark
        for look, mark in file_dependencies.seen().items()
        if not f"{look.partition(' ')[2]}{os.sep}".startswith(own)
    }


def _is_injected(cell: Mapping[str, Any]) -> bool:
    return INJECTED in cell["metadata"].get("tags", [])
