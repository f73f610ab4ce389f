"""A line is described by rule, and nothing is claimed of chance where chance cannot be told apart from change."""

from __future__ import annotations

import pytest
from support import areas_over_time, compared

from helpers.errors import UnknownName
from helpers.statistics.comparison import movements, moves, trends
from helpers.statistics.comparison.moves import Move
from helpers.statistics.comparison.trends import Trend

NAN = float("nan")
BEFORE = ("2023", 20.0, 80.0, 400.0)


def repeats(*figures: tuple[str, float, float, float]) -> Trend:
    return trends.of(compared.wirral("repeat_plans_percent", *figures), "Wirral")


def looked_after(*values: float, first: int = 2020) -> Trend:
    """Children looked after, whom no test of chance applies to."""
    figures = [(str(first + place), value, NAN, NAN) for place, value in enumerate(values)]
    return trends.of(compared.wirral("children_looked_after_per_10k", *figures, unit="per_10k"), "Wirral")


def span(trend: Trend) -> Move:
    assert trend.span is not None
    return trend.span


def test_an_unknown_area_is_refused() -> None:
    with pytest.raises(UnknownName, match="Wirrall"):
        trends.of(compared.series("rereferrals_percent"), "Wirrall")


def test_an_area_without_a_newest_figure_cannot_be_compared() -> None:
    chapter = compared.journey("Isles of Scilly")
    trend = trends.of(compared.series("repeat_plans_percent", chapter), chapter.place)
    assert trend.reason.plain == "There were none to count for the Isles of Scilly in 2024."


def test_a_withheld_newest_figure_is_not_passed_over_for_an_older_one() -> None:
    trend = repeats(("2022", 21.0, 84, 400), BEFORE, ("2024", NAN, NAN, 400))
    assert trend.reason.plain == "No figure is published for Wirral in 2024."


def test_a_figure_withheld_because_it_is_small_is_not_called_unpublished() -> None:
    chapter = compared.journey("City of London")
    trend = trends.of(compared.series("rereferrals", chapter), chapter.place)
    assert trend.reason.plain == "The figure for the City of London in 2024 is withheld, because it is small."


def test_a_figure_that_is_published_later_is_not_called_unpublished() -> None:
    trend = trends.of(compared.series("cautioned_or_sentenced_per_10k"), "Wirral")
    assert trend.reason.plain == "The figures published for Wirral are all of a time after the year’s end."


def test_a_mean_of_nobody_is_no_figure() -> None:
    chapter = compared.journey("City of London")
    figures = compared.series("emotional_health_score", chapter)
    own = figures.table.query("area == 'E09000001' and denominator == 0")
    assert len(own) and own["value"].isna().all()
    assert [figures.number(row, "value").shown for row in own.index] == ["[z]"] * len(own)


def test_a_first_figure_cannot_be_compared() -> None:
    trend = repeats(BEFORE)
    assert (trend.span, trend.latest, trend.reason.plain) == (
        None,
        None,
        "No figure is published for Wirral in the years just before.",
    )


def test_no_comparison_reaches_across_a_break() -> None:
    figures = compared.series("factor_physical_abuse_unsplit", compared.journey(year="2020-21"))
    trend = trends.of(figures, "Wirral")
    assert trend.span is None
    assert "before 2021 cannot be compared with those since (split into abuse by a child and" in trend.reason.plain


def test_a_break_parts_no_two_years_after_it() -> None:
    values = [("2020", 90, NAN, NAN), ("2021", 40, NAN, NAN), ("2022", 50, NAN, NAN)]
    trend = trends.of(compared.wirral("factor_physical_abuse_unsplit", *values, unit="count"), "Wirral")
    assert [number.shown for number in trend.figures] == ["40", "50"]


@pytest.mark.parametrize(
    "measure",
    ["children_looked_after_per_10k", "plans_two_years_percent", "turnover_percent", "health_assessment_percent"],
)
def test_people_counted_again_each_year_are_never_said_to_have_risen_or_fallen(measure: str) -> None:
    trend = trends.of(compared.series(measure, compared.journey(year="2024-25")), "Wirral")
    assert span(trend).direction in (moves.HIGHER, moves.LOWER, moves.ABOUT_THE_SAME)
    assert span(trend).reason == movements.CARRIES_OVER


@pytest.mark.parametrize("measure", ["referrals", "excess_weight_year_6_percent", "low_birth_weight_percent"])
def test_without_cases_a_figure_is_only_higher_or_lower(measure: str) -> None:
    move = span(trends.of(compared.series(measure), "Wirral"))
    assert move.direction in (moves.HIGHER, moves.LOWER)
    assert (move.is_better, move.reason) == (None, movements.NO_BASE)


def test_cases_of_one_year_alone_are_not_enough_for_a_test() -> None:
    move = span(repeats(("2023", 20.0, NAN, NAN), ("2024", 60.0, 240, 400)))
    assert (move.direction, move.reason) == ("higher", movements.NO_BASE)


