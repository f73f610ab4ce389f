"""A build that is held up, since its chapters read a pipe that says nothing: time to end it, or to build beside it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psutil

from support import two_chapters

PATIENCE = 30


def command(start_new_session: bool = False) -> subprocess.Popen[str]:
    """Ask as from a terminal, where Ctrl-C is heard even if whoever runs the tests does not hear it."""
    words = [sys.executable, "-m", "helpers", "report", "--partnership", "thornby"]
    heard: Callable[[], object] = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heard,
        start_new_session=start_new_session,
    )


@contextlib.contextmanager
def held_up(project: Path, start_new_session: bool = False) -> Iterator[subprocess.Popen[str]]:
    """Order the report of the small project (`two_chapters`) and give the command as soon as a chapter reads the pipe."""
    pipe, ends = project / "pipe", list[int]()
    os.mkfifo(pipe)
    notebooks = {path: path.read_text(encoding="utf-8") for path in (project / "notebooks").glob("*.ipynb")}
    for path in notebooks:
        two_chapters.change_cell(
            path, "chapter = sources", f'sources.year_folder.Path("{pipe}").read_text()\nchapter = sources'
        )
    build = command(start_new_session=start_new_session)
    assert soon(lambda: ends or opened(pipe, ends)), "nobody reads the pipe"
    for path, content in notebooks.items():  # the build has a copy of its own; another is not to be held up
        path.write_text(content, encoding="utf-8")
    try:
        yield build
    finally:
        os.close(ends[0])
        pipe.unlink()


def opened(pipe: Path, ends: list[int]) -> bool:
    """Open a pipe to write where somebody reads it: whoever does then waits for words."""
    with contextlib.suppress(OSError):
        ends.append(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
    return bool(ends)


def soon(is_so: Callable[[], object]) -> bool:
    """Whether something is so before patience ends."""
    until = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < until:
        time.sleep(0.05)
    return bool(is_so())


def are_gone(processes: list[psutil.Process]) -> bool:
    """Whether processes end before patience does."""
    return soon(
        lambda: not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes)
    )
