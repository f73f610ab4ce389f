"""Derived numbers: units and periods are reckoned with, and nothing is typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.errors import ReportError
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
