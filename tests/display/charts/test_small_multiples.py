"""Several trends in one picture: each with its title, told by the first."""

from __future__ import annotations

import csv
import io

import pytest
from support import areas_over_time, compared, handmade, readable

from helpers.display import charts
from helpers.display.blocks import NotSupplied
from helpers.display.sentences import wording
from helpers.errors import ReportError
from helpers.statistics import measures
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import protect

NAN = float("nan")
MEASURES = [
    areas_over_time.statistic({"Wirral": [118.0, 116.0], "England": [67.0, 69.0]}, name="looked_after"),
    areas_over_time.statistic(
        {"Wirral": [20.1, 23.1], "England": [22.6, NAN]}, name="rereferrals", unit="percent"
    ).titled("Re-referrals within 12 months of an earlier referral to children's social care"),
    areas_over_time.statistic(
        {"Wirral": [384.0, 368.0], "England": [69.0, 69.0]}, name="plans", unit="count", first=2021
    ),
]


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ReportError, match="at least one"):
        charts.small_multiples([], highlight="wirral")


def test_where_none_was_supplied_there_is_one_line() -> None:
    missing = handmade.missing("rates", areas_over_time.COLUMNS, supplier="the department")
    assert charts.small_multiples([missing], highlight="wirral") == NotSupplied("Rates", "the department")


def test_one_that_was_not_supplied_leaves_the_others() -> None:
    missing = handmade.missing("rates", areas_over_time.COLUMNS, supplier="the department")
    block = readable.figure(charts.small_multiples([missing, *MEASURES], highlight="wirral"))
    assert len(block.data.rows) == 6 and "Not supplied: Rates" in block.note.plain


def test_each_has_its_own_title_and_is_told_in_words() -> None:
    block = readable.figure(charts.small_multiples(MEASURES, highlight="wirral"))
    assert "Re-referrals within 12 months" in readable.words(block)
    assert "Re-referrals within 12 months: 23.1%, higher than 20.1% in 2020." in block.alt.plain
    assert block.alt.plain.startswith(f"{block.title.plain}.") and len(block.alt.plain) <= 400


def test_the_data_holds_every_measure_area_and_year_with_its_unit() -> None:
    block = readable.figure(charts.small_multiples(MEASURES, highlight="wirral"))
    rows = list(csv.reader(io.StringIO(block.data.csv)))
    assert rows[0] == ["Measure", "Unit", "Area", "2020", "2021", "2022"]
    assert rows[4] == [
        "Re-referrals within 12 months of an earlier referral to children’s social care",
        "%",
        "England",
        "22.6",
        "[c]",
        "",
    ]
    assert len(rows) == 7
    assert block.data.rows[2][2].plain == "20.1%"


def test_measures_of_unlike_periods_have_a_row_a_period_and_none_is_a_column_of_blanks() -> None:
    chapter = compared.journey("wirral")
    unlike = [
        protect(measures.figures(chapter, measure), title=measure)
        for measure in ("pupils_sen_support_percent", "free_school_meals_primary_percent", "referrals")
    ]
    block = readable.figure(charts.small_multiples(unlike, highlight="wirral"))
    rows = list(csv.reader(io.StringIO(block.data.csv)))
    assert rows[0] == ["Measure", "Unit", "Period", "Wirral", "North West", "England"]
    assert len(rows) == 1 + 5 * len(unlike)
    assert rows[5][:3] == ["pupils_sen_support_percent", "%", "2023/24"]
    assert all(cell for row in rows[1:11] for cell in row)
    assert [[cell.plain for cell in row][1] for row in block.data.rows] == [row[2] for row in rows[1:]]


def test_the_title_is_what_the_first_shows_unless_another_is_given() -> None:
    own = readable.figure(charts.small_multiples(MEASURES, highlight="wirral"))
    entitled = readable.figure(charts.small_multiples(MEASURES, highlight="wirral", title="Mine"))
    assert own.title.plain == f"Wirral, {wording.within(areas_over_time.TITLE)}: 116 per 10,000, lower than 118 in 2020"
    assert (entitled.title.plain, entitled.alt.plain.startswith("Mine. ")) == ("Mine", True)


def test_a_year_is_not_taken_for_part_of_a_longer_period() -> None:
    yearly = areas_over_time.statistic({"Wirral": [305.0, 236.0]}, name="entrants", first=2023)
    rows = [("E08000015", "Wirral", "2024-25", 36.2)]
    once = handmade.statistic("cautioned", (*areas_over_time.COLUMNS, Column("value", "Rate", "per_10k")), rows)
    block = readable.figure(charts.small_multiples([yearly, once], highlight="wirral"))
    periods = {number.shown for _, number in block.numbers() if number.unit == "period"}
    assert {"2023", "2024", "2024-25"} == periods - {"2023 to 2024"}


def test_every_measure_drawn_has_its_source_named() -> None:
    absence = protect(measures.figures(compared.journey(), "looked_after_absence_percent"), title="Absence")
    attainment = protect(measures.figures(compared.journey(), "looked_after_attainment_8"), title="Attainment")
    block = readable.figure(charts.small_multiples([absence, attainment], highlight="wirral"))
    assert "Absence by social care group" in block.credit.plain
    assert "Key stage 4 by social care group" in block.credit.plain
