"""The lines that a build, or a fleet of builds, writes as it goes: what is at work, what is done and what remains."""

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


@dataclass
class FleetProgress(BuildProgress):
    """Writes a line for each of `total` reports as it ends: how many finished, failed and remain, and about how long these will take."""

    failed: int = 0
    began: float = field(default_factory=time.monotonic)

    def end_report(self, name: str, seconds: float, *, is_failed: bool) -> None:
        """Write that a report has ended, and how many seconds it took."""
        self.done += not is_failed
        self.failed += is_failed
        self._line(f"{name} ({'failed' if is_failed else f'{seconds:.1f} s'}): {self._counts()}")

    def _counts(self) -> str:
        ended = self.done + self.failed
        left = self.total - ended
        time_left = (time.monotonic() - self.began) / ended * left
        estimate = f", about {_duration(time_left)} left" if left else ""
        return f"{self.done} finished, {self.failed} failed, {left} remaining{estimate}"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
