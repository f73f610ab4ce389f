"""Without another report to compare with, a report is compared with that of the year before: its newest release, else its build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.errors import ReportError
from helpers.publish.compare import reports
from helpers.sources import YearFolder


def test_the_year_before_is_its_newest_release_else_its_build_else_a_refusal_with_the_cure(
    opened: Callable[[], YearFolder], tmp_path: Path
) -> None:
    folder = replace(opened(), year="2024-25")
    with pytest.raises(ReportError, match=r"no report of 2023-24.*make report PARTNERSHIP=thornby YEAR=2023-24"):
        reports.of_year_before(folder, tmp_path)
    built = tmp_path / "build/thornby/2023-24"
    built.mkdir(parents=True)
    (built / "numbers.csv").touch()
    assert reports.of_year_before(folder, tmp_path) == built
    releases = tmp_path / "releases/thornby/2023-24"
    releases.mkdir(parents=True)
    for version in ("1.9", "1.10"):
        (releases / f"thornby-2023-24-{version}.zip").touch()
    assert reports.of_year_before(folder, tmp_path).name == "thornby-2023-24-1.10.zip"
