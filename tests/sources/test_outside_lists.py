"""A table counted from a list outside the project: its counts come in, and nothing else of it is written anywhere."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import local_year, outside

from helpers.errors import ReportError
from helpers.sources import file_dependencies, list_states, outside_lists, snapshot
from helpers.sources.project import LISTS
from helpers.sources.year_folder import YearFolder, open_year, years_of


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Path]:
    """The year's folder, with the table counted from a list beside the project."""
    place = tmp_path / "project"
    folder = outside.project(place)
    outside.declare(folder, outside.write_list(tmp_path / "lists"))
    with local_year.at(place):
        yield folder


def opened(year: Path) -> YearFolder:
    return local_year.folder(year.parents[2])


def counts(year: Path) -> dict[str, float]:
    frame = opened(year).table(outside.NAME).frame
    return dict(zip(frame["ward"], frame["children"], strict=True))


def test_a_list_that_changes_between_the_snapshot_and_its_use_counts_as_it_was(year: Path, tmp_path: Path) -> None:
    with snapshot.take("thornby", local_year.YEAR):
        outside.write_list(tmp_path / "lists", outside.ROWS[:3])
        frame = open_year("thornby", local_year.YEAR).table(outside.NAME).frame
        assert frame["children"].tolist() == [2, 40, 0, 42]


def test_nothing_of_a_list_is_in_the_snapshot_but_the_settings_that_name_it(year: Path) -> None:
    with snapshot.take("thornby", local_year.YEAR) as data:
        holding = [path.name for path in data.root.rglob("*") if path.is_file() and b"7123457" in path.read_bytes()]
        rows = [path for path in data.root.rglob("*") if path.is_file() and b"7200001" in path.read_bytes()]
        assert (holding, rows) == (["report.toml"], [])


def test_what_is_passed_on_has_no_row_and_no_place(year: Path) -> None:
    with snapshot.take("thornby", local_year.YEAR):
        passed_on = os.environ[LISTS]
    assert LISTS not in os.environ
    assert not any(word in passed_on for word in ("7123457", "7200001", "Zuleika", "export", "Ashby"))


def test_reading_a_list_is_no_look_whose_digest_would_be_kept(year: Path) -> None:
    file_dependencies.start()
    opened(year).table(outside.NAME)
    looks = file_dependencies.recorded()
    assert not any("7123457" in look for look in looks)
    assert f"lists {year.parent}" in looks


def test_the_state_of_a_list_does_not_depend_on_what_it_holds(year: Path, tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "lists" / outside.FILE, tmp_path / "lists" / "kept.csv"
    before = list_states.of_partnership(str(year.parent))
    state = path.stat()
    with path.open("r+") as opened_file:  # other content, the same file and times
        opened_file.write("Case")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert list_states.of_partnership(str(year.parent)) != before  # the time of the last change cannot be set back
    elsewhere.write_bytes(path.read_bytes())
    assert list_states.of_file(elsewhere) != list_states.of_file(path)


def test_a_list_that_is_elsewhere_gives_a_table_that_is_not_supplied(year: Path, tmp_path: Path) -> None:
    (tmp_path / "lists" / outside.FILE).unlink()
    folder = opened(year)
    assert not folder.table(outside.NAME).supplied
    assert ("05_key_activity", "Young carers by ward", "the carers' service") in folder.missing()


def test_a_list_with_faults_is_no_table_and_the_message_names_neither_place_nor_cell(
    year: Path, tmp_path: Path
) -> None:
    outside.write_list(tmp_path / "lists", ["7200001,Ashbee,Zuleika"])
    with pytest.raises(ReportError, match=r"The list of young_carers has faults\. make check") as caught:
        opened(year).table(outside.NAME)
    assert "7123457" not in str(caught.value) and "Ashbee" not in str(caught.value)


def test_a_machine_that_was_sent_the_counts_tells_faults_without_the_place(year: Path, tmp_path: Path) -> None:
    outside.write_list(tmp_path / "lists", ["7200001,Ashbee,Zuleika"])
    order = outside_lists.for_order(years_of("thornby"))
    with outside_lists.ordered(order):
        folder = opened(year)
        (of_table,) = outside_lists.declared(folder)
        (fault,) = outside_lists.faults(folder, folder.forms.table(outside.NAME), of_table)
    assert fault.file == "data/thornby/2023-24/report.toml" and "7123457" not in str(fault)


def test_a_machine_that_was_sent_the_counts_has_the_table_without_the_list(year: Path, tmp_path: Path) -> None:
    order = outside_lists.for_order(years_of("thornby"))
    (tmp_path / "lists" / outside.FILE).unlink()
    with outside_lists.ordered(order), snapshot.take("thornby", local_year.YEAR):
        assert open_year("thornby", local_year.YEAR).table(outside.NAME).frame["children"].tolist() == [2, 40, 0, 42]


def test_more_counts_than_can_be_passed_on_are_refused(year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_lists, "LONGEST", 50)
    with pytest.raises(ReportError, match="Count them by fewer columns"):
        outside_lists.for_order(years_of("thornby"))


def test_rows_are_counted_by_category_with_noughts_and_a_total(year: Path) -> None:
    assert counts(year) == {"Ashby": 2, "Bourne": 40, "Corby": 0, "All wards": 42}
    table = opened(year).table(outside.NAME)
    assert set(table.frame["source"]) == {"thornby_accounts"}
    assert str(table.origin(2)) == "data/thornby/2023-24/report.toml, the list of young_carers"


def test_a_table_of_rows_is_made_of_categories_alone(tmp_path: Path) -> None:
    place = tmp_path / "project"
    folder = outside.project(place, schema=outside.of_children())
    columns = '{ ward = "Home ward", reference = "Case number" }'
    outside.declare(folder, outside.write_list(tmp_path / "lists"), columns=columns, source=None, id=None)
    with local_year.at(place):
        frame = opened(folder).table(outside.NAME).frame
    assert sorted(frame["ward"]) == ["Ashby"] * 2 + ["Bourne"] * 40
    assert set(frame["reference"]) == {""}


def test_what_is_saved_is_counted_anew_without_another_process(year: Path, tmp_path: Path) -> None:
    assert counts(year)["Ashby"] == 2
    outside.write_list(tmp_path / "lists", [*outside.ROWS, "7200003,Ashby,Zuleika"])
    assert counts(year)["Ashby"] == 3


def test_nothing_is_passed_on_where_no_list_is_named(tmp_path: Path) -> None:
    place = tmp_path / "project"
    outside.project(place)
    with local_year.at(place):
        assert outside_lists.for_order(years_of("thornby")) == ""
        with snapshot.take("thornby", local_year.YEAR):
            assert LISTS not in os.environ


def test_what_is_passed_on_is_read_as_it_was_counted(year: Path) -> None:
    content = json.loads(outside_lists.for_order(years_of("thornby")))
    assert content["years"][local_year.YEAR][outside.NAME]["numbers"] == [2, 40, 0]
