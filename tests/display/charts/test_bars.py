"""Bars start at zero, keep the rows' order and say every value."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support import handmade, readable

from helpers.display import charts
from helpers.display.blocks import NotSupplied
from helpers.errors import ReportError
from helpers.sources.origins import Origin
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.numbers import Number
from helpers.statistics.statistic import Statistic

NAN = float("nan")
COLUMNS = (Column("name", "Page"), Column("views", "Views", "count"))
ROWS = [
    ("Training courses", 18000.0),
    ("Concerned about a child", 10000.0),
    ("Contextual safeguarding and exploitation", 5000.0),
    ("Case reviews", 4500.0),
    ("Adverse childhood experiences", 747.0),
]
PARTNERS = (Column("partner", "Partner"), Column("attended", "Attended", "percent"))


def pages(rows: list[tuple[str, float]] = ROWS, **options: Any) -> Statistic:
    return handmade.statistic("top_pages", COLUMNS, rows, title="Pages read most", **options)


def lengths(svg: str) -> list[float]:
    """The widths of the filled boxes, top to bottom."""
    boxes = re.findall(r'<path d="M([\d.]+) ([\d.]+)L([\d.]+) [^"]*" style="fill:#(?:12436d|8c8c8c)', svg)
    return [round(float(right) - float(left), 1) for left, _, right in sorted(boxes, key=lambda box: float(box[1]))]


def test_a_value_below_zero_is_refused() -> None:
    with pytest.raises(ReportError, match="below zero"):
        charts.bars(pages([("Lost", -3.0)]), label="name", value="views")


def test_bars_that_were_not_supplied_are_one_line() -> None:
    missing = handmade.missing("top_pages", COLUMNS, supplier="the web team")
    assert charts.bars(missing, label="name", value="views") == NotSupplied("Top pages", "the web team")


@pytest.mark.parametrize(("name", "value"), [("Total", 38247.0), ("Grand total", 5.0), ("All pages", 38247.0)])
def test_a_total_is_not_drawn_beside_its_parts_and_stands_in_the_data(name: str, value: float) -> None:
    block = readable.figure(charts.bars(pages([*ROWS, (name, value)]), label="name", value="views"))
    assert len(lengths(block.wide)) == len(ROWS)
    assert name not in block.alt.plain and name in block.data.csv


def test_what_only_sounds_like_a_total_keeps_its_bar() -> None:
    block = readable.figure(charts.bars(pages([*ROWS, ("Every child", 9.0)]), label="name", value="views"))
    assert len(lengths(block.wide)) == len(ROWS) + 1


@pytest.mark.parametrize("shown_bars", [1, 20])
def test_nothing_is_called_the_largest_where_a_bar_is_not_shown(shown_bars: int) -> None:
    rows = [(f"Page {letter}", 10.0) for letter in "abcdefghijklmnopqrst"[:shown_bars]]
    figure = charts.bars(pages([*rows, ("Hidden", NAN)]), label="name", value="views")
    assert not isinstance(figure, NotSupplied)
    assert figure.title.plain == "Pages read most"
    assert "largest" not in figure.alt.plain


def test_a_year_before_that_is_hidden_has_no_bar_and_is_not_said() -> None:
    statistic = pages([("Home", 5.0), ("News", 4.0)])
    hidden = Number("earlier", None, code="c")
    alone = readable.figure(charts.bars(statistic, label="name", value="views", before=[hidden, hidden]))
    assert alone.alt.plain == "Bars from zero: Home 5; News 4." and "year before" not in alone.note.plain
    beside = readable.figure(
        charts.bars(statistic, label="name", value="views", before=[hidden, statistic.number(0, "views")])
    )
    assert beside.alt.plain == "Bars from zero, with a year before in brackets: Home 5; News 4 (5)."
    assert [long > 0 for long in lengths(beside.wide)].count(True) == 3


def test_a_longer_bar_of_the_year_before_sets_the_scale() -> None:
    statistic = pages([("Home", 5.0), ("News", 4.0)])
    ten = Number("earlier", 10.0)
    figure = readable.figure(charts.bars(statistic, label="name", value="views", before=[ten, None]))
    home, before, news = [long for long in lengths(figure.wide) if long]
    assert home == pytest.approx(before / 2, abs=0.2) and news == pytest.approx(0.4 * before, abs=0.2)


def test_bars_say_the_largest_first_and_every_value_in_words() -> None:
    block = readable.figure(charts.bars(pages(), label="name", value="views"))
    assert block.title.plain == "Pages read most: Training courses had the most views, with 18,000"
    assert "Case reviews 4,500; Adverse childhood experiences 747." in block.alt.plain
    assert "18,000" in readable.words(block) and "747" in readable.words(block)


def test_a_bar_is_as_long_as_its_value() -> None:
    block = readable.figure(charts.bars(pages(), label="name", value="views"))
    for picture in (block.wide, block.narrow):
        bar_lengths = lengths(picture)
        assert [round(length / bar_lengths[0], 2) for length in bar_lengths] == [1.0, 0.56, 0.28, 0.25, 0.04]


def test_a_hidden_value_keeps_its_code_and_has_no_bar() -> None:
    block = readable.figure(
        charts.bars(pages([*ROWS[:1], ("Hidden", NAN)], codes={"views": ("", "c")}), label="name", value="views")
    )
    assert "[c]" in readable.words(block)
    assert "Hidden [c]" in block.alt.plain


def test_bars_without_any_value_fall_back_to_the_title() -> None:
    block = readable.figure(charts.bars(pages([("Hidden", NAN)], codes={"views": ("c",)}), label="name", value="views"))
    assert block.title.plain == "Pages read most"


def test_the_bar_picked_out_is_told_by_weight_as_well_as_colour() -> None:
    block = readable.figure(charts.bars(pages(), label="name", value="views", highlight="Case reviews"))
    assert re.search(r"font-weight:700[^>]*>Case reviews<", block.wide)
    assert block.wide.count("font-weight:700") == 2


def test_a_long_chart_is_told_by_its_ends() -> None:
    many = pages([(f"Page {letter}", 100.0 - place) for place, letter in enumerate("abcdefghijklmnop")])
    block = readable.figure(charts.bars(many, label="name", value="views"))
    assert "The largest is Page a, at 100; the smallest is Page p, at 85." in block.alt.plain


def test_full_attendance_is_said_once() -> None:
    full = handmade.statistic("attendance", PARTNERS, [("Wirral Council", 100.0), ("Merseyside Police", 100.0)])
    assert readable.figure(charts.attendance(full)).title.plain == "Attendance: every partner attended every meeting"


def test_attendance_names_the_lowest_against_all_meetings() -> None:
    rows = [("NHS Cheshire and Merseyside Integrated Care Board", 100.0), ("Merseyside Police", 75.0)]
    block = readable.figure(charts.attendance(handmade.statistic("attendance", PARTNERS, rows)))
    assert block.title.plain == "Attendance: Merseyside Police attended least, 75% of meetings"
    bar_lengths = lengths(block.wide)
    assert bar_lengths[1] / bar_lengths[0] == pytest.approx(0.75, abs=0.01)


def test_every_number_of_a_title_comes_from_a_row() -> None:
    block = readable.figure(charts.bars(pages(), label="name", value="views"))
    assert [number.origins for number in block.title.numbers] == [(Origin("top_pages.csv", 2, "views"),)]
