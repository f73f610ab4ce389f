"""Intervals follow their methods, and what chance cannot be told apart from is not tested."""

from __future__ import annotations

import pytest
from support import compared

from helpers.sources import published
from helpers.sources.origins import Origin
from helpers.sources.publications import MeasureDefinition
from helpers.statistics.comparison import clustering, comparisons, intervals, movements

NAN = float("nan")


BROKEN = [m for m in published.store().measures() if m.breaks]


@pytest.mark.parametrize("about", BROKEN, ids=lambda about: about.measure)
def test_every_break_parts_the_years_before_it_from_those_after(about: MeasureDefinition) -> None:
    starts = movements.starts(about.measure)
    assert all(movements.broken(about, _years_after(start, -1), start) for start in starts)
    assert not movements.broken(about, starts[-1], _years_after(starts[-1], 1))
    assert not movements.broken(about, _years_after(starts[0], -2), _years_after(starts[0], -1))


def test_of_several_breaks_the_last_is_told() -> None:
    about = published.store().measure("looked_after_attainment_8")
    assert "returned to the standard" in movements.broken(about, "2018/19", "2022/23").plain
    assert "teachers gave the grades" in movements.broken(about, "2018/19", "2020/21").plain


def _years_after(period: str, years: int) -> str:
    first, _, last = period.partition("/")
    return f"{int(first) + years}/{int(last) + years}" if last else str(int(first) + years)


@pytest.mark.parametrize(
    ("measure", "first", "second", "is_similar"),
    [
        ("repeat_plans_percent", 3.0, 3.1, True),  # one unit of the last decimal
        ("repeat_plans_percent", 3.0, 3.2, False),
        ("repeat_plans_percent", 30.0, 30.5, True),  # under 2%
        ("repeat_plans_percent", 30.0, 30.6, False),
        ("children_looked_after_per_10k", 20.0, 21.0, True),  # published in whole numbers
        ("referrals", 10.0, 11.0, False),  # a count is not rounded
        ("referrals", 1000.0, 1019.0, True),
    ],
)
def test_similar_is_a_rule_of_size(measure: str, first: float, second: float, is_similar: bool) -> None:
    about = published.store().measure(measure)
    assert movements.is_similar(first, second, about=about) is is_similar
    assert movements.is_similar(first, 2 * first - second, about=about) is is_similar


def test_every_base_published_with_its_cases_is_known_as_new_each_year_or_not() -> None:
    """A new base must be looked at before any test rests on it; until then none does."""
    bases = movements._bases()
    noted = {about.denominator_note for about in published.store().measures() if _has_cases(about.measure)}
    assert noted and noted - set(bases) == set()


def _has_cases(measure: str) -> bool:
    result = published.store().figures(measure, areas=[compared.WIRRAL])
    return bool((result["numerator"].notna() & result["denominator"].notna()).any())


def test_a_base_nobody_has_looked_at_is_not_tested() -> None:
    about = published.store().measure("repeat_plans_percent")
    unknown = type(about)(**{**vars(about), "denominator_note": "visits in the year"})
    assert (movements.why_untested(about), movements.why_untested(unknown)) == ("", movements.NO_BASE)


def test_figures_that_overlap_are_not_tested() -> None:
    about = published.store().measure("repeat_plans_percent")
    pooled = type(about)(**{**vars(about), "period_kind": "three_calendar_years"})
    assert movements.why_untested(pooled) == movements.OVERLAPS


def test_the_margin_of_a_share_is_wilsons_of_as_many_cases_as_the_clustered_ones_are_worth() -> None:
    result = comparisons.interval(compared.wirral("repeat_plans_percent", ("2024", 30.8, 81, 263)), "Wirral")
    factor = round(clustering.of_measure("repeat_plans_percent").factor, 2)
    assert result is not None and factor > 2
    assert [number.value for number in result] == pytest.approx(
        [100 * limit for limit in intervals.of_share(81 / factor, 263 / factor)]
    )
    assert result[0].inputs == (Origin("figures.csv", 2, "value"),)


def test_the_margin_of_a_rate_is_byars_of_as_many_cases_as_the_clustered_ones_are_worth() -> None:
    figures = compared.wirral("children_starting_care_per_10k", ("2024", 20.0, 100, 50_000), unit="per_10k")
    factor = round(clustering.of_measure("children_starting_care_per_10k").factor, 2)
    limits = [limit * factor / 5 for limit in intervals.of_count(100 / factor)]
    assert [number.value for number in comparisons.interval(figures, "Wirral") or ()] == pytest.approx(limits)
    assert limits[1] - limits[0] > 24.3 - 16.3  # Byar's limits of a hundred independent cases


def test_children_counted_again_each_year_count_as_clustered_twofold() -> None:
    figures = compared.wirral("children_looked_after_per_10k", ("2024", 120.0, 600, 50_000), unit="per_10k")
    limits = [limit * 2 / 5 for limit in intervals.of_count(300)]
    assert [number.value for number in comparisons.interval(figures, "Wirral") or ()] == pytest.approx(limits)


def test_no_margin_is_given_without_the_cases() -> None:
    assert comparisons.interval(compared.series("low_birth_weight_percent"), "Wirral") is None
