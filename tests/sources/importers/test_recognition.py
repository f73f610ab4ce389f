"""A file is the release that its columns say, in each layout its publisher has used, or is told what differs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from support import PROJECT
from support.alike import rest_slow

from helpers.errors import DataFaults
from helpers.sources.importers import file_formats, parquet_store, readers, recognition, releases
from helpers.sources.importers.geography import Geography
from helpers.sources.importers.recognition import RecognisedFile, UnrecognisedFile

AS_ISSUED = PROJECT / "tests" / "fixtures" / "as_issued"


@cache
def geography() -> Geography:
    return Geography(parquet_store.read(PROJECT / "data" / "published")["areas"])


def outcomes(file: str, stored: bytes) -> list[object]:
    headings = recognition.known_headings(releases.releases())
    return [recognition.recognise(raw, releases.releases()) for raw in file_formats.tables(file, stored, headings)]


def read(path: Path, *changes: tuple[str, str]) -> pd.DataFrame:
    stored = path.read_bytes()
    for old, new in changes:
        assert old.encode() in stored
        stored = stored.replace(old.encode(), new.encode())
    (file,) = (outcome for outcome in outcomes(path.name, stored) if isinstance(outcome, RecognisedFile))
    return readers.read(file, geography()).rows


def value(rows: pd.DataFrame, measure: str, area: str, period: str) -> float:
    return float(figure(rows, measure, area, period)["value"].iloc[0])


def figure(rows: pd.DataFrame, measure: str, area: str, period: str) -> pd.DataFrame:
    chosen = rows[(rows["measure"] == measure) & (rows["area"] == area) & (rows["period"] == period)]
    assert len(chosen) == 1
    return chosen


def why(text: str) -> str:
    (outcome,) = outcomes("table.csv", text.encode())
    assert isinstance(outcome, UnrecognisedFile)
    return outcome.why


def test_a_file_with_no_known_column_is_likened_to_nothing() -> None:
    assert why("bread,milk\n1,2\n") == "no known release has any of its columns: bread, milk"


def test_what_differs_from_the_nearest_release_is_said() -> None:
    message = why("time_period,geographic_level,new_la_code,region_code,cla_group,kind\n2024,National,,,a,b\n")
    assert 'the nearest is "Children' in message
    assert "the file has no " in message
    assert "it has kind instead" in message


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(DataFaults, match='geographic_level: "Borough" is no level'):
        read(AS_ISSUED / "referrals_2023.csv", ("Local authority", "Borough"))


def test_an_area_given_twice_and_differently_is_refused() -> None:
    with pytest.raises(DataFaults, match="E08000015 in 2023 is given a second time"):
        read(AS_ISSUED / "referrals_2023.csv", ("E08000014", "E08000015"))


@pytest.mark.parametrize(
    "changes",
    rest_slow(
        [("Local authority", "Local Authority")],
        [],
        [("Re_referrals_percent", "re referrals percent")],
        [("new_la_code", "code_of_2023")],
        [(",E08000015,", ",,"), (",E08000014,", ",,")],
    ),
    ids=["capitals", "as issued", "spaces", "numbers alone", "codes left blank"],
)
def test_children_in_need_of_2023_is_read_however_an_edition_spells_it(changes: list[tuple[str, str]]) -> None:
    rows = read(AS_ISSUED / "referrals_2023.csv", *changes)
    assert value(rows, "referrals", "E08000015", "2023") == 3355
    assert value(rows, "rereferrals_percent", "E08000015", "2022") == 21.5
    assert value(rows, "rereferrals_percent", "E92000001", "2023") == 22.4


@pytest.mark.parametrize(
    "headings",
    rest_slow(
        "cla_group,characteristic,number,percentage",
        "characteristic,breakdown,children_count,children_percent",
        "characteristic,breakdown,number,percentage",
        "characteristic,breakdown,children_count,percentage",
    ),
)
def test_a_looked_after_table_is_read_in_each_layout_of_the_department(headings: str) -> None:
    rows = read(AS_ISSUED / "ceased_2023.csv", ("cla_group,characteristic,number,percentage", headings))
    assert value(rows, "adopted", "E92000001", "2023") == 2960
    assert value(rows, "special_guardianship", "E92000001", "2023") == 3840
    assert len(rows) == 48


@pytest.mark.slow
def test_a_workbook_with_a_cover_and_a_title_is_read() -> None:
    rows = read(AS_ISSUED / "placements_2023.xlsx")
    assert value(rows, "new_placements", "E08000015", "2023") == 686


def test_parts_of_england_by_deprivation_are_no_second_england() -> None:
    rows = read(AS_ISSUED / "injuries.csv")
    assert rows["area"].tolist() == ["E92000001", "E08000015"]
    assert round(value(rows, "injury_admissions_per_10k", "E92000001", "2023-24"), 1) == 72.7


def test_the_interactive_tools_own_workbook_is_read() -> None:
    rows = read(AS_ISSUED / "tool.csv")
    assert value(rows, "section_47_per_10k", "E08000015", "2024") == 207.2


def test_a_number_that_a_spreadsheet_stored_is_read_as_it_shows() -> None:
    rows = read(AS_ISSUED / "tool.csv", ("2024,Wirral,207.2,", "2024,Wirral,207.19999999999999,"))
    assert value(rows, "section_47_per_10k", "E08000015", "2024") == 207.2


def test_neighbours_side_by_side_are_read_as_ten_rows() -> None:
    rows = read(AS_ISSUED / "neighbours_2021.csv")
    committed = pd.read_parquet(PROJECT / "data" / "published" / "neighbours.parquet").astype(str)
    committed = committed[(committed["edition"] == "2021") & committed["area"].isin(rows["area"])]
    assert rows.astype(str).to_numpy().tolist() == committed.to_numpy().tolist()


def test_ofsteds_workbook_gives_its_judgements_and_sets_its_visits_aside() -> None:
    recognised = outcomes("inspections.ods", (AS_ISSUED / "inspections.ods").read_bytes())
    releases_read = [outcome.release for outcome in recognised if isinstance(outcome, RecognisedFile)]
    assert [release.id for release in releases_read] == [
        "ofsted_ilacs_latest",
        "ofsted_in_year",
        "ofsted_ilacs_history",
    ]
    assert [bool(release.set_aside) for release in releases_read] == [False, True, False]


@pytest.mark.parametrize(
    ("code", "stored"), rest_slow(("low", "low"), ("Z", "z"), ("[k]", "k"), ("u", "u"), (":", "x"))
)
def test_a_code_is_read_however_an_edition_writes_it(code: str, stored: str) -> None:
    rows = read(AS_ISSUED / "referrals_2023.csv", ("3355", code))
    row = figure(rows, "referrals", "E08000015", "2023")
    assert row["code"].tolist() == [stored]
    assert row["value"].isna().all()
