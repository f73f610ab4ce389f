"""What leads lies far out for many children; what chance could have made, or rests on a few, never does."""

from __future__ import annotations

import pytest
from support import compared

from helpers.sources import areas, published
from helpers.statistics import journey
from helpers.statistics.comparison import consequences, movements, salience
from helpers.statistics.comparison.salience import STRENGTH, WORRY, Salience

MOST = 5


def leads(partnership: str, kind: str, year: str = "2023-24") -> list[str]:
    return [lead.measure for lead in salience.leads(compared.journey(partnership, year), kind, most=MOST)]


def of_wirral(measure: str) -> Salience:
    return next(lead for lead in salience.of_area(compared.journey(), compared.WIRRAL) if lead.measure == measure)


@pytest.mark.parametrize(
    ("measure", "why_not"),
    [
        ("plans_two_years_percent", "rests on fewer than thirty"),  # fifteen children
        ("repeat_plans_percent", "England within its own interval"),
        ("dental_check_percent", "about the same as England"),
        ("caseload_average", "a mean, published without how far children lie apart"),
    ],
)
def test_what_does_not_lead_has_its_reason(measure: str, why_not: str) -> None:
    assert of_wirral(measure).why_not == why_not


def test_the_isles_of_scilly_have_no_leads() -> None:
    assert leads("Isles of Scilly", WORRY) + leads("Isles of Scilly", STRENGTH) == []


def test_a_figure_without_its_cases_is_of_those_that_another_measure_counts() -> None:
    """Plans of under three months have had no review, and are left out of the 368."""
    reviewed = of_wirral("plans_reviewed_in_time_percent")
    plans, apart = 368 - 97, (89.8 - 55.4) / 100
    assert (reviewed.may_lead, reviewed.kind) == (True, WORRY)
    assert reviewed.children == pytest.approx(plans * apart)


def test_wirral_is_led_by_what_readers_had_to_search_for() -> None:
    assert leads("wirral", WORRY) == [
        "plans_reviewed_in_time_percent",
        "mental_health_admissions_per_100k",
        "assessments_45_days_percent",
        "ehc_plans_20_weeks_percent",
        "conferences_15_days_percent",
    ]
    assert set(leads("wirral", STRENGTH)) == {
        "immunisations_percent",
        "three_social_workers_percent",
        "care_leavers_suitable_home_19_to_21_percent",
    }


def test_a_group_begins_with_what_leads() -> None:
    assert [statistic.name for statistic in journey.leading(compared.journey(), "protecting_children")][:2] == [
        "plans_reviewed_in_time_percent",
        "conferences_15_days_percent",
    ]


def test_every_measure_and_base_with_a_consequence_is_published_and_has_its_place() -> None:
    store = published.store()
    for row in consequences.of_measures(compared.journey()).values():
        about = store.measure(row.measure)
        assert journey.of_measure(row.measure)
        assert not row.base or store.measure(row.base).unit in ("count", "fte")
        assert bool(row.worry) == bool(row.strength) == bool(about.polarity), row.measure


@pytest.mark.parametrize("partnership", ["wirral", "City of London", "Cumberland", "Rutland"])
def test_nothing_leads_on_chance_or_on_a_few(partnership: str) -> None:
    assert_sound(partnership, "2023-24")


@pytest.mark.authorities
@pytest.mark.parametrize("area", [area.code for area in areas.authorities(2024)])
def test_nothing_leads_on_chance_or_on_a_few_anywhere(area: str) -> None:
    assert_sound(area, "2023-24")


def assert_sound(partnership: str, year: str) -> None:
    """Read the leads against the store itself: both figures of the newest period, apart, and of enough cases."""
    chapter = compared.journey(partnership, year)
    all_leads = [lead for kind in (WORRY, STRENGTH) for lead in salience.leads(chapter, kind, most=MOST)]
    for lead in all_leads:
        about = published.store().measure(lead.measure)
        codes = [lead.area, areas.ENGLAND]
        rows = published.store().figures(lead.measure, areas=codes, as_at=chapter.folder.end, years=1)
        own, england = (rows[rows["area"] == code].iloc[-1] for code in codes)
        assert own["period"] == england["period"]
        assert not movements.is_similar(england["value"], own["value"], about=about)
        assert not own["numerator"] < salience.FEWEST_CHILDREN and not own["denominator"] < salience.FEWEST_CHILDREN
        assert (lead.kind == STRENGTH) == ((own["value"] > england["value"]) == (about.polarity == "high"))
