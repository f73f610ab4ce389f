"""The process that a command runs in: what it prints, where its tools keep their files, and how it ends."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path


def print_any_letter() -> None:
    """Print a letter that the system's code page lacks as an escape; by default Python would stop with an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def silence_output() -> None:
    """Send what is still to be printed nowhere: Python would otherwise stop with an error as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def keep_to_this_environment(cache: Path) -> None:
    """Use this environment's Jupyter kernels and, where the home folder cannot be written to, folders of `cache` instead.

    Another environment's kernel of the same name, python3, lacks what chapters import. Without a home folder, matplotlib and
    IPython would warn at each start and leave temporary folders behind.
    """
    os.environ.pop("JUPYTER_PATH", None)
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    if not (Path.home().is_dir() and os.access(Path.home(), os.W_OK)):
        os.environ.setdefault("MPLCONFIGDIR", str(cache / "matplotlib"))
        os.environ.setdefault("IPYTHONDIR", str(cache / "ipython"))


@contextlib.contextmanager
def ended_as_by_ctrl_c() -> Iterator[None]:
    """Make a request to end (SIGTERM) raise KeyboardInterrupt, as Ctrl-C does, so that unfinished files are removed."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
