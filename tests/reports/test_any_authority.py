"""Any authority of England has a report from published statistics alone, which says what is not published."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from conftest import copied
from support import PROJECT
from support.alike import rest_slow
from support.executed import Executed, chapter

from helpers.display.blocks import Figure, NotSupplied
from helpers.errors import UnknownName
from helpers.publish import build
from helpers.sources import areas, open_year

HARD = rest_slow(
    "Isles of Scilly", "Rutland", "Westmorland and Furness", "City of London", "Cumberland", "North Northamptonshire",
    "West Northamptonshire", "Dorset", "Bournemouth, Christchurch and Poole", quick=1,
)  # fmt: skip
YEARS = ("2021-22", "2022-23", "2023-24", "2024-25")
PAGES = {
    "00_year_at_a_glance.html", "01_introduction.html", "02_independent_scrutiny.html", "03_journey_of_the_child.html", "10_glossary.html",
    "11_about_this_report.html", "downloads.html", "index.html", "search.html",
}  # fmt: skip
NOT_A_VALUE = re.compile(r"\b(nan|NaN|NaT|KeyError)\b")


@cache
def introduction(name: str, year: str = "2023-24") -> Executed:
    return chapter("01_introduction", partnership=name, year=year)


@cache
def journey(name: str) -> Executed:
    return chapter("03_journey_of_the_child", partnership=name)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout in which no partnership has a folder."""
    place = copied(PROJECT / "tests/fixtures/thornby", tmp_path)
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    for file in place.glob("**/*.*"):
        file.unlink()
    return tmp_path


@pytest.fixture
def two_areas(thornby: Path) -> Path:
    """The invented partnership, made to cover two areas that were one until lately."""
    settings = thornby / "report.toml"
    settings.write_text(settings.read_text("utf-8").replace('["E08000015"]', '["E06000063", "E06000064"]'), "utf-8")
    return thornby


def unpublished_lines(document: Executed) -> list[str]:
    """What the chapter says of figures that nobody has published."""
    return [str(block.sentence) for block in document.blocks if isinstance(block, NotSupplied) and block.unpublished]


@pytest.mark.parametrize("name", ["Atlantis", "North Northants and Rutland", ""])
def test_what_is_no_authority_is_refused(name: str) -> None:
    with pytest.raises(UnknownName):
        open_year(name, "2023-24")


@pytest.mark.parametrize("name", ["Sefton", "sefton", "E08000014", "343"])
def test_name_alias_and_code_mean_one_report(name: str) -> None:
    assert ("sefton", ("E08000014",)) == (open_year(name, "2023-24").partnership, open_year(name, "2023-24").areas)


def test_a_year_that_was_not_supplied_keeps_the_name_and_areas_of_one_that_was(
    opened: Callable[[], object], two_areas: Path
) -> None:
    other = open_year("thornby", "2021-22")
    assert ("Thornby", ("E06000063", "E06000064")) == (other.place, other.areas)


@pytest.mark.slow
def test_the_report_gathers_what_is_needed_in_one_table(empty: Path) -> None:
    place = build.report(partnership="Isles of Scilly", year="2023-24")
    pages = {page.name: page.read_text("utf-8") for page in (place / "site").glob("*.html")}
    assert set(pages) == PAGES
    assert [] == [name for name, page in pages.items() if "Not supplied: " in page or NOT_A_VALUE.search(_words(page))]
    waited = json.loads((place / "build.json").read_text("utf-8"))["not_supplied"]
    table = pages["11_about_this_report.html"].split('id="what-is-missing"')[1].split("<h2")[0]
    rows = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
    assert len(rows) == len(set(rows)) and 20 < len(rows) < len(waited), "only what law and guidance ask for, each once"
    assert not [row for row in rows if "followers" in row.lower() or "Children in the area" in row]
    assert (place / "report.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", HARD)
def test_the_introduction_of_each_hard_authority_says_no_value_that_is_none(name: str) -> None:
    assert not NOT_A_VALUE.search(introduction(name).text)


