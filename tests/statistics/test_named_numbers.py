"""A year's numbers are those of its files as they were last saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpers.sources import YearFolder, open_year
from helpers.statistics import named_numbers


def test_a_notebook_that_stays_open_sees_a_number_that_was_saved_since(
    replace: Callable[[str, str, str], None],
) -> None:
    before = named_numbers.names(open_year("thornby", "2023-24")).number("income.total")
    replace("01_introduction/facts.csv", "income.total,1000,", "income.total,99999,")
    after = named_numbers.names(open_year("thornby", "2023-24")).number("income.total")
    assert (before.value, after.value) == (1000, 99999)


def test_the_names_of_files_that_nobody_saved_are_worked_out_once(thornby: Path) -> None:
    assert named_numbers.names(open_year("thornby", "2023-24")) is named_numbers.names(open_year("thornby", "2023-24"))


def test_a_number_says_what_its_row_or_its_form_counts(opened: Callable[[], YearFolder]) -> None:
    names = named_numbers.names(opened())
    assert "pounds" in names.counted("income.total") and names.counted("top_pages.worried.views")
    assert "" == names.counted("referrals_per_10k.E08000015|2024.value")
