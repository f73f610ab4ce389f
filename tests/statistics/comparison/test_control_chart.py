"""Limits of a process are those of a worked example, each rule is met by what it describes, and a steady series rarely meets one."""

from __future__ import annotations

import numpy as np
import pytest
from support.simulation import no_more_than

from helpers.statistics.comparison import control_chart

FLOW_RATES = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
STEADY = (50.0, 51.0, 49.0, 50.5, 49.5, 50.0, 51.0, 49.0, 50.5, 49.5, 50.2)


@pytest.fixture
def luck() -> np.random.Generator:
    return np.random.default_rng(31_03_2024)


def test_process_limits_are_those_of_the_flow_rates() -> None:
    """NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: 50.81, 45.8159 and 55.8041."""
    result = control_chart.limits(FLOW_RATES)
    assert (50.81, 45.8159, 55.8041) == tuple(round(limit, 4) for limit in (result.average, result.lower, result.upper))


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ((*STEADY, 60.0), control_chart.OUTSIDE),
        ((*STEADY[:9], 50.0, 53.8, 53.8), control_chart.NEAR),
        ((50.0, 44.0, 50.0, 44.0, 50.0, *(52.0, 51.0) * 3, 52.0), control_chart.SHIFT),
        ((50.0, 51.0, 49.0, 50.5, 49.5, 46.0, 47.0, 48.0, 49.0, 50.0, 51.0, 52.0), control_chart.TREND),
    ],
)
def test_each_rule_of_making_data_count_is_met_by_what_it_describes(values: tuple[float, ...], rule: str) -> None:
    assert rule in control_chart.signals(values)


def test_eleven_years_show_nothing_however_far_out_the_last() -> None:
    assert control_chart.signals((*STEADY[:10], 900.0)) == ()


def test_a_series_that_never_moves_shows_nothing() -> None:
    assert control_chart.signals((5.0,) * 12) == ()


def test_a_stable_series_shows_something_at_most_twice_in_a_hundred_years(luck: np.random.Generator) -> None:
    series = luck.normal(100, 10, size=(4000, 12))
    result = np.mean([bool(control_chart.signals(list(row))) for row in series])
    assert no_more_than(0.015, float(result), len(series))
