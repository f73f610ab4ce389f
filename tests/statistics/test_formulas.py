"""Derived numbers: units and periods are reckoned with, and nothing is typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.errors import ReportError
from helpers.publish import check
from helpers.sources import YearFolder
from helpers.statistics.named_numbers import NamedNumbers


@pytest.fixture
def names(opened: Callable[[], YearFolder]) -> Callable[[], NamedNumbers]:
    return lambda: NamedNumbers(opened())


@pytest.mark.parametrize(
    ("formula", "unit", "message"),
    [
        ("income.total + 5", "pounds", "types none"),
        ("income.total + staff.trained", "pounds", "Only like can be added to like"),
        ("income.total - income.last_year", "pounds", "of one period"),
        ("poverty.most - poverty.least", "percent", "gives percentage_points, but percent is declared"),
        ("income.totl - expenditure.total", "pounds", "Did you mean income.total"),
        ("income.total -", "pounds", "is not a formula"),
        ("income.total ** income.total", "pounds", "only \\+ - \\* and /"),
        ("__import__('os')", "pounds", "not something a formula can do"),
        ("funding.gap - funding.gap", "pounds", "worked out from itself"),
        ("income.total / (income.total - income.total)", "ratio", "a part of the formula is 0"),
        ("-income.total", "pounds", "is not a formula"),
        ("launch.day + launch.day", "date", "is no number to reckon with"),
        (" + ".join(["income.total"] * 1300), "pounds", "too long"),
        (" * ".join(["income.total"] * 110), "pounds", "too large"),
        ("total(top_pages)", "count", "is not how total is written"),
        ("total(top_pages.name)", "count", "has no numbers in name"),
        ("total(reviews.published)", "count", "has no numbers in published"),
        ("total(top_pages.viws)", "count", "Did you mean views"),
        ("total()", "count", "is not how total is written"),
        ("share(income.total)", "percent", "is not how share is written"),
        ("count(top_pages, nme='x')", "count", "Did you mean name"),
        ("count(reviews, status='publishd')", "count", "is no word of status"),
        ("count(top_pages, views='x')", "count", "has no words in views"),
        ("count(top_pages, name='x', name='y')", "count", "is not how count is written"),
        ("count(**reviews)", "count", "is not how count is written"),
        ("published(children_looked_after_per_10k, colour='red')", "per_10k", "is not how published is written"),
    ],
)
def test_a_formula_that_cannot_be_true_is_refused_with_its_row(
    names: Callable[[], NamedNumbers], replace: Callable[[str, str, str], None], formula: str, unit: str, message: str
) -> None:
    replace("01_introduction/derived.csv", "expenditure.total - income.total,pounds", f'"{formula}",{unit}')
    with pytest.raises(ReportError, match=message) as refused:
        names().number("funding.gap")
    assert "01_introduction/derived.csv, row 2" in str(refused.value)


def test_figures_of_different_periods_may_be_taken_together_where_the_note_says_why(
    names: Callable[[], NamedNumbers], replace: Callable[[str, str, str], None]
) -> None:
    replace(
        "01_introduction/derived.csv",
        "expenditure.total - income.total,pounds,Spending",
        "expenditure.total - income.last_year,pounds,Different periods: as the page has it. Spending",
    )
    assert 300 == names().number("funding.gap").value


def test_a_chain_of_five_hundred_formulas_is_worked_out(opened: Callable[[], YearFolder], thornby: Path) -> None:
    rows = [f"chain.n{step},chain.n{step + 1},pounds,Spending" for step in range(500)]
    with (thornby / "01_introduction" / "derived.csv").open("a", encoding="utf-8") as file:
        file.write("\n".join([*rows, "chain.n500,income.total,pounds,Spending", ""]))
    assert NamedNumbers(opened()).number("chain.n0").value == 1000


def test_a_faulty_formula_is_told_once_however_many_take_it_in(thornby: Path, opened: Callable[[], YearFolder]) -> None:
    with (thornby / "01_introduction" / "derived.csv").open("a", encoding="utf-8") as file:
        file.write("z.first,z.second,pounds,Spending\nz.second,income.totl,pounds,Spending\n")
    faults = check.faults(opened())
    assert ["z.second"] == [fault.column.split()[-1] for fault in faults]


def test_percentages_differ_by_percentage_points(names: Callable[[], NamedNumbers]) -> None:
    assert "56.7 percentage points" == names().number("poverty.gap").shown


def test_a_derived_number_names_its_formula_its_inputs_and_its_row(names: Callable[[], NamedNumbers]) -> None:
    gap = names().number("funding.gap")
    assert ("£200", "expenditure.total - income.total", ("expenditure.total", "income.total")) == (
        gap.shown,
        str(gap.derivation),
        gap.inputs,
    )
    assert str(gap.origins[0]).endswith("01_introduction/derived.csv, row 2")


def test_totals_and_counts_are_taken_from_the_rows(names: Callable[[], NamedNumbers]) -> None:
    assert (200, 2) == (names().number("pages.views").value, names().number("reviews.published").value)


def test_a_published_figure_is_found_by_its_measure_and_period(
    names: Callable[[], NamedNumbers], replace: Callable[[str, str, str], None]
) -> None:
    replace(
        "01_introduction/derived.csv",
        "expenditure.total - income.total,pounds",
        "\"published(children_looked_after_per_10k, period='2024')\",per_10k",
    )
    assert "116 per 10,000" == names().number("funding.gap").shown


def test_a_published_figure_later_than_the_year_is_not_known(
    names: Callable[[], NamedNumbers], replace: Callable[[str, str, str], None]
) -> None:
    replace(
        "01_introduction/derived.csv",
        "expenditure.total - income.total,pounds",
        "\"published(children_looked_after_per_10k, period='2025')\",per_10k",
    )
    with pytest.raises(ReportError, match="No children_looked_after_per_10k is published"):
        names().number("funding.gap")


CARE = "care.children,{},count,children in care,2023-24,,thornby_accounts,thornby_accounts,\n"
GIRLS = "care.girls,{},count,children in care who are girls,{},,thornby_accounts,thornby_accounts,\n"


@pytest.fixture
def care(thornby: Path, replace: Callable[[str, str, str], None]) -> Callable[..., None]:
    """Add released numbers of children to the year's facts, and work the gap out by a formula of them."""

    def add(formula: str, *, girls: int, period: str = "2023-24", note: str = "Boys") -> None:
        facts = thornby / "01_introduction/facts.csv"
        facts.write_text(facts.read_text("utf-8") + CARE.format(43) + GIRLS.format(girls, period), "utf-8")
        replace("01_introduction/derived.csv", "expenditure.total - income.total,pounds,Spending", f"{formula},{note}")

    return add


