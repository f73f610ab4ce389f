"""The benchmark's own ten chapters are still a report that this program builds, and each way but the others' tools is timed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support import PROJECT


@pytest.mark.slow
def test_the_fixed_set_is_built_and_timed(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    command = [sys.executable, "benchmarks/run.py", "--repeats", "1", "--reports", "fixed", "--to", str(page)]
    subprocess.run([*command, "--without", "plain", "book", "memory"], cwd=PROJECT, check=True)
    assert "| ours, where nothing changed | 0." in page.read_text("utf-8")
