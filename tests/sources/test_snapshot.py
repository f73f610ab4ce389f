"""A build reads a private copy of the data: what is saved meanwhile is not in it, and what is odd stays as odd as it is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from helpers.errors import ReportError, UnknownName
from helpers.sources import open_year, snapshot
from helpers.sources.project import data_root

PAGES = "01_introduction/top_pages.csv"


def take_snapshot() -> snapshot.Snapshot:
    with snapshot.take("thornby", "2023-24") as data:
        return data


def test_what_is_saved_meanwhile_is_not_read(thornby: Path) -> None:
    with snapshot.take("thornby", "2023-24"):
        before = (thornby / PAGES).read_text("utf-8")
        (thornby / PAGES).write_text(before.replace("120,", "121,"), "utf-8")
        assert 120 in list(open_year("thornby", "2023-24").table("top_pages").frame["views"])


def test_files_are_named_as_the_user_knows_them(thornby: Path) -> None:
    with snapshot.take("thornby", "2023-24"):
        assert open_year("thornby", "2023-24").table("top_pages").file == f"data/thornby/2023-24/{PAGES}"


def test_the_copy_is_private_and_gone_at_the_end(thornby: Path) -> None:
    with snapshot.take("thornby", "2023-24") as data:
        assert data.root.stat().st_mode & 0o777 == 0o700 and data_root() == data.root
    assert not data.root.exists() and "REPORT_SNAPSHOT" not in os.environ


def test_what_a_killed_build_left_is_cleared_away_by_the_next(thornby: Path) -> None:
    left = thornby.parents[2] / ".cache" / "snapshots" / "snapshot-left"
    (left / "data").mkdir(parents=True)
    take_snapshot()
    assert not left.exists()


def test_the_snapshot_of_a_build_at_work_is_left_alone(thornby: Path) -> None:
    with snapshot.take("thornby", "2023-24") as first, snapshot.take("thornby", "2023-24"):
        assert (first.root / "data" / "thornby").is_dir()


def test_what_is_saved_while_it_is_copied_is_copied_again_as_it_then_is(
    thornby: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_while_copied(thornby, monkeypatch, times=1)
    with snapshot.take("thornby", "2023-24") as data:
        copy = data.root / "data" / "thornby" / "2023-24"
        assert (copy / PAGES).read_bytes() == (thornby / PAGES).read_bytes() and b"1210," in (copy / PAGES).read_bytes()


def test_files_that_never_come_to_rest_are_told_and_nothing_is_left(
    thornby: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_while_copied(thornby, monkeypatch, times=1_000_000)
    with pytest.raises(ReportError, match="change again and again"):
        take_snapshot()
    assert list((thornby.parents[2] / ".cache" / "snapshots").iterdir()) == []


def saved_while_copied(thornby: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Save a table right after it was copied, with the time stamp it had, for so many copies."""
    copy, left, path = shutil.copyfile, [times], thornby / PAGES

    def copy_and_save(original: Path, place: Path) -> Path:
        copy(original, place)
        if original == path and left[0]:
            left[0] -= 1
            stamp = path.stat().st_mtime_ns
            path.write_text(path.read_text("utf-8").replace("12", "121", 1), "utf-8")
            os.utime(path, ns=(stamp, stamp))
        return place

    monkeypatch.setattr(shutil, "copyfile", copy_and_save)
    monkeypatch.setattr(snapshot, "ATTEMPTS", 5)


@pytest.mark.parametrize(("partnership", "year"), [("nowhere at all", "2023-24"), ("thornby", "2023/24")])
def test_an_unknown_partnership_and_no_year_are_refused_before_anything_is_copied(
    thornby: Path, partnership: str, year: str
) -> None:
    with pytest.raises((UnknownName, ReportError)), snapshot.take(partnership, year):
        pass
    assert not (thornby.parents[2] / ".cache").exists()


def test_pipes_links_and_folders_are_copied_as_what_they_are(thornby: Path) -> None:
    os.mkfifo(thornby / "pipe.csv")
    (thornby / "itself.csv").symlink_to("itself.csv")
    (thornby / "broken.csv").symlink_to("nowhere.csv")
    (thornby / "inside.csv").symlink_to(PAGES)
    (thornby / "out.csv").symlink_to("/etc/hostname")
    (thornby / "folder.csv").mkdir()
    with snapshot.take("thornby", "2023-24") as data:
        copy = data.root / "data" / "thornby" / "2023-24"
        assert (copy / "pipe.csv").is_fifo() and (copy / "folder.csv").is_dir()
        assert os.readlink(copy / "itself.csv") == "itself.csv" and not (copy / "broken.csv").exists()
        assert (copy / "inside.csv").resolve() == copy / PAGES
        assert os.readlink(copy / "out.csv") == "/etc/hostname"


def test_a_file_too_large_to_read_is_copied_by_its_size_alone(thornby: Path) -> None:
    with (thornby / "01_introduction" / "large.md").open("wb") as file:
        file.truncate(300_000_000)
    with snapshot.take("thornby", "2023-24") as data:
        copy = data.root / "data" / "thornby" / "2023-24" / "01_introduction" / "large.md"
        assert copy.stat().st_size == 300_000_000 and copy.stat().st_blocks < 100
