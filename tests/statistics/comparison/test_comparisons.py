"""A change is told by rule, and nothing is claimed of chance where chance cannot be told apart from change."""

from __future__ import annotations

import pytest
from support import compared

from helpers.errors import ReportError, UnknownName
from helpers.sources import published
from helpers.sources.origins import Origin
from helpers.statistics.comparison import clustering, comparisons, control_chart, intervals, movements
from helpers.statistics.disclosure.measure import Column, Measure
from helpers.statistics.statistic import protect

NAN = float("nan")


def test_a_statistic_of_no_published_measure_is_refused() -> None:
    with pytest.raises(UnknownName, match="income"):
        comparisons.change(compared.wirral("income", ("2024", 1.0, NAN, NAN)), "Wirral")


def test_an_unknown_area_is_refused() -> None:
    with pytest.raises(UnknownName, match="Wirrall"):
        comparisons.change(compared.series("rereferrals_percent"), "Wirrall")


def test_a_table_without_the_cases_behind_its_figures_is_refused_with_its_cure() -> None:
    statistic = compared.series("rereferrals_percent")
    without_cases = statistic.table.drop(columns=["numerator"])
    measure = Measure(
        "rereferrals_percent",
        without_cases,
        (Column("value", "Value"),),
        statistic.measure.origins,
        (),
        policy="released",
    )
    with pytest.raises(ReportError, match=r"no numerator, so it cannot be compared. Make it with measures.figures"):
        comparisons.change(protect(measure, title="Bare"), "Wirral")


@pytest.mark.parametrize("partnership", ["City of London", "Isles of Scilly"])
@pytest.mark.parametrize("measure", ["rereferrals_percent", "repeat_plans_percent"])
def test_an_area_without_a_figure_cannot_be_compared(partnership: str, measure: str) -> None:
    chapter = compared.journey(partnership)
    result = comparisons.change(compared.series(measure, chapter), chapter.place)
    assert (result.direction, result.is_more_than_chance, result.later) == ("cannot be compared", None, None)
    assert result.reason.plain.startswith(f"No figure is published for the {partnership}")


def test_a_first_figure_cannot_be_compared() -> None:
    result = comparisons.change(compared.wirral("repeat_plans_percent", ("2024", 20.0, 80, 400)), "Wirral")
    assert (result.direction, result.reason.plain) == (
        "cannot be compared",
        "No earlier figure is published for Wirral.",
    )


def test_a_withheld_newest_figure_is_not_passed_over_for_an_older_one() -> None:
    figures = compared.wirral(
        "repeat_plans_percent", ("2022", 21.0, 84, 400), ("2023", 20.0, 80, 400), ("2024", NAN, NAN, 400)
    )
    assert comparisons.change(figures, "Wirral").direction == "cannot be compared"


def test_no_comparison_reaches_across_a_break() -> None:
    figures = compared.series("factor_physical_abuse_unsplit", compared.journey(year="2020-21"))
    result = comparisons.change(figures, "Wirral")
    assert result.direction == "cannot be compared"
    assert "before 2021 are not like those since (split into abuse by a child and" in result.reason.plain


BROKEN = [m for m in published.store().measures() if m.breaks]


@pytest.mark.parametrize("about", BROKEN, ids=lambda about: about.measure)
def test_every_break_parts_the_years_before_it_from_those_after(about: published.MeasureDefinition) -> None:
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


def test_a_break_long_ago_does_not_part_the_last_two_years() -> None:
    figures = compared.wirral(
        "factor_physical_abuse_unsplit",
        ("2020", 90, NAN, NAN),
        ("2021", 40, NAN, NAN),
        ("2022", 50, NAN, NAN),
        unit="count",
    )
    assert comparisons.change(figures, "Wirral").direction == "rose"
    assert comparisons.change(figures, "Wirral", since="2020").direction == "cannot be compared"


@pytest.mark.parametrize(
    "measure",
    [
        "children_looked_after_per_10k",
        "plans_two_years_percent",
        "turnover_percent",
        "pupils_ehc_plan_percent",
        "looked_after_sen_support_percent",
        "health_assessment_percent",
    ],
)
def test_people_counted_again_each_year_are_never_said_to_have_changed_by_more_than_chance(measure: str) -> None:
    result = comparisons.change(compared.series(measure, compared.journey(year="2024-25")), "Wirral", since="2016")
    assert result.is_more_than_chance is None
    assert result.reason.plain == movements.CARRIES_OVER


@pytest.mark.parametrize(
    "measure", ["referrals_per_10k", "referrals", "section_47_per_10k", "care_applications_per_10k"]
)
def test_without_published_cases_only_the_direction_is_told(measure: str) -> None:
    result = comparisons.change(compared.series(measure), "Wirral")
    assert (result.is_more_than_chance, result.is_better, result.reason.plain) == (None, None, movements.NO_BASE)


def test_cases_of_one_year_alone_are_not_enough_for_a_test() -> None:
    figures = compared.wirral("repeat_plans_percent", ("2023", 20.0, NAN, NAN), ("2024", 60.0, 240, 400))
    result = comparisons.change(figures, "Wirral")
    assert (result.direction, result.is_more_than_chance, result.reason.plain) == ("rose", None, movements.NO_BASE)


def test_years_that_too_few_authorities_publish_are_not_tested() -> None:
    figures = compared.wirral("repeat_plans_percent", ("1998", 20.0, 80, 400), ("1999", 60.0, 240, 400))
    assert comparisons.change(figures, "Wirral").reason.plain == movements.FEW_AUTHORITIES


