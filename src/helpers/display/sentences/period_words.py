"""When a published figure is of, in words that need no key: "at 31 March 2025" or "school year 2023/24" for a measure's own label."""

from __future__ import annotations

import re

from helpers.sources.publications import MeasureDefinition

YEAR = re.compile(r"\d{4}")
OF_A_YEAR = {
    "at_31_march": "at 31 March {}",
    "at_30_september": "at 30 September {}",
    "year_to_31_march": "year to 31 March {}",
    "year_to_30_september": "year to 30 September {}",
    "calendar_year": "January to December {}",
    "census_day": "Census of March {}",
    "december_to_february": "winter to February {}",
    "mid_year": "June {}",
    "school_january": "January {}",
}
OF_TWO = {
    "financial_year": "April to March {}",
    "year_to_31_march": "April to March {}",
    "academic_year": "school year {}",
    "academic_year_at_31_march": "school year {}",
    "academic_year_at_school_census": "school year {}",
}


def when(about: MeasureDefinition, period: str) -> str:
    """Return when a measure's figure of a period is of; the label alone where its kind of period has no words for it."""
    words = OF_A_YEAR if YEAR.fullmatch(period) else OF_TWO
    return words.get(about.period_kind, "{}").format(period)
