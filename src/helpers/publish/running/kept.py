"""Chapters as an earlier build executed them, put back among the words that they now have."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from helpers.publish.running.cache import Cache, ChapterKey, Looks
from helpers.publish.running.executed import stripped
from helpers.publish.running.progress import Progress
from helpers.publish.running.run import Run
from helpers.sources import reads

INJECTED = "injected-parameters"


@dataclass(frozen=True)
class Chapters:
    """The chapters of one build, and all the looks they took, now or when they were executed."""

    cache: Cache
    looks: Looks = field(default_factory=dict)

    def restored(self, one: Run, progress: Progress) -> bool:
        """Write a chapter as it was executed before, if nothing that made it has changed; say whether that was so."""
        notebook = nbformat.read(one.notebook, as_version=4)
        kept = self.cache.executed(key(notebook, one))
        cells = spliced(notebook, kept.cells) if kept else None
        if not kept or cells is None:
            return False
        notebook.cells = [nbformat.from_dict(cell) for cell in cells]
        one.output.write_text(nbformat.writes(stripped(notebook)), encoding="utf-8")
        self.looks.update(kept.looks)
        progress.keep(one.name)
        return True

    def keep(self, one: Run, looks: Looks | None) -> None:
        """Keep a chapter just executed; where nobody heard what it read, it depends on all the data."""
        executed = nbformat.read(one.output, as_version=4)
        whole = _before(self.cache.root) | (self.cache.whole if looks is None else looks)
        self.looks.update(whole)
        cells = [dict(cell) for cell in executed.cells if cell.cell_type == "code"]
        self.cache.keep(key(executed, one), cells, whole)


def key(notebook: NotebookNode, one: Run) -> ChapterKey:
    """What tells a chapter's run from any other: taken from what ran, since the file may have been saved again meanwhile."""
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


def _before(root: Path) -> Looks:
    """What this process read before it was forked, and so each chapter may have been given, but for the chapters themselves."""
    own = tuple(f"{root / name}{os.sep}" for name in ("notebooks", "build"))
    return {
        look: mark for look, mark in reads.seen().items() if not f"{look.partition(' ')[2]}{os.sep}".startswith(own)
    }


def _is_injected(cell: Mapping[str, Any]) -> bool:
    return INJECTED in cell["metadata"].get("tags", [])
