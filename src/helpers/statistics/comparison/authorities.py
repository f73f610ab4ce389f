"""Set an area among all authorities: a measure's newest figure of each, with the limits of a funnel plot.

Source of the limits: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24
(2005), 1185-1202, with over-dispersion as in `dispersion`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from helpers.errors import UnknownName
from helpers.sources import area_tables, areas, published
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.periods import Period
from helpers.sources.publications import MeasureDefinition
from helpers.sources.report_years import ReportYear
from helpers.statistics import measure_names, measures
from helpers.statistics.comparison import dispersion, movements
from helpers.statistics.derivations import ROWS, Derivation
from helpers.statistics.disclosure.measure import Column, Measure

LEVELS = {"95": 0.95, "998": 0.998}
LIMITS = tuple(f"{side}_{level}" for side in ("lower", "upper") for level in LEVELS)
AUTHORITY, NEIGHBOUR, REGION, ENGLAND = "authority", "neighbour", "region", "england"


def all_authorities(chapter: ChapterContext, measure: str) -> Measure:
    """Return a published measure's newest period for every authority, the area's region and England.

    Columns: area, area_name, kind ("authority", "neighbour" where it is one of the area's ten statistical neighbours, "region"
    or "england"), seen_from (the area whose neighbours and region they are: the partnership's first),
    period, value, base and the limits lower_95, upper_95, lower_998 and upper_998 in the unit of the value, missing where the
    cases behind the figures are not published.
    """
    about, code = published.store().measure(measure), chapter.areas[0]
    figures = published.store().figures(measure, as_at=chapter.folder.end, years=1)
    newest = figures[figures["period"] == figures["period"].max()]
    kinds_by_code = kinds(code, year=reporting_year(newest["period_end"].max()), as_at=chapter.folder.end)
    return _released(_with_limits(_with_kinds(newest, kinds_by_code), about).assign(seen_from=code), about)


def funnel(chapter: ChapterContext, measure: str) -> Measure:
    """Return `all_authorities` for a funnel plot: the authorities with limits, or none of them where the area has no such figure.

    Limits are those of `dispersion.Overdispersion`, about the mean of the authorities; cases in clusters count for as many as they are worth.
    """
    ranked = all_authorities(chapter, measure)
    rows = ranked.table.index[ranked.table["lower_95"].notna()]
    is_drawn = bool(ranked.table.loc[rows, "area"].isin(chapter.areas).any())
    return replace(
        ranked,
        table=ranked.table.loc[rows].reset_index(drop=True),
        origins=tuple(ranked.origins[row] for row in rows),
        codes={"value": tuple(ranked.codes["value"][row] for row in rows)},
        supplied=is_drawn,
        unpublished="" if is_drawn else measures.unpublished(chapter, "no figure with limits for"),
    )


def kinds(code: str, *, year: int, as_at: date) -> dict[str, str]:
    """Return what each area of a reporting year is to an authority: a statistical neighbour, another authority, its region or England."""
    authorities = {area.code: AUTHORITY for area in areas.authorities(year)}
    alike = {neighbour: NEIGHBOUR for neighbour in _neighbours(code, as_at) if neighbour in authorities}
    return authorities | alike | {areas.region_of(code).code: REGION, areas.ENGLAND: ENGLAND}


def reporting_year(end: pd.Timestamp) -> int:
    """Return the reporting year (ending 31 March) in which a period ends."""
    return 0 if pd.isna(end) else ReportYear.of(end).last


def _released(rows: pd.DataFrame, about: MeasureDefinition) -> Measure:
    return Measure(
        name=about.measure,
        table=rows.drop(columns=["row", "code"]).assign(decimals=about.decimals),
        columns=_columns(about),
        origins=published.figure_origins(about.measure, rows),
        file_columns={"base": "denominator"},
        sources=tuple(dict.fromkeys(rows["source"])),
        period=Period(str(rows["period"].max()) if len(rows) else ""),
        policy="released",
        base=about.denominator_note,
        codes={"value": tuple(rows["code"].fillna("").astype(str))},
        derivations={name: _derivation(name, movements.factor_of(about)) for name in LIMITS},
    )


def _with_kinds(newest: pd.DataFrame, kinds_by_code: dict[str, str]) -> pd.DataFrame:
    rows = newest.assign(kind=newest["area"].map(kinds_by_code)).dropna(subset="kind")
    return (
        rows.assign(base=rows["denominator"]).sort_values(["kind", "area_name"], kind="stable").reset_index(drop=True)
    )


def _with_limits(rows: pd.DataFrame, about: MeasureDefinition) -> pd.DataFrame:
    table = rows.assign(**dict.fromkeys(LIMITS, np.nan))
    usable = (
        rows["kind"].isin([AUTHORITY, NEIGHBOUR])
        & rows["numerator"].notna()
        & rows["value"].notna()
        & (rows["base"] > 0)
    )
    if about.unit not in dispersion.UNITS_WITH_BASE or usable.sum() < dispersion.LEAST_AUTHORITIES:
        return table
    part, base = rows.loc[usable, "numerator"].to_numpy(), rows.loc[usable, "base"].to_numpy()
    factor = movements.factor_of(about)
    even = dispersion.to_even_scale(part, base, unit=about.unit)
    spread = replace(dispersion.spread(even, factor * dispersion.chance(base)), factor=factor)
    for name in LIMITS:
        side, _, level = name.partition("_")
        limit = spread.limit(base, level=LEVELS[level], upper=side == "upper")
        table.loc[usable, name] = dispersion.to_unit(limit, unit=about.unit)
    return table


def _columns(about: MeasureDefinition) -> tuple[Column, ...]:
    of_base = about.denominator_note[:1].upper() + about.denominator_note[1:]
    named: Sequence[Column] = [Column(name, _heading(name), about.unit) for name in LIMITS]
    first = (
        Column("area_name", "Area"),
        Column("period", "Period"),
        Column("value", measure_names.name_of(about.measure), about.unit),
    )
    return (*first, Column("base", of_base or "Base", "count"), *named)


def _heading(limit: str) -> str:
    side, level = _side_and_level(limit)
    return f"{side.capitalize()} limit ({level}%)"


def _derivation(limit: str, factor: float) -> Derivation:
    return Derivation("funnel_limit", (ROWS, *_side_and_level(limit), factor))


def _side_and_level(limit: str) -> tuple[str, float]:
    side, _, level = limit.partition("_")
    return side, 99.8 if level == "998" else int(level)


def _neighbours(code: str, as_at: date) -> tuple[str, ...]:
    try:
        return area_tables.neighbours(published.store(), code, as_at=as_at).areas
    except UnknownName:
        return ()
