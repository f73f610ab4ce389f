"""A report is of a year that the published figures speak of, or that its partnership's own data does just after them."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import ReportError
from helpers.publish import build
from helpers.publish.fleet.jobs import jobs_for
from helpers.sources import YearFolder, open_year, reporting_years
from helpers.sources.report_years import ReportYear


@pytest.fixture
def checkout(thornby: Path) -> Path:
    """The checkout that holds the invented partnership's data."""
    return thornby.parents[2]


def own(thornby: Path, year: ReportYear) -> YearFolder:
    """The invented partnership's folder, moved to another year."""
    thornby.rename(thornby.with_name(year.label))
    return open_year("thornby", year.label)


@pytest.mark.parametrize("year", ["2050-51", "1890-91", "2010-11"])
def test_a_year_the_published_figures_do_not_speak_of_is_refused_before_anything_is_built(
    checkout: Path, year: str
) -> None:
    with pytest.raises(ReportError, match=rf"do not speak of {year}: they hold 2012-13 to 20\d\d-\d\d\. Give one"):
        build.report(partnership="Leeds", year=year)
    with pytest.raises(ReportError, match="do not speak of"):
        build.chapter("01", partnership="Leeds", year=year)
    assert not (checkout / "build").exists()


def test_the_first_and_the_last_year_held_are_not_refused() -> None:
    for year in (reporting_years.published_years()[0], reporting_years.published_years()[-1]):
        reporting_years.refuse(open_year("Leeds", year.label))


def test_a_partnership_with_its_own_data_reports_one_year_after_the_last_published(thornby: Path) -> None:
    next_year = reporting_years.published_years()[-1].after
    reporting_years.refuse(own(thornby, next_year))
    with pytest.raises(ReportError, match="before the national figures are out"):
        reporting_years.refuse(open_year("Leeds", next_year.label))


def test_its_own_data_does_not_let_it_report_a_later_year(thornby: Path) -> None:
    with pytest.raises(ReportError, match="do not speak of"):
        reporting_years.refuse(own(thornby, reporting_years.published_years()[-1].after.after))


@pytest.mark.parametrize("areas", ["all", "Leeds, Kent"])
@pytest.mark.parametrize("year", ["2050-51", "1890-91"])
def test_a_fleet_is_refused_such_a_year_once_for_all(areas: str, year: str) -> None:
    with pytest.raises(ReportError, match="do not speak of") as refused:
        jobs_for(areas, year)
    assert str(refused.value).count("do not speak of") == 1
