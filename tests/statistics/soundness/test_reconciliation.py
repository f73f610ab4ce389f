"""Figures that must agree are held against one another: a breach names both and the difference, and acceptance is exact."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.sources import YearFolder, open_year
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.soundness import reconciliation

HEAD = "id,kind,left,right,unit,tolerance,index,accepted,accepted_because,note\n"
Opened = Callable[[], YearFolder]


@pytest.fixture
def messages_of(thornby: Path, opened: Opened) -> Callable[[str], list[str]]:
    """Give the invented partnership a rule, and return what its faults say."""

    def faults(rule: str) -> list[str]:
        (thornby / "01_introduction/rules.csv").write_text(f"{HEAD}{rule}\n", encoding="utf-8")
        return [fault.message for fault in reconciliation.faults(NamedNumbers(opened()))]

    return faults


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("gap,balance,funding.gap,income.total,pounds,,,,,", "funding.gap is £200 and income.total is £1,000: £800 apart, where nothing is allowed."),
        ("gap,balance,funding.gap,income.total,pounds,799,,,,", "£800 apart, where 799 is allowed."),
        ("gap,sum,total(top_pages.views),staff.trained,count,,,,,", "200 and staff.trained is over 500: 300 apart"),
        ("gap,at_most,expenditure.total,income.total,pounds,,,,,", "£200 apart"),
        ("gap,same_fact,poverty.gap,poverty.most,percent,,,,,", "poverty.gap is in percentage points and poverty.most in percent"),
        ("gap,same_fact,launch.day,reviews.elm.published,date,,,,,", "launch.day is 2 October 2023 and reviews.elm.published is 1 June 2023: 123 days apart"),
        ("gap,list_length,staff.trained,count(reviews),count,,,,,", "count(reviews) is 3: 497 apart"),
        ("gap,parts_of_whole,poverty.most + poverty.least,,percent,,,,,", "59.5% and a whole is 100%: 40.5 percentage points apart"),
        ("gap,local_against_published,staff.trained,income.total,count,,,,,", "income.total is not a published figure."),
        ("gap,within_period,income.last_day,,,,,,,", "Restore the file or row that it is from, or delete this rule."),
        ("gap,balance,funding.gap,incme.total,pounds,,,,,", 'Nothing is called "incme.total"'),
        ("gap,status,reviews,published,,,,,,", "does not give the words of each status"),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_told_with_both_figures_and_the_difference(
    messages_of: Callable[[str], list[str]], rule: str, message: str
) -> None:
    assert [line for line in messages_of(rule) if message in line]


@pytest.mark.parametrize(
    "rule",
    [
        "gap,balance,funding.gap,expenditure.total - income.total,pounds,,,,,",
        "gap,balance,expenditure.total,income.total,pounds,20%,,,,",
        "gap,at_most,income.total,expenditure.total,pounds,,,,,",
        "gap,list_length,reviews.published,count(reviews) - count(reviews),count,2,,,,",
        "gap,within_period,reviews.published,,,,,,,",
        "gap,year_on_year,income.total,,pounds,5%,,,,",
        "gap,balance,funding.gap,income.total,pounds,,,800,The year was unlike others.,",
    ],
)
def test_what_agrees_or_is_accepted_as_it_is_stands(messages_of: Callable[[str], list[str]], rule: str) -> None:
    assert messages_of(rule) == []


def test_a_breach_other_than_the_one_accepted_is_refused(messages_of: Callable[[str], list[str]]) -> None:
    message = messages_of("gap,balance,funding.gap,income.total,pounds,,,799,The year was unlike others.,")
    assert (
        len(message) == 2
        and "accept 800" in message[1] + message[0]
        and '"799" is accepted, but does not break gap' in message[0] + message[1]
    )


def test_acceptance_without_a_reason_or_with_a_typed_number_is_refused(messages_of: Callable[[str], list[str]]) -> None:
    assert (
        "what is accepted and why go together" in messages_of("gap,balance,funding.gap,income.total,pounds,,,800,,")[0]
    )
    assert (
        "is a number typed into prose"
        in messages_of("gap,balance,funding.gap,income.total,pounds,,,800,It was 800 before.,")[0]
    )


def test_one_accepted_row_does_not_let_another_by(thornby: Path, messages_of: Callable[[str], list[str]]) -> None:
    reviews = thornby / "04_learning_from_case_reviews/reviews.csv"
    text = reviews.read_text(encoding="utf-8").replace("2023-06-01", "2022-06-01").replace("2023-09-01", "2022-09-01")
    reviews.write_text(text, encoding="utf-8")
    message = messages_of("gap,within_period,reviews.published,,,,,elm,The review was made late.,")
    assert ["reviews.oak.published"] == [line.split(" is ")[0] for line in message]


def test_last_year_s_figure_is_held_against_this_year_s(thornby: Path, messages_of: Callable[[str], list[str]]) -> None:
    last = thornby.with_name("2022-23")
    (last / "01_introduction").mkdir(parents=True)
    for name in ("report.toml", "sources.csv", "01_introduction/facts.csv"):
        (last / name).write_text(
            (thornby / name).read_text(encoding="utf-8").replace("total,1000", "total,2000"), encoding="utf-8"
        )
    assert "£1,000 apart, where 5% is allowed" in messages_of("gap,year_on_year,income.total,,pounds,5%,,,,")[0]


def test_a_review_published_after_the_year_s_end_is_refused(thornby: Path, opened: Opened) -> None:
    reviews = thornby / "04_learning_from_case_reviews/reviews.csv"
    reviews.write_text(reviews.read_text(encoding="utf-8").replace("2023-06-01", "2024-06-01"), encoding="utf-8")
    assert "after the year's end, 31 March 2024" in reconciliation.faults(NamedNumbers(opened()))[0].message


def test_every_date_of_wirral_that_is_told_twice_is_under_a_rule(root: Path) -> None:
    statistic = open_year("wirral", "2023-24")
    ruled = {
        result.rule.left
        for result in reconciliation.results(NamedNumbers(statistic))
        if result.rule.kind == "same_fact"
    }
    events = [
        f"{name}.{key}.date" for name in ("scrutiny_events", "milestones") for key in statistic.table(name).frame["id"]
    ]
    assert events and [event for event in events if event not in ruled] == []


def test_every_rule_of_every_partnership_says_what_it_is_for(root: Path) -> None:
    with (root / "src/helpers/statistics/soundness/rules.csv").open(encoding="utf-8", newline="") as opened:
        rules = list(csv.DictReader(opened))
    assert [rule["id"] for rule in rules if not rule["note"]] == []
    assert len({rule["id"] for rule in rules}) == len(rules)
