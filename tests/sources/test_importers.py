"""The importers refuse what they cannot read, report what changed, and keep every figure as it was published."""

from __future__ import annotations

import filecmp
import os
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from support import PROJECT, SHARED

from helpers.errors import DataFaults, ReportError
from helpers.sources import importers
from helpers.sources.importers import periods

FIXTURES = PROJECT / "tests" / "fixtures" / "published"
RELEASES = SHARED / "published"
pytestmark = pytest.mark.slow
needs_shared = pytest.mark.skipif(not RELEASES.exists(), reason="the publishers' own files are not here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES, tmp_path / "downloads"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def edit(file: Path, old: str, new: str, *, count: int = -1) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, count), encoding="utf-8")


def without(file: Path, start: str) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(start)), encoding="utf-8")


def figures(store: Path, measure: str) -> pd.DataFrame:
    table = pd.read_parquet(store / "figures.parquet").astype({"measure": str, "area": str, "period": str})
    return table[table["measure"] == measure].set_index(["area", "period"])


def refusal(folder: Path, store: Path) -> str:
    with pytest.raises(DataFaults) as refused:
        importers.import_folder(folder, store)
    assert not store.exists()
    return str(refused.value)


def test_a_renamed_column_is_refused_by_file_and_column(folder: Path, store: Path) -> None:
    edit(folder / "referrals.csv", "rereferral_percent", "rereferral_pct")
    message = refusal(folder, store)
    assert message.startswith("referrals.csv has 1 fault")
    assert "row 1, rereferral_percent: " in message
    assert "Did you mean rereferral_pct" in message


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("plans.csv", "CPP_At31"),
        ("looked_after.csv", "rate_per_10000"),
        ("looked_after.csv", "population_type"),
        ("stability.csv", "placement_stability"),
        ("workforce.csv", "caseload_fte"),
        ("tool.csv", "measure_short"),
        ("neighbours.csv", "closeness"),
        ("neighbourhoods.csv", "income_deprivation_pct"),
        ("inspections.csv", "Overall effectiveness"),
        ("area_codes.csv", "last_year"),
    ],
)
def test_each_publishers_file_is_refused_without_a_column(folder: Path, store: Path, file: str, column: str) -> None:
    edit(folder / file, column, "unheard_of", count=1)
    message = refusal(folder, store)
    assert f"{file} has 1 fault" in message
    assert f"row 1, {column}: " in message


def test_an_unknown_status_code_is_refused_by_row_and_column(folder: Path, store: Path) -> None:
    edit(folder / "referrals.csv", "4152,958,23.1", "4152,q,23.1")
    lines = (folder / "referrals.csv").read_text(encoding="utf-8").splitlines()
    row = next(number for number, line in enumerate(lines, start=1) if "4152,q" in line)
    assert f'row {row}, rereferral_count: "q" is neither a number nor a known code' in refusal(folder, store)


def test_a_blank_cell_is_refused(folder: Path, store: Path) -> None:
    edit(folder / "referrals.csv", "4152,958,23.1", "4152,958,")
    assert "rereferral_percent: blank" in refusal(folder, store)


def test_an_unknown_area_is_refused(folder: Path, store: Path) -> None:
    edit(folder / "referrals.csv", "E08000014", "E08000099")
    assert 'new_la_code: "E08000099" is no known area' in refusal(folder, store)


def test_a_changed_label_is_refused_with_the_nearest(folder: Path, store: Path) -> None:
    edit(
        folder / "stability.csv",
        "With 3 or more placements during the year",
        "Three placements or more during the year",
    )
    message = refusal(folder, store)
    assert 'placement_stability: no row reads "With 3 or more placements during the year"' in message
    assert "or Three placements or more during the year" in message


def test_an_area_given_twice_is_refused(folder: Path, store: Path) -> None:
    edit(folder / "referrals.csv", "E08000014", "E08000015")
    assert "E08000015 in 2025 is given a second time for referrals" in refusal(folder, store)


def test_a_period_that_is_none_is_refused(folder: Path, store: Path) -> None:
    edit(folder / "referrals.csv", "2024,Reporting year", "24Q1,Reporting year")
    assert '"24Q1" is no year to 31 march' in refusal(folder, store)


