"""Measures a chapter asks for: the year's own tables, and published figures of the area beside others.

Each returns a `Measure`, which nothing can show until it has passed `statistics.protect`.
"""

from helpers.statistics.measures.inspections import inspections, youth_justice_inspections
from helpers.statistics.measures.promised import promises
from helpers.statistics.measures.released import (
    figures,
    hundred_children,
    latest_period,
    neighbourhoods,
    side_by_side,
    stacked,
    unpublished,
)
from helpers.statistics.measures.supplied import (
    cited_sources,
    counted,
    definitions,
    editions,
    not_supplied,
    of_table,
    sign_offs,
    still_needed,
    table,
    year_before,
)

JOURNEY = (
    "referrals_per_10k",
    "rereferrals_percent",
    "children_in_need_per_10k",
    "section_47_per_10k",
    "child_protection_plans_per_10k",
    "repeat_plans_percent",
    "children_looked_after_per_10k",
)
PROFILE = (
    "low_income_families_percent",
    "free_school_meals_primary_percent",
    "free_school_meals_secondary_percent",
    "pupils_sen_support_percent",
    "pupils_ehc_plan_percent",
)

__all__ = [
    "JOURNEY",
    "PROFILE",
    "cited_sources",
    "counted",
    "definitions",
    "editions",
    "figures",
    "hundred_children",
    "inspections",
    "latest_period",
    "neighbourhoods",
    "not_supplied",
    "of_table",
    "promises",
    "side_by_side",
    "sign_offs",
    "stacked",
    "still_needed",
    "table",
    "unpublished",
    "year_before",
    "youth_justice_inspections",
]
