"""A line breaks where a figure is hidden or a series starts anew, and each line is named at its end."""

from __future__ import annotations

import re

import pytest
from support import areas_over_time, compared, handmade, readable

from helpers.display import charts, theme
from helpers.display.blocks import Figure, NotSupplied
from helpers.display.charts.lines import Lines
from helpers.display.charts.trend import BAND
from helpers.errors import UnknownName
from helpers.statistics import journey
from helpers.statistics.comparison import comparisons
from helpers.statistics.disclosure.measure import Column

NAN = float("nan")
LONG = "Bournemouth, Christchurch and Poole"
WIRRAL = {
    "Wirral": [118.0, 121.0, 121.0, 117.0, 116.0],
    "North West": [94.0, 97.0, 96.0, 96.0, 94.0],
    "England": [67.0, 67.0, 68.0, 69.0, 69.0],
}


def focus_lines(block: Figure) -> list[int]:
    """How many points each unbroken line of the area picked out has."""
    paths = re.findall(r'<path d="([^"]+)" style="fill:none;stroke:#12436d;stroke-width:2.6', block.wide)
    return [path.count("L") + 1 for path in paths]


def test_a_name_that_is_no_area_is_refused() -> None:
    with pytest.raises(UnknownName):
        charts.trend(areas_over_time.statistic(WIRRAL), highlight="Wiral")


def test_a_trend_that_was_not_supplied_is_one_line() -> None:
    missing = handmade.missing("rates", areas_over_time.COLUMNS, supplier="the department")
    assert charts.trend(missing, highlight="wirral") == NotSupplied("Rates", "the department")


def test_no_line_is_drawn_over_a_hidden_value() -> None:
    block = readable.figure(
        charts.trend(
            areas_over_time.statistic({**WIRRAL, "Wirral": [118.0, 121.0, NAN, 117.0, 116.0]}), highlight="wirral"
        )
    )
    assert focus_lines(block) == [2, 2]
    assert "A gap is a figure the publisher does not give." in block.note.plain


def test_a_line_that_ends_early_is_named_with_the_year_of_its_last_figure() -> None:
    figures = areas_over_time.statistic({**WIRRAL, "Wirral": [118.0, 121.0, NAN, NAN, NAN]})
    words = " ".join(readable.words(readable.figure(charts.trend(figures, highlight="England"))).split())
    assert "Wirral 121 in 2021" in words and "England 69" in words and "69 in" not in words


def test_no_line_crosses_a_break_and_the_title_compares_only_after_it() -> None:
    figures = areas_over_time.statistic(WIRRAL, name="factor_child_criminal_exploitation")
    block = readable.figure(charts.trend(figures, highlight="wirral"))
    assert focus_lines(block) == [2, 3]
    assert block.title.plain == "Child criminal exploitation in Wirral: 116 per 10,000, lower than 121 in 2022"
    assert "starts anew (2022)" in block.note.plain


def test_a_lone_point_is_marked() -> None:
    block = readable.figure(
        charts.trend(
            areas_over_time.statistic({"Wirral": [118.0, NAN, 121.0, 117.0], LONG: [80.0, NAN, 85.0, 88.0]}),
            highlight="wirral",
        )
    )
    assert len(re.findall(r"<use ", block.wide)) == 5


def test_the_alternative_begins_with_the_title_and_goes_on_with_the_shape() -> None:
    block = readable.figure(charts.trend(areas_over_time.statistic(WIRRAL), highlight="E08000015"))
    assert block.title.plain == f"Wirral, c{areas_over_time.TITLE[1:]}: 116 per 10,000, lower than 118 in 2020"
    assert block.alt.plain == (
        f"{block.title.plain}. The line begins at 118 per 10,000 in 2020. "
        "It ends at 116 per 10,000 in 2024. England’s ends at 69 per 10,000."
    )


def test_a_long_name_shortens_the_title_and_still_fits_beside_its_line() -> None:
    block = readable.figure(
        charts.trend(areas_over_time.statistic({**WIRRAL, LONG: [80.0, 85.0, 88.0, 90.0, 92.0]}), highlight=LONG)
    )
    assert block.title.plain == f"{areas_over_time.TITLE}: 92 per 10,000, higher than 80 in 2020"


def test_an_area_without_a_figure_leaves_the_others_and_makes_no_claim() -> None:
    block = readable.figure(charts.trend(areas_over_time.statistic({"England": [67.0, 68.0]}), highlight="wirral"))
    assert block.title.plain == f"{areas_over_time.TITLE} in Wirral"
    assert focus_lines(block) == []


