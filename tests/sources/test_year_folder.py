"""A year's folder is read as its schemas say, and an absent one is an authority that has supplied nothing yet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.errors import ReportError, UnknownName
from helpers.sources import YearFolder, areas, open_year
from helpers.sources.schema import schemas


@pytest.mark.parametrize("year", ["2023", "2023-25", "2023/24", "last year", ""])
def test_what_is_not_a_year_is_refused_with_the_form_to_write(year: str, opened: Callable[[], YearFolder]) -> None:
    with pytest.raises(ReportError, match="such as 2023-24"):
        open_year("thornby", year)


def test_an_unknown_partnership_is_refused_with_the_nearest(opened: Callable[[], YearFolder]) -> None:
    with pytest.raises(UnknownName, match="thornby"):
        open_year("thornbey", "2023-24")


@pytest.mark.parametrize(("name", "kind"), [("North East", "region"), ("England", "country")])
def test_what_is_wider_than_an_authority_is_refused(name: str, kind: str, opened: Callable[[], YearFolder]) -> None:
    with pytest.raises(UnknownName, match=rf'"{name}" is a {kind}, not a local authority'):
        open_year(name, "2023-24")


def test_no_region_is_offered_for_a_mistyped_authority(opened: Callable[[], YearFolder]) -> None:
    with pytest.raises(UnknownName) as refused:
        open_year("North Eest", "2023-24")
    assert "Did you mean North" in str(refused.value) and "North East" not in str(refused.value)


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ("Cumberland and Westmorland and Furness", ["E06000063", "E06000064"]),
        ("Leeds, Herefordshire, County of", ["E08000035", "E06000019"]),
        ("Bath and North East Somerset and Bristol, City of", ["E06000022", "E06000023"]),
    ],
)
def test_several_authorities_are_known_though_a_name_holds_a_comma_or_an_and(
    names: str, codes: list[str], opened: Callable[[], YearFolder]
) -> None:
    with pytest.raises(UnknownName) as refused:
        open_year(names, "2023-24")
    assert f"where it says areas = {json.dumps(codes)}" in str(refused.value)


def test_a_partnership_without_a_folder_is_called_as_its_place_is_spoken_of(opened: Callable[[], YearFolder]) -> None:
    names = [open_year(area.slug, "2023-24").settings["partnership"]["name"] for area in areas.authorities(2024)]
    assert {
        f"{place} Safeguarding Children Partnership" for place in ("Bristol", "Herefordshire", "City of London")
    } <= set(names)
    assert [] == [name for name in names if re.search(r", (City|County) of|\(", name)]


@pytest.mark.parametrize("names", ["Leeds, Bradford", "Leeds and Bradford", "leeds & E08000032"])
def test_several_authorities_are_told_how_their_partnership_is_made(
    names: str, opened: Callable[[], YearFolder]
) -> None:
    with pytest.raises(UnknownName, match=r'where it says areas = \["E08000035", "E08000032"\]'):
        open_year(names, "2023-24")


def test_a_table_without_a_column_of_its_schema_is_refused(
    opened: Callable[[], YearFolder], replace: Callable[[str, str, str], None]
) -> None:
    replace("01_introduction/facts.csv", "period,", "priod,")
    with pytest.raises(ReportError, match="has no column period"):
        list(opened().tables_named("facts"))


def test_a_byte_order_mark_is_not_part_of_the_first_heading(thornby: Path, opened: Callable[[], YearFolder]) -> None:
    path = thornby / "01_introduction" / "facts.csv"
    path.write_text("\ufeff" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert "income.total" == next(opened().tables_named("facts")).frame["id"][0]


def test_an_absent_table_has_no_rows_and_says_who_sends_it(opened: Callable[[], YearFolder]) -> None:
    table = opened().table("attendance")
    assert (False, 0) == (table.supplied, len(table.frame)) and table.schema.supplied_by


def test_an_authority_without_a_folder_has_a_report_of_published_figures(opened: Callable[[], YearFolder]) -> None:
    sefton = open_year("Sefton", "2023-24")
    assert (False, "sefton", ("E08000014",)) == (sefton.exists, sefton.partnership, sefton.areas)


def test_what_is_missing_is_listed_with_who_sends_it(opened: Callable[[], YearFolder]) -> None:
    missing = opened().missing()
    assert all(all(part for part in row) for row in missing)
    assert "Single facts" not in [what for _, what, _ in missing]


@pytest.mark.parametrize("year", ["2023-24", "2024-25", "2098-99"])
def test_a_table_of_one_year_is_of_the_report_s_year_whatever_it_is(thornby: Path, year: str) -> None:
    folder = open_year("thornby", year)
    of_the_year = {name: folder.table(name).period for name, form in schemas().items() if form.period == "report year"}
    assert set(of_the_year.values()) == {year} and {"training", "section_11_topics"} <= of_the_year.keys()


def test_no_schema_fixes_a_year() -> None:
    years = {
        name: re.findall(r"(?:19|20)\d\d[-–/]\d\d", json.dumps(form.descriptor)) for name, form in schemas().items()
    }
    assert {name: labels for name, labels in years.items() if labels} == {}


def test_an_earlier_year_is_the_newest_with_a_folder_and_the_year_before_that_alone(
    thornby: Path, opened: Callable[[], YearFolder]
) -> None:
    assert (opened().earlier, opened().year_before) == (None, None)
    (thornby.parent / "2020-21").mkdir()
    (thornby.parent / "2021-22").mkdir()
    earlier = opened().earlier
    assert earlier and earlier.year == "2021-22" and opened().year_before is None
    (thornby.parent / "2022-23").mkdir()
    assert (
        opened().earlier
        == opened().year_before
        == YearFolder("thornby", "2022-23", thornby.parent / "2022-23", earlier.root)
    )
