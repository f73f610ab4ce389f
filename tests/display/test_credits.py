"""Below what is shown stand its sources, and before them what the one published measure in it is, or whom several count."""

from __future__ import annotations

from support import compared, handmade

from helpers.display.credits import credit
from helpers.statistics.disclosure.measure import Column

REPEAT_PLANS = (
    "Of plans started in the year, those for a child who had had a child protection plan before, at any time."
)


def counted(*measures: str) -> str:
    return credit(*map(compared.series, measures)).plain.partition(". Source")[0]


def test_of_several_measures_each_is_told_with_whom_it_is_counted_among() -> None:
    assert counted("repeat_plans_percent", "rereferrals_percent") == (
        "Counted among child protection plans started in the year, for Second or subsequent child protection plans; "
        "referrals in the year, for Re-referrals within 12 months"
    )


def test_a_base_that_most_measures_share_names_none_of_them() -> None:
    assert counted("referrals_per_10k", "rereferrals_percent", "no_further_action_percent") == (
        "Counted among referrals in the year; residents aged 0 to 17, at the mid-year before, for Referrals"
    )


def test_a_base_that_all_measures_share_is_said_once() -> None:
    assert counted("rereferrals_percent", "no_further_action_percent") == "Counted among referrals in the year"


def test_totals_are_counted_among_nobody() -> None:
    assert counted("referrals", "children_in_need").startswith("Sources: ")


def test_a_table_that_only_bears_a_measures_name_has_no_definition() -> None:
    columns = (Column("area_name", "Area"), Column("value", "Value", "mixed"))
    own = handmade.statistic("repeat_plans_percent", columns, [("Wirral", 3.0)])
    assert credit(own).plain == "Source: partnership_site."


def test_one_measure_alone_is_defined_before_its_source() -> None:
    assert credit(compared.series("repeat_plans_percent")).plain.startswith(f"{REPEAT_PLANS} Source")


def test_a_number_in_a_definition_can_be_followed_to_the_measures_row() -> None:
    line = credit(compared.series("rereferrals_percent"))
    (number,) = [number for number in line.numbers if number.name == "measures.rereferrals_percent.definition"]
    assert [origin.row for origin in number.origins] == [("rereferrals_percent",)]
