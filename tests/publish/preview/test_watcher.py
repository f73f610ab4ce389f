"""A burst of saves is one, what editors leave is none, and only what a report is made from is watched."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from support import local_year, outside, two_chapters

from helpers.publish.preview import watcher
from helpers.publish.preview.watcher import WatchedFiles

YEAR = "data/thornby/2023-24"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    return two_chapters.write(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        f"{YEAR}/.facts.csv.swp",
        f"{YEAR}/facts.csv~",
        f"{YEAR}/~$facts.csv",
        f"{YEAR}/.~lock.facts.csv#",
        f"{YEAR}/#facts.csv#",
        f"{YEAR}/4913",
        "notebooks/.ipynb_checkpoints/01_introduction-checkpoint.ipynb",
        "notebooks/.~01_introduction.ipynb",
        "data/elsewhere/2023-24/facts.csv",
        "build/thornby/2023-24/site/index.html",
        ".cache/snapshots/facts.csv",
        "data/LICENCE.md",
    ],
)
def test_what_editors_leave_and_what_no_report_is_made_from_does_not_matter(project: Path, name: str) -> None:
    assert not WatchedFiles.of("thornby").matters(str(project / name))


@pytest.mark.parametrize(
    "name",
    [f"{YEAR}/facts.csv", f"{YEAR}/01_introduction/area.md", "data/common/x.csv", "notebooks/01_introduction.ipynb"],
)
def test_what_a_report_is_made_from_matters(project: Path, name: str) -> None:
    assert WatchedFiles.of("thornby").matters(str(project / name))


def test_bytecode_does_not_matter_and_code_and_templates_do() -> None:
    files = WatchedFiles.of("thornby")
    templates, code = files.folders[-2:]
    assert (code / "errors.py").exists() and (templates / "report.typ").exists()
    assert files.matters(str(code / "errors.py")) and files.matters(str(templates / "report.typ"))
    assert not files.matters(str(code / "__pycache__" / "errors.cpython-311.pyc"))


def test_a_project_in_a_hidden_folder_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = two_chapters.write(tmp_path / ".hidden")
    monkeypatch.setenv("REPORT_ROOT", str(project))
    assert WatchedFiles.of("thornby").matters(str(project / YEAR / "facts.csv"))


def bursts(*edits: Callable[[], object], seconds: float = 1.0) -> int:
    """How many bursts are noticed while edits are made one after another, and for a while after."""

    async def count() -> int:
        noticed = 0

        async def notice() -> None:
            nonlocal noticed
            async for _ in WatchedFiles.of("thornby").bursts():
                noticed += 1

        watching = asyncio.create_task(notice())
        await asyncio.sleep(0.5)  # until the system watches
        for edit in edits:
            edit()
            await asyncio.sleep(0.02)
        await asyncio.sleep(seconds)
        watching.cancel()
        return noticed

    return asyncio.run(count())


def test_ten_saves_in_a_burst_are_one(project: Path) -> None:
    area = project / YEAR / "01_introduction" / "area.md"
    assert bursts(*[lambda: area.write_text("Thornby has a river.\n")] * 10) == 1


def test_a_save_that_an_editor_makes_by_renaming_is_noticed(project: Path) -> None:
    aside, facts = project / YEAR / ".facts.csv.swp", project / YEAR / "01_introduction" / "facts.csv"
    aside.write_bytes(facts.read_bytes())
    assert bursts(lambda: aside.rename(facts)) == 1


def test_what_does_not_matter_is_not_noticed(project: Path) -> None:
    assert bursts(lambda: (project / YEAR / "~$facts.csv").write_text("x"), lambda: (project / "build").mkdir()) == 0


def test_a_partnership_s_first_folder_is_noticed(project: Path, tmp_path: Path) -> None:
    (project / "data" / "thornby").rename(tmp_path / "elsewhere")
    assert bursts(lambda: (tmp_path / "elsewhere").rename(project / "data" / "thornby")) == 1


def test_data_that_stand_elsewhere_are_watched_there(project: Path, tmp_path: Path) -> None:
    (project / "data" / "thornby").rename(tmp_path / "elsewhere")
    (project / "data" / "thornby").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    facts = tmp_path / "elsewhere" / "2023-24" / "01_introduction" / "facts.csv"
    assert bursts(lambda: facts.write_bytes(facts.read_bytes())) == 1


def test_a_burst_without_an_end_is_noticed_all_the_same(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "LONGEST", 0.6)
    area = project / YEAR / "01_introduction" / "area.md"
    assert bursts(*[lambda: area.write_text("Thornby.\n")] * 40, seconds=0) == 1


def test_a_list_outside_the_project_that_is_saved_is_a_change_and_its_folder_is_not_watched(tmp_path: Path) -> None:
    year = outside.project(tmp_path / "project")
    path = outside.write_list(tmp_path / "lists")
    outside.declare(year, path)

    async def changes() -> bool:
        files = WatchedFiles.of("thornby")
        assert not files.matters(str(path)) and not any(path.is_relative_to(folder) for folder in files.folders)
        upcoming = asyncio.ensure_future(anext(files.changed_lists()))
        await asyncio.sleep(2 * watcher.LOOK_EACH)
        is_quiet = not upcoming.done()
        outside.write_list(tmp_path / "lists", outside.ROWS[:3])
        await asyncio.wait_for(upcoming, 10 * watcher.LOOK_EACH)
        return is_quiet

    with local_year.at(tmp_path / "project"):
        assert asyncio.run(changes())
