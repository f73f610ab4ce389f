"""`python -m helpers`."""

import atexit
import os
import sys
from pathlib import Path


def drop_stale_bytecode(folder: Path) -> None:
    """Remove compiled modules that are older than their source.

    Python compares whole seconds and sizes, so it would run what a module said before an edit within the same second.
    """
    for compiled in folder.rglob("__pycache__/*.pyc"):
        source = compiled.parents[1] / f"{compiled.name.partition('.')[0]}.py"
        if source.exists() and compiled.stat().st_mtime_ns <= source.stat().st_mtime_ns:
            compiled.unlink(missing_ok=True)


def end(code: int) -> None:
    """End this process at once: Python would first free all that a build holds, which takes a tenth of the build."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    drop_stale_bytecode(Path(__file__).parent)

    from helpers.cli import main

    end(main())
