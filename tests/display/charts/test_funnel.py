"""A funnel names the picked area and what lies outside, says where each lies by its own limits, and stays readable."""

from __future__ import annotations

import pytest
from support import handmade, svg_words

from helpers.display import charts
from helpers.display.blocks import Figure, NotSupplied
from helpers.errors import UnknownName
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import Statistic

LIMITS = ("lower_95", "upper_95", "lower_998", "upper_998")
COLUMNS = (
    Column("area", "Code"),
    Column("area_name", "Authority"),
    Column("base", "Children aged 0 to 17", "count"),
    Column("value", "Rate", "per_10k"),
    *(Column(name, name, "per_10k") for name in LIMITS),
)
CENTRE = 70.0
NAMED = {
    "Wirral": (66000.0, 116.0),
    "Bournemouth, Christchurch and Poole": (71000.0, 150.0),
    "Kingston upon Hull, City of": (55000.0, 2.0),
}


def limits(base: float) -> tuple[float, ...]:
    wide = (CENTRE * 1e4 / base + 400) ** 0.5
    return CENTRE - 1.96 * wide, CENTRE + 1.96 * wide, max(CENTRE - 3.09 * wide, 4.0), CENTRE + 3.09 * wide


def authorities(count: int = 150, **changed: tuple[float, float]) -> Statistic:
    return changed_to(changed, count=count)


def changed_to(changed: dict[str, tuple[float, float]], *, count: int = 150) -> Statistic:
    """153 authorities spread within the limits, and three by name."""
    spread = {f"Authority {n}": (9000.0 + n * 2300, CENTRE + 35 * ((n * 37) % 101 / 50 - 1)) for n in range(count)}
    values = spread | NAMED | changed
    rows = [
        (f"E{place:08}", name, base, value, *limits(base))
        for place, (name, (base, value)) in enumerate(values.items(), start=1)
    ]
    return handmade.statistic(
        "funnel", COLUMNS, [*rows, ("E92000001", "England", 12e6, CENTRE, *limits(12e6))], policy="released"
    )


@pytest.fixture(scope="module")
def figure() -> Figure:
    figure = charts.funnel(authorities(), highlight="Wirral", neighbours=["Authority 3", "E00000010"])
    assert isinstance(figure, Figure)
    return figure


def test_an_unknown_area_is_refused() -> None:
    with pytest.raises(UnknownName, match="Wiral"):
        charts.funnel(authorities(3), highlight="Wiral")


def test_a_funnel_that_was_not_supplied_says_so() -> None:
    assert isinstance(
        charts.funnel(handmade.missing("funnel", COLUMNS, supplier="the store"), highlight="Wirral"), NotSupplied
    )


def test_no_word_is_cut_off_or_hidden_at_153_points(figure: Figure) -> None:
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


@pytest.mark.parametrize("picture", ["wide", "narrow"])
def test_only_the_picked_area_and_those_outside_are_named(figure: Figure, picture: str) -> None:
    words = " ".join(svg_words.words(getattr(figure, picture)).split())
    assert [name for name in NAMED if name not in words] == []
    assert "Authority" not in words


def test_england_is_not_drawn_as_one_of_the_authorities(figure: Figure) -> None:
    assert "England" not in svg_words.words(figure.wide)
    assert "Authorities above the outer limit: one of 153; below it: one." in figure.alt.plain


@pytest.mark.parametrize(
    ("value", "standing"),
    [
        (150.0, "above the outer limit"),
        (116.0, "above the inner limit"),
        (70.0, "within the limits"),
        (25.0, "below the inner limit"),
        (1.0, "below the outer limit"),
    ],
)
def test_the_title_says_where_the_picked_area_lies(value: float, standing: str) -> None:
    figure = charts.funnel(authorities(5, Wirral=(66000.0, value)), highlight="Wirral")
    assert isinstance(figure, Figure) and f"Wirral is {standing}" in figure.title.plain


def test_where_nobody_lies_further_out_than_their_size_explains_none_is_drawn() -> None:
    inside = dict.fromkeys(NAMED, (66000.0, 71.0))
    assert charts.funnel(changed_to(inside), highlight="Wirral") is None
    outside = changed_to(inside | {"Authority 5": (66000.0, 150.0)})
    assert isinstance(charts.funnel(outside, highlight="Wirral"), Figure)


def test_an_area_without_a_value_is_left_out_and_none_is_claimed_for_it() -> None:
    figure = charts.funnel(authorities(5, Wirral=(66000.0, float("nan"))), highlight="Wirral")
    assert isinstance(figure, Figure) and figure.title.plain == "Funnel"
    assert "of 7; below" in figure.alt.plain


def test_the_same_rows_give_the_same_bytes(figure: Figure) -> None:
    assert charts.funnel(authorities(), highlight="Wirral", neighbours=["Authority 3", "E00000010"]) == figure
