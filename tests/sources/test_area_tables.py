"""What the store has of areas besides figures is what was known on a day: neighbours, neighbourhoods, inspections, outlines."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.errors import UnknownName
from helpers.sources import area_tables, areas, published
from helpers.sources.report_years import ReportYear

WIRRAL = "E08000015"
MARCH_2024 = date(2024, 3, 31)
FIRST_YEAR = 2013
CHANGED = (
    "Bournemouth", "Poole", "Bournemouth, Christchurch and Poole", "Dorset", "E10000009", "Northamptonshire",
    "North Northamptonshire", "West Northamptonshire", "Cumbria", "Cumberland", "Westmorland and Furness",
)  # fmt: skip


@pytest.fixture(scope="module")
def store() -> published.PublishedStore:
    return published.store()


def test_neighbours_of_no_authority_are_refused(store: published.PublishedStore) -> None:
    with pytest.raises(UnknownName, match="No edition of the statistical neighbours has England"):
        area_tables.neighbours(store, "E92000001")


def test_neighbours_are_those_known_at_the_date(store: published.PublishedStore) -> None:
    then = area_tables.neighbours(store, WIRRAL, as_at=MARCH_2024)
    assert (then.edition, then.note, len(then.areas)) == ("2021", "", 10)
    assert area_tables.neighbours(store, WIRRAL, as_at=date(2026, 3, 31)).edition == "2025"


def test_the_next_edition_serves_an_area_that_the_known_one_lacks(store: published.PublishedStore) -> None:
    then = area_tables.neighbours(store, "E06000063", as_at=MARCH_2024)
    assert then.edition == "2025"
    assert then.note == "The 2021 edition does not have Cumberland: the 2025 edition serves."
    assert area_tables.neighbours(store, "E10000006", as_at=date(2026, 3, 31)).edition == "2021"


def test_wirral_has_its_known_neighbourhoods(store: published.PublishedStore) -> None:
    table = area_tables.small_areas(store, [WIRRAL], as_at=MARCH_2024)
    income = table["income_deprived_percent"]
    assert set(table["edition"]) == {"2019"}
    assert len(table) == 206
    assert (table["income_decile"] <= 2).sum() == 65
    assert (table["income_decile"] >= 9).sum() == 27
    assert (income.min(), income.max()) == (1.4, 58.1)


def test_an_index_of_after_the_year_is_not_known_in_it(store: published.PublishedStore) -> None:
    assert area_tables.small_areas(store, [WIRRAL], as_at=date(2018, 3, 31)).empty
    assert set(area_tables.small_areas(store, [WIRRAL], as_at=date(2020, 3, 31))["edition"]) == {"2019"}
    assert set(area_tables.small_areas(store, [WIRRAL])["edition"]) == {"2025"}


def test_wirrals_gap_is_the_widest_in_england(store: published.PublishedStore) -> None:
    codes = [area.code for area in areas.authorities()]
    income = area_tables.small_areas(store, codes, edition="2019").groupby("authority")["income_deprived_percent"]
    gaps = (income.max() - income.min()).round(1)
    assert gaps.idxmax() == WIRRAL
    assert gaps.max() == 56.7
    assert (gaps == gaps.max()).sum() == 1


def test_every_neighbourhood_of_england_has_an_authority_that_stands(store: published.PublishedStore) -> None:
    codes = [area.code for area in areas.authorities()]
    assert len(area_tables.small_areas(store, codes, edition="2019")) == 32844
    assert len(area_tables.small_areas(store, codes, edition="2025")) == 33755
    assert len(area_tables.small_areas(store, ["E06000063", "E06000064"], edition="2019")) == 321


def test_isles_of_scilly_is_one_neighbourhood(store: published.PublishedStore) -> None:
    assert len(area_tables.small_areas(store, ["E06000053"], edition="2019")) == 1


def test_an_inspection_after_the_date_is_not_known(store: published.PublishedStore) -> None:
    assert list(area_tables.inspections(store, WIRRAL, date(2023, 9, 17))["inspected"].dt.year) == [2019]
    assert list(area_tables.inspections(store, WIRRAL, MARCH_2024)["inspected"].dt.year) == [2019, 2023]
    assert area_tables.inspections(store, WIRRAL, MARCH_2024)["overall"].iloc[-1] == "Requires improvement to be good"


def test_a_youth_justice_rating_counts_from_its_publication(store: published.PublishedStore) -> None:
    assert area_tables.youth_justice_inspections(store, WIRRAL, date(2021, 10, 25)).empty
    assert list(area_tables.youth_justice_inspections(store, WIRRAL, MARCH_2024)["overall"]) == ["Good"]


def test_every_authority_that_stands_has_an_outline(store: published.PublishedStore) -> None:
    outlines = area_tables.boundaries(store)
    assert set(outlines["area"]) == {area.code for area in areas.authorities()}
    assert all(-7 < degree < 2 for ring in outlines["longitude"] for degree in ring)
    assert all(49 < degree < 56 for ring in outlines["latitude"] for degree in ring)
    assert all(ring[0] == ring[-1] for ring in map(list, outlines["longitude"]))


def test_no_inspection_is_told_of_an_authority_before_it_stood_or_after(store: published.PublishedStore) -> None:
    short = [area for area in map(areas.find, CHANGED) if (area.first_year or 0) > FIRST_YEAR or area.last_year]
    assert len(short) == len(CHANGED)
    for area in short:
        days = [
            *area_tables.inspections(store, area.code)["inspected"],
            *area_tables.youth_justice_inspections(store, area.code)["published"],
        ]
        years = [ReportYear.of(day).last for day in days]
        assert all((area.first_year or 0) <= year <= (area.last_year or 9999) for year in years), area.name


def test_a_joint_youth_justice_service_is_told_of_each_of_its_authorities(store: published.PublishedStore) -> None:
    for area in ("E06000058", "E06000059"):
        assert ["Dorset"] == list(area_tables.youth_justice_inspections(store, area)["service"])
