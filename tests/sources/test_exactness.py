"""The store holds what the publishers' own files hold, cell for cell, read here with nothing but the csv module."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from support import PROJECT, SHARED, alike

from helpers.sources.importers import releases
from helpers.sources.importers.releases import PublishedCell, Release

STORE = PROJECT / "data" / "published"
RELEASES = SHARED / "published"
pytestmark = pytest.mark.skipif(not RELEASES.exists(), reason="the publishers' own files are not here")

TABLES = [
    release for release in releases.releases() if release.reader == "explore_statistics" and release.precedence == 1
]
SAME_GROUND = {
    "E10000002": "E06000060",
    "E10000023": "E06000065",
    "E10000027": "E06000066",
    "E08000038": "E08000016",
    "E08000039": "E08000019",
}
FILES = {
    "dfe_cin_b1": ["csc/b1_children_in_need_2013_to_2025.csv"],
    "dfe_cin_c1": ["csc/c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv"],
    "dfe_cin_c3": ["csc/c3_factors_identified_at_end_of_assessment_2018_to_2025.csv"],
    "dfe_cin_d3": ["csc/d3_cpps_subsequent_plan_2013_to_2025.csv"],
    "dfe_cin_d5": ["csc/d5_cpps_at31march_by_duration_2013_to_2025.csv"],
    "dfe_cla_rate": ["cla/cla_number_and_rate_2019_2025.csv", "csc/cla_number_and_rate_per_10k_children.csv"],
    "dfe_cla_31_march": ["cla/cla_31_march_by_characteristics_2021_2025.csv"],
    "dfe_cla_started": ["cla/cla_started_by_characteristics_2021_2025.csv"],
    "dfe_cla_ceased": ["cla/cla_ceased_by_characteristics_2021_2025.csv"],
    "dfe_cla_missing": ["cla/cla_missing_2018_2024.csv"],
    "dfe_cla_stability": ["csc/la_cla_placement_stability.csv"],
    "dfe_cla_school_moves": ["csc/la_cla_school_moves.csv"],
    "dfe_cla_social_workers": ["csc/la_cla_swcount.csv"],
    "dfe_cla_new_placements": ["csc/la_cla_during_year_new_placements.csv"],
    "dfe_cla_health": ["csc/la_conviction_health_outcome_cla.csv"],
    "dfe_care_leavers_accommodation": ["csc/la_care_leavers_accommodation_suitability.csv"],
    "dfe_care_leavers_activity": ["csc/la_care_leavers_activity.csv"],
    "dfe_workforce": ["workforce/csww_indicators_2017_to_2025.csv"],
    "dfe_outcomes_absence": ["education/cin_cla_absence_la.csv"],
    "dfe_outcomes_ks2": ["education/cin_cla_ks2_la.csv"],
    "dfe_outcomes_ks4": ["education/cin_cla_ks4_la.csv"],
    "dfe_neet_scorecard": [
        "education/UD_NEETNK_LA_dashboard_2022_final.csv",
        "education/UD_NEETNK_LA_dashboard_2023_final.csv",
        "education/UD_NEETNK_LA_dashboard_final.csv",
    ],
    "dfe_sen2_caseload": ["sen2/sen2_2025_caseload_all.csv"],
    "dfe_sen2_timeliness": ["sen2/sen2_2025_timeliness_20_week_all.csv"],
    "dfe_sen2_requests": ["sen2/sen2_2025_requests_all.csv"],
    "dfe_sen2_assessments": ["sen2/sen2_2025_assessments_all.csv"],
    "dfe_sen2_reviews": ["sen2/sen2_2025_annual_reviews_all.csv"],
    "dfe_sen2_needs": ["sen2/sen2_2025_sen_needs_all_plans_all.csv"],
    "ons_population": ["population/ons_mid-year_population_estimates_2012_to_2024.csv"],
}
Cells = dict[tuple[str, str, str], tuple[str, str]]


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    table = pd.read_parquet(STORE / "figures.parquet")
    return table.astype(dict.fromkeys(("measure", "area", "period", "code", "source"), str))


def test_every_table_of_the_store_is_compared() -> None:
    assert {release.id for release in TABLES} == set(FILES)


@pytest.mark.parametrize("release", alike.each_nth_quick(TABLES, 6), ids=lambda release: release.id)
def test_the_store_equals_the_raw_table(release: Release, figures: pd.DataFrame) -> None:
    raw = raw_cells(release)
    stored = stored_cells(figures[figures["source"] == release.id])
    assert set(stored) == set(raw)
    wrong = {key: (raw[key], stored[key]) for key in raw if not all(map(same, raw[key], stored[key]))}
    assert wrong == {}
    print(f"{release.id}: {len(raw)} cells compared")


def same(published: str, stored: str) -> bool:
    try:
        return float(published) == float(stored)
    except ValueError:
        return published == stored


def raw_cells(release: Release) -> Cells:
    """Each value as the file writes it, and its numerator, or "-" where that is no number or not asked for."""
    rows = [row for file in FILES[release.id] for row in rows_of(RELEASES / file)]
    return {key: cells for measure in release.measures for key, cells in cells_of(measure, rows)}


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def cells_of(
    measure: PublishedCell, rows: list[dict[str, str]]
) -> Iterator[tuple[tuple[str, str, str], tuple[str, str]]]:
    for row in rows:
        if all(row[column] in values for column, values in measure.value.where.items()):
            count = row[measure.numerator.column] if measure.numerator else "-"
            key = measure.measure, area_of(row), period_of(measure, row["time_period"])
            yield key, (row[measure.value.column], count if is_number(count) else "-")


def area_of(row: dict[str, str]) -> str:
    if row["geographic_level"] == "National":
        return "E92000001"
    if row["geographic_level"] == "Regional":
        return row.get("region_code") or REGIONS[row["geo_breakdown"]]
    return SAME_GROUND.get(row["new_la_code"], row["new_la_code"].replace(" / ", "+"))


REGIONS = {
    "North East": "E12000001",
    "North West": "E12000002",
    "Yorkshire and The Humber": "E12000003",
    "East Midlands": "E12000004",
    "West Midlands": "E12000005",
    "East of England": "E12000006",
    "London": "E12000007",
    "South East": "E12000008",
    "South West": "E12000009",
    "Inner London": "E13000001",
    "Outer London": "E13000002",
}


def period_of(measure: PublishedCell, text: str) -> str:
    if measure.period_kind.startswith("academic_year"):
        return f"{text[:4]}/{text[4:]}"
    return f"20{text[4:]}" if measure.period_kind == "school_january" else text


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def stored_cells(table: pd.DataFrame) -> Cells:
    return {
        (row["measure"], row["area"], row["period"]): (
            row["code"] or repr(row["value"]),
            "-" if pd.isna(row["numerator"]) else repr(row["numerator"]),
        )
        for row in table.to_dict("records")
    }
