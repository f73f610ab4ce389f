"""A file is read once a build, is heard each time that it is used, and outside a build is read as it was last saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.sources import YearFolder, file_dependencies, open_year
from helpers.sources.project import SNAPSHOT

FILE = "01_introduction/welcome.md"


@pytest.fixture
def file(thornby: Path) -> Path:
    (thornby / FILE).write_text("One.", encoding="utf-8")
    return thornby / FILE


def test_outside_a_build_a_file_is_read_as_it_was_last_saved(file: Path) -> None:
    folder, other = open_year("thornby", "2023-24"), file.with_name("role.md")
    assert folder.text(file) == "One." and other not in folder.prose_files()
    file.write_text("Two.", encoding="utf-8")
    other.write_text("Three.", encoding="utf-8")
    assert folder.text(file) == "Two." and other in folder.prose_files()


def test_within_a_build_a_file_is_read_once_and_heard_by_each_who_uses_it(
    file: Path, opened: Callable[[], YearFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SNAPSHOT, str(file.parents[4]))
    folder = opened()
    first = folder.text(file)
    file_dependencies.start()
    assert folder.text(file) is first
    assert f"content {file}" in file_dependencies.recorded()
