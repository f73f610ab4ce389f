"""Small numbers of people are hidden, and nothing that is shown gives them away."""

import pickle
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from support.people import ALL, PEOPLE, counts, percent, printed, sex, table

from helpers.errors import ReportError, UnknownName
from helpers.statistics import disclosure, protect
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.policies import Policy

AGE = {"name": "age", "type": "string", "dimension": "age", "total": ALL}


def by_age(numbers: Sequence[Any], **more: Any) -> Measure:
    """Ages a, b, c … and their total."""
    rows = [(chr(ord("a") + place), number) for place, number in enumerate(numbers)]
    return table([AGE, counts()], [*rows, (ALL, sum(numbers))], **more)


def safe(measure: Measure, **more: Any) -> Measure:
    return disclosure.suppress_small_numbers([measure], **more)[0]


# What is refused


def test_a_policy_that_nobody_wrote_down_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="strict"):
        disclosure.policy("stric")


def test_a_column_of_numbers_that_nobody_has_thought_about_is_refused() -> None:
    with pytest.raises(ReportError, match="does not say what deaths means"):
        table([sex(), counts(), {"name": "deaths", "type": "integer"}], [])


def test_a_table_of_people_without_a_layout_is_refused() -> None:
    with pytest.raises(ReportError, match="does not say how its columns hang together"):
        safe(replace(by_age([8, 9]), layout=None))


def test_a_total_that_is_not_the_sum_of_its_parts_is_refused_without_telling_either() -> None:
    with pytest.raises(ReportError, match="not the sum of its parts") as refused:
        safe(table([AGE, counts()], [("a", 7123), ("b", 2), (ALL, 7126)]))
    assert "7123" not in str(refused.value) and "7126" not in str(refused.value)


def test_a_percentage_that_is_not_of_its_numbers_is_refused() -> None:
    with pytest.raises(ReportError, match="row 2, percent: not the share"):
        safe(table([AGE, counts(), percent(["children", "age"])], [("a", 30, 31), ("b", 70, 70), (ALL, 100, 100)]))


def test_a_percentage_of_nobody_knows_how_many_is_refused() -> None:
    with pytest.raises(ReportError, match="may be of few"):
        safe(table([AGE, percent("age", counts=PEOPLE)], [("a", 30), ("b", 70)]))


def test_two_rows_that_count_the_same_children_are_refused() -> None:
    with pytest.raises(ReportError, match='"dimension"'):
        safe(table([{"name": "note", "type": "string"}, counts()], [("x", 8), ("y", 9)]))


def test_two_tables_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ReportError, match="gives children with a plan 2023-24 \\(age a\\) differently"):
        disclosure.suppress_small_numbers([by_age([8, 20]), by_age([9, 20], name="again")])


def test_half_a_child_is_refused() -> None:
    with pytest.raises(ReportError, match="row 2, children: not a whole number"):
        safe(by_age([8.5, 9.5]))


def test_a_number_that_released_figures_give_away_is_refused_rather_than_shown() -> None:
    released = table([{**AGE, "total": ""}, counts()], [("b", 20)], policy="released", name="released")
    with pytest.raises(ReportError, match="cannot be protected"):
        safe(
            table([AGE, counts()], [("a", 3), ("b", 20), (ALL, 23)]),
            already_public=[released, table([counts()], [(23,)], policy="released")],
        )


# What is hidden


def test_numbers_from_one_to_five_are_hidden_and_noughts_and_sixes_are_shown() -> None:
    assert [0, "c", "c", 6] == printed(
        safe(table([{**AGE, "total": ""}, counts()], [("a", 0), ("b", 1), ("c", 5), ("d", 6)]))
    )


def test_one_hidden_group_beside_a_total_hides_one_more() -> None:
    assert 2 == printed(safe(by_age([3, 40, 50]))).count("c")


def test_two_hidden_groups_of_eight_children_hide_no_more() -> None:
    assert ["c", "c", 40, 48] == printed(safe(by_age([4, 4, 40])))


def test_two_hidden_groups_of_three_children_hide_one_more() -> None:
    assert 3 == printed(safe(by_age([1, 2, 40, 50]))).count("c")


def test_seven_hidden_groups_of_one_child_each_hide_their_total() -> None:
    assert ["c"] * 8 == printed(safe(by_age([1] * 7)))


def test_a_total_is_kept_where_hiding_a_group_does_as_well() -> None:
    assert 98 == printed(safe(by_age([4, 40, 54])))[-1]


@pytest.mark.parametrize("numbers", [[3, 0, 40], [3, 40, 0], [0, 0, 3, 40], [40, 3, 0, 0]])
def test_a_nought_is_never_hidden_to_protect_another_number(numbers: list[int]) -> None:
    expected = [0 if number == 0 else "c" for number in numbers]
    assert [*expected, sum(numbers)] == printed(safe(by_age(numbers)))


