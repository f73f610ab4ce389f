"""The limit that no build can pass: import what chapters need once, then run every cell in this one process.

`python limit.py NOTEBOOK…` prints the seconds of both as JSON. No kernel, no papermill, no page: each cell is compiled and
run, and what it shows is turned into what a notebook would hold.
"""

import time

BEGAN = time.perf_counter()  # before the imports below, since their time is half of what is measured

import ast  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from helpers.publish.running import run  # noqa: E402


def shown(cell: str, names: dict[str, object]) -> object:
    """Run a cell; return its last line's value."""
    lines = ast.parse(cell).body
    last = lines.pop() if isinstance(lines[-1], ast.Expr) else None
    exec(compile(ast.Module(lines, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None


def drawn(notebook: Path) -> None:
    """Run every cell of a notebook, and make what it would show."""
    names: dict[str, object] = {}
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            block = shown("".join(cell["source"]), names)
            if hasattr(block, "_repr_mimebundle_"):
                block._repr_mimebundle_()


run.preload()
imported = time.perf_counter()
for name in sys.argv[1:]:
    drawn(Path(name))
print(json.dumps({"importing": imported - BEGAN, "drawing": time.perf_counter() - imported}))
