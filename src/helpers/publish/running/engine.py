"""A papermill engine that runs a chapter in the process at hand, without a kernel to start.

Isolation comes from a fork (see `run`): a child that inherits pandas and matplotlib already imported starts in no time.
Registered with papermill as `in_process`; a chapter gives the same outputs under it as under a kernel.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import Any

from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode, from_dict
from papermill.engines import Engine, NotebookExecutionManager
from traitlets.config import Config

from helpers.sources import file_dependencies


class _Shell(InteractiveShell):
    """A shell whose errors go into the notebook and not to the terminal."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        return None


class InProcessEngine(Engine):
    """Runs a notebook's cells one after another in a fresh IPython shell of this process; it stops at the first that fails."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **options: Any) -> None:
        """Run the notebook's code cells in order and put into each what it shows."""
        file_dependencies.start_anew()
        with shell() as own:
            for place, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, place)
                failed = cell.cell_type == "code" and _failed(own, cell, place)
                if failed:
                    nb_man.cell_exception(cell, place)
                    return
                nb_man.cell_complete(cell, place)


def _failed(shell: InteractiveShell, cell: NotebookNode, place: int) -> bool:
    """Run one cell, put its outputs into it, and return whether it failed."""
    results: list[dict[str, Any]] = []
    printed = io.StringIO()
    shell.display_trap.hook = CapturingDisplayHook(shell=shell, outputs=results)
    shell.display_pub = CapturingDisplayPublisher()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        result = shell.run_cell(cell.source, store_history=False)
    error = result.error_before_exec or result.error_in_exec
    outputs = [*_streamed(printed.getvalue() if not error else ""), *map(_displayed, shell.display_pub.outputs)]
    outputs += [
        _output("execute_result", data=shown["data"], metadata=shown["metadata"], execution_count=None)
        for shown in results
    ]
    cell.outputs = [*outputs, *([_error(shell, error)] if error else [])]
    return error is not None


def _output(kind: str, **content: Any) -> NotebookNode:
    return from_dict({"output_type": kind} | content)  # nbformat's own function looks each through for faults


def _streamed(printed: str) -> list[NotebookNode]:
    return [_output("stream", name="stdout", text=printed)] if printed else []


def _displayed(output: dict[str, Any]) -> NotebookNode:
    return _output("display_data", data=output["data"], metadata=output["metadata"] or {})


def _error(shell: InteractiveShell, error: BaseException) -> NotebookNode:
    lines = shell.InteractiveTB.structured_traceback(type(error), error, error.__traceback__, tb_offset=1)
    return _output("error", ename=type(error).__name__, evalue=str(error), traceback=lines)


@contextlib.contextmanager
def shell() -> Iterator[InteractiveShell]:
    """Lend a new IPython shell, without history or colours, for a `with` block."""
    InteractiveShell.clear_instance()
    settings = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
    shell = _Shell.instance(config=settings)
    try:
        yield shell
    finally:
        _Shell.clear_instance()
