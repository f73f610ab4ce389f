"""An executed notebook without what differs from run to run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import nbformat
from nbformat import NotebookNode

INJECTED = "injected-parameters"


def numbered(cells: list[Any]) -> Iterator[tuple[int, Any]]:
    """Go through an executed notebook's cells with the numbers that its author counts, from 1.

    The cell of parameters as given, which papermill adds, has the number of the cell above it, whose values it replaces.
    """
    number = 0
    for cell in cells:
        number += not is_injected(cell)
        yield number, cell


def is_injected(cell: Any) -> bool:
    """Whether papermill added the cell to hold the parameters as given."""
    return INJECTED in cell["metadata"].get("tags", [])


def stripped(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook, changed in place, without what differs from run to run: times, random ids and the machine's versions."""
    notebook.metadata = nbformat.from_dict(
        {key: notebook.metadata[key] for key in ("kernelspec",) if key in notebook.metadata}
    )
    for number, cell in numbered(notebook.cells):
        cell.id = f"cell-{number}-as-given" if is_injected(cell) else f"cell-{number}"
        tags = {key: cell.metadata[key] for key in ("tags",) if cell.metadata.get(key)}
        cell.metadata = nbformat.from_dict(tags)
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [_uncounted(output) for output in cell.outputs]
    return notebook


def _uncounted(output: NotebookNode) -> NotebookNode:
    return nbformat.from_dict(output | {"execution_count": None}) if "execution_count" in output else output
