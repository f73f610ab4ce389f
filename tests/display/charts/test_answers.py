"""Each promise has a mark in the row of its answer, in each year in which it was open."""

from __future__ import annotations

import re

import pytest
from support import handmade, svg_words

from helpers.display import charts, promises
from helpers.display.blocks import Figure, Nothing, Table
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import Statistic

COLUMNS = (
    Column("id", "Id"),
    Column("promise", "Promise"),
    Column("period", "Year"),
    Column("answer", "Answer"),
    Column("kind", "Kind"),
)
ROWS = [
    ("panel", "Open a panel", "2022-23", "not done"),
    ("map", "Map the places", "2022-23", "done"),
    ("panel", "Open a panel", "2023-24", "done"),
    ("hub", "Open a hub", "2023-24", "changed"),
    ("letters", "Rewrite letters", "2023-24", "changed"),
    ("mentors", "Train mentors", "2023-24", ""),
]


def answers(rows: list[tuple[str, str, str, str]] = ROWS) -> Statistic:
    return handmade.statistic("promises", COLUMNS, [(*row, "action") for row in rows])


@pytest.fixture(scope="module")
def figure() -> Figure:
    figure = charts.answers(answers())
    assert isinstance(figure, Figure)
    return figure


def test_nothing_is_drawn_where_no_promise_was_ever_answered() -> None:
    assert charts.answers(answers([("hub", "Open a hub", "2023-24", "")])) == Nothing()


WITH_OWNER = (*COLUMNS, Column("owner", "Owner"), Column("since", "Since"))


@pytest.mark.parametrize(
    ("answer", "kind", "owner", "is_table"),
    [
        ("", "priority", "", False),
        ("done", "priority", "", True),
        ("", "action", "", True),
        ("", "priority", "A", True),
    ],
)
def test_priorities_that_nobody_answers_or_owns_are_not_listed_again(
    answer: str, kind: str, owner: str, is_table: bool
) -> None:
    columns = (*WITH_OWNER, Column("account", "Account"), Column("outcome_evidence", "Evidence"))
    rows = [("neglect", "Neglect", "2023-24", answer, kind, owner, "2021-22", "", "")]
    shown = promises.of_year(handmade.statistic("promises", columns, rows), "2023-24")
    assert isinstance(shown, Table) == is_table


def test_no_word_is_cut_off_or_hidden(figure: Figure) -> None:
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


def test_many_promises_stay_within_the_sheet() -> None:
    many = charts.answers(answers([(f"p{n}", f"Promise {n}", "2023-24", "done") for n in range(60)]))
    assert isinstance(many, Figure) and list(svg_words.faults(many.wide, many.narrow)) == []


def test_the_newest_year_is_the_message_and_every_year_is_told(figure: Figure) -> None:
    assert figure.title.plain == "Of four promises, one is done, two were changed and one has no answer"
    assert figure.alt.plain == "2022-23: one done and one not done. 2023-24: one done, two changed and one no answer."


def test_a_promise_has_a_cell_for_each_year_in_which_it_was_open(figure: Figure) -> None:
    assert [[cell.plain for cell in row] for row in figure.data.rows] == [
        ["Open a panel", "action", "×\u00a0not done", "✓\u00a0done"],
        ["Map the places", "action", "✓\u00a0done", ""],
        ["Open a hub", "action", "", "◆\u00a0changed"],
        ["Rewrite letters", "action", "", "◆\u00a0changed"],
        ["Train mentors", "action", "", "–\u00a0no answer"],
    ]
    table = promises.across_years(answers())
    assert isinstance(table, Table) and table.data == figure.data


def test_two_promises_in_the_same_words_stay_two() -> None:
    alike = answers([("a", "Train teams", "2023-24", "done"), ("b", "Train teams", "2023-24", "not done")])
    assert len(promises.over_years(alike).rows) == 2


def test_there_are_as_many_marks_as_promises(figure: Figure) -> None:
    assert len(re.findall(r"<use ", figure.wide)) == len(ROWS)
