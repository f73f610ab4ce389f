"""A published figure says when it is of, whatever its measure's label for the period."""

from __future__ import annotations

import pytest

from helpers.display.sentences.period_words import when
from helpers.sources import published


@pytest.mark.parametrize(
    ("measure", "period", "words"),
    [
        ("children_looked_after", "2025", "at 31 March 2025"),
        ("referrals", "2025", "year to 31 March 2025"),
        ("ehc_plans_20_weeks_percent", "2024", "January to December 2024"),
        ("agency_percent", "2024", "at 30 September 2024"),
        ("injury_admissions_per_10k", "2023-24", "April to March 2023-24"),
        ("looked_after_absence_percent", "2023/24", "school year 2023/24"),
        ("alcohol_admissions_per_100k", "2021/22 to 23/24", "2021/22 to 23/24"),
    ],
)
def test_a_period_is_said_in_words(measure: str, period: str, words: str) -> None:
    assert when(published.store().measure(measure), period) == words


def test_no_measure_s_newest_period_is_a_bare_year() -> None:
    newest = {
        about.measure: published.store().figures(about.measure, years=1)["period"].max()
        for about in published.store().measures()
    }
    assert [
        m
        for m, period in newest.items()
        if when(published.store().measure(m), str(period)) == str(period) and len(str(period)) == 4
    ] == []
