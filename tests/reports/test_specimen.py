"""The specimen is a whole report: nothing of it is missing, it is final, and each of its pages says that it is invented."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdf
import pytest
from support import PROJECT

from helpers import cli
from helpers.publish import build, check, readiness
from helpers.sources import open_year, snapshot

SENTENCE = "An invented specimen: Aldermere does not exist"


def test_everything_that_a_report_has_room_for_is_supplied() -> None:
    for year in ("2022-23", "2023-24"):
        assert open_year("specimen", year).missing() == []


@pytest.mark.parametrize("year", ["2022-23", "2023-24"])
def test_every_measure_of_the_catalogue_has_figures(year: str) -> None:
    with snapshot.take("specimen", year):
        folder = open_year("specimen", year)
        measures = set(folder.table("measure_catalogue").frame["id"])
        assert measures and not measures - {table.name for table in folder.local_tables}


def test_every_source_of_its_own_says_that_it_is_invented() -> None:
    with snapshot.take("specimen", "2023-24"):
        own = open_year("specimen", "2023-24").table("sources").frame
    assert set(own["publisher"]) == {"Invented"}
    assert all("invented" in title for title in own["title"])


@pytest.mark.parametrize("partnership", ["specimen", "wirral", "leeds"])
def test_a_year_that_nobody_has_supplied_is_invented_only_where_its_figures_are(partnership: str) -> None:
    with snapshot.take(partnership, "2021-22"):
        year = open_year(partnership, "2021-22")
        assert not year.exists
        assert build.report_details(year).is_invented == (partnership == "specimen")


def test_the_newest_year_is_final() -> None:
    with snapshot.take("specimen", "2023-24"):
        assert readiness.blocking(open_year("specimen", "2023-24")) == ()


@pytest.mark.slow
@pytest.mark.parametrize("year", ["2022-23", "2023-24"])
def test_it_has_no_faults(year: str) -> None:
    with snapshot.take("specimen", year):
        assert check.faults(open_year("specimen", year)) == []


@pytest.mark.slow
def test_a_further_year_can_be_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    (tmp_path / "notebooks").symlink_to(PROJECT / "notebooks")
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    assert cli.main(["new-year", "--partnership", "specimen", "--year", "2024-25"]) == 0
    assert "invented = true" in (tmp_path / "data/specimen/2024-25/report.toml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_each_page_of_the_final_report_says_that_it_is_invented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    shutil.copytree(PROJECT / "notebooks", tmp_path / "notebooks")
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    place = build.report(partnership="specimen", year="2023-24", final=True)
    pages = [page.extract_text() for book in place.glob("*.pdf") for page in pypdf.PdfReader(book).pages]
    assert [page[:60] for page in pages if "invented specimen" not in page.casefold()] == []
    html = list(place.rglob("*.html"))
    assert [page.name for page in html if "Not supplied:" in page.read_text(encoding="utf-8")] == []
    assert [page.name for page in html if SENTENCE not in page.read_text(encoding="utf-8")] == []
    assert len(html) > 20
