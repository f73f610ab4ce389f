"""Each cell has a word as well as a mark; what was not supplied is never ticked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from support import handmade

from helpers.display import tables
from helpers.display.blocks import NotSupplied, Table
from helpers.sources.origins import Origin
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import Statistic

COLUMNS = (
    Column("priority", "Priority"),
    Column("activity", "Activity"),
    Column("output", "Output evidence"),
    Column("outcome", "Outcome evidence"),
)
ASPECTS = ("activity", "output", "outcome")
PRIORITIES = [
    ("Neglect", "held", "partly", ""),
    ("Practice model", "yes", "held", "not supplied"),
    ("Breaking the Cycle", "held", "no", "under discussion"),
    ("Violence Against Women and Girls", "in progress", "", "held"),
]


def priorities(rows: Sequence[tuple[str, ...]]) -> Statistic:
    return handmade.statistic("priorities", COLUMNS, rows)


def status(statistic: Statistic, name: str = "priority", aspects: tuple[str, ...] = ASPECTS) -> Table:
    table = tables.status(statistic, name=name, aspects=aspects)
    assert isinstance(table, Table)
    return table


@pytest.fixture(scope="module")
def table() -> Table:
    return status(priorities(PRIORITIES))


def test_a_table_that_was_not_supplied_says_so() -> None:
    missing = handmade.missing("priorities", COLUMNS, supplier="the partnership")
    assert isinstance(tables.status(missing, name="priority", aspects=ASPECTS), NotSupplied)


def test_no_mark_stands_without_its_word(table: Table) -> None:
    assert [[cell.plain for cell in row] for row in table.data.rows] == [
        ["Neglect", "✓\u00a0held", "◆\u00a0partly", "–\u00a0not supplied"],
        ["Practice model", "✓\u00a0yes", "✓\u00a0held", "–\u00a0not supplied"],
        ["Breaking the Cycle", "✓\u00a0held", "×\u00a0no", "•\u00a0under discussion"],
        ["Violence Against Women and Girls", "◆\u00a0in progress", "–\u00a0not supplied", "✓\u00a0held"],
    ]


def test_a_spreadsheet_gets_the_words_without_marks(table: Table) -> None:
    assert table.data.csv.splitlines()[1] == "Neglect,held,partly,not supplied"


def test_a_blank_is_not_counted_as_held(table: Table) -> None:
    assert table.title.plain == "Outcome evidence for one of four priorities"


@pytest.mark.parametrize(
    "blank", ["", "not supplied", "no evidence of impact this year", "No evidence of impact this year"]
)
def test_a_blank_is_never_ticked_whatever_its_column_says_of_blanks(blank: str) -> None:
    columns = (Column("name", "Name"), Column("outcome", "Outcome", blank="no evidence of impact this year"))
    followed = handmade.statistic("followed", columns, [("Ollie", blank), ("Noah", "held")])
    table = status(followed, "name", ("outcome",))
    assert table.title.plain == "Outcome for one of two names"
    assert table.data.rows[0][1].plain.startswith("–")


@pytest.mark.parametrize("doubt", ["none that we know of", "not held", "under discussion", "reported"])
def test_a_denial_or_a_doubt_is_not_ticked(doubt: str) -> None:
    table = status(priorities([("Neglect", "", "", doubt)]))
    assert table.title.plain == "Outcome evidence for none of one priority"


def test_things_whose_heading_is_several_words_are_only_counted() -> None:
    columns = (Column("name", "Name of review"), Column("outcome", "Outcome"))
    table = status(handmade.statistic("followed", columns, [("Ollie", "held")]), "name", ("outcome",))
    assert table.title.plain == "Outcome for one of one"


def test_the_count_of_a_title_names_the_rows_it_counts(table: Table) -> None:
    counted = {number.name: number for number in table.title.numbers}
    assert counted["priorities.outcome ticked"].origins == (Origin("priorities.csv", 5),)
