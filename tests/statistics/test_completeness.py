"""What is held of a thing is told apart from what is not."""

import pandas as pd
import pytest

from helpers import statistics
from helpers.sources.origins import Origin
from helpers.statistics.disclosure.measure import Column, Measure
from helpers.statistics.statistic import Statistic


@pytest.fixture
def plans() -> Measure:
    return Measure(
        name="plans",
        table=pd.DataFrame(
            {"id": ["a", "b"], "name": ["A", "B"], "activity": ["They met often.", " "], "owner": ["", "X"]}
        ),
        columns=(Column("name", "Plan"), Column("activity", "Activity"), Column("owner", "Owner", blank="nobody")),
        origins=(Origin("plans.csv", 2), Origin("plans.csv", 3)),
        sources=(),
        policy="open",
    )


def shown(measure: Measure, column: str) -> list[str]:
    statistic: Statistic = statistics.protect(measure, title="Plans")
    return [statistic.cell(row, column).plain for row in range(len(statistic))]


def test_a_blank_is_never_told_as_held(plans: Measure) -> None:
    assert shown(statistics.completeness(plans, "activity"), "activity") == ["held", "not supplied"]


def test_columns_that_are_not_asked_for_keep_their_words(plans: Measure) -> None:
    assert shown(statistics.completeness(plans, "activity"), "owner") == ["nobody", "X"]


def test_completeness_has_a_name_of_its_own_and_leaves_the_measure_as_it_was(plans: Measure) -> None:
    assert (statistics.completeness(plans, "activity").name, plans.name) == ("plans_held", "plans")
    assert shown(plans, "activity")[0] == "They met often."
