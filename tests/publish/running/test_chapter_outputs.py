"""An executed chapter holds blocks alone: one that shows anything else is refused, and nothing of it is named."""

from __future__ import annotations

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.display import blocks
from helpers.errors import ReportError
from helpers.publish.running import chapter_outputs

BLOCK = new_output("display_data", data={blocks.MIME: "{}", "text/html": "<p>shown</p>"})
TABLE = "children 7123457"


def executed(*outputs: NotebookNode) -> NotebookNode:
    """A notebook that ran, whose one cell of code showed these."""
    return new_notebook(cells=[new_markdown_cell("# One"), new_code_cell("1", outputs=list(outputs))])


@pytest.mark.parametrize(
    "output",
    [
        new_output("stream", name="stdout", text=TABLE),
        new_output("execute_result", data={"text/plain": TABLE}),
        new_output("display_data", data={"text/html": TABLE}),
        new_output("display_data", data={"image/png": TABLE}),
        new_output("error", ename="ValueError", evalue=TABLE, traceback=[TABLE]),
    ],
    ids=["printed", "result", "table", "picture", "error"],
)
def test_what_is_no_block_is_refused_by_its_cell_and_not_quoted(output: NotebookNode) -> None:
    with pytest.raises(ReportError, match=r"one\.ipynb, cell 2 shows something that is no block") as refused:
        chapter_outputs.refuse(executed(BLOCK, output), "one.ipynb")
    assert "7123457" not in str(refused.value)


def test_a_warning_is_taken_out_since_it_may_quote_what_was_worked_with() -> None:
    notebook = executed(new_output("stream", name="stderr", text=TABLE), BLOCK)
    chapter_outputs.refuse(notebook, "one.ipynb")
    assert "7123457" not in nbformat.writes(notebook) and notebook.cells[1].outputs == [BLOCK]
