"""The commands for those who change the program: its tests, checks and measurements."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from helpers.cli.exit_codes import UNREADY, say
from helpers.errors import ReportError

CHECKOUT = Path(__file__).resolve().parents[3]
LEFTOVERS = ("build", ".cache", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache")
AT_WORK = "{} is being built at this moment, so nothing was removed. Wait until it has been, or stop it with Ctrl-C."
LINTERS = (
    ("ruff", "format", "--check", "--quiet", "--output-format", "concise"),
    ("ruff", "check", "--quiet", "--output-format", "concise"),
    ("mypy", "--no-error-summary"),
    (
        "pytest",
        *(f"tests/house/test_{rule}.py" for rule in ("vocabulary", "docstrings", "imports", "mirror", "dead_code")),
    ),
)


def lab(arguments: argparse.Namespace) -> int:
    """Open the chapters in JupyterLab."""
    return _module("jupyterlab", "notebooks")


def test(arguments: argparse.Namespace) -> int:
    """Run the tests, save those that are slow, need a network or a browser, or build many reports."""
    markers = " and ".join(f"not {kind}" for kind in ("slow", "network", "browser", "fleet", "authorities"))
    return _module("pytest", "-n", "auto", "--dist", "loadfile", "-m", markers)


def test_slow(arguments: argparse.Namespace) -> int:
    """Run the tests that wait for kernels, for builds that are killed, or for files of publishers to be read."""
    return _module("pytest", "-n", "auto", "-m", "slow")


def test_authorities(arguments: argparse.Namespace) -> int:
    """Test that every authority of England has a report for each year of the published figures."""
    return _module("pytest", "-n", "auto", "-m", "authorities")


def test_fleet(arguments: argparse.Namespace) -> int:
    """Run the tests that build many reports over workers."""
    return _module("pytest", "-m", "fleet")


def test_properties(arguments: argparse.Namespace) -> int:
    """Test with ten thousand random tables of people that no hidden number can be worked out."""
    os.environ.setdefault("PROPERTY_TABLES", "10000")
    os.environ.setdefault("PROPERTY_YEARS", "10000")
    return _module("pytest", "-n", "auto", "-rP", "-m", "property")


def test_edits(arguments: argparse.Namespace) -> int:
    """Test five hundred sequences of edits against builds from nothing, and fifty builds during which a table is saved."""
    os.environ.setdefault("SEQUENCES", "500")
    os.environ.setdefault("BUILDS", "25")
    return _module("pytest", "-n", "auto", "tests/reports/test_incremental.py", "tests/reports/test_saved_meanwhile.py")


def lint(arguments: argparse.Namespace) -> int:
    """Check format, lint, types, house rules and chapters; all of them run even where one fails."""
    from helpers.publish.running import notebook_rules

    failed = [linter for linter in LINTERS if _module(*linter)]
    notebook_rules.refuse(CHECKOUT / "notebooks")
    return UNREADY if failed else say("The code keeps the rules.")


def bench(arguments: argparse.Namespace) -> int:
    """Measure how long reports take to build, and write docs/benchmarks.md."""
    return subprocess.run(
        [sys.executable, CHECKOUT / "benchmarks" / "run.py", "--repeats", arguments.repeats]
    ).returncode


def clean(arguments: argparse.Namespace) -> int:
    """Remove what was built and the tools' caches. Raises ReportError where a build is at work: it needs them."""
    from helpers.publish import atomic_output

    building = atomic_output.at_work(CHECKOUT / "build")
    if building:
        raise ReportError(AT_WORK.format(", ".join(place.relative_to(CHECKOUT).as_posix() for place in building)))
    for folder in LEFTOVERS:
        shutil.rmtree(CHECKOUT / folder, ignore_errors=True)
    return say("What was built is removed.")


def _module(*words: str) -> int:
    return subprocess.run([sys.executable, "-m", *words], cwd=CHECKOUT).returncode
