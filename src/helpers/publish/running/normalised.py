"""An executed notebook without what differs from run to run."""

from __future__ import annotations

import nbformat
from nbformat import NotebookNode


def stripped(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook, changed in place, without what differs from run to run: times, random ids and the machine's versions."""
    notebook.metadata = nbformat.from_dict(
        {key: notebook.metadata[key] for key in ("kernelspec",) if key in notebook.metadata}
    )
    for place, cell in enumerate(notebook.cells):
        cell.id = f"cell-{place}"
        tags = {key: cell.metadata[key] for key in ("tags",) if cell.metadata.get(key)}
        cell.metadata = nbformat.from_dict(tags)
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [_uncounted(output) for output in cell.outputs]
    return notebook


def _uncounted(output: NotebookNode) -> NotebookNode:
    return nbformat.from_dict(output | {"execution_count": None}) if "execution_count" in output else output
