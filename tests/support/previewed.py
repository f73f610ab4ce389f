"""A preview of the small project (`two_chapters`) as a process, and what it says."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from typing import IO

import psutil

from support.held_up import PATIENCE, soon


class Previewing:
    """A preview at work: its process, and where it is served."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.address = re.search(r"http://127\.0\.0\.1:(\d+)/\S+", self.until("The preview is at"))
        assert self.address
        self.port = int(self.address[1])

    @property
    def output(self) -> IO[str]:
        assert self.process.stdout
        return self.process.stdout

    def until(self, words: str) -> str:
        """Read on to the line with certain words, and return it."""
        for line in self.output:
            if words in line:
                return line
        raise AssertionError(f"the preview ended without saying {words!r}")

    @property
    def family(self) -> list[psutil.Process]:
        """The preview's processes, the builder's and its builds' among them."""
        first = psutil.Process(self.process.pid)
        return [first, *first.children(recursive=True)]

    @property
    def is_served(self) -> bool:
        """Whether anybody still listens at its port."""
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0


@contextlib.contextmanager
def previewing() -> Iterator[Previewing]:
    """Begin a preview of the project at REPORT_ROOT as from a terminal; at the end it is killed where it has not ended."""
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    words = [sys.executable, "-m", "helpers", "preview", "--partnership", "thornby", "--browser", "none"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, preexec_fn=heard)
    impatience = threading.Timer(3 * PATIENCE, process.kill)  # nobody waits for a line that does not come
    impatience.start()
    try:
        yield Previewing(process)
    finally:
        impatience.cancel()
        family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.kill()
        process.wait(PATIENCE)
        assert soon(lambda: not any(child.is_running() for child in family)), "a process of the preview outlives it"
