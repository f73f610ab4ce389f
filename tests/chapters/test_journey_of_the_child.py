"""The Journey of the Child shows the published figures, grouped so that what leads comes first."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.executed import read_file

from helpers import journey, measures, sources, statistics
from helpers.display import markdown
from helpers.display.blocks import Figure, Table
from helpers.errors import UnknownName
from helpers.publish.chapter import Chapter, DisplayedBlock, prose
from helpers.sources import published
from helpers.sources.chapter_context import ChapterContext
from helpers.statistics.comparison import salience

NAME = "03_journey_of_the_child"
GROUPS = journey._group_names()
# Wirral's figures as the publishers give them: 2022, 2023, 2024.
SENTENCES = {
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
def opened() -> ChapterContext:
    return sources.chapter(NAME, partnership="wirral", year="2023-24")


@pytest.fixture(scope="module")
def built(built_wirral: Path) -> Chapter:
    return read_file(built_wirral / "notebooks" / f"{NAME}.ipynb")


@pytest.fixture(scope="module")
def figures_and_tables(built: Chapter) -> dict[str, list[Figure | Table]]:
    """What stands under each heading of the second level, in order."""
    sections: dict[str, list[Figure | Table]] = {"": []}
    for part in built.parts:
        for level, title in markdown.headings(prose(part)):
            sections |= {title: []} if level == 2 else {}
        if isinstance(part, DisplayedBlock) and isinstance(part.block, (Figure, Table)):
            sections[list(sections)[-1]].append(part.block)
    return sections


def test_an_unknown_group_is_refused_with_the_nearest(opened: ChapterContext) -> None:
    with pytest.raises(UnknownName, match="looked_after"):
        journey.leading(opened, "looked_aftr")


def test_every_measure_of_the_journey_is_in_the_store_and_stands_in_one_group_once() -> None:
    registry = journey._registry()
    assert set() == set(registry) - {definition.measure for definition in published.store().measures()}
    assert len(registry) == len(journey.GROUPS.read_text(encoding="utf-8").split()) - 1


@pytest.mark.parametrize(
    ("place", "group", "measure"),
    [
        ("Liverpool", "health_in_care", "substance_misuse_percent"),
        ("Surrey", "protecting_children", "plans_reviewed_in_time_percent"),
    ],
)
def test_what_the_year_at_a_glance_lists_leads_its_group_though_others_matter_as_much(
    place: str, group: str, measure: str
) -> None:
    chapter = sources.chapter(NAME, partnership=place, year="2023-24")
    ahead = [other.measure for other in salience.of_area(chapter, chapter.areas[0]) if other.may_lead]
    own = [other for other in ahead if journey.of_measure(other) == journey.of_measure(measure)]
    assert measure in salience.at_a_glance(chapter) and own.index(measure) >= journey.MOST
    assert measure in [statistic.name for statistic in journey.leading(chapter, group)]


@pytest.mark.parametrize("measure", SENTENCES)
def test_wirrals_figures_are_the_known_answers(opened: ChapterContext, measure: str) -> None:
    table = measures.figures(opened, measure, compare=(), years=3).table
    values = dict(zip(table["period"], table["value"], strict=True))
    answers = {
        year: answer for year, answer in zip(("2022", "2023", "2024"), SENTENCES[measure], strict=True) if answer
    }
    assert answers == {year: values[year] for year in answers}


def test_england_is_the_known_answer(opened: ChapterContext) -> None:
    table = measures.figures(opened, "children_looked_after_per_10k", compare=("england",), years=1).table
    assert 69 == table[table["area"] == "E92000001"]["value"].item()


def test_nothing_later_than_the_years_end_is_known() -> None:
    earlier = sources.chapter(NAME, partnership="wirral", year="2022-23")
    ends = {
        (group, statistic.name): statistic.table["period_end"].max().date()
        for group in GROUPS
        for statistic in journey.leading(earlier, group)
        if len(statistic)
    }
    assert {group for group, _ in ends} == set(GROUPS)
    assert {names: end for names, end in ends.items() if end > earlier.folder.end} == {}


def test_a_groups_counts_stand_beside_its_rates_with_the_years_before(opened: ChapterContext) -> None:
    counts = journey.counts(opened, "asking_for_help")
    assert counts is not None
    rows = counts.table.query("measure == 'Referrals'")
    assert dict(zip(rows["period"], rows["value"], strict=True)) == {
        "2020": 3997, "2021": 3030, "2022": 3244, "2023": 3355, "2024": 4152,
    }  # fmt: skip
    assert journey.counts(opened, "poverty") is None
    detail = journey.detail(opened, "asking_for_help")
    assert set(detail.table["id"]) & set(counts.table["id"]) == set()


def test_a_count_is_never_set_beside_that_of_a_larger_place(opened: ChapterContext) -> None:
    counts = statistics.protect(measures.side_by_side(opened, "counts", ["children_looked_after"]), title="Counts")
    assert ["Wirral"] == list(counts.table["area_name"])


def test_every_known_answer_stands_in_the_built_chapter(built: Chapter) -> None:
    values = {number.value for part in built.shown() for _, number in part.block.numbers()}
    assert set() == {answers[-1] for answers in SENTENCES.values()} - values


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_begins_with_the_picture_of_what_leads_it_and_its_table_comes_next(
    opened: ChapterContext, figures_and_tables: dict[str, list[Figure | Table]], group: str
) -> None:
    picture, table, *_ = figures_and_tables[GROUPS[group]]
    assert isinstance(picture, Figure) and picture.name == journey.leading(opened, group)[0].name
    assert isinstance(table, Table) and table.name == group
