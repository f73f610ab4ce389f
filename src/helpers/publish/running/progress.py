"""What is said while a report is made: which chapters are at work, and which are done."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO


@dataclass
class BuildProgress:
    """Tells how far a build is: a line for each step done and, on a terminal, one that names the work in hand."""

    total: int
    out: TextIO = field(default_factory=lambda: sys.stderr)
    done: int = 0
    working: dict[str, float] = field(default_factory=dict)

    def begin(self, name: str) -> None:
        """Say that a step has begun."""
        self.working[name] = time.monotonic()
        self._show_work()

    def end(self, name: str) -> None:
        """Say that a step is done, and how long it took."""
        self.done += 1
        took = time.monotonic() - self.working.pop(name)
        self._line(f"[{self.done:>2}/{self.total}] {name} ({took:.1f} s)")
        self._show_work()

    def keep(self, name: str) -> None:
        """Say that a step need not be done: what an earlier build made of it serves."""
        self.done += 1
        self._line(f"[{self.done:>2}/{self.total}] {name} (unchanged)")

    def _show_work(self) -> None:
        if self.working and self.out.isatty():
            self.out.write(f"\r\033[K        at work: {', '.join(self.working)}")
            self.out.flush()

    def _line(self, said: str) -> None:
        clear = "\r\033[K" if self.out.isatty() else ""
        self.out.write(f"{clear}{said}\n")
        self.out.flush()
