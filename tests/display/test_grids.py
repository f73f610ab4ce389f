"""A table names its units once, keeps codes, and is the same on the page and in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from support import handmade

from helpers.display import grids
from helpers.errors import ReportError, UnknownName
from helpers.sources.origins import Origin
from helpers.sources.periods import Period
from helpers.statistics.disclosure.measure import Column

MONEY = handmade.statistic(
    "income",
    (
        Column("id", "Id"),
        Column("name", "Partner"),
        Column("amount", "Amount", "pounds"),
        Column("share", "Share", "percent"),
    ),
    [("council", 'The "old" council, Wirral', 139936.0, 51.86), ("police", "Police", float("nan"), float("nan"))],
    codes={"amount": ("", "c"), "share": ("", "")},
)
RATES = (Column("area_name", "Area"), Column("period", "Period"), Column("value", "Rate", "per_10k"))
ROWS = [("Wirral", "2024", 116.0), ("Wirral", "2023", 117.0), ("England", "2024", 69.0)]


def cells(csv_text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_text)))


def test_an_unknown_column_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean amount"):
        grids.grid(MONEY, ["amuont"])


def test_two_rows_for_one_cell_are_refused() -> None:
    twice = handmade.statistic("rates", RATES, [*ROWS, ROWS[0]])
    with pytest.raises(ReportError, match="two rows for Wirral, 2024"):
        grids.wide(twice, rows="area_name", across="period")


def test_two_columns_of_numbers_must_be_told_apart() -> None:
    with pytest.raises(ReportError, match="2 columns of numbers"):
        grids.wide(MONEY, rows="name", across="id")


def test_last_years_numbers_stand_beside_those_of_the_same_id_and_what_is_gone_comes_last() -> None:
    columns = (Column("id", "Id"), Column("name", "Partner"), Column("amount", "Amount", "pounds"))
    now = handmade.statistic("income", columns, [("council", "Council", 120.0), ("schools", "Schools", 30.0)])
    before = handmade.statistic(
        "year_before.income", columns, [("fund", "Fund", 7.0), ("council", "The council", 100.0)]
    )
    shown = grids.grid(now, year_before=before)
    assert [heading.plain for heading in shown.headings] == ["Partner", "Amount", "Amount, 2023-24"]
    assert [[cell.plain for cell in row] for row in shown.rows] == [
        ["Council", "£120", "£100"],
        ["Schools", "£30", ""],
        ["Fund", "", "£7"],
    ]
    assert cells(shown.csv) == [
        ["Partner", "Amount (£)", "Amount, 2023-24 (£)"],
        ["Council", "120", "100"],
        ["Schools", "30", ""],
        ["Fund", "", "7"],
    ]
    (number,) = shown.rows[0][2].numbers
    assert str(number.origins[0]) == "year_before.income.csv, row 3, amount"


def test_no_number_of_last_year_stands_beside_a_row_that_is_not_the_only_one_of_its_name() -> None:
    columns = (Column("name", "Partner"), Column("amount", "Amount", "pounds"))
    twice = handmade.statistic("income", columns, [("Council", 120.0), ("Council", 30.0)])
    before = handmade.statistic("year_before.income", columns, [("Council", 100.0)])
    shown = grids.grid(twice, year_before=before)
    assert [[cell.plain for cell in row] for row in shown.rows] == [["Council", "£120"], ["Council", "£30"]]


def test_rows_without_ids_are_those_of_the_same_first_words_whatever_else_a_year_says_of_them() -> None:
    columns = (Column("agency", "Agency"), Column("action", "Action"), Column("met", "Met", "percent"))
    now = handmade.statistic("returns", columns, [("Police", "A form", 90.0), ("Health", "", 80.0)])
    before = handmade.statistic("year_before.returns", columns, [("Police", "", 70.0), ("Health", "A course", 60.0)])
    shown = grids.grid(now, year_before=before)
    assert [[cell.plain for cell in row] for row in shown.rows] == [
        ["Police", "A form", "90", "70"],
        ["Health", "", "80", "60"],
    ]


@pytest.mark.parametrize(
    ("names", "is_unmatched"), [(("Police", "Health"), False), (("Police", "Fund"), True), (("Fund", "Schools"), False)]
)
def test_a_row_of_one_year_alone_is_noticed_where_two_years_stand_side_by_side(
    names: tuple[str, ...], is_unmatched: bool
) -> None:
    columns = (Column("name", "Partner"), Column("amount", "Amount", "pounds"))
    now = handmade.statistic("income", columns, [("Police", 1.0), ("Health", 2.0)])
    before = handmade.statistic("year_before.income", columns, [(name, 3.0) for name in names])
    assert is_unmatched == grids.has_unmatched(now, before)


def test_the_one_period_of_all_rows_is_no_column_beside_numbers_of_another_year() -> None:
    columns = (Column("name", "Partner"), Column("amount", "Amount", "pounds"), Column("period", "Period"))
    now = handmade.statistic("income", columns, [("Council", 120.0, "2023-24"), ("Police", 30.0, "2023-24")])
    before = handmade.statistic("year_before.income", columns, [("Council", 100.0, "2022-23")])
    assert len(grids.grid(now).headings) == 3
    assert [heading.plain for heading in grids.grid(now, year_before=before).headings][:2] == ["Partner", "Amount"]
    assert "Period" not in [heading.plain for heading in grids.grid(now, year_before=before).headings]


def test_a_table_of_words_alone_is_not_followed_by_that_of_the_year_before() -> None:
    columns = (Column("agency", "Agency"), Column("rating", "Rating"))
    now = handmade.statistic("returns", columns, [("Police", "green")])
    before = handmade.statistic("year_before.returns", columns, [("Police", "amber"), ("Health", "red")])
    assert [[cell.plain for cell in row] for row in grids.grid(now, year_before=before).rows] == [["Police", "green"]]


def test_rows_of_other_things_each_year_have_nothing_beside_them() -> None:
    columns = (Column("name", "Term"), Column("visits", "Visits", "count"))
    now = handmade.statistic("visits", columns, [("Autumn 2024", 12.0), ("Spring 2025", 3.0), ("All year", 15.0)])
    before = handmade.statistic("year_before.visits", columns, [("Autumn 2023", 10.0), ("All year", 19.0)])
    assert [heading.plain for heading in grids.grid(now, year_before=before).headings] == ["Term", "Visits"]


def test_a_table_of_no_said_period_is_of_the_year_before() -> None:
    columns = (Column("name", "Place"), Column("visits", "Visits", "count"))
    now = handmade.statistic("visits", columns, [("Hubs", 12.0)])
    undated = replace(now, measure=replace(now.measure, period=Period("")))
    shown = grids.grid(now, year_before=undated)
    assert [heading.plain for heading in shown.headings] == ["Place", "Visits", "Visits, year before"]


def test_ids_and_source_ids_are_not_shown() -> None:
    assert [heading.plain for heading in grids.grid(MONEY).headings] == ["Partner", "Amount", "Share (%)"]


def test_numbers_stand_right_and_words_left() -> None:
    assert grids.grid(MONEY).aligned == ("left", "right", "right")


def test_a_hidden_number_keeps_its_code_and_a_blank_one_stays_blank() -> None:
    assert [cell.plain for cell in grids.grid(MONEY).rows[1]] == ["Police", "[c]", ""]
    assert cells(grids.grid(MONEY).csv)[2] == ["Police", "[c]", ""]


def test_a_spreadsheet_gets_plain_values_and_units_in_its_headings() -> None:
    assert cells(grids.grid(MONEY).csv)[:2] == [
        ["Partner", "Amount (£)", "Share (%)"],
        ["The “old” council, Wirral", "139936", "51.9"],
    ]
    assert "\r" not in grids.grid(MONEY).csv


def test_a_date_is_words_on_the_page_and_iso_in_a_spreadsheet() -> None:
    dated = handmade.statistic(
        "events", (Column("name", "Event"), Column("day", "Date", "date")), [("Launch", date(2023, 10, 2))]
    )
    shown = grids.grid(dated)
    assert shown.rows[0][1].plain == "2 October 2023"
    assert cells(shown.csv)[1] == ["Launch", "2023-10-02"]


def test_every_number_shown_can_be_followed_to_its_row() -> None:
    assert grids.grid(MONEY).rows[0][1].numbers[0].origins == (Origin("income.csv", 2, "amount"),)


def test_a_long_table_turns_with_its_periods_in_order_and_a_missing_cell_blank() -> None:
    turned = grids.wide(handmade.statistic("rates", RATES, ROWS), rows="area_name", across="period")
    assert [heading.plain for heading in turned.headings] == ["Area", "2023", "2024"]
    assert [[cell.plain for cell in row] for row in turned.rows] == [["Wirral", "117", "116"], ["England", "", "69"]]
    assert cells(turned.csv)[0] == ["Area", "2023 (per 10,000)", "2024 (per 10,000)"]


def test_a_negative_value_has_a_hyphen_in_a_spreadsheet_and_a_minus_on_the_page() -> None:
    fell = handmade.statistic("change", (Column("name", "Name"), Column("by", "Change", "count")), [("Plans", -12.0)])
    assert grids.grid(fell).rows[0][1].plain == "−12"
    assert cells(grids.grid(fell).csv)[1][1] == "-12"


def test_a_cell_does_not_repeat_the_rate_that_its_row_names() -> None:
    columns = (
        Column("measure", "Measure"),
        Column("area_name", "Area"),
        Column("unit", "Unit"),
        Column("value", "Value", "mixed"),
    )
    rows = [
        ("Referrals, per 10,000 (2024)", "Wirral", "per_10k", 627.6),
        ("Referrals (2024)", "Wirral", "per_10k", 627.6),
        ("Fostered, % (2024)", "Wirral", "percent", 69.0),
        ("Enquiries, per 10,000 (2024)", "Wirral", "per_10k", float("nan")),
    ]
    grid = grids.wide(handmade.statistic("journey", columns, rows), rows="measure", across="area_name", value="value")
    assert ["627.6", "627.6 per 10,000", "69%", ""] == [row[1].plain for row in grid.rows]