@pytest.mark.parametrize(
    ("later", "direction", "is_more", "is_better"),
    [
        ((50.0, 200, 400), "rose", True, False),
        ((4.0, 16, 400), "fell", True, True),
        ((24.0, 96, 400), "rose", False, None),
        ((20.1, 80, 398), "was similar", False, None),
        ((20.0, 80, 400), "was similar", False, None),
    ],
)
def test_a_change_is_told_by_chance_first_and_then_by_size(
    later: tuple[float, float, float], direction: str, is_more: bool, is_better: bool | None
) -> None:
    result = comparisons.change(
        compared.wirral("repeat_plans_percent", ("2023", 20.0, 80, 400), ("2024", *later)), "Wirral"
    )
    assert (result.direction, result.is_more_than_chance, result.is_better) == (direction, is_more, is_better)


@pytest.mark.parametrize(
    ("measure", "unit", "first", "second"),
    [("low_birth_weight_percent", "percent", 2.43, 2.37), ("infant_mortality_per_1k", "per_1k", 2.46, 2.54)],
)
def test_figures_that_print_alike_are_never_said_to_have_risen_or_fallen(
    measure: str, unit: str, first: float, second: float
) -> None:
    figures = compared.wirral(measure, ("2022", first, NAN, NAN), ("2023", second, NAN, NAN), unit=unit)
    result = comparisons.change(figures, "Wirral")
    assert result.earlier is not None and result.later is not None
    assert (result.earlier.shown, result.direction) == (result.later.shown, "was similar")


def test_a_measure_with_no_better_end_is_never_better_or_worse() -> None:
    figures = compared.wirral("no_further_action_percent", ("2023", 5.0, 200, 4000), ("2024", 60.0, 2400, 4000))
    result = comparisons.change(figures, "Wirral")
    assert (result.is_more_than_chance, result.is_better) == (True, None)


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


def test_wirrals_rereferrals_and_repeat_plans_of_2024_are_told_as_published() -> None:
    rereferrals = comparisons.change(compared.series("rereferrals_percent"), "Wirral")
    repeats = comparisons.change(compared.series("repeat_plans_percent"), "Wirral")
    assert [number.shown for number in (rereferrals.earlier, rereferrals.later) if number] == ["23.3%", "23.1%"]
    assert (rereferrals.direction, repeats.direction, repeats.is_more_than_chance) == ("was similar", "fell", False)


def test_every_number_of_a_change_is_a_row_of_the_store() -> None:
    result = comparisons.change(compared.series("rereferrals_percent"), "Wirral")
    assert [str(*number.origins) for number in (result.earlier, result.later) if number] == [
        f"data/published/figures.parquet, rereferrals_percent|E08000015|{year}, value" for year in (2023, 2024)
    ]


def test_the_margin_of_a_share_is_wilsons_of_as_many_cases_as_the_clustered_ones_are_worth() -> None:
    result = comparisons.interval(compared.wirral("repeat_plans_percent", ("2024", 30.8, 81, 263)), "Wirral")
    factor = clustering.of_measure("repeat_plans_percent").factor
    assert result is not None and factor > 2
    assert [number.value for number in result] == pytest.approx(
        [100 * limit for limit in intervals.of_share(81 / factor, 263 / factor)]
    )
    assert result[0].inputs == (Origin("figures.csv", 2, "value"),)


def test_the_margin_of_a_rate_is_byars_of_as_many_cases_as_the_clustered_ones_are_worth() -> None:
    figures = compared.wirral("children_starting_care_per_10k", ("2024", 20.0, 100, 50_000), unit="per_10k")
    factor = clustering.of_measure("children_starting_care_per_10k").factor
    limits = [limit * factor / 5 for limit in intervals.of_count(100 / factor)]
    assert [number.value for number in comparisons.interval(figures, "Wirral") or ()] == pytest.approx(limits)
    assert limits[1] - limits[0] > 24.3 - 16.3  # Byar's limits of a hundred independent cases


@pytest.mark.parametrize("measure", ["children_looked_after_per_10k", "referrals_per_10k"])
def test_no_margin_is_given_where_no_test_of_chance_applies(measure: str) -> None:
    assert comparisons.interval(compared.series(measure), "Wirral") is None


def test_eleven_years_have_no_pattern() -> None:
    result = comparisons.pattern(compared.series("rereferrals_percent", compared.journey(year="2022-23")), "Wirral")
    assert (result.signals, result.lower, result.reason.plain) == (
        (),
        None,
        "Fewer than 12 years are published, too few to know what is usual for the area.",
    )


def test_twelve_years_have_one_with_limits_made_of_all_of_them() -> None:
    result = comparisons.pattern(compared.series("rereferrals_percent"), "Wirral")
    assert result.count and result.upper
    assert (result.count.value, result.signals, len(result.upper.inputs)) == (12, (), 12)


def test_years_before_a_break_do_not_count_towards_twelve() -> None:
    years = [(str(year), 50.0 + year % 3, NAN, NAN) for year in range(2010, 2025)]
    result = comparisons.pattern(compared.wirral("factor_physical_abuse_unsplit", *years, unit="count"), "Wirral")
    assert result.reason.plain.startswith("Fewer than 12 years")


def test_children_counted_again_each_year_have_no_pattern() -> None:
    years = [(str(year), 50.0 + year % 3, NAN, NAN) for year in range(2010, 2025)]
    result = comparisons.pattern(compared.wirral("children_looked_after_per_10k", *years, unit="per_10k"), "Wirral")
    assert result.reason.plain == movements.CARRIES_OVER


def test_a_year_far_from_all_others_is_a_signal() -> None:
    years = [(str(year), 50.0 + year % 3, NAN, NAN) for year in range(2010, 2024)]
    result = comparisons.pattern(compared.wirral("rereferrals_percent", *years, ("2024", 90.0, NAN, NAN)), "Wirral")
    assert result.signals == (control_chart.OUTSIDE,)