@pytest.mark.parametrize("name", HARD)
def test_no_figure_of_all_ages_stands_for_children(name: str) -> None:
    shown = {
        str(origin)
        for document in (introduction(name), journey("Isles of Scilly"))
        for number in document.numbers
        for origin in number.origins
    }
    assert shown and not [origin for origin in shown if "residents_all_ages" in origin]


def test_scilly_has_one_neighbourhood_and_so_no_gap() -> None:
    document = introduction("Isles of Scilly")
    assert "The area is a single neighbourhood" in document.text
    assert "neighbourhoods" not in [block.name for block in document.blocks if isinstance(block, Figure)]


def test_a_report_of_before_the_first_index_held_says_so_and_draws_none() -> None:
    document = introduction("Leeds", "2017-18")
    unpublished = unpublished_lines(document)
    assert any("no edition was out by the year’s end for Leeds" in line for line in unpublished)
    assert "neighbourhoods" not in [block.name for block in document.blocks if isinstance(block, Figure)]
    assert "2025" not in document.text


def test_what_is_withheld_for_scilly_is_one_line_and_no_chart() -> None:
    document = journey("Isles of Scilly")
    assert "It cannot be compared: no figure is published for the Isles of Scilly in 2024." in document.text
    unpublished = unpublished_lines(document)
    assert any("Children looked after, per 10,000 aged" in line for line in unpublished)
    assert "children_looked_after_per_10k" not in [block.name for block in document.blocks if isinstance(block, Figure)]


def test_a_late_comer_says_what_it_was_formed_from() -> None:
    document = introduction("Westmorland and Furness").text
    assert "It was formed out of the former Cumbria within the years shown" in document
    assert "It was formed" not in introduction("Rutland").text


def test_an_authority_of_the_earliest_year_is_not_said_to_be_formed_out_of_nothing() -> None:
    assert "It was formed" not in introduction("Leeds", "2012-13").text


@pytest.mark.parametrize("name", rest_slow("01_introduction", "03_journey_of_the_child"))
def test_an_authority_that_stands_no_longer_is_called_as_it_was_then(name: str) -> None:
    document = chapter(name, partnership="E10000009", year="2018-19")
    assert "Dorset" in document.text and "to 2019)" not in document.text


def test_an_authority_not_yet_formed_says_so() -> None:
    assert "for Cumberland: Cumberland was formed later" in " ".join(
        unpublished_lines(introduction("Cumberland", "2021-22"))
    )


def test_a_report_of_2022_to_2023_knows_nothing_later() -> None:
    periods = {number.period.label for number in introduction("Dorset", "2022-23").numbers}
    assert {period for period in periods if period[:4] > "2023"} == set()
    assert "2023" in periods


def test_each_area_of_a_partnership_of_two_is_shown_and_they_are_not_added_up(two_areas: Path) -> None:
    document = chapter("01_introduction", partnership="thornby")
    assert [["Cumberland", "52,019"], ["Westmorland and Furness", "39,177"]] == [
        list(row.values()) for row in document.table("population_0_17")
    ]
    for name in ("Cumberland", "Westmorland and Furness"):
        assert f"in a family with a low income ({name})" in document.text
    assert "91,196" not in document.text


@pytest.mark.slow
def test_the_journey_of_a_partnership_of_two_names_each_area_with_its_factors(two_areas: Path) -> None:
    document = chapter("03_journey_of_the_child", partnership="thornby")
    drawn = next(block for block in document.blocks if isinstance(block, Figure) and block.name == "factors")
    assert "Neglect (Cumberland)," in drawn.data.csv and "Neglect (Westmorland and Furness)," in drawn.data.csv


@pytest.mark.authorities
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("area", areas.authorities(), ids=lambda area: area.slug)
def test_each_authority_has_a_report(area: areas.Area, year: str, empty: Path) -> None:
    place = build.report(partnership=area.code, year=year)
    pages = [page.read_text("utf-8") for page in (place / "site").glob("*.html")]
    assert [] == [page for page in pages if "Not supplied: " in page or NOT_A_VALUE.search(_words(page))]
    assert (place / "report.pdf").read_bytes().startswith(b"%PDF")


def _words(page: str) -> str:
    """What a reader sees of a page: its text without style, script and pictures."""
    return re.sub(r"<(style|script|svg)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