def test_a_small_cell_of_a_square_hides_three_more_and_no_margin() -> None:
    rows = [
        ("g", "a", 3),
        ("g", "b", 40),
        ("g", ALL, 43),
        ("b", "a", 30),
        ("b", "b", 50),
        ("b", ALL, 80),
        (ALL, "a", 33),
        (ALL, "b", 90),
        (ALL, ALL, 123),
    ]
    assert ["c", "c", 43, "c", "c", 80, 33, 90, 123] == printed(safe(table([sex(), AGE, counts()], rows)))


def test_a_total_in_a_column_of_its_own_protects_as_one_in_a_row_does() -> None:
    fields = [{"name": "area", "type": "string", "dimension": "area"}, counts("girls", **{"is": {"sex": "girls"}})]
    fields += [counts("boys", **{"is": {"sex": "boys"}}), counts("both", total_of=["girls", "boys"])]
    result = safe(table(fields, [("north", 3, 20, 23), ("south", 9, 8, 17)]))
    assert (["c", 9], ["c", 8], [23, 17]) == (
        printed(result, "girls"),
        printed(result, "boys"),
        printed(result, "both"),
    )


# Percentages, rates and differences


def test_a_percentage_goes_with_its_number() -> None:
    result = safe(
        table(
            [AGE, counts(), percent(["children", "age"])], [("a", 3, 3), ("b", 40, 40), ("c", 57, 57), (ALL, 100, 100)]
        )
    )
    assert printed(result)[:3].count("c") == 2 and [value == "c" for value in printed(result)] == [
        value == "c" for value in printed(result, "percent")
    ]


def test_a_percentage_of_a_hidden_total_is_hidden() -> None:
    fields = [
        {"name": "area", "type": "string", "dimension": "area"},
        counts("plans"),
        counts("neglect", counts="neglect"),
        percent(["neglect", "plans"]),
    ]
    assert ["c", 50] == printed(safe(table(fields, [("north", 4, 0, 0), ("south", 20, 10, 50)])), "percent")


def test_a_percentage_alone_is_hidden_where_it_can_only_be_of_few() -> None:
    fields = [
        AGE,
        percent("base", counts=PEOPLE),
        {"name": "base", "type": "integer", "counts": "children of that age", "released_by": "census"},
    ]
    assert ["c", 50] == printed(
        safe(table([{**AGE, "total": ""}, *fields[1:]], [("a", 5, 60), ("b", 50, 60)])), "percent"
    )


def test_percentages_alone_that_leave_a_small_remainder_hide_one_of_themselves() -> None:
    bases = table([counts()], [(100,)], name="bases")
    result = disclosure.suppress_small_numbers(
        [bases, table([AGE, percent("age", counts=PEOPLE)], [("a", 3), ("b", 40), ("c", 57), (ALL, 100)])]
    )
    assert (2, [100]) == (printed(result[1], "percent").count("c"), printed(result[0]))


def test_percentages_that_tell_an_unshown_total_hide_one_more_number() -> None:
    result = safe(table([AGE, counts(), percent(["children", "age"])], [("a", 3, 3), ("b", 40, 40), ("c", 57, 57)]))
    assert 2 == printed(result).count("c")


@pytest.mark.parametrize("order", [1, -1])
def test_a_percentage_of_nought_is_shown_where_a_table_shows_the_nought_whichever_comes_first(order: int) -> None:
    exact = table([{**AGE, "total": ""}, counts()], [("a", 0)], name="exact")
    alone = table([AGE, percent("age", counts=PEOPLE)], [("a", 0), ("b", 100), (ALL, 100)], name="alone")
    bases = table([counts()], [(201,)], name="bases")
    result = disclosure.suppress_small_numbers([exact, alone, bases][::order])
    assert [0, 100, 100] == printed(result[1], "percent")


def test_a_rate_goes_with_its_number_and_a_population_stays() -> None:
    rate = {"name": "rate", "type": "number", "unit": "per_10k", "share_of": ["children", "population"]}
    population = {"name": "population", "type": "integer", "counts": "people of the area", "released_by": "census"}
    result = safe(table([{**AGE, "total": ""}, counts(), population, rate], [("a", 3, 1000, 30), ("b", 40, 1000, 400)]))
    assert (["c", 400], [1000, 1000]) == (printed(result, "rate"), printed(result, "population"))


def test_no_percentage_leaves_with_more_decimals_than_are_printed() -> None:
    result = safe(
        table([AGE, counts(), percent(["children", "age"])], [("a", 10, 100 / 3), ("b", 20, 200 / 3), (ALL, 30, 100)])
    )
    assert [33.3, 66.7, 100] == printed(result, "percent")


