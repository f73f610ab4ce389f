"""The map names the picked authority and its neighbours without names running into each other, or says what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from display import handmade, svg_words

from helpers.display import charts
from helpers.display.blocks import Figure, NotSupplied
from helpers.errors import ReportError, UnknownName
from helpers.statistics.statistic import Column, Statistic

COLUMNS = (Column("area", "Code"), Column("area_name", "Authority"))
NAMES = ["Bournemouth, Christchurch and Poole", "Devon", "Kent", "Essex", "Norfolk", "Bedford", "Bexley", "West Sussex"]
RELEASED = Path(__file__).parents[3] / "shared/published/boundaries/CTYUA_MAY_2023_EN_BUC_wgs84.geojson"
WIRRAL = {
    "E08000015": "Wirral", "E08000014": "Sefton", "E06000006": "Halton", "E06000004": "Stockton-on-Tees", "E08000024": "Sunderland",
    "E08000037": "Gateshead", "E06000003": "Redcar and Cleveland", "E10000017": "Lancashire", "E08000002": "Bury",
    "E08000023": "South Tyneside", "E06000047": "County Durham",
}  # fmt: skip


def square(code: str, east: float, north: float) -> dict[str, object]:
    corners = [[east, north], [east + 0.4, north], [east + 0.4, north + 0.4], [east, north + 0.4], [east, north]]
    return {"properties": {"CTYUA23CD": code}, "geometry": {"type": "Polygon", "coordinates": [corners]}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A country of twenty squares, those of the authorities named side by side in its north."""
    squares = [square(f"E{place:08}", -4 + place % 10 * 0.5, 54 - place // 10 * 3) for place in range(20)]
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps({"features": squares}))
    return path


def authorities(names: list[str] = NAMES) -> Statistic:
    return handmade.statistic(
        "neighbours", COLUMNS, [(f"E{place:08}", name) for place, name in enumerate(names)], policy="released"
    )


def test_without_boundaries_the_cure_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"boundaries\.geojson is not there, so no map can be drawn\. Make the store"):
        charts.england(authorities(), highlight="Kent", file=tmp_path / "boundaries.geojson")


def test_an_area_without_an_outline_is_refused(file: Path) -> None:
    abolished = handmade.statistic("neighbours", COLUMNS, [("E10000006", "Cumbria")], policy="released")
    with pytest.raises(ReportError, match="Cumbria has no outline"):
        charts.england(abolished, highlight="Cumbria", file=file)


def test_an_unknown_area_is_refused(file: Path) -> None:
    with pytest.raises(UnknownName):
        charts.england(authorities(), highlight="Atlantis", file=file)


def test_a_map_that_was_not_supplied_says_so(file: Path) -> None:
    missing = handmade.missing("neighbours", COLUMNS, wanted="the store")
    assert isinstance(charts.england(missing, highlight="Kent", file=file), NotSupplied)


def test_no_word_is_cut_off_or_hidden(file: Path) -> None:
    figure = charts.england(authorities(), highlight=NAMES[0], file=file)
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


def test_a_phone_lists_the_names_that_its_map_numbers(file: Path) -> None:
    figure = charts.england(authorities(), highlight="Kent", file=file)
    said = svg_words.words(figure.narrow)
    assert [name for name in NAMES if name not in " ".join(said.split())] == []
    assert [said.split("\n").count(f"{place}") for place in range(1, 9)] == [2] * 8


def test_only_the_neighbours_asked_for_are_named(file: Path) -> None:
    figure = charts.england(authorities(), highlight="Kent", neighbours=["Essex", "E00000004"], file=file)
    assert figure.title.plain == "Kent and its two statistical neighbours"
    assert figure.alt.plain.endswith("Its statistical neighbours are outlined: Essex and Norfolk.")
    assert "Devon" not in svg_words.words(figure.wide)


def test_the_boundaries_are_credited_as_their_licence_asks(file: Path) -> None:
    assert "Contains OS data © Crown copyright" in charts.england(authorities(), highlight="Kent", file=file).note.plain


@pytest.mark.skipif(not RELEASED.exists(), reason="the released boundaries are not here")
def test_wirral_and_its_neighbours_can_be_read_on_the_released_boundaries() -> None:
    real = handmade.statistic("neighbours", COLUMNS, list(WIRRAL.items()), policy="released")
    figure = charts.england(real, highlight="Wirral", file=RELEASED)
    assert isinstance(figure, Figure)
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []
    assert len(figure.wide) < 120_000
