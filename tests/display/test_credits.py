"""Below what is shown stand its sources, and before them what the one published measure in it is."""

from __future__ import annotations

from support import compared, handmade

from helpers.display.credits import credit
from helpers.statistics.disclosure.measure import Column

REPEAT_PLANS = (
    "Of plans started in the year, those for a child who had had a child protection plan before, at any time."
)


def test_several_measures_have_no_definition_below_them() -> None:
    both = (compared.series("repeat_plans_percent"), compared.series("rereferrals_percent"))
    assert credit(*both).plain.startswith("Sources: ")


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
