"""How long a command takes and how much memory it holds, with the processes it starts."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

MIB = 1024
SAMPLED_EVERY = 0.05


@dataclass(frozen=True)
class Command:
    """Words to run, where, and in what environment; its output goes to a log."""

    words: tuple[str, ...]
    folder: Path
    environment: dict[str, str]
    log: Path


@dataclass(frozen=True)
class Measured:
    """Seconds of each repeat, and the most memory of one run in MiB: shared pages counted once; 0 where it cannot be told."""

    seconds: tuple[float, ...]
    memory: float = 0.0

    @property
    def median(self) -> float:
        """The middle repeat, in seconds."""
        return median(self.seconds)


def took(command: Command) -> float:
    """Run a command to its end and return the seconds; one that fails stops the benchmark, naming the log."""
    began = time.perf_counter()
    _finish(_started(command), command)
    return time.perf_counter() - began


def memory_of(command: Command) -> float:
    """Run a command once more, and return the most memory that it and its children held, in MiB."""
    process, most = _started(command), 0.0
    while process.poll() is None:
        most = max(most, sum(map(_memory_of, _family(process.pid))))
        time.sleep(SAMPLED_EVERY)
    _finish(process, command)
    return most / MIB


def _started(command: Command) -> subprocess.Popen[bytes]:
    with command.log.open("ab") as log:
        return subprocess.Popen(command.words, cwd=command.folder, env=command.environment, stdout=log, stderr=log)


def _finish(process: subprocess.Popen[bytes], command: Command) -> None:
    if process.wait():
        raise SystemExit(f"{command.words[0]} {' '.join(command.words[1:4])} failed; {command.log} says why.")


def _family(process: int) -> list[int]:
    """A process and all that it and its children began."""
    if not Path("/proc").is_dir():
        return []
    try:
        tasks = os.listdir(f"/proc/{process}/task")
        lists = [Path(f"/proc/{process}/task/{task}/children").read_text().split() for task in tasks]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [process, *(descendant for children in lists for child in children for descendant in _family(int(child)))]


def _memory_of(process: int) -> float:
    """The memory of one process in KiB, its share of what several hold."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0.0
    return sum(float(line.split()[1]) for line in lines if line.startswith("Pss:"))
