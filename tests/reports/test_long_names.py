"""A long name is written whole, neither cut off nor over another, and leaves room for what it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from support import areas_over_time, handmade, svg_words

from helpers.display import charts
from helpers.display.blocks import Figure
from helpers.statistics.disclosure.measure import Column

pytestmark = pytest.mark.slow
FORTY = "Saint Aldhelm upon Wharfe and Lower Dale"
LONGEST = (
    "The Integrated Partnership for Safeguarding Children, Young People and Families in Northern Wharfedale and Ley"
)
NAMES = {"forty": FORTY, "longest": LONGEST}
BARE = (Column("name", "Name"), Column("value", "Value", "count"))


def over_time(name: str) -> Figure:
    series = {name: [118.0, 121.0, 116.0], "North West": [94.0, 97.0, 94.0], "England": [67.0, 68.0, 69.0]}
    return drawn(charts.trend(areas_over_time.statistic(series), highlight=name))


def side_by_side(name: str) -> Figure:
    series = {name: [118.0, 121.0, 116.0], "England": [67.0, 68.0, 69.0]}
    panels = [areas_over_time.statistic(series, name=f"measure_{place}") for place in range(4)]
    return drawn(charts.small_multiples(panels, highlight=name))


def ranked(name: str) -> Figure:
    series = {name: [116.0], "Sefton": [93.0], "Halton": [99.0], f"Beside {name}": [99.5], "England": [69.0]}
    return drawn(charts.ranking(areas_over_time.statistic(series), highlight=name))


def barred(name: str) -> Figure:
    rows = [(name, 40), ("Police", 25), (f"Beside {name}", 12)]
    return drawn(charts.bars(handmade.statistic("meetings", BARE, rows), label="name", value="value"))


def staged(name: str) -> Figure:
    columns = (Column("name", "Stage"), *areas_over_time.COLUMNS[:2], Column("value", "Children", "per_10k"))
    values = {"Referrals": (627.6, 515.7), "Section 47 enquiries": (207.2, 186.2)}
    rows = [
        (stage, code, area, value)
        for stage, pair in values.items()
        for code, area, value in zip(("E06990001", "E92000001"), (name, "England"), pair, strict=True)
    ]
    return drawn(charts.flow(handmade.statistic("flow", columns, rows, policy="released"), highlight=name))


CHARTS: tuple[Callable[[str], Figure], ...] = (over_time, side_by_side, ranked, barred, staged)


def drawn(shown: object) -> Figure:
    assert isinstance(shown, Figure)
    return shown


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("chart", CHARTS)
def test_a_long_name_is_written_whole_and_over_nothing(chart: Callable[[str], Figure], name: str) -> None:
    figure = chart(name)
    for picture in (figure.wide, figure.narrow):
        assert list(svg_words.faults(picture)) == []
        assert set(name.split()) <= set(svg_words.words(picture).split())


@pytest.mark.parametrize("chart", [ranked, barred, staged])
def test_the_longest_bar_beside_a_long_name_takes_a_third_of_the_picture(chart: Callable[[str], Figure]) -> None:
    picture = chart(LONGEST).wide
    width = float(re.findall(r'viewBox="0 0 ([\d.]+)', picture)[0])
    assert max(lengths(picture)) >= width / 3


def lengths(picture: str) -> Iterable[float]:
    bars = re.findall(r'd="M ?([\d.]+) [\d.]+ ?L ?([\d.]+) [^"]*"[^>]*fill:#12436d', picture)
    return [abs(float(end) - float(start)) for start, end in bars]
