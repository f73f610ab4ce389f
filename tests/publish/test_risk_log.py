"""The risk log says why each number is hidden, and is written nowhere that is published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support import own_forms

from helpers.errors import ReportError
from helpers.publish import risk_log
from helpers.sources import YearFolder

Opened = Callable[[], YearFolder]


@pytest.fixture
def year(thornby: Path) -> Path:
    own_forms.write(thornby, own_forms.descriptor())
    own_forms.write_rows(thornby, 3, 47, 61)
    return thornby


def test_the_log_has_each_table_and_each_hidden_number_and_no_number_itself(year: Path, opened: Opened) -> None:
    place = risk_log.write(opened(), year.parents[2] / "risk")
    page, cells = ((place / name).read_text("utf-8-sig") for name in (risk_log.PAGE, risk_log.CELLS))
    assert "## young_carers" in page and "2 of 4 numbers (1 protects another, 1 small)" in page
    assert cells.count("\n") == 3 and "young_carers.csv, row 2" in cells
    assert not {"47", "61", "111"} & set((page + cells).replace(",", " ").split())


def test_a_year_without_people_has_a_log_that_says_so(opened: Opened, thornby: Path) -> None:
    assert "No table of the year counts people" in (
        risk_log.write(opened(), thornby.parents[2] / "risk") / risk_log.PAGE
    ).read_text("utf-8")


@pytest.mark.parametrize("to", ["build", "build/thornby/2023-24", "data/thornby", ".", "docs", "risk/../build", "link"])
def test_a_folder_that_is_published_is_refused(year: Path, opened: Opened, to: str) -> None:
    root = year.parents[2]
    (root / "build").mkdir()
    (root / "link").symlink_to("build")
    with pytest.raises(ReportError, match="is published, or may be"):
        risk_log.write(opened(), root / to)
    assert [] == list(root.rglob(risk_log.CELLS))


def test_the_copy_of_a_report_is_no_place_for_it_either(
    year: Path, opened: Opened, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy = tmp_path_factory.mktemp("copy")
    (copy / "build.json").write_text("{}", "utf-8")
    with pytest.raises(ReportError, match="is published, or may be"):
        risk_log.write(opened(), copy / "site")
