"""What is published elsewhere is never called missing, and the list of it names nothing that the report has or does not know."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import PROJECT

from helpers.sources import YearFolder, elsewhere, validation

ROW = "{},Only pictures.,wscp_website\n"


@pytest.fixture
def folder(tmp_path: Path) -> YearFolder:
    shutil.copytree(PROJECT / "data/wirral/2023-24", tmp_path / "data/wirral/2023-24")
    shutil.copytree(PROJECT / "data/common", tmp_path / "data/common")
    return YearFolder("wirral", "2023-24", tmp_path / "data/wirral/2023-24", tmp_path)


def with_rows(folder: YearFolder, *forms: str) -> YearFolder:
    rows = "".join(map(ROW.format, forms))
    (folder.path / "elsewhere.csv").write_text(f"form,why,source\n{rows}", "utf-8")
    return folder


def test_what_is_published_elsewhere_is_not_missing(folder: YearFolder) -> None:
    assert "What the plan costs" in [what for _, what, _ in with_rows(folder).missing()]
    assert "What the plan costs" not in [
        what for _, what, _ in with_rows(folder, "09_business_plan/resources").missing()
    ]


@pytest.mark.parametrize(
    ("form", "message"),
    [
        (
            "plan_actoins",
            '"plan_actoins" is no table or section of the report. Did you mean plan_actions or review_actions or plan_priorities?',
        ),
        ("reviews", "the report has this now. Take the row out."),
    ],
)
def test_a_row_that_cannot_be_so_is_a_fault(folder: YearFolder, form: str, message: str) -> None:
    assert [str(fault) for fault in validation.faults(with_rows(folder, form))] == [f"row 2, form: {message}"]


def test_a_partnerships_own_report_has_none(folder: YearFolder) -> None:
    settings = folder.path / "report.toml"
    own = settings.read_text("utf-8").replace('kind = "compilation"', 'kind = "own"')
    settings.write_text(own, "utf-8")
    faults = [fault.message for fault in elsewhere.faults(with_rows(folder, "plan_actions"))]
    assert faults == [elsewhere.NOT_COMPILED]