@pytest.mark.parametrize(
    "formula",
    [
        "care.children - care.girls,count",
        "care.girls - care.children,count",
        "care.children - care.girls + care.none,count",
    ],
)
def test_released_numbers_of_people_that_leave_few_of_them_are_refused(
    names: Callable[[], NamedNumbers], care: Callable[..., None], thornby: Path, formula: str
) -> None:
    care(formula, girls=40)
    facts = thornby / "01_introduction/facts.csv"
    none = "care.none,0,count,children in care,2023-24,,thornby_accounts,thornby_accounts,\n"
    facts.write_text(facts.read_text("utf-8") + none, "utf-8")
    with pytest.raises(ReportError, match="it leaves a small number of people") as refused:
        names().number("funding.gap")
    assert "01_introduction/derived.csv, row 2" in str(refused.value) and "released_by" in str(refused.value)
    assert not any(digits in str(refused.value) for digits in ("3,", " 3 ", "43", "40"))


def test_a_small_number_is_refused_through_a_formula_of_a_formula(
    names: Callable[[], NamedNumbers], care: Callable[..., None], thornby: Path
) -> None:
    care("care.boys - care.none,count", girls=40)
    derived = thornby / "01_introduction/derived.csv"
    derived.write_text(derived.read_text("utf-8") + "care.boys,care.children - care.girls,count,Boys\n", "utf-8")
    with pytest.raises(ReportError, match=r"formula of care\.boys: it leaves a small number"):
        names().number("funding.gap")


def test_many_people_left_by_released_numbers_are_shown(
    names: Callable[[], NamedNumbers], care: Callable[..., None]
) -> None:
    care("care.children - care.girls,count", girls=20)
    assert 23 == names().number("funding.gap").value


def test_a_change_of_few_between_years_is_of_no_one_group_and_is_shown(
    names: Callable[[], NamedNumbers], care: Callable[..., None]
) -> None:
    care("care.children - care.girls,count", girls=40, period="2022-23", note="Different periods: the year before")
    assert 3 == names().number("funding.gap").value


def test_few_of_what_is_not_of_people_are_shown(
    names: Callable[[], NamedNumbers], replace: Callable[[str, str, str], None]
) -> None:
    replace(
        "01_introduction/derived.csv",
        "expenditure.total - income.total,pounds,Spending",
        "top_pages.training.views - top_pages.training.views + count(reviews),count,Reviews",
    )
    assert 3 == names().number("funding.gap").value


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("poverty.most", True),
        ("poverty.gap", True),
        ("staff.trained", False),
        ("pages.views", False),
        ("income.total", False),
    ],
)
def test_what_a_formula_counts_follows_from_its_inputs(
    names: Callable[[], NamedNumbers], name: str, expected: bool
) -> None:
    assert expected == names().counts_people(name)
