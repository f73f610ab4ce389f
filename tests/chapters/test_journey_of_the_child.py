"""The Journey of the Child shows the published figures, grouped so that what leads comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import journey, measures, sources, statistics
from helpers.display.blocks import Figure, Table
from helpers.errors import UnknownName
from helpers.publish.chapter import Chapter, read_file
from helpers.sources import published

# Wirral's figures as the publishers give them: 2022, 2023, 2024.
KNOWN = {
    "referrals": (3244, 3355, 4152),
    "rereferrals_percent": (21.5, 23.3, 23.1),
    "children_in_need": (2568, 2618, 2794),
    "child_protection_plans": (384, 374, 368),
    "repeat_plans_percent": (23.0, 31.4, 21.9),
    "children_looked_after": (789, 772, 766),
    "children_looked_after_per_10k": (121, 117, 116),
    "section_47_per_10k": (None, 214.1, 207.2),
}


@pytest.fixture(scope="module")
def opened():
    return sources.chapter("03_journey_of_the_child", partnership="wirral", year="2023-24")


@pytest.fixture(scope="module")
def built(built_wirral: Path) -> Chapter:
    return read_file(built_wirral / "notebooks" / "03_journey_of_the_child.ipynb")


def test_an_unknown_group_is_refused_with_the_nearest(opened):
    with pytest.raises(UnknownName, match="looked_after"):
        journey.leading(opened, "looked_aftr")


def test_every_measure_of_the_journey_is_in_the_store_and_stands_in_one_group_once():
    registry = journey._registry()
    known = {about.measure for about in published.store().measures()}
    assert set() == set(registry["measure"]) - known
    assert registry["measure"].is_unique


@pytest.mark.parametrize("measure", KNOWN)
def test_wirrals_figures_are_the_known_answers(opened, measure):
    held = measures.figures(opened, measure, compare=(), years=3).table
    values = dict(zip(held["period"], held["value"], strict=True))
    assert [known for known in KNOWN[measure] if known] == [
        values[period] for period, known in zip(("2022", "2023", "2024"), KNOWN[measure], strict=True) if known
    ]


def test_england_is_the_known_answer(opened):
    held = measures.figures(opened, "children_looked_after_per_10k", compare=("england",), years=1).table
    assert 69 == held[held["area"] == "E92000001"]["value"].item()


def test_nothing_later_than_the_years_end_is_known():
    earlier = sources.chapter("03_journey_of_the_child", partnership="wirral", year="2022-23")
    for group in journey._registry()["group"].unique():
        for statistic in filter(len, journey.leading(earlier, group)):
            assert statistic.table["period_end"].max().date() <= earlier.folder.end, statistic.name


def test_a_count_is_never_set_beside_that_of_a_larger_place(opened):
    told = statistics.protect(measures.side_by_side(opened, "counts", ["children_looked_after"]), title="Counts")
    assert ["Wirral"] == list(told.table["area_name"])


def test_every_known_answer_stands_in_the_built_chapter(built):
    shown = {number.value for part in built.shown() for _, number in part.block.numbers()}
    assert set() == {answers[-1] for answers in KNOWN.values()} - shown


def test_every_group_leads_with_a_picture_and_ends_with_its_table(built):
    names = [part.block.name for part in built.shown() if isinstance(part.block, (Figure, Table))]
    for group in journey._registry()["group"].unique():
        assert group in names
    assert len(names) >= 2 * journey._registry()["group"].nunique()
