"""A report counted from a list outside the project: the counts are protected, and no row, name, place or digest of the list is kept."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from support import leaks, local_year, outside
from support.moved import Moved
from support.two_chapters import contents

from helpers.errors import DataFaults, ReportError
from helpers.publish import build, check, risk_log
from helpers.publish.fleet import builder, bundle
from helpers.publish.fleet.jobs import jobs_for
from helpers.publish.fleet.worker_plugin import Order
from helpers.publish.running import cache
from helpers.sources import file_listing

pytestmark = pytest.mark.slow

PLANTED = (7123457, 7100001, 7200001, 7300001)
WORDS = re.compile(rb"Zebedee|Zuleika|Family.Hub.export|Case.number|Home.ward", re.IGNORECASE)
MOVED = (*outside.ROWS[:40], "7300001,Ashby,Zuleika", "7300002,Ashby,Zuleika", "7300003,Ashby,Zuleika")


def report() -> dict[str, bytes]:
    return contents(build.report(partnership="thornby", year=local_year.YEAR))


@pytest.fixture(scope="module", params=["counts", "rows"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Moved:
    """The report, and the same after a child was added to the two of a ward that is hidden."""
    place = tmp_path_factory.mktemp("built") / "project"
    year = outside.project(place, schema=outside.of_children() if request.param == "rows" else None)
    path = outside.write_list(place.parent / "lists")
    outside.declare(year, path, source=None if request.param == "rows" else '"thornby_accounts"')
    with local_year.at(place):
        before = report()
        outside.write_list(place.parent / "lists", MOVED[1:])
        return Moved(place, before, report())


def test_no_row_name_place_or_digest_of_the_list_is_in_the_report_or_the_cache(built: Moved) -> None:
    lists = built.place.parent / "lists"
    for folder in ("build", ".cache"):
        place = built.place / folder
        assert leaks.planted_in(place, PLANTED, lists) == []
        packed = {path: b"\n".join(leaks.opened(path.read_bytes())) for path in place.rglob("*") if path.is_file()}
        assert [path.name for path, content in packed.items() if WORDS.search(content)] == []
        assert [path.name for path, content in packed.items() if str(lists).encode() in content] == []


def test_no_snapshot_is_left_with_anything_in_it(built: Moved) -> None:
    assert list((built.place / ".cache" / "snapshots").iterdir()) == []


def test_the_small_number_is_hidden_with_what_would_give_it_away(built: Moved) -> None:
    tables = [
        built.before[name].decode()
        for name in built.before
        if re.match(r"downloads/.*young_carers.*ward.*|downloads/.*young_carers\.csv", name)
    ]
    assert sum(table.count("[c]") for table in tables) == 2 and all("42" in table for table in tables)


def test_a_hidden_child_changes_no_byte(built: Moved) -> None:
    """One child was taken from a ward of forty and another put into the ward of two: the total and what is hidden stay."""
    assert built.changed == []


def test_the_ledger_names_the_settings_and_no_file_of_the_list(built: Moved) -> None:
    ledger = built.before["numbers.csv"].decode()
    assert "data/thornby/2023-24/report.toml" in ledger and "the list of young_carers" in ledger


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project with the table counted from a list."""
    place = tmp_path / "project"
    year = outside.project(place)
    outside.declare(year, outside.write_list(tmp_path / "lists"))
    return place


def test_a_list_that_was_saved_since_makes_another_report(project: Path) -> None:
    with local_year.at(project):
        before = report()
        assert cache.unchanged("thornby", local_year.YEAR)
        outside.write_list(
            project.parent / "lists",
            [*outside.ROWS, "7200009,Corby,Zoe", *(f"{number},Corby,Zoe" for number in range(40))],
        )
        assert not cache.unchanged("thornby", local_year.YEAR)
        assert report() != before


def test_a_list_on_another_machine_leaves_a_draft_that_says_so_and_nothing_final(project: Path) -> None:
    (project.parent / "lists" / outside.FILE).unlink()
    with local_year.at(project):
        built = report()
        with pytest.raises(ReportError, match="young_carers is counted from is not on this machine"):
            build.report(partnership="thornby", year=local_year.YEAR, final=True)
    assert b"a list of children that is not on this machine" in built["site/index.html"]
    assert b"Young carers by ward" in built["site/05_key_activity.html"]


def test_a_list_with_a_fault_ends_the_build_with_its_row(project: Path) -> None:
    outside.write_list(project.parent / "lists", ["7200001,Ashbee,Zuleika"])
    with local_year.at(project), pytest.raises(DataFaults, match=r"row 2, Home ward: not one of") as caught:
        report()
    assert "Ashbee" not in str(caught.value) and "Zuleika" not in str(caught.value)


def test_check_risk_and_files_know_of_the_list(project: Path, tmp_path: Path) -> None:
    with local_year.at(project):
        folder = local_year.folder(project)
        assert check.faults(folder) == []
        place = risk_log.write(folder, tmp_path / "risk")
        listing = "\n".join(file_listing.lines(folder))
    assert "Hidden: 2 of 4 numbers" in (place / "index.md").read_text("utf-8")
    assert not any(WORDS.search(path.read_bytes()) for path in place.iterdir())
    assert "young_carers.csv: ward,children,source (counted from a list outside the project" in listing
    assert os.fspath(tmp_path / "lists") not in listing


def test_a_fleet_sends_the_counts_with_the_partnerships_own_order_and_no_row(project: Path) -> None:
    with local_year.at(project):
        thornby, leeds = sorted(jobs_for("thornby, leeds", local_year.YEAR), key=lambda job: job.place, reverse=True)
        packed = bundle.packed([thornby, leeds])
        (project.parent / "lists" / outside.FILE).unlink()
        store = project.parent / "store"
        assert builder.report(thornby, str(store), packed.lists[thornby]) == ""
    assert packed.lists[leeds] == ""
    sent = [packed.program, *packed.own_data.values(), *(text.encode() for text in packed.lists.values())]
    assert not any(re.search(rb"Zebedee|Zuleika|7200001", part) for archive in sent for part in leaks.opened(archive))
    assert packed.lists[thornby] not in repr(Order({}, b"", packed.lists[thornby]))
    tables = [path.read_text("utf-8") for path in store.rglob("downloads/*young_carers.csv")]
    assert tables and all("[c]" in table for table in tables)
