"""Events stand in the order of their dates, a year at a time, and none runs into the next."""

from __future__ import annotations

from datetime import date

import pytest
from support import handmade, svg_words

from helpers.display import charts
from helpers.display.blocks import Figure, NotSupplied
from helpers.sources.origins import Origin
from helpers.statistics.disclosure.measure import Column

COLUMNS = (Column("date", "Date", "date"), Column("title", "Event"), Column("kind", "Kind"))
EVENTS = [
    (date(2023, 10, 2), "Systemic practice model and virtual hub launched at the learning event", "launch"),
    (date(2022, 12, 5), "Joint Targeted Area Inspection of early help", "inspection"),
    (
        date(2023, 2, 16),
        "Letter of the Joint Targeted Area Inspection: four strengths, four areas for improvement",
        "publication",
    ),
    (date(2023, 4, 21), "Child Safeguarding Practice Review “Ollie” published", "review"),
    (date(2023, 5, 19), "Written statement of action due", "written_statement"),
    (
        date(2024, 2, 1),
        "Ofsted’s report on the council’s services for children published: requires improvement",
        "publication",
    ),
]


@pytest.fixture(scope="module")
def figure() -> Figure:
    figure = charts.timeline(handmade.statistic("timeline", COLUMNS, EVENTS))
    assert isinstance(figure, Figure)
    return figure


def test_a_timeline_that_was_not_supplied_says_so() -> None:
    assert isinstance(charts.timeline(handmade.missing("timeline", COLUMNS, supplier="the partnership")), NotSupplied)


def test_no_word_is_cut_off_or_hidden(figure: Figure) -> None:
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


@pytest.mark.parametrize("picture", ["wide", "narrow"])
def test_dates_stand_in_order_down_the_picture(figure: Figure, picture: str) -> None:
    dates = [f"{when.day} {when:%B %Y}" for when, _, _ in sorted(EVENTS)]
    tops = {line.words: line.top for line in svg_words.lines(getattr(figure, picture))}
    assert sorted(dates, key=tops.__getitem__) == dates


@pytest.mark.parametrize("picture", ["wide", "narrow"])
def test_each_year_is_headed_once(figure: Figure, picture: str) -> None:
    lines = svg_words.words(getattr(figure, picture)).split("\n")
    assert [line for line in lines if line.isdigit()] == ["2022", "2023", "2024"]


def test_kinds_are_told_in_words(figure: Figure) -> None:
    lines = svg_words.words(figure.wide).split("\n")
    assert {"inspection", "launch", "written statement", "publication", "review"} <= set(lines)


def test_the_title_says_from_when_to_when(figure: Figure) -> None:
    assert figure.title.plain == "Timeline: six events from December 2022 to February 2024"


def test_the_alternative_begins_with_the_message_and_the_reach(figure: Figure) -> None:
    start = "Timeline: six events from December 2022 to February 2024. The first is of 5 December 2022, the last of 1 February 2024."
    assert figure.alt.plain.startswith(start)
    assert "21 April 2023: Child Safeguarding Practice Review “Ollie” published (review)." in figure.alt.plain


def test_a_date_is_followed_to_its_row_after_sorting(figure: Figure) -> None:
    date = next(number for number in figure.alt.numbers if number.shown == "5 December 2022")
    assert date.origins == (Origin("timeline.csv", 3, "date"),)
