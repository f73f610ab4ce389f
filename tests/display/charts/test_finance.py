"""The gap in the accounts is the difference of the two sides, drawn on the smaller and said how it was met."""

from __future__ import annotations

import pytest
from support import handmade, readable

from helpers.display import charts
from helpers.display.blocks import NotSupplied
from helpers.errors import ReportError
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import Statistic

COLUMNS = (
    Column("id", "Id"),
    Column("side", "Side"),
    Column("name", "Name"),
    Column("amount", "Amount", "pounds"),
    Column("period", "Period"),
    Column("note", "Note"),
)
INCOME = [
    ("council", "income", "Wirral Council", 139936.0, "2023", ""),
    ("others", "income", "All other partners", 129911.0, "2023", ""),
]
SPENDING = [("spending", "expenditure", "All spending", 305520.0, "2023-24", "")]
GAP = [("gap", "gap", "Gap", 35673.0, "2023-24", "Met by the council from underspends")]


def finances(*rows: tuple[object, ...]) -> Statistic:
    return handmade.statistic("finances", COLUMNS, rows, title="Income and spending")


def test_a_gap_that_is_not_the_difference_is_refused() -> None:
    wrong = ("gap", "gap", "Gap", 35637.0, "2023-24", "")
    with pytest.raises(ReportError, match="is £35,637, but the two sides differ by £35,673"):
        charts.income_and_expenditure(finances(*INCOME, *SPENDING, wrong))


def test_a_side_without_rows_is_refused() -> None:
    with pytest.raises(ReportError, match="no row of the expenditure side"):
        charts.income_and_expenditure(finances(*INCOME))


def test_accounts_that_were_not_supplied_are_one_line() -> None:
    missing = handmade.missing("finances", COLUMNS, supplier="the business unit")
    assert charts.income_and_expenditure(missing) == NotSupplied("Finances", "the business unit")


def test_the_gap_is_said_and_how_it_was_met() -> None:
    block = readable.figure(charts.income_and_expenditure(finances(*INCOME, *SPENDING, *GAP)))
    assert block.title.plain == "The partnership’s spending exceeded its income by £35,673"
    assert block.note.plain == "The gap of £35,673: Met by the council from underspends."
    assert "Income of £269,847 (2023): Wirral Council £139,936; All other partners £129,911." in block.alt.plain


def test_the_gap_is_outlined_and_not_filled() -> None:
    block = readable.figure(charts.income_and_expenditure(finances(*INCOME, *SPENDING, *GAP)))
    assert block.wide.count("stroke-dasharray") == 1
    assert "Gap" in readable.words(block)


def test_a_gap_not_supplied_is_worked_out_from_the_sides() -> None:
    block = readable.figure(charts.income_and_expenditure(finances(*INCOME, *SPENDING)))
    assert block.title.plain == "The partnership’s spending exceeded its income by £35,673"
    assert block.title.numbers[0].derivation
    assert not block.note


def test_a_surplus_is_said_the_other_way_round() -> None:
    block = readable.figure(
        charts.income_and_expenditure(finances(*INCOME, ("s", "expenditure", "Staffing", 200000.0, "2023", "")))
    )
    assert block.title.plain == "The partnership’s income exceeded its spending by £69,847"


def test_level_accounts_have_no_gap() -> None:
    block = readable.figure(
        charts.income_and_expenditure(finances(*INCOME, ("s", "expenditure", "Staffing", 269847.0, "2023", "")))
    )
    assert block.title.plain == "The partnership’s income and spending were both £269,847"
    assert "stroke-dasharray" not in block.wide


def test_many_small_parts_with_long_names_keep_their_labels_apart() -> None:
    names = [
        "NHS Cheshire and Merseyside Integrated Care Board",
        "Bournemouth, Christchurch and Poole",
        "Probation",
        "Police",
        "Schools",
    ]
    rows = [(f"p{place}", "income", name, 1000.0 + place, "2023", "") for place, name in enumerate(names)]
    readable.figure(charts.income_and_expenditure(finances(*INCOME, *rows, *SPENDING)))
