"""The lines that a build writes as it goes: which chapters and steps are at work, and which are done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO


@dataclass
class BuildProgress:
    """Writes how far a build is: a line for each of `total` steps as it is done and, on a terminal, one that names the work in hand."""

    total: int
    out: TextIO = field(default_factory=lambda: sys.stderr)
    done: int = 0
    working: dict[str, float] = field(default_factory=dict)

    def begin(self, name: str) -> None:
        """Write that a step has begun."""
        self.working[name] = time.monotonic()
        self._show_work()

    def end(self, name: str) -> None:
        """Write that a step is done, and how many seconds it took."""
        self.done += 1
        took = time.monotonic() - self.working.pop(name)
        self._line(f"[{self.done:>2}/{self.total}] {name} ({took:.1f} s)")
        self._show_work()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Write when the step in the `with` block begins, and when it is done."""
        self.begin(name)
        yield
        self.end(name)

    def skip(self, name: str) -> None:
        """Write that a step need not be done: an earlier build's result serves."""
        self.done += 1
        self._line(f"[{self.done:>2}/{self.total}] {name} (unchanged)")

    def _show_work(self) -> None:
        if self.working and self.out.isatty():
            self.out.write(f"\r\033[K        at work: {', '.join(self.working)}")
            self.out.flush()

    def _line(self, words: str) -> None:
        clear = "\r\033[K" if self.out.isatty() else ""
        self.out.write(f"{clear}{words}\n")
        self.out.flush()
