"""Nothing is shown that has not passed the gate."""

from typing import Any

import pandas as pd
import pytest

from helpers.errors import ReportError, UnknownName
from helpers.sources.origins import Origin
from helpers.sources.periods import Period
from helpers.statistics.disclosure.measure import Column, Measure
from helpers.statistics.numbers import text
from helpers.statistics.statistic import protect

PLANS = pd.DataFrame(
    {"area": ["W", "E"], "period": ["2024", "2024"], "value": [368.0, float("nan")], "source": ["dfe", "dfe"]}
)


def measure(**changed: Any) -> Measure:
    fields: dict[str, Any] = dict(
        name="plans",
        table=PLANS,
        columns=(Column("area", "Area"), Column("value", "Plans", "count")),
        origins=(Origin("plans.csv", 2), Origin("plans.csv", 3)),
        sources=("dfe",),
        policy="released",
        codes={"value": ("", "c")},
    )
    return Measure(**fields | changed)


@pytest.mark.parametrize("policy", ["", "opne", "public"])
def test_a_measure_without_a_known_policy_does_not_pass(policy: str) -> None:
    with pytest.raises(ReportError, match="gate does not know"):
        protect(measure(policy=policy), title="Plans")


def test_a_measure_with_no_title_of_its_own_does_not_pass_without_one() -> None:
    with pytest.raises(ReportError, match="plans has no title"):
        protect(measure())


def test_a_statistic_bears_the_measures_title_unless_another_is_given() -> None:
    titled = measure(default_title="Plans agreed")
    assert "Plans agreed" == text(protect(titled).title).plain
    assert "Plans" == text(protect(titled, title="Plans").title).plain


def test_a_row_without_an_origin_is_refused() -> None:
    with pytest.raises(ReportError, match="2 rows and 1 origins"):
        measure(origins=(Origin("plans.csv", 2),))


def test_a_released_code_is_shown_as_released_and_not_as_nought() -> None:
    assert "[c]" == protect(measure(), title="Plans").number(1, "value").shown


def test_a_number_knows_its_row_period_and_source() -> None:
    number = protect(measure(), title="Plans").number(0, "value")
    assert ("plans.W|2024.value", "2024", "dfe") == (number.name, number.period.label, number.source)
    assert (Origin("plans.csv", 2, "value"),) == number.origins


def test_changing_what_a_statistic_gives_changes_nothing() -> None:
    statistic = protect(measure(), title="Plans")
    table = statistic.table
    table.loc[0, "value"] = 0
    assert 368 == statistic.number(0, "value").value


def test_choosing_and_ordering_rows_keeps_each_with_its_origin_and_code() -> None:
    chosen = protect(measure(), title="Plans").ordered("area", descending=False).where(area="E")
    number = chosen.number(0, "value")
    assert ((Origin("plans.csv", 3, "value"),), "c") == (number.origins, number.code)


def test_chosen_rows_are_of_the_periods_that_they_name() -> None:
    years = measure(table=PLANS.assign(period=["2023", "2024"]), period=Period("2023 to 2024"))
    whole = protect(years, title="Plans")
    assert (whole.period.label, whole.where(period="2024").when.value) == ("2023 to 2024", "2024")


def test_chosen_rows_keep_a_period_that_is_not_said_by_rows() -> None:
    declared = protect(measure(period=Period("the year to 31 March 2024")), title="Plans")
    assert declared.where(area="E").period.label == "the year to 31 March 2024"


def test_an_unknown_column_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="value"):
        protect(measure(), title="Plans").column("vaule")


def test_equal_words_of_a_column_share_the_label_of_their_first_row() -> None:
    statistic = protect(measure(), title="Plans")
    assert statistic.label(1, "period") == statistic.label(0, "period") == statistic.labels("period")["2024"]
    assert [number.name for number in statistic.label(1, "period").numbers] == ["plans.W|2024.period"]


def test_words_without_a_number_bind_nothing() -> None:
    assert protect(measure(), title="Plans").label(0, "area").numbers == ()