def test_a_change_on_last_year_goes_with_either_of_its_numbers() -> None:
    change = {"name": "change", "type": "integer", "difference_of": ["children", "before"]}
    result = safe(
        table(
            [{**AGE, "total": ""}, counts(), counts("before", year=-1), change],
            [("a", 9, 3, 6), ("b", 2, 8, -6), ("c", 9, 8, 1)],
        )
    )
    assert ["c", "c", 1] == printed(result, "change")


# Tables beside one another


def test_a_second_table_of_the_same_children_does_not_give_the_first_away() -> None:
    by_kind = table(
        [{**AGE, "name": "kind", "dimension": "kind"}, counts()], [("x", 30), ("y", 13), (ALL, 43)], name="kinds"
    )
    by_both = table(
        [AGE, {"name": "kind", "type": "string", "dimension": "kind", "total": ALL}, counts()],
        [("a", "x", 3), ("b", "x", 27), ("a", "y", 7), ("b", "y", 6)],
        name="both",
    )
    result = disclosure.suppress_small_numbers([by_kind, by_both])
    assert [] == disclosure.audit([by_kind, by_both], result)
    assert (
        "c" in printed(disclosure.suppress_small_numbers([by_both])[0])
        and printed(disclosure.suppress_small_numbers([by_both])[0]).count("c") == 1
    )


def test_a_number_that_two_tables_show_is_hidden_in_both() -> None:
    result = disclosure.suppress_small_numbers([by_age([3, 40, 50]), by_age([3, 40, 50], name="again")])
    assert printed(result[0]) == printed(result[1])


def test_what_last_years_report_hid_stays_hidden_this_year() -> None:
    last = safe(by_age([3, 40, 50], period="2022-23"))
    now = table([AGE, counts(), counts("before", year=-1)], [("a", 8, 3), ("b", 41, 40), ("c", 51, 50), (ALL, 100, 93)])
    assert printed(last) == printed(safe(now, already_public=[last]), "before")


def test_new_figures_of_last_year_do_not_narrow_what_its_report_hid() -> None:
    """Either of the two that were hidden may be the small one, for all that report says, and 8 or 32 of b would tell."""
    last = safe(by_age([3, 40], period="2022-23"))
    rows = [("b", "girls", 32), ("b", "boys", 8)]
    now = table([{**AGE, "total": ""}, sex(), counts("before", year=-1)], rows, name="now")
    assert (["c", "c", 43], ["c", "c"]) == (printed(last), printed(safe(now, already_public=[last]), "before"))


def test_a_percentage_that_last_years_report_showed_is_still_known() -> None:
    fields = [
        {**AGE, "total": ""},
        percent("base", counts=PEOPLE),
        {"name": "base", "type": "integer", "counts": "people of the area", "released_by": "census"},
    ]
    last = table(fields, [("b", 40, 100)], policy="dfe", period="2022-23", name="last")
    now = table([AGE, counts("before", year=-1)], [("a", 3), ("b", 40), ("c", 50), (ALL, 93)])
    assert ["c", 40, "c", 93] == printed(safe(now, already_public=[last]), "before")


def test_percentages_of_forty_are_no_coarser_than_those_of_forty_one() -> None:
    """40% of a hundred is forty, not 35 to 44: a reader takes a whole percentage as rounded to the nearest one."""
    table_of = [AGE, counts("base", counts="others"), counts(), percent(["children", "base"])]
    result = table(table_of, [("a", 100, 40, 40)])
    assert (40, 100) == disclosure.shares.scaled(result, "percent", 0, "percent")


@pytest.mark.parametrize(("showed", "expected"), [(("b", 40), ["c", 40, "c", 93]), (("c", 50), ["c", "c", 50, 93])])
def test_what_last_years_report_showed_is_shown_and_others_are_hidden_in_its_stead(
    showed: tuple[str, int], expected: list[object]
) -> None:
    last = table([{**AGE, "total": ""}, counts()], [showed], policy="released", period="2022-23", name="last")
    now = table([AGE, counts("before", year=-1)], [("a", 3), ("b", 40), ("c", 50), (ALL, 93)])
    assert expected == printed(safe(now, already_public=[last]), "before")


def test_a_released_total_that_gives_every_group_away_is_told_as_such() -> None:
    released = table([counts()], [(7,)], policy="released", name="released")
    with pytest.raises(ReportError, match="cannot be protected"):
        safe(by_age([1] * 7), already_public=[released])


# Policies of other owners


def test_the_health_services_rule_hides_up_to_seven_and_rounds_the_rest_to_five() -> None:
    assert ["c", 10, 15] == printed(
        safe(table([{**AGE, "total": ""}, counts()], [("a", 7), ("b", 8), ("c", 13)], policy="nhs"))
    )