def test_years_that_too_few_authorities_publish_are_not_tested() -> None:
    move = span(repeats(("1998", 20.0, 80, 400), ("1999", 60.0, 240, 400)))
    assert (move.direction, move.reason) == ("higher", movements.FEW_AUTHORITIES)


@pytest.mark.parametrize(
    ("later", "direction", "is_better"),
    [
        ((50.0, 200, 400), "rose", False),
        ((4.0, 16, 400), "fell", True),
        ((24.0, 96, 400), "higher", None),  # chance and the usual movement allow for it
        ((15.5, 62, 400), "lower", None),
        ((20.1, 80, 398), "about the same", None),
        ((20.0, 80, 400), "about the same", None),
    ],
)
def test_a_move_is_called_by_the_test_where_there_is_one(
    later: tuple[float, float, float], direction: str, is_better: bool | None
) -> None:
    move = span(repeats(BEFORE, ("2024", *later)))
    assert (move.direction, move.is_better) == (direction, is_better)


@pytest.mark.parametrize(
    ("measure", "unit", "first", "second"),
    [("low_birth_weight_percent", "percent", 2.43, 2.37), ("infant_mortality_per_1k", "per_1k", 2.46, 2.54)],
)
def test_figures_that_print_alike_are_about_the_same(measure: str, unit: str, first: float, second: float) -> None:
    figures = compared.wirral(measure, ("2022", first, NAN, NAN), ("2023", second, NAN, NAN), unit=unit)
    assert span(trends.of(figures, "Wirral")).direction == "about the same"


def test_a_measure_with_no_better_end_is_never_better_or_worse() -> None:
    figures = compared.wirral("no_further_action_percent", ("2023", 5.0, 200, 4000), ("2024", 60.0, 2400, 4000))
    move = span(trends.of(figures, "Wirral"))
    assert (move.direction, move.is_better) == ("rose", None)


def test_a_statistic_of_no_published_measure_is_compared_by_what_is_printed() -> None:
    figures = areas_over_time.statistic({"Wirral": [118.0, 116.0], "England": [67.0, 69.0]})
    trend = trends.of(figures, "E08000015")
    assert (span(trend).direction, trend.beside, trend.reason.plain) == ("lower", "against", "")


@pytest.mark.parametrize(
    ("values", "when"),
    [
        ((229, 94, 110, 92, 97), "2021"),
        ((100, 101, 99, 140), "2023"),
        ((100, 110, 120, 130), None),  # step by step
        ((100, 60, 100, 139, 140), None),  # far from its beginning before the step
        ((100, 160, 120, 140), None),  # far from its end after the step
        ((100, 140), None),  # the only step
    ],
)
def test_a_move_that_one_year_brought_is_known_by_its_year(values: tuple[float, ...], when: str | None) -> None:
    turn = looked_after(*values).turn
    assert (turn.period.label if turn else None) == when


@pytest.mark.parametrize(
    ("values", "peak", "low"),
    [
        ((32.5, 52.4, 18.7, 30, 32.5), "2021", "2022"),
        ((100, 105, 98, 101), None, None),
        ((137, 150, 175), None, None),  # its highest is its last
        ((175, 130, 150), None, "2021"),
    ],
)
def test_a_peak_and_a_low_lie_well_beyond_both_ends(
    values: tuple[float, ...], peak: str | None, low: str | None
) -> None:
    trend = looked_after(*values)
    assert [number.period.label if number else None for number in (trend.peak, trend.low)] == [peak, low]


@pytest.mark.parametrize(
    ("own", "england", "beside"),
    [
        ((25.0, 100, 400), 20.0, "not clearly apart from"),
        ((40.0, 160, 400), 20.0, "above"),
        ((5.0, 20, 400), 20.0, "below"),
        ((20.1, 80, 400), 20.0, "about the same as"),
    ],
)
def test_a_figure_is_apart_from_englands_only_beyond_its_own_margin(
    own: tuple[float, float, float], england: float, beside: str
) -> None:
    trend = repeats(("2024", *own))
    elsewhere = trends.of(compared.wirral("repeat_plans_percent", ("2024", england, NAN, NAN)), "Wirral").last
    assert Trend(**{**vars(trend), "england": elsewhere}).beside == beside


def test_every_number_of_a_trend_is_a_row_of_the_store() -> None:
    trend = trends.of(compared.series("rereferrals_percent"), "Wirral")
    assert [str(*number.origins) for number in trend.figures[-2:]] == [
        f"data/published/figures.parquet, rereferrals_percent|E08000015|{year}, value" for year in (2023, 2024)
    ]


def test_the_move_between_two_periods_is_that_of_their_figures_or_none_where_one_is_not_comparable() -> None:
    trend = looked_after(100.0, 110.0, 140.0)
    move = trend.between("2020", "2022")
    assert move is not None
    assert (move.earlier, move.later) == (trend.figures[0], trend.figures[2])
    assert trend.between("2019", "2022") is None
