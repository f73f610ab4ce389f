"""What tests share: the real checkout, a copy of the invented partnership to break, and one real build."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from support import PROJECT

from helpers.sources import YearFolder, open_year, project

FIXTURES = PROJECT / "tests" / "fixtures"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return PROJECT


@pytest.fixture
def thornby(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented partnership's year, to read or to break; `REPORT_ROOT` points at the copy."""
    place = copied(FIXTURES / "thornby", tmp_path)
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    return place / "2023-24"


@pytest.fixture
def specimen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented partnership of every form, with its years, in a project of its own at REPORT_ROOT."""
    shutil.copytree(PROJECT / "data/specimen", tmp_path / "data/specimen")
    for name in ("data/common", "data/published", "notebooks"):
        (tmp_path / name).symlink_to(PROJECT / name)
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    monkeypatch.setenv("REPORT_OVERLAY", str(tmp_path / "data/specimen/published"))
    return tmp_path


@pytest.fixture
def opened(thornby: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], YearFolder]:
    """Open the copy after a test has changed it: first as a build opens its snapshot, each file of which is read once.

    Opened again, its files may have been saved meanwhile, and it is opened as outside a build.
    """
    snapshots = [{project.SNAPSHOT: tmp_path, project.STORE: PROJECT / "data" / project.PUBLISHED}]

    def open_copy() -> YearFolder:
        for name in (project.SNAPSHOT, project.STORE):
            monkeypatch.delenv(name, raising=False)
        for name, place in snapshots.pop().items() if snapshots else ():
            monkeypatch.setenv(name, str(place))
        return open_year("thornby", "2023-24")

    return open_copy


@pytest.fixture(scope="session")
def built_wirral(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real report of Wirral for 2023-24, built once however many processes test."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared
    with FileLock(shared / "wirral.lock"):
        place = shared / "wirral"
        if not (place / "build").exists():
            copied(PROJECT / "data" / "wirral", place)
            _build(place, "wirral")
    return place / "build" / "wirral" / "2023-24"


def copied(partnership: Path, place: Path) -> Path:
    """Copy a partnership's data into a folder of its own, beside the checkout's notebooks, templates and published figures."""
    data = place / "data" / partnership.name
    shutil.copytree(partnership, data)
    for name in ("common", "published"):
        (place / "data" / name).symlink_to(PROJECT / "data" / name)
    for name in ("notebooks", "templates"):
        shutil.copytree(PROJECT / name, place / name)
    return data


def _build(place: Path, partnership: str) -> None:
    from helpers.publish import build

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORT_ROOT", str(place))
        build.report(partnership=partnership, year="2023-24")


@pytest.fixture
def replace(thornby: Path) -> Callable[[str, str, str], None]:
    """Change words in a file of the copy: `replace("01_introduction/facts.csv", "1000", "10OO")`."""

    def change(name: str, old: str, new: str) -> None:
        path = thornby / name
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise LookupError(f"{name} does not hold {old!r}, so the test would prove nothing")
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change
