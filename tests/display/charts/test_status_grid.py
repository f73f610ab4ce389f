"""Each cell has a word as well as a symbol; what was not supplied is never ticked."""

from __future__ import annotations

import pytest
from support import handmade, svg_words

from helpers.display import charts
from helpers.display.blocks import Figure, NotSupplied
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
    ("Practice model: systemic practice across every agency", "yes", "held", "not supplied"),
    ("Breaking the Cycle", "held", "no", "under discussion"),
    ("Violence Against Women and Girls", "A task and finish group met through the year.", "", "held"),
]


def priorities(rows: list[tuple[str, ...]]) -> Statistic:
    return handmade.statistic("priorities", COLUMNS, rows)


@pytest.fixture(scope="module")
def figure() -> Figure:
    figure = charts.status_grid(priorities(PRIORITIES), name="priority", aspects=ASPECTS)
    assert isinstance(figure, Figure)
    return figure


def test_a_grid_that_was_not_supplied_says_so() -> None:
    block = charts.status_grid(
        handmade.missing("priorities", COLUMNS, supplier="the partnership"), name="priority", aspects=ASPECTS
    )
    assert isinstance(block, NotSupplied)


def test_a_blank_is_not_supplied_in_the_picture_the_words_and_the_table(figure: Figure) -> None:
    assert svg_words.words(figure.wide).split("\n").count("not supplied") == 3
    assert "not supplied 2" in figure.alt.plain
    assert "Neglect,held,partly,not supplied\n" in figure.data.csv


def test_a_blank_is_not_counted_as_held(figure: Figure) -> None:
    assert figure.title.plain == "Outcome evidence held for one of four priorities"


def test_no_word_is_cut_off_or_hidden(figure: Figure) -> None:
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


@pytest.mark.parametrize("picture", ["wide", "narrow"])
def test_every_cell_has_its_word(figure: Figure, picture: str) -> None:
    words = svg_words.words(getattr(figure, picture)).split("\n")
    assert [words.count(word) for word in ("held", "yes", "partly", "no")] == [4, 1, 1, 1]


def test_a_description_is_told_as_supplied_and_stands_whole_in_the_table(figure: Figure) -> None:
    assert svg_words.words(figure.narrow).split("\n").count("supplied") == 1
    assert "A task and finish group met through the year." in figure.data.csv


def test_a_description_counts_as_held() -> None:
    rows = [("Neglect", "", "", "An audit shows it."), ("Practice model", "", "", "under discussion")]
    figure = charts.status_grid(priorities(rows), name="priority", aspects=ASPECTS)
    assert figure.title.plain == "Outcome evidence held for one of two priorities"


@pytest.mark.parametrize(
    "blank", ["", "not supplied", "no evidence of impact this year", "No evidence of impact this year"]
)
def test_a_blank_says_what_its_column_says_of_blanks_and_is_never_ticked(blank: str) -> None:
    columns = (Column("name", "Name"), Column("outcome", "Outcome", blank="no evidence of impact this year"))
    followed = handmade.statistic("followed", columns, [("Ollie", blank), ("Noah", "held")])
    figure = charts.status_grid(followed, name="name", aspects=["outcome"])
    assert figure.title.plain == "Outcome held for one of two names"
    assert figure.alt.plain == "Outcome: no evidence of impact this year 1 and held 1."


@pytest.mark.parametrize(
    "description",
    [
        "No evidence has been found so far.",
        "none that we know of",
        "reported, but its text is not held",
        "under discussion",
    ],
)
def test_a_denial_or_a_doubt_is_not_ticked(description: str) -> None:
    figure = charts.status_grid(priorities([("Neglect", "", "", description)]), name="priority", aspects=ASPECTS)
    assert figure.title.plain == "Outcome evidence held for none of one priority"


def test_five_aspects_fit_a_phone() -> None:
    columns = (Column("action", "Action"), *(Column(f"aspect_{n}", "Evidence of outcome") for n in range(5)))
    wide = handmade.statistic(
        "actions", columns, [("Neglect", "not supplied", "in progress", "held", "not started", "no")] * 2
    )
    figure = charts.status_grid(wide, name="action", aspects=tuple(column.name for column in columns[1:]))
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


def test_counts_name_the_rows_they_count(figure: Figure) -> None:
    counted = {number.name: number for number in figure.alt.numbers}
    assert counted["priorities.activity held"].origins == (Origin("priorities.csv", 2), Origin("priorities.csv", 4))
