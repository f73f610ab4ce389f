"""Refuse whatever a chapter shows that is no block: a printed table, a bare measure or anything else that did not pass the gate.

An executed notebook is kept, published and read by reviewers, so it holds blocks alone.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from helpers.display import blocks
from helpers.errors import ReportError
from helpers.publish.running.normalised import numbered

ERRORS = "stderr"
NO_BLOCK = (
    "{}, cell {} shows something that is no block of the report, so nothing of it is kept. Show a statistic instead, such as "
    "tables.show(statistics.protect(measures.table(chapter, …))), or end the cell without showing anything."
)


def refuse(notebook: NotebookNode, name: str) -> None:
    """Raise ReportError, naming the cell and nothing that it shows, where a chapter that ran shows what is no block.

    What was written to the error stream, such as a warning of a library, is taken out: it may quote what was worked with.
    """
    for number, cell in numbered(notebook.cells):
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != ERRORS]
            if not all(map(_is_block, cell.outputs)):
                raise ReportError(NO_BLOCK.format(name, number))


def _is_block(output: Any) -> bool:
    return blocks.MIME in output.get("data", {})
