"""The store of published figures answers with what was published, and only what was known at a date."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from helpers.errors import ReportError, UnknownName
from helpers.sources import published

WIRRAL = "E08000015"
MARCH_2024 = date(2024, 3, 31)


@pytest.fixture(scope="module")
def store() -> published.PublishedStore:
    return published.store()


@pytest.fixture(scope="module")
def every_figure(store: published.PublishedStore) -> dict[str, pd.DataFrame]:
    """All figures of each measure."""
    return {measure.measure: store.figures(measure.measure) for measure in store.measures()}


def series(store: published.PublishedStore, measure: str, area: str = WIRRAL) -> dict[str, float]:
    table = store.figures(measure, areas=[area])
    return dict(zip(table["period"], table["value"], strict=True))


def test_an_unknown_measure_is_refused_with_the_nearest(store: published.PublishedStore) -> None:
    with pytest.raises(UnknownName, match="Did you mean referrals"):
        store.figures("refferals")


def test_an_unknown_source_is_refused(store: published.PublishedStore) -> None:
    with pytest.raises(UnknownName, match='no source "ofsted"'):
        store.source("ofsted")


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="make published FROM=folder"):
        published.store(tmp_path).measures()


@pytest.mark.parametrize(
    ("measure", "figures"),
    [
        ("referrals", [3244, 3355, 4152, 4056]),
        ("rereferrals_percent", [21.5, 23.3, 23.1, 22.2]),
        ("children_in_need", [2568, 2618, 2794, 2707]),
        ("child_protection_plans", [384, 374, 368, 353]),
        ("repeat_plans_percent", [23.0, 31.4, 21.9, 21.5]),
        ("children_looked_after", [789, 772, 766, 681]),
        ("children_looked_after_per_10k", [121, 117, 116, 103]),
    ],
)
def test_wirral_has_its_known_figures(store: published.PublishedStore, measure: str, figures: list[float]) -> None:
    values = series(store, measure)
    assert [values[year] for year in ("2022", "2023", "2024", "2025")] == figures


def test_england_and_the_tool_have_their_known_figures(store: published.PublishedStore) -> None:
    assert series(store, "children_looked_after_per_10k", "E92000001")["2024"] == 69
    assert series(store, "rereferrals_percent", "E92000001")["2024"] == 22.4
    enquiries = series(store, "section_47_per_10k")
    assert [enquiries[year] for year in ("2023", "2024", "2025")] == [214.1, 207.2, 209.7]


def test_a_report_knows_nothing_that_ends_after_its_year(store: published.PublishedStore) -> None:
    for measure in store.measures():
        ends = store.figures(measure.measure, areas=[WIRRAL], as_at=MARCH_2024)["period_end"]
        assert (ends <= pd.Timestamp(MARCH_2024)).all()
    assert "2023/24" not in set(store.figures("looked_after_absence_percent", as_at=MARCH_2024)["period"])
    assert "2022/23" in set(store.figures("looked_after_absence_percent", as_at=MARCH_2024)["period"])


def test_a_report_knows_what_was_counted_on_a_day_of_its_year_though_that_school_year_ended_later(
    store: published.PublishedStore,
) -> None:
    for measure in ("pupils_sen_support_percent", "looked_after_ehc_plan_percent", "children_in_need_ehc_plan_percent"):
        assert store.figures(measure, areas=[WIRRAL], as_at=MARCH_2024)["period"].iloc[-1] == "2023/24"
    meals = store.figures("free_school_meals_primary_percent", areas=[WIRRAL])
    pupils = store.figures("pupils_sen_support_percent", areas=[WIRRAL])
    assert set(pupils["period_end"]) <= set(meals["period_end"])


def test_years_keeps_the_newest(store: published.PublishedStore) -> None:
    table = store.figures("referrals", areas=[WIRRAL], as_at=MARCH_2024, years=3)
    assert list(table["period"]) == ["2022", "2023", "2024"]


def test_a_figure_names_its_row_and_its_area(store: published.PublishedStore) -> None:
    row = store.figures("children_looked_after_per_10k", areas=[WIRRAL], as_at=MARCH_2024).iloc[-1]
    assert row["row"] == "children_looked_after_per_10k|E08000015|2024"
    assert (row["area_name"], row["numerator"], row["denominator"]) == ("Wirral", 766, 66152)
    assert list(row.index) == published.COLUMNS


def test_no_row_is_named_twice(every_figure: dict[str, pd.DataFrame]) -> None:
    rows = pd.concat([table["row"] for table in every_figure.values()])
    assert rows.is_unique


def test_a_code_stands_exactly_where_no_number_does(every_figure: dict[str, pd.DataFrame]) -> None:
    table = pd.concat([table[["value", "code"]] for table in every_figure.values()])
    assert ((table["code"] == "") == table["value"].notna()).all()
    assert {"c", "z", "x", "k", "u", "low", "unknown"} == set(table["code"]) - {""}


def test_every_figure_can_be_followed_to_its_publisher(
    store: published.PublishedStore, every_figure: dict[str, pd.DataFrame]
) -> None:
    for table in every_figure.values():
        for source in table["source"].unique():
            assert store.source(source).publisher
            assert store.source(source).licence == "Open Government Licence v3.0"


def test_every_measure_is_told_in_words(store: published.PublishedStore) -> None:
    units = {"count", "percent", "per_10k", "per_1k", "per_100k", "ratio", "score", "pounds", "fte"}
    for measure in store.measures():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", measure.measure)
        assert measure.name
        assert measure.definition.endswith(".")
        assert "{" not in measure.definition
        assert measure.unit in units
        assert measure.polarity in {"", "high", "low"}
        assert measure.owner
        assert measure.publication


def test_a_unit_in_a_measures_name_is_its_unit(store: published.PublishedStore) -> None:
    for measure in store.measures():
        named = re.search(r"(percent|per_10k|per_1k|per_100k)$", measure.measure)
        assert measure.unit == (named[1] if named else measure.unit)
        assert named or measure.unit not in {"percent", "per_10k", "per_1k", "per_100k"}


def test_what_counts_all_ages_is_named_so(store: published.PublishedStore) -> None:
    census = [measure for measure in store.measures() if measure.publication == "Census 2021"]
    assert census
    for measure in census:
        assert measure.measure.startswith("residents_all_ages")
        assert "all ages" in measure.name
        assert "child" not in measure.definition


def test_a_group_leads_with_its_headlines(store: published.PublishedStore) -> None:
    for group in {measure.group for measure in store.measures()} - {"spending"}:
        assert store.measures(group=group, headline=True), group
        assert len(store.measures(group=group)) >= len(store.measures(group=group, headline=True))


def test_a_county_counts_the_residents_of_its_districts(store: published.PublishedStore) -> None:
    cumberland = store.figures("residents_all_ages", areas=["E06000063"])
    assert list(cumberland["period"]) == ["2021"]
    assert store.figures("residents_all_ages", areas=["E92000001"]).empty
    assert len(store.figures("residents_all_ages")) == 153


def test_england_has_no_rate_of_first_time_entrants_that_is_none(store: published.PublishedStore) -> None:
    assert store.figures("first_time_entrants_per_100k", areas=["E92000001"]).empty
    assert store.figures("first_time_entrants_per_100k")["value"].max() < 1000


@pytest.mark.slow
def test_a_national_share_lies_among_the_authorities(
    store: published.PublishedStore, every_figure: dict[str, pd.DataFrame]
) -> None:
    for measure in store.measures():
        if measure.unit in {"percent", "per_10k", "per_1k", "per_100k", "score"}:
            table = every_figure[measure.measure]
            national = table[table["area"] == "E92000001"].set_index("period")["value"].dropna()
            local = table[~table["area"].str.startswith(("E92", "E12", "E13"))].groupby("period")["value"]
            bounds = local.agg(["min", "max"]).dropna()
            national = national[national.index.isin(bounds.index)]
            bounds = bounds.loc[national.index]
            assert ((national >= bounds["min"]) & (national <= bounds["max"])).all(), measure.measure


def test_every_measure_has_a_figure_for_some_authority(every_figure: dict[str, pd.DataFrame]) -> None:
    for measure, table in every_figure.items():
        assert table.loc[table["area"].str.match("E0[6-9]|E10"), "value"].notna().any(), measure


@pytest.mark.parametrize(
    ("source", "end", "is_issued"),
    [
        ("dfe_cin_c1", date(2023, 3, 31), True),
        ("dfe_cin_c1", date(2024, 3, 31), False),
        ("dfe_workforce", date(2023, 9, 30), True),
        ("dfe_workforce", date(2024, 9, 30), False),
        ("ons_population", date(2022, 6, 30), True),
        ("ons_population", date(2023, 6, 30), False),
        ("dfe_lait", date(2016, 3, 31), False),
    ],
)
def test_an_edition_is_out_after_the_month_in_which_it_is_usually_issued(
    store: published.PublishedStore, source: str, end: date, is_issued: bool
) -> None:
    assert store.source(source).is_issued(end, by=date(2024, 3, 31)) == is_issued


def test_a_source_gives_the_ends_of_its_periods(store: published.PublishedStore) -> None:
    ends = store.period_ends("dfe_cin_c1")
    assert (ends[0], ends[-1], len(ends)) == (date(2013, 3, 31), date(2025, 3, 31), 13)


def test_no_share_or_mean_of_nobody_stands_as_nought(
    store: published.PublishedStore, every_figure: dict[str, pd.DataFrame]
) -> None:
    """Publishers print 0 where nobody had a score, or nobody was counted; Progress 8 alone can be truly nought or below."""
    of_nobody = []
    for measure, table in every_figure.items():
        unit = store.measure(measure).unit
        is_mean = unit in ("score", "ratio") and not (table["value"] < 0).any()
        nought = (
            table[(table["value"] == 0) & (is_mean | (table["denominator"] == 0))] if unit != "count" else table.head(0)
        )
        of_nobody += list(nought["row"])
    assert of_nobody == []


@pytest.mark.parametrize(
    "row",
    [
        "emotional_health_score|E09000001|2024",  # published of 0 children
        "emotional_health_score|E09000021|2017",  # published without its base
        "looked_after_attainment_8|E09000024|2016/17",
    ],
)
def test_a_mean_of_nobody_has_the_code_of_what_does_not_apply(store: published.PublishedStore, row: str) -> None:
    table = store.figures(row.partition("|")[0])
    own = table[table["row"] == row]
    assert own["code"].tolist() == ["z"] and own["value"].isna().all()