def test_the_faults_of_all_files_are_reported_together(folder: Path, store: Path) -> None:
    edit(folder / "referrals.csv", "4152,958,23.1", "4152,q,23.1")
    edit(folder / "plans.csv", ",368,", ",lots,")
    message = refusal(folder, store)
    assert "referrals.csv has" in message
    assert "plans.csv has" in message


def test_an_empty_folder_is_told_and_leaves_the_figures_as_they_are(tmp_path: Path, store: Path) -> None:
    importers.import_folder(FIXTURES, store)
    before = {path: path.read_bytes() for path in store.iterdir()}
    (tmp_path / "nothing").mkdir()
    report = importers.import_folder(tmp_path / "nothing", store)
    assert (str(report), report.read) == ("The folder has no files: nothing was read.", ())
    assert {path: path.read_bytes() for path in store.iterdir()} == before


def test_a_folder_without_a_list_of_areas_is_refused(folder: Path, store: Path) -> None:
    (folder / "area_codes.csv").unlink()
    with pytest.raises(ReportError, match="No file lists the areas' codes"):
        importers.import_folder(folder, store)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="is no folder"):
        importers.import_folder(tmp_path / "nowhere", tmp_path / "store")


def test_a_file_of_another_kind_is_reported_and_not_refused(folder: Path, store: Path) -> None:
    (folder / "shopping.csv").write_text("bread,milk\n1,2\n", encoding="utf-8")
    report = importers.import_folder(folder, store)
    assert [file.file for file in report.unrecognised] == ["shopping.csv"]
    assert "no known release has any of its columns" in report.unrecognised[0].why


def test_a_file_is_known_whatever_its_name(folder: Path, store: Path) -> None:
    (folder / "referrals.csv").rename(folder / "download (3).csv")
    report = importers.import_folder(folder, store)
    assert {file.file: file.title for file in report.read}["download (3).csv"] == "Children in need, table C1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_changes_no_figure(folder: Path, store: Path, encoding: str) -> None:
    for name in ("referrals.csv", "looked_after.csv"):
        text = (folder / name).read_text(encoding="utf-8-sig")
        (folder / name).write_text(text, encoding=encoding)
    importers.import_folder(folder, store)
    assert figures(store, "referrals").loc[("E08000015", "2024"), "value"] == 4152
    assert figures(store, "children_looked_after").loc[("E08000015", "2024"), "value"] == 766


def test_a_byte_order_mark_inside_a_quoted_heading_changes_no_figure(folder: Path, store: Path) -> None:
    edit(folder / "referrals.csv", "time_period,", '"\ufefftime_period",', count=1)
    importers.import_folder(folder, store)
    assert figures(store, "referrals").loc[("E08000015", "2024"), "value"] == 4152


def test_a_code_is_never_turned_into_a_number(folder: Path, store: Path) -> None:
    edit(folder / "referrals.csv", "4152,958,23.1", "4152,c,low")
    importers.import_folder(folder, store)
    percent = figures(store, "rereferrals_percent").loc[[("E08000015", "2024")]].iloc[0]
    assert (percent["code"], pd.isna(percent["value"]), pd.isna(percent["numerator"])) == ("low", True, True)
    assert percent["denominator"] == 4152


def test_the_same_folder_gives_the_same_bytes(folder: Path, store: Path, tmp_path: Path) -> None:
    importers.import_folder(folder, store)
    importers.import_folder(folder, tmp_path / "again")
    first = {path.name: path.read_bytes() for path in store.iterdir()}
    importers.import_folder(folder, store)
    assert first == {path.name: path.read_bytes() for path in store.iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}


def test_a_second_import_of_the_same_folder_changes_nothing(folder: Path, store: Path) -> None:
    importers.import_folder(folder, store)
    report = importers.import_folder(folder, store)
    change = report.change
    assert (change.added, change.revised, change.dropped, change.older, change.unlike) == ((), (), (), (), ())


def test_a_new_release_adds_its_year(folder: Path, store: Path) -> None:
    newest = folder / "referrals.csv"
    text = newest.read_text(encoding="utf-8")
    without(newest, "2025")
    importers.import_folder(folder, store)
    newest.write_text(text, encoding="utf-8")
    report = importers.import_folder(folder, store)
    assert ("referrals", "2025") in report.change.added
    assert report.change.dropped == ()
    assert figures(store, "referrals").loc[("E08000015", "2025"), "value"] == 4056


