"""What is invented for a specimen is read in the specimen's own report, and nowhere else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from support import PROJECT

from helpers import sources
from helpers.errors import DataFaults, ReportError, UnknownName
from helpers.publish import check
from helpers.publish.fleet.jobs import jobs_for
from helpers.sources import areas, open_year, overlay, project, published, snapshot

SPECIMEN = PROJECT / "data" / "specimen"
PLACE = "X06000001"
OF_THE_STORE = ("areas", "figures", "inspections", "neighbours", "small_areas", "sources", "youth_justice_inspections")


@pytest.fixture
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented figures, laid beside the store."""
    place = shutil.copytree(overlay.of(SPECIMEN), tmp_path / "published")
    monkeypatch.setenv(project.OVERLAY, str(place))
    return place


def broken(file: Path, old: str, new: str) -> str:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    store = published.PublishedStore(areas.store_folder(), file.parent)
    with pytest.raises(DataFaults) as error:
        store.sources() if file.stem == "sources" else store.ends(PLACE)
    return str(error.value)


def test_an_invented_figure_of_a_real_place_is_refused(invented: Path) -> None:
    assert 'row 2, area: "E08000015" is no area that areas.csv beside it invents' in broken(
        invented / "figures.csv", PLACE, "E08000015"
    )


def test_a_cell_of_another_type_is_refused_with_its_place(invented: Path) -> None:
    assert 'row 2, period_end: "2017-30-09" is not a date32' in broken(
        invented / "figures.csv", "2017-09-30", "2017-30-09"
    )


def test_a_column_that_the_store_lacks_is_refused(invented: Path) -> None:
    assert "row 1, by: no column of the store's table" in broken(invented / "sources.csv", "publisher", "by")


def test_a_real_partnership_s_report_knows_nothing_invented() -> None:
    with snapshot.take("wirral", "2023-24"):
        store, codes = published.store(), {area.code for area in areas.authorities()}
        assert PLACE not in codes
        assert store.figures("children_looked_after_per_10k", areas=[PLACE]).empty
        assert not any(source.publisher == "Invented" for source in store.sources())
        with pytest.raises(UnknownName):
            areas.named(PLACE)
        with pytest.raises(UnknownName):
            areas.find("Aldermere")


def test_after_the_specimen_s_report_nothing_invented_is_left() -> None:
    before = published.store().figures("children_looked_after_per_10k")
    with snapshot.take("specimen", "2023-24"):
        assert not published.store().figures("children_looked_after_per_10k", areas=[PLACE]).empty
    pd.testing.assert_frame_equal(before, published.store().figures("children_looked_after_per_10k"))


def test_a_kernel_that_turns_to_a_real_partnership_reads_nothing_invented(invented: Path) -> None:
    assert areas.named(PLACE).name == "Aldermere"
    sources.chapter("01_introduction", partnership="wirral", year="2023-24")
    with pytest.raises(UnknownName):
        areas.named(PLACE)


def test_a_command_on_a_real_partnership_reads_nothing_invented(invented: Path) -> None:
    with overlay.beside_store(PROJECT / "data" / "wirral"), pytest.raises(UnknownName):
        areas.named(PLACE)
    assert areas.named(PLACE).name == "Aldermere"


def test_real_figures_stay_as_they_are_beside_invented_ones(invented: Path) -> None:
    alone = published.PublishedStore(areas.store_folder())
    beside = published.store()
    for measure in ("children_looked_after_per_10k", "referrals", "absence_percent"):
        both = beside.figures(measure)
        real = both[both["area"] != PLACE].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone.figures(measure), real)
        assert len(real) < len(both)


def test_a_row_s_place_is_the_file_that_has_it(invented: Path) -> None:
    own, real = (published.origin("figures", "referrals", area, "2023") for area in (PLACE, "E08000015"))
    assert own.file.endswith("published/figures.csv")
    assert real.file == "data/published/figures.parquet"


@pytest.mark.parametrize("name", OF_THE_STORE)
def test_everything_invented_says_so_where_it_cites_a_source(name: str) -> None:
    rows = pd.read_csv(overlay.of(SPECIMEN) / f"{name}.csv", dtype=str, keep_default_na=False)
    cited = rows.get("source", rows["id"] if name == "sources" else pd.Series(dtype=str))
    assert all(source.startswith("invented_") for source in cited)


def test_every_invented_figure_lies_within_england_s_extremes() -> None:
    figures = pd.read_parquet(areas.store_folder() / "figures.parquet", columns=["measure", "area", "period", "value"])
    real = figures[figures["area"].isin([area.code for area in areas.authorities()])]
    extremes = real.groupby([real["measure"].astype(str), real["period"].astype(str)])["value"].agg(["min", "max"])
    own = pd.read_csv(overlay.of(SPECIMEN) / "figures.csv", dtype={"period": str}).join(
        extremes, on=["measure", "period"]
    )
    beyond = own[(own["value"] < own["min"]) | (own["value"] > own["max"])]
    assert beyond[["measure", "period"]].to_numpy().tolist() == []


def test_no_invented_figure_is_smaller_than_its_publisher_prints() -> None:
    columns = ["measure", "value", "numerator"]
    real = pd.read_parquet(areas.store_folder() / "figures.parquet", columns=columns)
    units = pd.read_parquet(areas.store_folder() / "measures.parquet").set_index("measure")["unit"]
    own = pd.read_csv(overlay.of(SPECIMEN) / "figures.csv")
    printed = {(column, measure) for column in columns[1:] for measure in real.loc[_is_small(real[column]), "measure"]}
    small = {(column, measure) for column in columns[1:] for measure in own.loc[_is_small(own[column]), "measure"]}
    assert {
        (column, measure) for column, measure in small - printed if column != "value" or units[measure] == "count"
    } == set()


def _is_small(values: pd.Series) -> pd.Series:
    return values.between(1, 5)


def test_no_fleet_of_all_areas_has_the_specimen_and_none_is_built_of_it() -> None:
    assert "specimen" not in {job.partnership for job in jobs_for("Wirral, Leeds", "2023-24")}
    assert "aldermere" not in {area.slug for area in areas.authorities()}
    with pytest.raises(ReportError, match="Aldermere is invented, and no list of real places has it"):
        jobs_for("wirral, specimen", "2023-24")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("invented = true\n", "", "report.invented: published/ beside the years holds invented figures"),
        ("invented = true\n", "invented = false\n", "report.invented: published/ beside the years holds"),
        ("invented = true", 'invented = "yes"', 'report.invented: "yes" is neither true nor false.'),
        ('"X06000001"', '"E08000015"', 'partnership.areas: "E08000015" is the code of a real place'),
    ],
)
def test_what_is_invented_and_not_marked_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, message: str
) -> None:
    year = tmp_path / "data" / "specimen" / "2023-24"
    year.mkdir(parents=True)
    for name in ("common", "published"):
        (tmp_path / "data" / name).symlink_to(PROJECT / "data" / name)
    shutil.copytree(overlay.of(SPECIMEN), year.parent / "published")
    settings = (SPECIMEN / "2023-24" / "report.toml").read_text(encoding="utf-8")
    (year / "report.toml").write_text(settings.replace(old, new), encoding="utf-8")
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    monkeypatch.setenv(project.OVERLAY, str(overlay.of(year.parent)))
    assert message in "\n".join(map(str, check.faults(open_year("specimen", "2023-24"))))
