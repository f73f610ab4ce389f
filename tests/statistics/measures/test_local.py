"""The partnership's own figures pass the gate with what would give a small one away, and with last year's beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import local_year

from helpers.errors import DataFaults, ReportError
from helpers.sources.chapter_context import ChapterContext
from helpers.statistics import measures, protect
from helpers.statistics.measures import local
from helpers.statistics.measures.local import LocalStatistic


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A project whose partnership has figures of this year alone."""
    with local_year.at(local_year.project(tmp_path, years=(local_year.YEAR,))):
        yield tmp_path


@pytest.fixture
def both_years(tmp_path: Path) -> Iterator[Path]:
    """A project with last year's figures too."""
    with local_year.at(local_year.project(tmp_path)):
        yield tmp_path


def chapter(place: Path) -> ChapterContext:
    return ChapterContext(local_year.folder(place), local_year.CHAPTER)


def shown(place: Path) -> dict[str, LocalStatistic]:
    return {statistic.measure.id: statistic for statistic in local.of_chapter(chapter(place))}


def printed(statistic: LocalStatistic, column: str = "value", year: str = "2023-24") -> dict[str, str]:
    figures = statistic.figures.where(report_year=year)
    groups = ["" if word == "All" else f"{word} " for word in figures.table["breakdown"]]
    numbers = [figures.number(row, column).shown for row in range(len(figures))]
    return {
        group + period: number for group, period, number in zip(groups, figures.table["period"], numbers, strict=True)
    }


def test_the_raw_figures_are_no_table_to_show(place: Path) -> None:
    with pytest.raises(ReportError, match=r"none is shown as it is"):
        protect(measures.table(chapter(place), "local_figures"))


def test_a_measure_of_people_that_says_open_is_refused_whoever_reads_it(place: Path) -> None:
    local_year.change(place, "local_measures", "Front door,,,,", "Front door,,open,no child can be known,")
    with pytest.raises(DataFaults, match="counts: it counts cases"):
        shown(place)


def test_a_month_of_few_hides_another_month_and_not_the_year(place: Path) -> None:
    numbers = printed(shown(place)["contacts"])
    assert "[c]" == numbers["August 2023"] and 2 == list(numbers.values()).count("[c]")
    assert "1,288" == numbers["2023-24"]


def test_a_month_of_few_hides_what_another_measure_of_the_same_people_shows_of_it(place: Path) -> None:
    """The same contacts by quarter: the quarter less the two months that are shown would be the third."""
    row = "quarterly,Contacts by quarter,cases contacts at the front door,,,,sum,neither,By quarter,05_key_activity,Front door,,,,"
    local_year.append(place, "local_measures", row)
    for quarter, number in enumerate((313, 230, 360, 385), start=1):
        local_year.append(place, "local_figures", f"quarterly,,Q{quarter} 2023-24,{number},,thornby_accounts")
    statistics = shown(place)
    months, quarters = printed(statistics["contacts"]), printed(statistics["quarterly"])
    of_quarter = [months[f"{month} 2023"] for month in ("July", "August", "September")]
    assert "[c]" == of_quarter[1] and (quarters["Q2 2023-24"] == "[c]" or 1 < of_quarter.count("[c]"))


def test_few_who_are_not_in_the_value_hide_the_value(place: Path) -> None:
    """Fifteen of seventeen were interviewed in time, so two were not."""
    value, of = (printed(shown(place)["return_interviews"], column) for column in ("value", "of"))
    assert ("[c]", "17") == (value["Q3 2023-24"], of["Q3 2023-24"])
    assert "[c]" == printed(shown(place)["return_interviews"], "share")["Q3 2023-24"]


def test_people_counted_once_in_each_period_do_not_narrow_a_hidden_number(place: Path) -> None:
    """Seven children in the year, no more than four of them in one quarter: three or more were in the only other one."""
    row = "once,Once,children once,,,,distinct,lower,Once,05_key_activity,Front door,,,,"
    local_year.append(place, "local_measures", row)
    for period, cell in (("Q1 2023-24", "<5"), ("Q2 2023-24", 3), ("Q3 2023-24", 0), ("Q4 2023-24", 0), ("2023-24", 7)):
        local_year.append(place, "local_figures", f"once,,{period},{cell},,thornby_accounts")
    assert "[c]" == printed(shown(place)["once"])["2023-24"]


def test_numbers_of_a_day_hide_nothing_of_one_another(place: Path) -> None:
    row = "standing,Standing,children standing,,,,stock,lower,Standing,05_key_activity,Front door,,,,"
    local_year.append(place, "local_measures", row)
    for period, cell in (
        ("Q1 2023-24", 3),
        ("Q2 2023-24", 20),
        ("Q3 2023-24", 21),
        ("Q4 2023-24", 22),
        ("2023-24", 66),
    ):
        local_year.append(place, "local_figures", f"standing,,{period},{cell},,thornby_accounts")
    assert ["66", "[c]", "20", "21", "22"] == list(printed(shown(place)["standing"]).values())


def test_last_years_figures_are_those_that_its_report_showed_unless_they_are_of_something_else(
    both_years: Path,
) -> None:
    local_year.change(
        both_years, "local_measures", "children with a repeat plan,", "children planned for,", year=local_year.LAST
    )
    statistics = shown(both_years)
    numbers, figures = printed(statistics["missing_children"], year="2022-23"), statistics["missing_children"].figures
    assert "[c]" == numbers["July 2022"] and "9" == numbers["April 2022"]
    assert {"2022-23", "2023-24"} == {origin.file.split("/")[2] for origin in figures.measure.origins}
    assert {} == printed(statistics["repeat_plans"], year="2022-23")


def test_a_share_is_worked_out_and_rounded_half_up(place: Path) -> None:
    local_year.change(place, "local_figures", "2023-24,41,160,", "2023-24,49,80,")
    assert "61.3%" == printed(shown(place)["repeat_plans"], "share")["2023-24"]


def test_a_definition_with_a_number_is_bound_to_its_cell(place: Path) -> None:
    (number,) = shown(place)["return_interviews"].definition.numbers
    assert ("data/thornby/2023-24/local_measures.csv", 5, "definition") == (
        number.origins[0].file,
        number.origins[0].row,
        number.origins[0].column,
    )


def test_a_table_of_people_that_last_year_s_report_did_not_show_is_never_shown_as_it_is(tmp_path: Path) -> None:
    folder = local_year.folder(local_year.project(tmp_path))
    table = next(table for table in folder.local_tables if table.schema.is_protected)
    with pytest.raises(ReportError, match="none of what last year's report showed of them is known"):
        local._as_published({}, table)