def test_of_many_lines_only_the_area_region_and_england_are_named() -> None:
    authorities = {
        name: [60.0 + place * 4, 70.0 + place * 3]
        for place, name in enumerate(areas_over_time.CODES)
        if name not in WIRRAL
    }
    block = readable.figure(
        charts.trend(
            areas_over_time.statistic({**{k: v[:2] for k, v in WIRRAL.items()}, **authorities}), highlight="wirral"
        )
    )
    assert "England 67" in readable.words(block) and "Sefton" not in readable.words(block)
    assert "The lines of the other areas end between 79 per 10,000 and 97 per 10,000." in block.alt.plain


def test_lines_that_end_together_keep_their_names_apart() -> None:
    readable.figure(
        charts.trend(
            areas_over_time.statistic({name: [50.0, 60.0] for name in list(areas_over_time.CODES)[:6]}),
            highlight="wirral",
        )
    )


def test_one_year_alone_can_be_drawn() -> None:
    block = readable.figure(
        charts.trend(areas_over_time.statistic({"Wirral": [116.0], "England": [69.0]}), highlight="wirral")
    )
    assert block.title.plain.endswith("in Wirral: 116 per 10,000 in 2020")


@pytest.mark.parametrize(("zero", "lowest"), [(True, "0"), (False, "105")])
def test_the_axis_is_fitted_but_for_small_changes_unless_it_starts_at_zero(zero: bool, lowest: str) -> None:
    block = readable.figure(
        charts.trend(areas_over_time.statistic({"Wirral": [118.0, 121.0]}), highlight="wirral", zero=zero)
    )
    ticks = [line for line in readable.words(block).split("\n") if line.isdigit() and len(line) < 4]
    assert min(ticks, key=int) == lowest


def test_a_scale_that_does_not_begin_at_zero_says_where_it_begins() -> None:
    block = readable.figure(charts.trend(areas_over_time.statistic({"Wirral": [118.0, 121.0]}), highlight="wirral"))
    assert block.note.plain.startswith("The scale begins at 105, not at zero.")


def test_the_data_is_a_row_an_area_and_a_column_a_year() -> None:
    block = readable.figure(charts.trend(areas_over_time.statistic(WIRRAL), highlight="wirral"))
    assert [cell.plain for cell in block.data.rows[0]] == ["Wirral", "118", "121", "121", "117", "116"]


def test_a_year_that_nobody_published_leaves_a_gap_of_its_own() -> None:
    rows = [("E08000015", "Wirral", period, value) for period, value in (("2018/19", 5.1), ("2020/21", 9.1))]
    absence = handmade.statistic("absence", (*areas_over_time.COLUMNS, Column("value", "Absence", "percent")), rows)
    lines = Lines(absence, "Wirral")
    assert {"2018/19": 0, "2020/21": 2} == lines.places
    assert [[(0, 5.1)], [(2, 9.1)]] == lines.runs("Wirral")


def test_a_published_break_is_kept() -> None:
    periods = ("2020/21", "2021/22", "2022/23", "2023/24")
    rows = [("E08000015", "Wirral", period, 20.0 + place) for place, period in enumerate(periods)]
    columns = (*areas_over_time.COLUMNS, Column("value", "Attainment 8", "score"))
    graded = handmade.statistic("looked_after_attainment_8", columns, rows)
    lines = Lines(graded, "Wirral")
    assert lines.breaks == ("2021/22", "2022/23")
    assert [1, 1, 2] == [len(run) for run in lines.runs("Wirral")]


def test_a_line_with_published_cases_has_the_band_of_its_95_percent_intervals() -> None:
    statistic = journey.trend(compared.journey(), "repeat_plans_percent")
    figure = readable.figure(charts.trend(statistic, highlight="Wirral"))
    assert theme.TINT.lower() in figure.wide.lower() and BAND in figure.note.plain
    lines = Lines(statistic, "Wirral", is_banded=True)
    newest = comparisons.interval(journey.last(compared.journey(), "repeat_plans_percent"), "Wirral")
    assert newest and lines.band[lines.last] == pytest.approx([float(str(end.value)) for end in newest], abs=0.05)
    assert lines.bounds()[0] <= min(low for low, _ in lines.band.values())


def test_a_line_without_cases_has_no_band_nor_a_word_on_it() -> None:
    statistic = journey.trend(compared.journey(), "low_birth_weight_percent")
    figure = readable.figure(charts.trend(statistic, highlight="Wirral"))
    assert theme.TINT.lower() not in figure.wide.lower() and BAND not in figure.note.plain
