"""Chapters as an earlier build executed them, for use again among the words that they now have."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat import NotebookNode, v4

from helpers.publish.running.cache import Cache, CachedChapter, ChapterKey, Dependencies
from helpers.publish.running.normalised import is_injected, stripped
from helpers.publish.running.progress import BuildProgress
from helpers.publish.running.run import ChapterRun, ExecutedChapter
from helpers.sources import chapter_notebooks, file_dependencies


@dataclass(frozen=True)
class ChapterCache:
    """The chapters that one build takes from the cache or adds to it; `dependencies` are the files that any of them read."""

    cache: Cache
    dependencies: Dependencies = field(default_factory=dict)

    def find(self, run: ChapterRun) -> str:
        """Return a chapter as an earlier build executed it, among the words that it now has; "" where it has to run."""
        notebook_text = chapter_notebooks.text(run.notebook)
        notebook = v4.reads(notebook_text)
        cached = self.cache.executed(key(notebook, run))
        if not cached:
            return ""
        is_as_written = cached.source == notebook_text
        executed = cached.executed if is_as_written else _among_new_words(notebook, cached.executed)
        if executed:
            self.dependencies.update(cached.looks)
        return executed

    def restore(self, run: ChapterRun, executed: str, progress: BuildProgress) -> None:
        """Write a chapter of the cache where running it would have put it."""
        run.output.write_text(executed, encoding="utf-8")
        progress.skip(run.name)

    def store(self, chapter: ExecutedChapter) -> str:
        """Put a chapter that just ran into the cache, unless a file changed as it was read; return its notebook's text."""
        run = chapter.run
        notebook_text, executed = chapter_notebooks.text(run.notebook), run.output.read_text(encoding="utf-8")
        notebook = v4.reads(executed)
        if chapter.is_settled:
            # The notebook may have been saved again while the chapter ran: its words are then not those that were executed.
            is_as_written = _cells(v4.reads(notebook_text)) == _cells(notebook)
            # What a kernel read nobody knows, so its chapter depends on all the data.
            files = self.cache.whole if chapter.dependencies is None else chapter.dependencies
            dependencies = _before(self.cache) | files
            self.dependencies.update(dependencies)
            cached = CachedChapter(notebook_text if is_as_written else "", executed, dependencies)
            self.cache.keep(key(notebook, run), cached)
        return executed


def _among_new_words(notebook: NotebookNode, executed: str) -> str:
    """Return the executed cells among the words that the chapter now has; "" where its code is no longer that."""
    cells = spliced(notebook, [cell for cell in v4.reads(executed).cells if cell.cell_type == "code"])
    if cells is None:
        return ""
    notebook.cells = [nbformat.from_dict(cell) for cell in cells]
    return v4.writes(stripped(notebook))


def _cells(notebook: NotebookNode) -> list[tuple[str, str, list[str]]]:
    """What the author wrote, cell by cell."""
    return [
        (cell.cell_type, cell.source, list(cell.metadata.get("tags", [])))
        for cell in notebook.cells
        if not is_injected(cell)
    ]


def key(notebook: NotebookNode, run: ChapterRun) -> ChapterKey:
    """Return what tells a chapter's run from any other, from the code of its notebook, executed or not."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and not is_injected(cell)]
    code = [(cell.source, cell.metadata.get("tags", [])) for cell in cells]
    return ChapterKey.of(run.notebook.stem, run.parameters, [notebook.metadata.get("kernelspec", {}), code])


def spliced(notebook: NotebookNode, executed: list[dict[str, Any]]) -> list[Mapping[str, Any]] | None:
    """Return a notebook's cells with its code cells as executed, the injected parameters among them; None where the code differs."""
    cells, remaining = list[Mapping[str, Any]](), list(executed)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            cells.append(cell)
        elif not remaining or remaining[0]["source"] != cell.source:
            return None
        else:
            cells.append(remaining.pop(0))
            cells += [remaining.pop(0)] if remaining and is_injected(remaining[0]) else []
    return None if remaining else cells


def _before(cache: Cache) -> Dependencies:
    """What this process read before it forked, and each chapter may so have got from it, but for the notebooks themselves."""
    own = (f"{cache.snapshot.root / 'notebooks'}{os.sep}", f"{cache.root / 'build'}{os.sep}")
    return {
        look: mark
        for look, mark in file_dependencies.recorded().items()
        if not f"{look.partition(' ')[2]}{os.sep}".startswith(own)
    }
