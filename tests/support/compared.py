"""Statistics of published measures: as the store has them, and made by hand under a measure's name."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.sources.chapter_context import ChapterContext, chapter
from helpers.sources.origins import Origin
from helpers.sources.periods import Period
from helpers.statistics import measures
from helpers.statistics.comparison import comparisons
from helpers.statistics.disclosure.measure import Column, Measure
from helpers.statistics.statistic import Statistic, protect

WIRRAL, ENGLAND = "E08000015", "E92000001"
Figure = tuple[str, float, float, float]


def journey(partnership: str = "wirral", year: str = "2023-24") -> ChapterContext:
    """Return the chapter of the journey in a partnership's year."""
    return chapter("03_journey_of_the_child", partnership=partnership, year=year)


def series(measure: str, of: ChapterContext | None = None) -> Statistic:
    """Return a measure of the area and those compared, over all years published by the year's end."""
    return protect(measures.figures(of or journey(), measure, years=20), title=measure)


def all_authorities(measure: str, of: ChapterContext | None = None) -> Statistic:
    """Return a measure of every authority."""
    return protect(comparisons.all_authorities(of or journey(), measure), title=measure)


def wirral(measure: str, *figures: Figure, unit: str = "percent") -> Statistic:
    """Return figures of Wirral made by hand: period, value, cases and base."""
    table = pd.DataFrame(figures, columns=["period", "value", "numerator", "denominator"])
    table = table.assign(area=WIRRAL, area_name="Wirral", source="dfe_cin_d2")
    measure_by_hand = Measure(
        name=measure,
        table=table,
        columns=(Column("area_name", "Area"), Column("period", "Period"), Column("value", "Value", unit)),
        origins=tuple(Origin("figures.csv", row) for row in range(2, len(figures) + 2)),
        sources=("dfe_cin_d2",),
        policy="released",
    )
    return protect(measure_by_hand, title=measure)


def among(
    measure: str,
    values: Sequence[float],
    *,
    limits: tuple[float, float] | None = None,
    unit: str = "percent",
    wider: tuple[float, float] = (30.0, 20.0),
) -> Statistic:
    """Return a ranking made by hand: Wirral first, then other authorities, then the `wider`: the North West and England."""
    codes = [WIRRAL, *(f"E0600{row:04}" for row in range(1, len(values))), "E12000002", ENGLAND]
    lower, upper = limits or (float("nan"), float("nan"))
    table = pd.DataFrame(
        {
            "area": codes,
            "area_name": ["Wirral", *codes[1:-2], "North West", "England"],
            "kind": ["authority", *["neighbour"] * (len(values) - 1), "region", "england"],
            "seen_from": WIRRAL,
            "period": "2024",
            "period_end": pd.Timestamp("2024-03-31"),
            "value": [*values, *wider],
            "numerator": float("nan"),
            "denominator": float("nan"),
            "lower_998": lower,
            "upper_998": upper,
            "source": "dfe_cin_d2",
        }
    )
    measure_by_hand = Measure(
        name=measure,
        table=table,
        columns=(Column("area_name", "Area"), Column("value", "Value", unit)),
        origins=tuple(Origin("figures.csv", row) for row in range(2, len(table) + 2)),
        sources=("dfe_cin_d2",),
        period=Period("2024"),
        policy="released",
    )
    return protect(measure_by_hand, title=measure)
