"""Areas are found by any name people use, and by none that they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import ReportError, UnknownName
from helpers.sources import areas


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Bristol, City of", "Bristol"),
        ("Herefordshire, County of", "Herefordshire"),
        ("City of London", "the City of London"),
    ],
)
def test_a_sentence_has_a_name_in_the_order_of_speech(name: str, words: str) -> None:
    assert areas.in_sentence(name) == words


@pytest.mark.parametrize("text", ["Narnia", "", "999", "E08000099", "Wirral and Sefton", "E07000032"])
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(UnknownName, match="is no area of England that the store knows"):
        areas.find(text)


def test_a_misspelt_area_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean Wirral"):
        areas.find("wirall")


def test_a_code_of_no_area_is_refused() -> None:
    with pytest.raises(UnknownName, match="is the code of no area"):
        areas.named("E08000099")


def test_a_store_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPERS_PUBLISHED", str(tmp_path))
    with pytest.raises(ReportError, match="make published FROM=folder"):
        areas.find("Wirral")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("E08000015", "E08000015"),
        ("344", "E08000015"),
        ("wirral", "E08000015"),
        (" WIRRAL ", "E08000015"),
        ("Hull", "E06000010"),
        ("Kingston upon Hull, City of", "E06000010"),
        ("kingston-upon-hull", "E06000010"),
        ("St Helens", "E08000013"),
        ("St. Helens", "E08000013"),
        ("BCP", "E06000058"),
        ("Bournemouth, Christchurch and Poole", "E06000058"),
        ("Brighton & Hove", "E06000043"),
        ("Bristol", "E06000023"),
        ("Durham", "E06000047"),
        ("isles of scilly", "E06000053"),
        ("Westmorland and Furness", "E06000064"),
        ("North Yorkshire", "E06000065"),
        ("E10000023", "E06000065"),
        ("Cumbria", "E10000006"),
        ("England", "E92000001"),
        ("North West", "E12000002"),
        ("Yorkshire and the Humber", "E12000003"),
    ],
)
def test_an_area_is_found_by_its_names(text: str, code: str) -> None:
    assert areas.find(text).code == code


def test_an_area_that_stands_is_found_before_one_that_stood() -> None:
    assert areas.find("Dorset").code == "E06000059"
    assert areas.find("Dorset (to 2019)").code == "E10000009"


def test_no_name_means_two_standing_authorities() -> None:
    named = [areas.plain(name) for area in areas.authorities() for name in {areas.plain(text) for text in area.names}]
    assert sorted(named) == sorted(set(named))


def test_every_authority_is_found_by_its_name_its_number_and_its_slug() -> None:
    for area in areas.authorities():
        assert areas.find(area.name) == areas.find(area.number) == areas.find(area.slug) == area


def test_there_are_153_authorities_and_nine_regions() -> None:
    assert len(areas.authorities()) == 153
    assert len(areas.regions()) == 9
    assert sum(area.name == "Cumberland" for area in areas.authorities()) == 1


@pytest.mark.parametrize(("year", "existing", "not_yet"), [(2023, "Cumbria", "Cumberland"), (2019, "Poole", "Dorset")])
def test_a_year_has_the_authorities_that_stood_in_it(year: int, existing: str, not_yet: str) -> None:
    names = {area.name for area in areas.authorities(year)}
    assert existing in names
    assert not_yet not in names


def test_every_authority_and_district_has_one_of_the_nine_regions() -> None:
    nine = {area.code for area in areas.regions()}
    assert {areas.region_of(area.code).code for area in areas.authorities()} == nine
    assert areas.region_of("E07000026").name == "North West"


def test_a_london_borough_is_in_london_and_in_a_part_of_it() -> None:
    camden = areas.find("Camden")
    assert areas.region_of(camden.code).name == "London"
    assert areas.named(camden.subregion).name == "Inner London"


def test_an_abolished_area_names_its_successors_and_they_name_it() -> None:
    assert areas.find("Cumbria").successors == ("E06000063", "E06000064")
    assert areas.find("Cumberland").predecessors == ("E10000006",)
    assert areas.find("BCP").predecessors == ("E06000028", "E06000029", "E10000009")
