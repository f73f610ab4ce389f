"""Take out of a chapter what running it stored there, so that a change of it in git shows what its author changed.

Outputs, counts and a machine's own details go; cells keep their ids, tags and sources, and the notebook its kernel.
Git reads chapters so, whatever program saved them: set_up.py tells it to pass each chapter through this file, run as a
script, which imports nothing of the project so that it starts in no time. The file that JupyterLab saved keeps its outputs,
since what is exported from there is made of them.
"""

from __future__ import annotations

import json
import sys
from typing import Any

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}


def without_outputs(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook of nbformat 4 as JSON without what running it stored; another kernel than `python3` stays as it is."""
    kernel = notebook.get("metadata", {}).get("kernelspec", {})
    metadata = {"kernelspec": KERNEL if kernel.get("name") == KERNEL["name"] else kernel, "language_info": LANGUAGE}
    return {**notebook, "cells": [_unrun(cell) for cell in notebook.get("cells", [])], "metadata": metadata}


def cleaned(content: str) -> str:
    """Return a notebook file's text without what running it stored, in nbformat's own form; other text as it is."""
    try:
        notebook = json.loads(content)
    except ValueError:
        return content
    return json.dumps(without_outputs(notebook), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Write the notebook on standard input to standard output, cleaned."""
    sys.stdout.buffer.write(cleaned(sys.stdin.buffer.read().decode()).encode())


def _unrun(cell: dict[str, Any]) -> dict[str, Any]:
    tags = cell.get("metadata", {}).get("tags")
    unrun: dict[str, Any] = {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}
    source = "".join(cell["source"]).splitlines(keepends=True)
    return {**cell, "source": source, "metadata": {"tags": tags} if tags else {}, **unrun}


if __name__ == "__main__":
    main()