def test_a_revised_figure_is_listed_with_the_old_and_the_new(folder: Path, store: Path) -> None:
    importers.import_folder(folder, store)
    edit(folder / "referrals.csv", "4152,958,23.1", "4152,960,23.2")
    report = importers.import_folder(folder, store)
    revisions = [str(revision) for revision in report.change.revised]
    assert "rereferrals_percent, E08000015, 2024: was 23.1 (958.0 of 4152.0), now 23.2 (960.0 of 4152.0)" in revisions
    assert figures(store, "rereferrals_percent").loc[("E08000015", "2024"), "value"] == 23.2


def test_an_edition_of_another_year_says_so_and_changes_nothing(folder: Path, store: Path) -> None:
    importers.import_folder(folder, store)
    first = (store / "figures.parquet").read_bytes()
    without(folder / "referrals.csv", "2025")
    edit(folder / "referrals.csv", "4152,958,23.1", "4150,958,c")
    report = importers.import_folder(folder, store)
    assert "Older editions, kept beside the newer: 1" in str(report)
    assert (report.change.revised, report.change.blanked) == ((), ())
    assert (store / "figures.parquet").read_bytes() == first
    assert figures(store, "referrals").loc[("E08000015", "2024"), "value"] == 4152


def test_a_dropped_year_is_reported_and_its_figures_kept(folder: Path, store: Path) -> None:
    importers.import_folder(folder, store)
    without(folder / "referrals.csv", "2023")
    report = importers.import_folder(folder, store)
    assert ("referrals", "2023") in report.change.dropped
    assert "No longer given, kept from before" in str(report)
    assert figures(store, "referrals").loc[("E08000015", "2023"), "value"] == 3355


def test_of_two_editions_the_newer_stands_and_the_difference_is_listed(folder: Path, store: Path) -> None:
    shutil.copy(folder / "referrals.csv", folder / "referrals_last_year.csv")
    without(folder / "referrals_last_year.csv", "2025")
    edit(folder / "referrals_last_year.csv", "4152,958,23.1", "4150,958,23.1")
    report = importers.import_folder(folder, store)
    older = [str(older) for older in report.change.older]
    assert older == ["dfe_cin_c1, edition to 2024-03-31: 7 figures differ from the newer ones, which stay"]
    assert figures(store, "referrals").loc[("E08000015", "2024"), "value"] == 4152


def test_the_tool_gives_only_periods_that_no_table_holds(folder: Path, store: Path) -> None:
    edit(folder / "tool.csv", "Wirral,116.0", "Wirral,1.0")
    importers.import_folder(folder, store)
    rates = figures(store, "children_looked_after_per_10k").loc["E08000015"]
    assert rates["value"].to_dict() == {"2022": 121, "2023": 117, "2024": 116, "2025": 103}
    assert rates["source"].astype(str).to_dict()["2022"] == "dfe_lait"
    assert rates["source"].astype(str).to_dict()["2024"] == "dfe_cla_rate"


def test_the_tool_alone_replaces_nothing_that_a_table_gave(folder: Path, store: Path) -> None:
    importers.import_folder(folder, store)
    edit(folder / "tool.csv", "Wirral,116.0", "Wirral,1.0")
    (folder / "looked_after.csv").unlink()
    report = importers.import_folder(folder, store)
    assert report.change.revised == ()
    assert figures(store, "children_looked_after_per_10k").loc[("E08000015", "2024"), "value"] == 116


def test_a_table_replaces_what_the_tool_gave_for_the_whole_period(folder: Path, store: Path) -> None:
    looked_after = (folder / "looked_after.csv").read_bytes()
    (folder / "looked_after.csv").unlink()
    importers.import_folder(folder, store)
    (folder / "looked_after.csv").write_bytes(looked_after)
    without(folder / "looked_after.csv", "2024,Reporting year,Regional")
    importers.import_folder(folder, store)
    rates = figures(store, "children_looked_after_per_10k").xs("2024", level="period")
    assert set(rates["source"].astype(str)) == {"dfe_cla_rate"}
    assert "E12000002" not in rates.index


def test_a_release_alone_leaves_the_rest_of_the_store_as_it_was(folder: Path, store: Path, tmp_path: Path) -> None:
    importers.import_folder(folder, store)
    before = {path.name: path.read_bytes() for path in store.iterdir()}
    alone = tmp_path / "alone"
    alone.mkdir()
    for name in ("referrals.csv", "area_codes.csv", "inspections.csv"):
        shutil.copy(folder / name, alone)
    without(alone / "inspections.csv", "Ofsted Local Authority Webpage,E08000015")
    importers.import_folder(alone, store)
    assert before == {path.name: path.read_bytes() for path in store.iterdir()}


