"""What the chapters' tests share: a copy of the real year, to send files to and to change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import PROJECT
from support.executed import YEAR, Change, Send


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real year; chapters that are run from now on read it."""
    year = tmp_path / "data/wirral/2023-24"
    shutil.copytree(YEAR, year)
    for name in ("data/common", "data/published", "notebooks"):
        (tmp_path / name).symlink_to(PROJECT / name)
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    return year


@pytest.fixture
def send(copy: Path) -> Send:
    """Put a file into the copy, as a partner would send it."""

    def sent(name: str, words: str) -> None:
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_text(words, encoding="utf-8")

    return sent


@pytest.fixture
def change(copy: Path) -> Change:
    """Change words in a file of the copy; words that it does not hold fail the test."""

    def changed(name: str, old: str, new: str) -> None:
        text = (copy / name).read_text(encoding="utf-8")
        if old not in text:
            raise LookupError(f"{name} does not hold {old!r}, so the test would prove nothing")
        (copy / name).write_text(text.replace(old, new), encoding="utf-8")

    return changed
