"""Factors stand in the order of the latest year, each beside the year before, and what is hidden is not drawn."""

from __future__ import annotations

import pytest
from support import compared, handmade, svg_words
from support.drawn import drawn

from helpers.display import charts
from helpers.display.blocks import Figure, NotSupplied
from helpers.statistics import journey
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import Statistic, protect

COLUMNS = (Column("name", "Factor"), Column("period", "Year"), Column("value", "Assessments", "count"))
# Wirral, factors identified at the end of assessment, years ending 31 March 2023 and 2024.
FACTORS = {
    "Neglect": (491.0, 390.0),
    "Mental health: a parent or carer": (797.0, 833.0),
    "Domestic abuse: another person in the household": (91.0, 91.0),
    "Alcohol misuse: a parent or carer": (373.0, 374.0),
}


def factors(counts: dict[str, tuple[float, float]], codes: tuple[str, ...] = ()) -> Statistic:
    rows = [
        (name, period, value)
        for name, pair in counts.items()
        for period, value in zip(("2023", "2024"), pair, strict=True)
    ]
    return handmade.statistic("factors", COLUMNS, rows, policy="released", codes={"value": codes} if codes else {})


@pytest.fixture(scope="module")
def figure() -> Figure:
    return drawn(charts.factors(factors(FACTORS)))


def test_factors_that_were_not_supplied_say_so() -> None:
    assert isinstance(charts.factors(handmade.missing("factors", COLUMNS, supplier="the store")), NotSupplied)


def test_a_factor_whose_latest_figure_is_hidden_is_not_drawn_and_stays_in_the_table() -> None:
    figure = drawn(
        charts.factors(factors({"Neglect": (491.0, 390.0), "Gangs": (8.0, float("nan"))}, codes=("", "", "", "c")))
    )
    assert "Gangs" not in svg_words.words(figure.wide)
    assert "Gangs,8,[c]\n" in figure.data.csv
    assert figure.note.plain.startswith(
        "Factors that no assessment named, or whose number is withheld, are only in the table."
    )


def test_a_factor_that_was_never_found_is_not_drawn() -> None:
    figure = drawn(charts.factors(factors({"Neglect": (0.0, 6.0), "Gangs": (0.0, 0.0), "Going missing": (2.0, 0.0)})))
    assert {"Neglect", "Going missing"} <= set(svg_words.words(figure.wide).split("\n"))
    assert "Gangs" not in svg_words.words(figure.wide)
    assert "Gangs,0,0\n" in figure.data.csv


def test_a_factor_with_nothing_the_year_before_claims_no_change() -> None:
    figure = drawn(charts.factors(factors({"Gangs": (float("nan"), 8.0)}, codes=("z", ""))))
    assert figure.alt.plain == "Gangs: most often named, in 8 assessments. Gangs: 8 in 2024."


def test_no_word_is_cut_off_or_hidden(figure: Figure) -> None:
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


def test_the_most_common_comes_first(figure: Figure) -> None:
    tops = {line.words: line.top for line in svg_words.lines(figure.wide)}
    latest = ["833", "390", "374"]
    assert sorted(latest, key=tops.__getitem__) == latest


def test_a_fall_is_told_as_a_fall(figure: Figure) -> None:
    assert "Neglect: 390 in 2024, 491 in 2023." in figure.alt.plain
    assert "Mental health: a parent or carer: 833 in 2024, 797 in 2023." in figure.alt.plain


def test_other_factors_come_last_and_never_head_the_figure() -> None:
    figure = drawn(charts.factors(protect(journey.factors(compared.journey("leeds")), title="Factors")))
    lines = svg_words.words(figure.wide).split("\n")
    assert figure.title.plain == "Sexual abuse, by an adult in Leeds: 418 assessments in 2024, 623 in 2023"
    assert figure.data.csv.splitlines()[-1].startswith("Other factors,")
    assert "Other factors" in lines
    assert figure.note.plain.startswith(
        "The 15 most common of 36 named factors, and last what the publisher calls other."
    )


def test_other_factors_alone_are_no_message() -> None:
    rows = [("factor_other", "Other factors", period, 9.0) for period in ("2023", "2024")]
    columns = (Column("id", "Measure"), *COLUMNS)
    figure = drawn(charts.factors(handmade.statistic("factors", columns, rows, policy="released", title="Factors")))
    assert figure.title.plain == "Factors"


def test_a_factor_that_was_split_is_left_out_once_none_of_its_own_is_found() -> None:
    names = set(journey.factors(compared.journey("leeds")).table["name"])
    assert not names & {"Physical abuse", "Sexual abuse"}
    assert {"Physical abuse: by an adult", "Sexual abuse: by a child", "Gangs"} <= names
    before = set(journey.factors(compared.journey("leeds", "2020-21")).table["name"])
    assert {"Physical abuse", "Sexual abuse"} <= before


def test_more_factors_than_fit_are_counted_and_kept_in_the_table() -> None:
    many = {f"Factor {n}": (100.0 + n, 90.0 + n) for n in range(40)}
    figure = drawn(charts.factors(factors(many)))
    assert "The 15 most common of 40 factors" in figure.note.plain
    assert figure.data.csv.count("\n") == 41
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []
