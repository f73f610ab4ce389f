"""The table of seats shows every seat once, and counts them from the rows."""

from __future__ import annotations

import csv
import io

import pytest
from support import handmade

from helpers.display import tables
from helpers.display.blocks import NotSupplied, Table
from helpers.sources.origins import Origin
from helpers.statistics.disclosure.measure import Column

COLUMNS = (Column("committee", "Committee"), Column("agency", "Agency"), Column("role", "Role"))
SMALL = {"One": "Police, Health", "Two": "Police, Council", "Three": "Police, Health, Schools"}


def seats(committees: dict[str, str], *chairs: tuple[str, str]) -> Table:
    pairs = [(committee, agency) for committee, agencies in committees.items() for agency in agencies.split(", ")]
    rows = [(*pair, "chair" if pair in chairs else "") for pair in pairs]
    table = tables.membership(handmade.statistic("membership", COLUMNS, rows))
    assert isinstance(table, Table)
    return table


def rows(table: Table) -> list[list[str]]:
    return [[cell.plain for cell in row] for row in table.data.rows]


def test_membership_that_was_not_supplied_says_who_sends_it() -> None:
    block = tables.membership(handmade.missing("membership", COLUMNS, supplier="the partnership’s business manager"))
    assert block == NotSupplied("Membership", "the partnership’s business manager")


def test_each_committee_lists_its_agencies_with_those_on_most_committees_first() -> None:
    assert rows(seats(SMALL)) == [
        ["One", "Police (3), Health (2)", "2"],
        ["Two", "Police (3), Council", "2"],
        ["Three", "Police (3), Health (2), Schools", "3"],
    ]


def test_a_chair_is_said_to_chair_on_that_committee_only() -> None:
    table = seats(SMALL, ("One", "Health"), ("Three", "Schools"))
    assert rows(table)[0][1] == "Police (3), Health (chair, 2)"
    assert rows(table)[2][1] == "Police (3), Health (2), Schools (chair)"


def test_the_title_counts_agencies_on_several_committees() -> None:
    assert seats(SMALL).title.plain == "Of 4 agencies, 2 sit on more than one committee"


def test_the_spreadsheet_has_a_word_for_each_seat_and_counts_at_its_margins() -> None:
    assert list(csv.reader(io.StringIO(seats(SMALL, ("Two", "Council")).data.csv))) == [
        ["Agency", "One", "Two", "Three", "Committees"],
        ["Police", "member", "member", "member", "3"],
        ["Health", "member", "–", "member", "2"],
        ["Council", "–", "chair", "–", "1"],
        ["Schools", "–", "–", "member", "1"],
        ["All agencies", "2", "2", "3", "7"],
    ]


def test_a_count_names_the_rows_it_counts() -> None:
    counted = {number.name: number for _, number in seats(SMALL).numbers()}
    assert counted["membership.Health.committees"].origins == (Origin("membership.csv", 3), Origin("membership.csv", 7))


@pytest.mark.parametrize("committees", [SMALL, handmade.SEATS])
def test_every_number_of_one_name_has_one_value(committees: dict[str, str]) -> None:
    values: dict[str, set[object]] = {}
    for _, number in seats(committees).numbers():
        values.setdefault(number.name, set()).add(number.value)
    assert values and [name for name, several in values.items() if len(several) > 1] == []
