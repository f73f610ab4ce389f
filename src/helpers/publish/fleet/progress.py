"""Progress of a fleet: a line for each report that ends, with how many remain and about how long they will take."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

from helpers.publish.fleet.dask_client import JobOutcome


@dataclass
class FleetProgress:
    """Counts reports as they end, and estimates the time left from the time so far."""

    total: int
    out: TextIO = field(default_factory=lambda: sys.stderr)
    finished: int = 0
    failed: int = 0
    began: float = field(default_factory=time.monotonic)

    def ended(self, outcome: JobOutcome) -> None:
        """Count a job that has ended, and write its line."""
        self.finished += not outcome.failed
        self.failed += bool(outcome.failed)
        how = "failed" if outcome.failed else f"{outcome.seconds:.1f} s"
        self.out.write(f"{outcome.job.place} ({how}): {self._standing()}\n")
        self.out.flush()

    def _standing(self) -> str:
        left = self.total - self.finished - self.failed
        spent = time.monotonic() - self.began
        time_left = f", about {_duration(spent * left / (self.total - left))} left" if left else ""
        return f"{self.finished} finished, {self.failed} failed, {left} remaining{time_left}"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
