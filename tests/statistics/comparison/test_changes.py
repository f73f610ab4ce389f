"""What changed most is chosen by soundness and by the children it concerns, never by percentage points."""

from __future__ import annotations

from support import compared

from helpers.statistics.comparison import changes, trends
from helpers.statistics.comparison.trends import Trend

FEW = ("plans_two_years_percent", ("2023", 2.1, 8, 374), ("2024", 4.1, 15, 368))
USUAL = ("repeat_plans_percent", ("2023", 31.4, 127, 405), ("2024", 21.9, 80, 366))
SOUND = ("repeat_plans_percent", ("2023", 60.0, 1200, 2000), ("2024", 20.0, 400, 2000))
OF_MORE = ("rereferrals_percent", ("2023", 10.0, 400, 4000), ("2024", 12.5, 500, 4000))


def trend(measure: str, *figures: compared.Figure) -> Trend:
    return trends.of(compared.wirral(measure, *figures), "Wirral")


def test_what_counts_fewer_than_thirty_is_left_out() -> None:
    assert changes.most_changed([trend(*FEW)]) == []


def test_a_change_for_more_children_comes_before_one_of_more_percentage_points() -> None:
    chosen = changes.most_changed([trend(*USUAL), trend(*OF_MORE)])
    assert [line.about.measure for line in chosen if line.about] == [OF_MORE[0], USUAL[0]]


def test_a_sound_change_comes_first() -> None:
    first, *_ = changes.most_changed([trend(*USUAL), trend(*SOUND)])
    assert first.values == [60.0, 20.0]


def test_the_children_concerned_are_the_move_among_those_counted_now() -> None:
    assert round(changes.children_concerned(trend(*OF_MORE))) == 100
