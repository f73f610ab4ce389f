"""A group's last figures stand beside whom each is counted among and how far chance could have moved it."""

from __future__ import annotations

import csv
import io

import pytest
from support import compared
from support.alike import rest_slow

from helpers.display import details
from helpers.display.blocks import Table
from helpers.statistics import journey
from helpers.statistics.comparison import comparisons, trends

AREAS = rest_slow("wirral", "City of London", "Cumberland", "Isles of Scilly", "Rutland", "Birmingham", "Blackpool")


def table(group: str, partnership: str = "wirral") -> Table:
    shown = details.of_group(compared.journey(partnership), group)
    assert isinstance(shown, Table)
    return shown


def plain(shown: Table) -> list[list[str]]:
    return [[cell.plain for cell in row] for row in shown.data.rows]


def test_the_base_stands_after_the_measure_and_the_interval_after_the_areas_own_figure() -> None:
    headings = [heading.plain for heading in table("asking_for_help").data.headings]
    assert headings == ["Measure", "Counted among", "Wirral", "95% interval", "North West", "England"]


def test_a_figure_without_cases_has_no_interval() -> None:
    interval = {row[0]: row[3] for row in plain(table("health"))}
    assert interval["Low birth weight of babies at term, % (2023)"] == ""
    assert interval["Hospital admissions for injuries, 0 to 14, per 10,000 (2023-24)"]


def test_a_group_without_any_cases_has_no_column_of_intervals_nor_a_word_on_them() -> None:
    shown = table("poverty")
    assert "95% interval" not in [heading.plain for heading in shown.data.headings]
    assert "interval" not in shown.note.plain


def test_a_spreadsheet_has_the_base_and_both_ends() -> None:
    first = next(csv.DictReader(io.StringIO(table("looked_after").data.csv)))
    assert first["Counted among"] == "residents aged 0 to 17, at the mid-year before"
    assert float(first["95% interval, lower"]) < float(first["Wirral"]) < float(first["95% interval, upper"])


def test_the_journeys_rates_stand_beside_the_numbers_of_this_year_and_the_one_before() -> None:
    shown = details.headlines(compared.journey())
    assert isinstance(shown, Table)
    first, *rows = [[heading.plain for heading in shown.data.headings], *plain(shown)]
    assert first[:4] == ["Measure", "Number, year before", "Number", "Wirral"]
    assert rows[0][:4] == ["Referrals, per 10,000 (2024)", "3,355", "4,152", "627.6"]
    assert rows[3][:3] == ["Section 47 enquiries, per 10,000 (2024)", "", ""]
    assert "Children in need, table B1" in shown.credit.plain  # the source of a number that no rate is from


def test_a_number_that_is_withheld_is_explained_below_the_table() -> None:
    shown = details.headlines(compared.journey("Isles of Scilly"))
    assert isinstance(shown, Table) and "[c] is confidential" in shown.note.plain


@pytest.mark.parametrize("partnership", AREAS)
def test_england_is_called_apart_exactly_where_it_lies_outside_the_interval(partnership: str) -> None:
    chapter = compared.journey(partnership)
    for measure in journey.measure_ids():
        statistic = journey.last(chapter, measure)
        trend = trends.of(statistic, chapter.areas[0])
        limits = comparisons.interval(statistic, chapter.areas[0])
        if limits and trend.england and trend.beside:
            lower, upper = (float(str(limit.value)) for limit in limits)
            is_inside = lower <= float(str(trend.england.value)) <= upper
            assert is_inside or trend.beside != trends.NOT_APART, measure
            assert not is_inside or trend.beside not in (trends.ABOVE, trends.BELOW), measure


def test_each_measure_says_what_it_means() -> None:
    shown = table("asking_for_help").data
    assert len(shown.meanings) == len(shown.rows)
    assert shown.meanings[1].plain.startswith("Of referrals in the year, those of a child who had been referred")