def test_a_percentage_beside_rounded_numbers_is_worked_out_from_them() -> None:
    result = safe(
        table(
            [AGE, counts(), percent(["children", "age"])], [("a", 33, 33), ("b", 67, 67), (ALL, 100, 100)], policy="nhs"
        )
    )
    assert [35, 65, 100] == printed(result, "percent")


def test_the_strict_rule_hides_a_nought_and_a_nine() -> None:
    assert ["c", "c", 10] == printed(
        safe(table([{**AGE, "total": ""}, counts()], [("a", 0), ("b", 9), ("c", 10)], policy="strict"))
    )


@pytest.mark.parametrize("policy", disclosure.policies().values(), ids=str)
def test_every_policy_has_a_reason_a_source_and_words_for_readers(policy: Policy) -> None:
    assert policy.reason and policy.source and "[c]" in policy.wording and policy.least <= policy.most


# The gate


def planted() -> Measure:
    return by_age([7_123_457, 8_234_567, 3], policy="sealed")


def test_no_hidden_value_is_anywhere_in_what_passes_the_gate() -> None:
    statistic = protect(planted(), title="Plans")
    output = pickle.dumps(statistic) + repr(statistic).encode() + statistic.table.to_csv().encode()
    output += repr([statistic.number(row, "children").as_json() for row in range(4)]).encode()
    for value in (7_123_457, 8_234_567, 15_358_027 - 3):
        for form in (str(value).encode(), float(value).hex().encode(), pd.Series([float(value)]).to_numpy().tobytes()):
            assert form not in output


def test_the_table_that_went_in_does_not_come_out_with_the_statistic() -> None:
    result = protect(by_age([3, 40, 50], beside=(by_age([3, 40, 50], name="again"),)), title="Plans")
    assert () == result.measure.beside == result.measure.already_public


@pytest.mark.parametrize(("released", "expected"), [(("b", 40), ["c", 40, "c", 93]), (("c", 50), ["c", "c", 50, 93])])
def test_the_gate_takes_what_readers_know_into_account(released: tuple[str, int], expected: list[object]) -> None:
    public = table([{**AGE, "total": ""}, counts()], [released], name="again", policy="released")
    assert expected == printed(protect(by_age([3, 40, 50], already_public=(public,)), title="Plans").measure)


@pytest.mark.parametrize("ages", [["b"], ["c"]])
def test_tables_published_together_agree_whichever_is_asked_for_first(ages: list[str]) -> None:
    numbers = {"b": 40, "c": 50}
    first_table = by_age([3, 40, 50])
    second_table = table(
        [{**AGE, "total": ""}, counts()], [("a", 3), *((age, numbers[age]) for age in ages)], name="again"
    )
    first, second = (
        protect(replace(first_table, beside=(second_table,)), title="One"),
        protect(replace(second_table, beside=(first_table,)), title="Other"),
    )
    assert [value for age, value in zip("abc", printed(first.measure), strict=False) if age in ["a", *ages]] == printed(
        second.measure
    )
    assert "c" == printed(first.measure)["bc".index("c" if ages == ["b"] else "b") + 1]


def test_a_hidden_number_is_printed_as_a_code_and_has_no_value() -> None:
    number = protect(by_age([3, 40, 50]), title="Plans").number(0, "children")
    assert ("[c]", None, "c") == (number.shown, number.value, number.code)


def test_a_table_that_was_not_supplied_passes_with_nothing_to_hide() -> None:
    assert not protect(by_age([], supplied=False), title="Plans").supplied


# Which numbers are hidden says nothing of how small they are


@pytest.mark.parametrize("numbers", [[1, 40, 50], [2, 40, 50], [5, 40, 50]])
def test_changing_a_hidden_three_changes_nothing_else_that_is_hidden(numbers: list[int]) -> None:
    assert printed(safe(by_age([3, 40, 50])))[:3] == printed(safe(by_age(numbers)))[:3]


def test_hidden_numbers_that_trade_places_leave_every_byte_as_it_was() -> None:
    assert pickle.dumps(safe(by_age([4, 1, 40])).table) == pickle.dumps(safe(by_age([2, 3, 40])).table)


# The audit


def test_the_audit_names_a_number_that_was_left_to_be_worked_out_and_not_its_value() -> None:
    small = by_age([3, 40, 50])
    only = small.table.assign(children=[float("nan"), 40.0, 50.0, 93.0])
    leaking = replace(small, table=only, codes={"children": ("c", "", "", "")})
    assert ["children with a plan 2023-24 (age a) is hidden, but readers can work out that it is not 1, 2, 4, 5."] == [
        str(finding) for finding in disclosure.audit([small], [leaking])
    ]


def test_the_audit_finds_a_small_number_that_was_not_hidden_at_all() -> None:
    assert [(1, 2, 3, 4, 5)] == [
        finding.excluded for finding in disclosure.audit([by_age([3, 40, 50])], [by_age([3, 40, 50])])
    ]
