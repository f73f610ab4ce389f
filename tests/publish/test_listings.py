"""Whatever a report can be made of is listed with its id and what it needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support import local_year

from helpers.display import charts
from helpers.errors import UnknownName
from helpers.publish import listings
from helpers.sources import areas, published
from helpers.sources.schema import schemas
from helpers.sources.year_folder import YearFolder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[YearFolder]:
    """The year of a partnership with figures of its own."""
    place = local_year.project(tmp_path_factory.mktemp("local"), years=(local_year.YEAR,))
    with local_year.at(place):
        yield local_year.folder(place)


@pytest.mark.parametrize(
    ("what", "near"), [("measure", "measures"), ("table", "tables"), ("Charts", "charts"), ("everything", "relations")]
)
def test_what_cannot_be_listed_is_refused_with_what_can(folder: YearFolder, what: str, near: str) -> None:
    with pytest.raises(UnknownName, match=near) as refused:
        listings.lines(what, folder)
    assert all(name in str(refused.value) for name in listings.LISTS)


def test_every_measure_is_listed_the_partnerships_own_among_them(folder: YearFolder) -> None:
    ids = {line.strip().partition(";")[0] for line in listings.lines("measures", folder)}
    assert {about.measure for about in published.store().measures()} | {"contacts", "training_days"} <= ids


def test_every_authority_is_listed_with_its_code_and_what_else_it_is_called(folder: YearFolder) -> None:
    text = "\n".join(listings.lines("areas", folder))
    assert all(f"{area.name}; {area.code}; " in text for area in areas.authorities()) and "Hull" in text


def test_every_table_is_listed_with_the_columns_that_must_be_filled(folder: YearFolder) -> None:
    text = "\n".join(listings.lines("tables", folder))
    assert all(f"{name}.csv" in text for name in schemas())
    assert "01_introduction/top_pages.csv; Most read pages of the website; " in text
    assert "name*, views*, period*" in text


def test_every_kind_of_chart_is_listed_with_how_it_is_called(folder: YearFolder) -> None:
    text = "\n".join(listings.lines("charts", folder))
    assert all(f"charts.{name}(" in text for name in charts.__all__)
    assert "charts.bars(statistic, label, value" in text


def test_tables_that_count_the_same_people_stand_together_and_what_counts_none_does_not(folder: YearFolder) -> None:
    lines = listings.lines("relations", folder)
    assert "  cases contacts at the front door: contacts.value, contacts_by_source.value" in lines
    assert not any("training_days" in line for line in lines)
