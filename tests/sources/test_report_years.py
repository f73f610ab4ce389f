"""A report's year is two calendar years in a row, and knows its days and its neighbours."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.errors import ReportError
from helpers.sources.report_years import ReportYear


@pytest.mark.parametrize(
    "label",
    ["2023", "2023-25", "2023/24", "2023–24", "２０２３-２４", "٢٠٢٣-٢٤", "2023-24 ", "2023-2024", "0000-01", "9999-0", "-2023-24", "last year", "", "2023-24\n"],
)  # fmt: skip
def test_what_is_not_two_years_in_a_row_is_refused_with_the_form_to_write(label: str) -> None:
    with pytest.raises(ReportError, match=r"Write it as two years in a row, such as 2023-24\."):
        ReportYear.parse(label)


@pytest.mark.parametrize(
    ("label", "first"), [("2023-24", 2023), ("1999-00", 1999), ("2099-00", 2099), ("0900-01", 900)]
)
def test_a_label_is_read_and_written_alike(label: str, first: int) -> None:
    assert (ReportYear.parse(label), ReportYear(first).label, str(ReportYear(first))) == (
        ReportYear(first),
        label,
        label,
    )


@pytest.mark.parametrize(("day", "label"), [
    (date(2024, 3, 31), "2023-24"), (date(2024, 4, 1), "2024-25"), (date(2024, 12, 31), "2024-25"), (date(2000, 1, 1), "1999-00"),
])  # fmt: skip
def test_a_day_lies_in_the_year_that_began_on_the_april_before_it(day: date, label: str) -> None:
    assert ReportYear.of(day).label == label
    assert ReportYear.of(day).start <= day <= ReportYear.of(day).end


def test_years_follow_one_another() -> None:
    year = ReportYear.ending(2024)
    assert (year.before.label, year.after.label, year.last) == ("2022-23", "2024-25", 2024)
    assert year.before < year and year.before.after == year
