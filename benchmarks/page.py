"""What was measured, as the page `docs/benchmarks.md`."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from measuring import Measured

PACKAGES = ("papermill", "nbconvert", "matplotlib", "pandas", "typst")
WAYS = {
    "cold": "ours, from nothing: site, PDF, reviewers' edition, downloads and ledger",
    "prose": "ours, after one edit of a chapter's words",
    "data": "ours, after one edit of a data file",
    "nothing": "ours, where nothing changed",
    "plain": "papermill a chapter, then nbconvert a chapter: HTML only",
    "book": "Jupyter Book 1, executing every chapter: HTML only",
}
OPENING = """# How long a report takes

Written by `make bench`; do not edit. Each figure is the median of whole commands, each started anew, the ways taken in turn.
A build from nothing has an empty cache. The limit is what no build can pass: importing the stack once, and the time one process
needs only to draw every chart and table, divided by the cores. Memory is the most that a command and its children held together,
shared pages counted once. Both reports are laid against the same targets. How long an edit takes in a preview, until the browser
shows it, is measured by `TIMES=20 make test-browser`.

{}
"""


@dataclass(frozen=True)
class Target:
    """What a ratio should come to: `slower` divided by `faster`, at least or at most."""

    label: str
    slower: str
    faster: str
    goal: float
    at_most: bool = False


TARGETS = (
    Target("cold build beside the plain tools", "plain", "cold", 15),
    Target("cold build beside Jupyter Book 1", "book", "cold", 6),
    Target("cold build as a multiple of the limit", "cold", "limit", 2.5, at_most=True),
    Target("after a data edit, beside cold", "cold", "data", 2),
    Target("nothing changed, beside cold", "cold", "nothing", 30),
)
MOST_MEMORY = 1.2 * 1024


def markdown(results: Mapping[str, Mapping[str, Measured]]) -> str:
    """Return the page: the machine, then each report's times, and its ratios beside their targets."""
    parts = [
        OPENING.format(_machine()),
        *(_report(title, measured) for title, measured in results.items()),
    ]
    return "\n".join(parts)


def _report(title: str, measured: Mapping[str, Measured]) -> str:
    lines = [
        f"## {title}",
        "",
        f"Medians of {len(measured['cold'].seconds)}.",
        "",
        "| way | seconds | fastest to slowest | memory, MiB |",
        "|---|--:|--:|--:|",
    ]
    lines += [_row(label, measured[name]) for name, label in WAYS.items() if name in measured]
    lines += [f"| the limit, over {_cores()} cores | {limit(measured):.2f} | | |", ""]
    lines += ["| ratio | target | measured | |", "|---|--:|--:|---|", *_ratios(measured), ""]
    return "\n".join(lines)


def _row(way: str, measured: Measured) -> str:
    spread = f"{min(measured.seconds):.2f} to {max(measured.seconds):.2f}"
    return f"| {way} | {measured.median:.2f} | {spread} | {f'{measured.memory:.0f}' if measured.memory else ''} |"


def limit(measured: Mapping[str, Measured]) -> float:
    """The limit in seconds."""
    return measured["importing"].median + measured["drawing"].median / _cores()


def _ratios(measured: Mapping[str, Measured]) -> Iterator[str]:
    medians = {name: way.median for name, way in measured.items()} | {"limit": limit(measured)}
    for target in TARGETS:
        if target.slower in medians and target.faster in medians:
            ratio = medians[target.slower] / medians[target.faster]
            met = ratio <= target.goal if target.at_most else ratio >= target.goal
            yield f"| {target.label} | {'at most' if target.at_most else 'at least'} {target.goal:g} | {ratio:.1f} | {_met(met)} |"
    if measured["cold"].memory:
        met = measured["cold"].memory < MOST_MEMORY
        yield f"| memory of a cold build | under {MOST_MEMORY:.0f} MiB | {measured['cold'].memory:.0f} MiB | {_met(met)} |"


def _met(met: bool) -> str:
    return "met" if met else "**missed**"


def _machine() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    hardware = f"{_cores()} cores of {_processor()}, {_memory()}, {platform.system()} {platform.release()}"
    return f"Machine: {hardware}. Python {platform.python_version()} ({sys.implementation.name}); {versions}."


def _cores() -> int:
    return os.cpu_count() or 1


def _processor() -> str:
    lines = _lines("/proc/cpuinfo")
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def _memory() -> str:
    totals = [int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")]
    return f"{totals[0] / 1024**2:.1f} GiB of memory" if totals else "memory not told"


def _lines(file: str) -> list[str]:
    return Path(file).read_text("utf-8").splitlines() if Path(file).exists() else []
