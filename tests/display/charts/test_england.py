"""The map names the picked authority and its neighbours without names running into each other, or says what is missing."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest
from support import compared, handmade, svg_words
from support.drawn import drawn

from helpers.display import charts
from helpers.display.blocks import NotSupplied
from helpers.display.charts.outlines import boundaries
from helpers.errors import ReportError, UnknownName
from helpers.sources import published
from helpers.sources.publications import Publication
from helpers.sources.published import PublishedStore
from helpers.statistics import measures
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import Statistic, protect

COLUMNS = (Column("area", "Code"), Column("area_name", "Authority"))
NAMES = ["Bournemouth, Christchurch and Poole", "Devon", "Kent", "Essex", "Norfolk", "Bedford", "Bexley", "West Sussex"]
WIRRAL = {
    "E08000015": "Wirral", "E08000014": "Sefton", "E06000006": "Halton", "E06000004": "Stockton-on-Tees", "E08000024": "Sunderland",
    "E08000037": "Gateshead", "E06000003": "Redcar and Cleveland", "E10000017": "Lancashire", "E08000002": "Bury",
    "E08000023": "South Tyneside", "E06000047": "County Durham",
}  # fmt: skip


def square(code: str, east: float, north: float) -> dict[str, object]:
    across, up = [0.0, 0.4, 0.4, 0.0, 0.0], [0.0, 0.0, 0.4, 0.4, 0.0]
    corners = {"longitude": [east + x for x in across], "latitude": [north + y for y in up]}
    return {"area": code, "ring": 0, **corners, "source": "outlines"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> PublishedStore:
    """A country of twenty squares, those of the authorities named side by side in its north."""
    folder = tmp_path_factory.mktemp("store")
    squares = [square(f"E{place:08}", -4 + place % 10 * 0.5, 54 - place // 10 * 3) for place in range(20)]
    pd.DataFrame(squares).to_parquet(folder / "boundaries.parquet")
    publication = {field.name: "" for field in fields(Publication) if field.name != "origin"} | {
        "id": "outlines",
        "attribution": "Contains OS data © Crown copyright.",
    }
    pd.DataFrame([publication]).to_parquet(folder / "sources.parquet")
    return PublishedStore(folder)


def authorities(names: list[str] = NAMES) -> Statistic:
    return handmade.statistic(
        "neighbours", COLUMNS, [(f"E{place:08}", name) for place, name in enumerate(names)], policy="released"
    )


def test_without_boundaries_the_cure_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"boundaries\.parquet is not there\. Make the store"):
        charts.england(authorities(), highlight="Kent", store=PublishedStore(tmp_path))


def test_an_area_without_an_outline_has_a_line_and_no_map(store: PublishedStore) -> None:
    abolished = handmade.statistic("neighbours", COLUMNS, [("E10000006", "Cumbria")], policy="released")
    block = charts.england(abolished, highlight="Cumbria", store=store)
    assert isinstance(block, NotSupplied)
    assert block.sentence == "Not published: A map of England’s authorities (no outline of Cumbria)."


def test_an_area_without_a_row_is_refused(store: PublishedStore) -> None:
    with pytest.raises(ReportError, match="Wirral has no row in neighbours"):
        charts.england(authorities(), highlight="Wirral", store=store)


def test_an_unknown_area_is_refused(store: PublishedStore) -> None:
    with pytest.raises(UnknownName):
        charts.england(authorities(), highlight="Atlantis", store=store)


def test_a_map_that_was_not_supplied_says_so(store: PublishedStore) -> None:
    missing = handmade.missing("neighbours", COLUMNS, supplier="the store")
    assert isinstance(charts.england(missing, highlight="Kent", store=store), NotSupplied)


def test_no_word_is_cut_off_or_hidden(store: PublishedStore) -> None:
    figure = drawn(charts.england(authorities(), highlight=NAMES[0], store=store))
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


def test_a_phone_lists_the_names_that_its_map_numbers(store: PublishedStore) -> None:
    figure = drawn(charts.england(authorities(), highlight="Kent", store=store))
    words = svg_words.words(figure.narrow)
    assert [name for name in NAMES if name not in " ".join(words.split())] == []
    assert [words.split("\n").count(f"{place}") for place in range(1, 9)] == [2] * 8


def test_the_boundaries_are_credited_as_their_licence_asks(store: PublishedStore) -> None:
    assert (
        "Contains OS data © Crown copyright"
        in drawn(charts.england(authorities(), highlight="Kent", store=store)).note.plain
    )


def test_wirral_and_its_neighbours_can_be_read_on_the_published_boundaries() -> None:
    real = handmade.statistic("neighbours", COLUMNS, list(WIRRAL.items()), policy="released")
    figure = drawn(charts.england(real, highlight="Wirral"))
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []
    assert "Contains OS data © Crown copyright and database right 2023" in figure.note.plain
    assert len(figure.wide) < 120_000


def test_every_authority_of_england_has_an_outline_in_the_published_store() -> None:
    assert len(boundaries(published.store())) == 153


def test_a_neighbour_takes_its_article_in_the_text_alternative() -> None:
    chapter = compared.journey("Cornwall")
    beside = measures.latest_period(chapter, "children_looked_after_per_10k", among="neighbours")
    figure = charts.england(protect(beside, title="Children looked after"), highlight=chapter.area)
    assert not isinstance(figure, NotSupplied)
    assert "from the Isle of Wight 120, the highest" in figure.alt.plain
    assert figure.alt.plain.endswith("and the Isle of Wight.")
