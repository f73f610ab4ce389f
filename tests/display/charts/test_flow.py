"""Each stage shows the area beside England on one scale from zero, and claims no more than the numbers printed."""

from __future__ import annotations

import re

import pytest
from support import compared, handmade, svg_words
from support.drawn import drawn

from helpers.display import charts
from helpers.display.blocks import Figure, NotSupplied
from helpers.errors import UnknownName
from helpers.statistics import journey
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import Statistic, protect

COLUMNS = (
    Column("name", "Stage"),
    Column("area", "Code"),
    Column("area_name", "Area"),
    Column("value", "Rate", "per_10k"),
)
# Department for Education, year ending 31 March 2024, per 10,000 children.
STAGES = {
    "Referrals": (627.6, 515.7),
    "Section 47 enquiries": (207.2, 186.2),
    "Initial child protection conferences": (62.7, 59.9),
    "Children looked after at 31 March": (116.0, 69.0),
}


def stages(rates: dict[str, tuple[float, float]], area: str = "Wirral", codes: tuple[str, ...] = ()) -> Statistic:
    rows = [
        (name, code, named, value)
        for name, values in rates.items()
        for code, named, value in zip(("E08000015", "E92000001"), (area, "England"), values, strict=True)
    ]
    return handmade.statistic("flow", COLUMNS, rows, policy="released", codes={"value": codes} if codes else {})


@pytest.fixture(scope="module")
def figure() -> Figure:
    return drawn(charts.flow(stages(STAGES), highlight="wirral"))


def test_an_unknown_area_is_refused() -> None:
    with pytest.raises(UnknownName):
        charts.flow(stages(STAGES), highlight="Atlantis")


def test_an_area_without_figures_is_said_to_have_none() -> None:
    figure = drawn(charts.flow(stages(STAGES), highlight="Sefton"))
    assert figure.title.plain == "Sefton has no figures for these stages"


def test_a_flow_that_was_not_supplied_says_so() -> None:
    assert isinstance(
        charts.flow(handmade.missing("flow", COLUMNS, supplier="the store"), highlight="Wirral"), NotSupplied
    )


def test_values_that_print_alike_are_not_called_above() -> None:
    figure = drawn(charts.flow(stages({"Referrals": (515.74, 515.7)}), highlight="Wirral"))
    assert figure.title.plain == "Wirral is above or below England at none of one stages"


def test_a_figure_similar_to_englands_is_not_called_above() -> None:
    rows = [
        (name, measure, code, area, value)
        for name, measure, values in (
            ("In need", "children_in_need_per_10k", (332.1, 331.2)),
            ("Referred", "referrals_per_10k", (627.6, 515.7)),
        )
        for code, area, value in zip(("E08000035", "E92000001"), ("Leeds", "England"), values, strict=True)
    ]
    columns = (COLUMNS[0], Column("id", "Measure"), *COLUMNS[1:])
    figure = drawn(charts.flow(handmade.statistic("flow", columns, rows, policy="released"), highlight="Leeds"))
    assert figure.title.plain == "Leeds is above England at one of two stages"


def test_the_title_names_the_side_on_which_more_stages_lie() -> None:
    below = {"Referrals": (428.3, 515.7), "In need": (230.7, 331.2), "Looked after": (70.0, 69.0)}
    figure = drawn(charts.flow(stages(below), highlight="Wirral"))
    assert figure.title.plain == "Wirral is below England at two of three stages"


def test_a_place_with_an_article_begins_the_title_with_it() -> None:
    figure = drawn(charts.flow(stages(STAGES, area="Isles of Scilly"), highlight="Isles of Scilly"))
    assert figure.title.plain.startswith("The Isles of Scilly is ")


def test_the_note_says_of_each_stage_whether_it_is_a_day_or_a_year_that_is_counted() -> None:
    figure = drawn(charts.flow(protect(journey.flow(compared.journey()), title="Flow"), highlight="wirral"))
    assert figure.note.plain == (
        "Referred, enquired into and discussed at a conference: counted over the year, so a child can count more than once. "
        "In need, with a protection plan and looked after: the children at 31 March. "
        "These are not the same children followed from stage to stage."
    )


def test_a_hidden_value_has_no_bar_keeps_its_code_and_is_not_called_above() -> None:
    figure = drawn(charts.flow(stages({"Referrals": (float("nan"), 515.7)}, codes=("c", "")), highlight="Wirral"))
    assert "Wirral [c]" in svg_words.words(figure.wide)
    assert figure.title.plain == "Wirral is above or below England at none of one stages"


def test_no_word_is_cut_off_or_hidden(figure: Figure) -> None:
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


def test_a_long_name_still_fits() -> None:
    figure = drawn(
        charts.flow(
            stages(STAGES, area="Bournemouth, Christchurch and Poole"), highlight="Bournemouth, Christchurch and Poole"
        )
    )
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


def test_bars_are_as_long_as_their_values(figure: Figure) -> None:
    bars = re.findall(r'd="M([\d.]+) [\d.]+L([\d.]+) [^"]*"[^>]*fill:#12436d', figure.wide)
    long = [float(end) - float(start) for start, end in bars]
    assert [length / long[0] for length in long] == pytest.approx(
        [own / 627.6 for own, _ in STAGES.values()], abs=0.002
    )


def test_the_alternative_and_the_table_have_every_number(figure: Figure) -> None:
    assert "Section 47 enquiries: Wirral 207.2 per 10,000, England 186.2." in figure.alt.plain
    assert "Referrals,627.6,515.7\n" in figure.data.csv


def test_the_note_says_that_children_are_not_followed(figure: Figure) -> None:
    assert "not the same children followed" in figure.note.plain


def test_a_long_name_stands_in_a_key_on_a_phone_so_that_bars_can_be_compared() -> None:
    place = "Bournemouth, Christchurch and Poole"
    rows = [
        (name, code, area, value)
        for name, values in STAGES.items()
        for code, area, value in zip(("E06000058", "E92000001"), (place, "England"), values, strict=True)
    ]
    figure = drawn(charts.flow(handmade.statistic("flow", COLUMNS, rows, policy="released"), highlight=place))
    words = svg_words.words(figure.narrow)
    assert (words.count(place), words.count("627.6"), words.count("England")) == (1, 1, 1)
    assert svg_words.words(figure.wide).count(place) == len(STAGES)
    assert figure.title.plain == "Bournemouth, Christchurch and Poole is above England at all four stages"
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []
