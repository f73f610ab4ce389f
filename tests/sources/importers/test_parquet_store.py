"""The store's tables are written all or none, and a damaged one is told with a cure that cures."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from support import PROJECT

from helpers.errors import ReportError
from helpers.sources import areas, importers, published
from helpers.sources.importers import parquet_store

COMMITTED = PROJECT / "data" / "published"
DOWNLOADS = PROJECT / "tests" / "fixtures" / "published"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A copy of the committed store."""
    return Path(shutil.copytree(COMMITTED, tmp_path / "published"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def overwritten(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:200] + bytes(2000) + whole[2200:])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def without_footer(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:-600] + b"\1" * 592 + whole[-8:])


HARMS = pytest.mark.parametrize(
    "harm", [cut_short, overwritten, emptied, without_footer], ids=lambda harm: harm.__name__
)


def test_where_one_table_cannot_be_written_all_stand_as_they_were(store: Path) -> None:
    before = contents(store)
    inspections = pd.read_parquet(store / "inspections.parquet").head(3)
    with pytest.raises(KeyError):
        parquet_store.write({"inspections": inspections, "sources": pd.DataFrame({"title": ["No id"]})}, store)
    assert before == contents(store)


def test_where_a_table_cannot_be_put_in_place_nothing_else_is_left_in_the_store(store: Path) -> None:
    names = set(contents(store)) - {"sources.parquet"}
    (store / "sources.parquet").unlink()
    (store / "sources.parquet").mkdir()
    with pytest.raises(OSError, match=r"sources\.parquet"):
        parquet_store.write({"sources": pd.DataFrame({"id": ["one"]})}, store)
    assert {path.name for path in store.iterdir()} == names | {"sources.parquet"}


def test_a_table_is_written_where_the_store_is_a_link(store: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(store)
    parquet_store.write({"sources": pd.DataFrame({"id": ["one"]})}, tmp_path / "link")
    assert list(pd.read_parquet(store / "sources.parquet")["id"]) == ["one"]


@HARMS
def test_a_damaged_table_is_told_with_the_cure(store: Path, harm: Callable[[Path], None]) -> None:
    harm(store / "figures.parquet")
    with pytest.raises(ReportError, match=r"(?s)published/figures\.parquet is damaged: .*\. Restore it \(git checkout"):
        published.PublishedStore(store).figures("referrals")


@HARMS
def test_a_damaged_list_of_areas_is_told_with_the_cure(
    store: Path, harm: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    harm(store / "areas.parquet")
    monkeypatch.setenv("HELPERS_PUBLISHED", str(store))
    with pytest.raises(ReportError, match=r"published/areas\.parquet is damaged: .*make published FROM=folder\."):
        areas.find("Wirral")


@HARMS
def test_nothing_is_laid_over_a_damaged_table(store: Path, harm: Callable[[Path], None]) -> None:
    harm(store / "figures.parquet")
    before = contents(store)
    with pytest.raises(ReportError, match=r"published/figures\.parquet is damaged: .*delete it"):
        importers.import_folder(DOWNLOADS, store)
    assert before == contents(store)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["figures", "areas"])
def test_a_damaged_table_that_is_deleted_is_made_again_from_all_files(tmp_path: Path, name: str) -> None:
    importers.import_folder(DOWNLOADS, tmp_path / "store")
    before = contents(tmp_path / "store")
    (tmp_path / "store" / f"{name}.parquet").unlink()
    importers.import_folder(DOWNLOADS, tmp_path / "store")
    assert before == contents(tmp_path / "store")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever may read all is refused nothing")
def test_a_table_that_may_not_be_opened_is_not_called_damaged(store: Path) -> None:
    (store / "figures.parquet").chmod(0)
    with pytest.raises(PermissionError):
        published.PublishedStore(store).figures("referrals")