def test_the_tool_says_nothing_of_an_area_before_its_time(folder: Path, store: Path) -> None:
    importers.import_folder(folder, store)
    assert list(figures(store, "section_47_per_10k").loc["E06000063"].index) == ["2024", "2025"]


def test_a_new_code_for_the_same_ground_continues_the_series(folder: Path, store: Path) -> None:
    importers.import_folder(folder, store)
    assert list(figures(store, "referrals").loc["E06000065"].index) == ["2023", "2024", "2025"]


def test_two_authorities_published_together_are_one_area(folder: Path, store: Path) -> None:
    importers.import_folder(folder, store)
    together = figures(store, "caseload_average").index.get_level_values("area")
    assert "E09000021+E09000027" in together
    assert "E09000021" not in together


@pytest.mark.parametrize(
    ("kind", "raw", "label", "end"),
    [
        ("year_to_31_march", "2024", "2024", "2024-03-31"),
        ("academic_year", "202324", "2023/24", "2024-08-31"),
        ("academic_year", "2024", "2023/24", "2024-08-31"),
        ("academic_year", "2015/16", "2015/16", "2016-08-31"),
        ("financial_year", "2016-17 (OT)", "2016-17", "2017-03-31"),
        ("school_january", "202425", "2025", "2025-01-16"),
        ("academic_year_at_school_census", "202324", "2023/24", "2024-01-18"),
        ("academic_year_at_school_census", "2026", "2025/26", "2026-01-15"),
        ("academic_year_at_31_march", "2024", "2023/24", "2024-03-31"),
        ("december_to_february", "2024", "2024", "2024-02-29"),
        ("three_calendar_years", "2014-16", "2014 to 16", "2016-12-31"),
        ("three_financial_years", "2013/14-15/16", "2013/14 to 15/16", "2016-03-31"),
        ("at_30_september", "2024", "2024", "2024-09-30"),
    ],
)
def test_a_period_ends_when_its_kind_says(kind: str, raw: str, label: str, end: str) -> None:
    text, day = periods.read(kind, raw)
    assert (text, day.isoformat()) == (label, end)


@pytest.mark.parametrize("raw", ["24", "20245", "2024-13-45", "Q1 2024", "20232", "1724"])
def test_what_is_no_period_is_refused(raw: str) -> None:
    with pytest.raises(ValueError, match=re.escape(raw)):
        periods.read("year_to_31_march", raw)


@needs_shared
def test_the_publishers_files_give_the_committed_store(tmp_path: Path) -> None:
    committed, releases, store = PROJECT / "data" / "published", tmp_path / "releases", tmp_path / "store"
    # as_issued holds other editions of the same releases, some in layouts that are not read
    shutil.copytree(RELEASES, releases, ignore=shutil.ignore_patterns("as_issued"), copy_function=os.symlink)
    importers.import_folder(releases, store)
    names = sorted(path.name for path in committed.iterdir())
    same, different, missing = filecmp.cmpfiles(committed, store, names, shallow=False)
    assert (different, missing, len(same)) == ([], [], len(names))


@needs_shared
def test_files_as_issued_are_read_and_change_no_figure_of_the_committed_store(tmp_path: Path) -> None:
    store = Path(shutil.copytree(PROJECT / "data" / "published", tmp_path / "store"))
    report = importers.import_folder(RELEASES / "as_issued", store)
    assert [file.file for file in report.unrecognised] == ["README.md"]
    assert (report.change.revised, report.change.blanked) == ((), ())
    before, after = (pd.read_parquet(folder / "figures.parquet") for folder in (PROJECT / "data" / "published", store))
    keys = ["measure", "area", "period"]
    again = before[keys].astype(str).merge(after.astype(dict.fromkeys(keys, str)), on=keys, how="left")
    for column in ("value", "code", "numerator", "denominator", "source", "edition"):
        assert again[column].astype(str).tolist() == before[column].astype(str).tolist()
    first = {path.name: path.read_bytes() for path in store.iterdir()}
    importers.import_folder(RELEASES / "as_issued", store)
    assert first == {path.name: path.read_bytes() for path in store.iterdir()}
