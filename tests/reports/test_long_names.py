"""A long name is written whole, neither cut off nor over another, and leaves room for what it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

import pytest
from support import areas_over_time, handmade, svg_words

from helpers.display import charts
from helpers.display.blocks import Figure
from helpers.sources import areas
from helpers.statistics.disclosure.measure import Column

pytestmark = pytest.mark.slow
FORTY = "Saint Aldhelm upon Wharfe and Lower Dale"
LONGEST = (
    "The Integrated Partnership for Safeguarding Children, Young People and Families in Northern Wharfedale and Ley"
)
MANY = 26
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


def attended(name: str) -> Figure:
    columns = (Column("partner", "Partner"), Column("attended", "Attended", "percent"))
    rows = [(name, 75.0), ("Police", 100.0)]
    return drawn(charts.attendance(handmade.statistic("attendance", columns, rows)))


def with_factors(name: str) -> Figure:
    columns = (Column("name", "Factor"), Column("period", "Year"), Column("value", "Assessments", "count"))
    counts = {name: (491.0, 390.0), "Neglect": (797.0, 833.0), f"Beside {name}": (390.0, 391.0)}
    rows = [
        (factor, year, count)
        for factor, pair in counts.items()
        for year, count in zip(("2023", "2024"), pair, strict=True)
    ]
    return drawn(charts.factors(handmade.statistic("factors", columns, rows, policy="released")))


def among_all(name: str) -> Figure:
    """The picked area and one beside it, both outside the limits, among sixty within them."""
    limits = ("lower_95", "upper_95", "lower_998", "upper_998")
    columns = (
        Column("area", "Code"),
        Column("area_name", "Authority"),
        Column("base", "Children aged 0 to 17", "count"),
        Column("value", "Rate", "per_10k"),
        *(Column(limit, limit, "per_10k") for limit in limits),
    )
    within = {f"Authority {place}": (9000.0 + place * 4000, 70.0 + (place * 37) % 41 - 20) for place in range(60)}
    values = {**within, name: (66000.0, 150.0), f"Beside {name}": (70000.0, 152.0), "England": (12e6, 70.0)}
    rows = [
        ("E92000001" if area == "England" else f"E{place:08}", area, base, value, 40.0, 100.0, 25.0, 115.0)
        for place, (area, (base, value)) in enumerate(values.items(), start=1)
    ]
    return drawn(charts.funnel(handmade.statistic("funnel", columns, rows, policy="released"), highlight=name))


def dated(name: str) -> Figure:
    columns = (Column("date", "Date", "date"), Column("title", "Event"), Column("kind", "Kind"))
    rows = [(date(2023, month, 2), f"{name} {month}", "written_statement") for month in (4, 5, 12)]
    return drawn(charts.timeline(handmade.statistic("timeline", columns, rows)))


def grouped(name: str) -> Figure:
    columns = (Column("id", "Id"), Column("name", "Name"), Column("kind", "Kind"), Column("parent", "Reports to"))
    below = [(f"group_{place}", f"{name} {place}", "committee", "top") for place in range(5)]
    rows = [
        ("top", name, "executive", ""),
        *below,
        ("under", name, "task_group", "group_0"),
        ("by", name, "partner", ""),
    ]
    return drawn(charts.structure(handmade.statistic("structure", columns, rows)))


def paid(name: str) -> Figure:
    names = ("id", "side", "name", "amount", "period", "note")
    columns = tuple(
        Column(column, column.capitalize(), *(["pounds"] if column == "amount" else [])) for column in names
    )
    rows = [
        ("first", "income", name, 139936.0, "2023-24", ""),
        ("next", "income", f"Beside {name}", 129911.0, "2023-24", ""),
        ("spending", "expenditure", f"Spent by {name}", 269847.0, "2023-24", ""),
    ]
    return drawn(charts.income_and_expenditure(handmade.statistic("finances", columns, rows)))


CHARTS: tuple[Callable[[str], Figure], ...] = (
    over_time, side_by_side, ranked, barred, staged, attended, with_factors, among_all, dated, grouped, paid,
)  # fmt: skip


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


@pytest.mark.parametrize("chart", [ranked, barred, staged, attended])
def test_the_longest_bar_beside_a_long_name_takes_a_third_of_the_picture(chart: Callable[[str], Figure]) -> None:
    picture = chart(LONGEST).wide
    width = float(re.findall(r'viewBox="0 0 ([\d.]+)', picture)[0])
    assert max(lengths(picture)) >= width / 3


def lengths(picture: str) -> Iterable[float]:
    bars = re.findall(r'd="M ?([\d.]+) [\d.]+ ?L ?([\d.]+) [^"]*"[^>]*fill:#12436d', picture)
    return [abs(float(end) - float(start)) for start, end in bars]


def many_names() -> list[str]:
    """The longest names that authorities of England have, enough for a partnership of many areas."""
    names = {area.plain_name for area in areas.authorities(2024)}
    return sorted(names, key=lambda name: (-len(name), name))[:MANY]


def many_over_time(unlike: float) -> Figure:
    return drawn(charts.trend(areas_over_time.statistic(_many(3, unlike)), highlight=many_names()[0]))


def many_side_by_side(unlike: float) -> Figure:
    panels = [areas_over_time.statistic(_many(3, unlike), name=f"measure_{place}") for place in range(4)]
    return drawn(charts.small_multiples(panels, highlight=many_names()[0]))


def many_ranked(unlike: float) -> Figure:
    return drawn(charts.ranking(areas_over_time.statistic(_many(1, unlike)), highlight=many_names()[0]))


def many_barred(unlike: float) -> Figure:
    rows = [(name, 40 + round(unlike * place)) for place, name in enumerate(many_names())]
    return drawn(charts.bars(handmade.statistic("meetings", BARE, rows), label="name", value="value"))


def _many(years: int, unlike: float) -> dict[str, list[float]]:
    """Figures of many areas and of England, each so far from the next."""
    series = {name: [90.0 + unlike * place + year for year in range(years)] for place, name in enumerate(many_names())}
    return {**series, "England": [69.0 + year for year in range(years)]}


@pytest.mark.parametrize("unlike", [0.0, 0.1, 4.0])
@pytest.mark.parametrize("chart", [many_over_time, many_side_by_side, many_ranked, many_barred])
def test_many_areas_with_long_names_hide_none_of_each_other(chart: Callable[[float], Figure], unlike: float) -> None:
    figure = chart(unlike)
    for picture in (figure.wide, figure.narrow):
        assert list(svg_words.faults(picture)) == []
        assert set(many_names()[0].split()) <= set(svg_words.words(picture).split())
