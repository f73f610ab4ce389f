"""Last year's numbers stand beside this year's where they are of the same thing, and of no people."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.sources.chapter_context import ChapterContext, chapter
from helpers.statistics import measures

YEARS = "data/specimen"


def introduction() -> ChapterContext:
    return chapter("01_introduction", partnership="specimen", year="2023-24")


def test_a_table_of_people_has_no_year_before_beside_it(specimen: Path) -> None:
    forms = introduction().folder.forms.tables
    (of_people, *_) = (
        name for name, form in forms.items() if form.is_protected and introduction().folder.table(name).supplied
    )
    assert not measures.year_before(introduction(), of_people).supplied


def test_an_older_year_is_no_year_before(specimen: Path) -> None:
    (specimen / YEARS / "2022-23").rename(specimen / YEARS / "2021-22")
    assert not measures.year_before(introduction(), "income_by_partner").supplied


@pytest.mark.parametrize("unit", ["percent", "count"])
def test_numbers_in_another_unit_do_not_stand_beside_each_other(specimen: Path, unit: str) -> None:
    form = """{{"chapter": "05_key_activity", "title": "Meetings", "supplied_by": "the trust", "policy": "open", "reason": "meetings, not people",
        "fields": [{{"name": "ward", "type": "string", "title": "Ward"}},
        {{"name": "meetings", "type": "number", "title": "Meetings of committees", "unit": "{}", "counts": "activities", "open": "meetings, not people"}}]}}"""
    for year, of_year in (("2022-23", "count"), ("2023-24", unit)):
        place = specimen / YEARS / year
        (place / "schemas/meetings.json").write_text(form.format(of_year), "utf-8")
        (place / "05_key_activity/meetings.csv").write_text("ward,meetings\nNorth,20\n", "utf-8")
    assert measures.year_before(introduction(), "meetings").supplied is (unit == "count")


def test_last_years_table_has_its_own_file_and_only_the_numbers_asked_for(specimen: Path) -> None:
    training = measures.year_before(introduction(), "training", numbers=["attended"])
    assert [column.name for column in training.columns if column.is_number] == ["attended"]
    assert training.origins[0].file == "data/specimen/2022-23/05_key_activity/training.csv"


def test_the_row_of_another_table_that_a_row_names_by_its_id_is_shown_by_its_name(specimen: Path) -> None:
    actions = measures.table(chapter("09_business_plan", partnership="specimen", year="2023-24"), "plan_actions")
    assert {"Neglect", "Hearing children"} <= set(actions.table["priority"])
    assert "early_help" not in set(actions.table["priority"])
