"""A build is made aside: what one that was killed has left is cleared away by the next, and what one at work holds is not."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.errors import ReportError
from helpers.publish import atomic_output

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no folder can be held on Windows")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the report of a year is put."""
    return tmp_path / "thornby" / "2023-24"


def make(place: Path, words: str) -> None:
    with atomic_output.folder(place) as folder:
        (folder / "report.pdf").write_text(words, encoding="utf-8")


def killed(work: Callable[[], None]) -> None:
    """Do work in a process that kills itself at it."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def kill_self() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.parent.iterdir())


def test_what_a_killed_build_left_is_cleared_away_by_the_next(place: Path) -> None:
    def killed_at_work() -> None:
        with atomic_output.folder(place) as folder:
            (folder / "notebooks").mkdir()
            kill_self()

    killed(killed_at_work)
    assert len(names(place)) == 1
    make(place, "new")
    assert names(place) == ["2023-24"]


def test_what_a_build_at_work_holds_is_left_to_it(place: Path) -> None:
    with atomic_output.folder(place) as first:
        make(place, "the earlier to end")
        assert first.exists()
        (first / "report.pdf").write_text("the later to end", encoding="utf-8")
    assert names(place) == ["2023-24"]
    assert (place / "report.pdf").read_text(encoding="utf-8") == "the later to end"


def test_a_place_is_said_to_be_built_only_while_a_build_of_it_lives(place: Path) -> None:
    def killed_at_work() -> None:
        with atomic_output.folder(place):
            kill_self()

    killed(killed_at_work)
    make(place.with_name("2022-23"), "old")
    assert atomic_output.at_work(place.parents[1]) == []
    with atomic_output.folder(place):
        assert atomic_output.at_work(place.parents[1]) == [place]
    assert atomic_output.at_work(place.parents[1]) == []


def test_what_a_process_forked_from_a_killed_build_still_holds_is_left_to_it(place: Path) -> None:
    ends, keeps = os.pipe()

    def killed_with_a_process_at_work() -> None:
        with atomic_output.folder(place):
            if not os.fork():
                os.close(keeps)
                os.read(ends, 1)
                os._exit(0)
            kill_self()

    killed(killed_with_a_process_at_work)
    make(place, "new")
    assert len(names(place)) == 2
    os.close(keeps)
    os.close(ends)


def test_the_last_report_is_put_back_where_a_build_was_killed_as_it_put_its_own_there(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(place, "last")
    rename = Path.rename

    def renamed_and_killed(old: Path, new: Path) -> None:
        rename(old, new)
        kill_self()

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", renamed_and_killed)
        killed(lambda: make(place, "new"))
    assert not place.exists() and len(names(place)) == 2
    with pytest.raises(ReportError), atomic_output.folder(place):
        raise ReportError("This build fails.")
    assert names(place) == ["2023-24"]
    assert (place / "report.pdf").read_text(encoding="utf-8") == "last"


def test_what_is_another_places_is_left_to_it(place: Path) -> None:
    (place.parent / ".2024-25-abcdefgh").mkdir(parents=True)
    make(place, "new")
    assert names(place) == [".2024-25-abcdefgh", "2023-24"]


def test_where_nothing_can_be_held_nothing_is_cleared_away(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    (place.parent / ".2023-24-abcdefgh").mkdir(parents=True)
    make(place, "new")
    assert names(place) == [".2023-24-abcdefgh", "2023-24"]


def test_where_a_folder_cannot_be_renamed_its_files_become_those_that_were_built(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mount cannot be renamed, nor on Windows a folder one of whose files is open."""
    make(place, "last")
    (place / "site").mkdir()
    (place / "site" / "gone.html").write_text("last", encoding="utf-8")
    rename = Path.rename

    def refused(old: Path, new: Path) -> Path:
        if place in (old, new):
            raise PermissionError(old)
        return rename(old, new)

    monkeypatch.setattr(Path, "rename", refused)
    with atomic_output.folder(place) as folder:
        (folder / "report.pdf").write_text("new", encoding="utf-8")
        (folder / "site").mkdir()
        (folder / "site" / "index.html").write_text("new", encoding="utf-8")
    assert names(place) == ["2023-24"]
    assert {"report.pdf": "new", "site/index.html": "new"} == {
        path.relative_to(place).as_posix(): path.read_text(encoding="utf-8")
        for path in place.rglob("*")
        if path.is_file()
    }
