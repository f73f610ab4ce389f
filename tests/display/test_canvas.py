"""A picture can stand in a page beside others, is the same each time, and its labels keep their distance."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as some
from matplotlib.figure import Figure as Sheet
from support import handmade, svg_words

from helpers.display import canvas
from helpers.display.blocks import Figure, NotSupplied
from helpers.display.charts import marks
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.numbers import compose

COLUMNS = (Column("name", "Page"), Column("views", "Views", "count"))
PAGES = handmade.statistic("top_pages", COLUMNS, [("Home", 18000.0), ("Training", 747.0)], title="Pages read")
LONG = "Bournemouth, Christchurch and Poole"


def draw(sheet: Sheet, layout: canvas.CanvasLayout) -> None:
    axes = sheet.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.plot([0, 1], [PAGES.table_value(0, "views"), PAGES.table_value(1, "views")], marker="o")


def crowd(sheet: Sheet, layout: canvas.CanvasLayout) -> None:
    axes = canvas.plain(sheet, layout)
    axes.text(10, 20, "one over")
    axes.text(14, 22, "another")
    axes.text(layout.width - 4, 60, "off the sheet")


def caption(sheet: Sheet, layout: canvas.CanvasLayout) -> None:
    words = compose("Home was read\n{} times", PAGES.number(0, "views"))
    marks.write(canvas.plain(sheet, layout), 10, 10, words)


def figure(name: str = "top_pages") -> Figure:
    statistic = handmade.statistic(name, COLUMNS, [("Home", 18000.0), ("Training", 747.0)], title="Pages read")
    figure = canvas.figure(statistic, draw, title="Home is read most", alt="Home 18,000; Training 747.")
    assert isinstance(figure, Figure)
    return figure


def test_what_is_not_supplied_is_not_drawn() -> None:
    block = canvas.figure(handmade.missing("pages", COLUMNS, supplier="the web team"), draw, title="", alt="")
    assert block == NotSupplied("Pages", "the web team")


def test_the_check_of_words_sees_a_crowd() -> None:
    picture = canvas.picture(PAGES, crowd, (3, 2), narrow=True).svg
    assert svg_words.overlaps(picture) == ["one over | another"]
    assert svg_words.clipped(picture) == ["off the sheet"]


@pytest.mark.parametrize(
    "unwanted", ["<?xml", "<!DOCTYPE", "<!--", "<metadata", "<style", 'width="460', "pt", "figure_1", "NaN"]
)
def test_a_picture_carries_nothing_that_a_page_cannot_hold(unwanted: str) -> None:
    assert unwanted not in figure().wide


def test_a_picture_has_a_view_box_and_text_as_text() -> None:
    wide = figure().wide
    assert wide.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 460.8 230.4"')
    assert "<text" in wide and "'Source Sans Pro'" in wide


def test_a_line_that_holds_no_number_is_told_as_plain_words() -> None:
    lines = canvas.picture(PAGES, crowd, (3, 2), narrow=True).words
    assert [("one over", ()), ("another", ()), ("off the sheet", ())] == [(line.plain, line.numbers) for line in lines]


def test_a_number_in_a_picture_keeps_its_origin_without_a_trace_in_the_picture() -> None:
    chart = canvas.picture(PAGES, caption, (3, 2), narrow=False)
    number = PAGES.number(0, "views")
    assert ["Home was read", "18,000 times"] == [line.plain for line in chart.words]
    assert [(), (number,)] == [line.numbers for line in chart.words]
    assert number.origins and number.origins[0].file not in chart.svg
    assert re.findall(r' id="([^"]+)"', chart.svg) == []


def test_the_lines_handed_on_are_those_of_the_picture_in_order() -> None:
    for layout in (True, False):
        chart = canvas.picture(PAGES, draw, (3, 2), narrow=layout)
        assert svg_words.words(chart.svg).split("\n") == [line.plain for line in chart.words]


def test_no_two_pictures_of_a_page_share_a_name() -> None:
    pictures = [picture for block in (figure(), figure("other_pages")) for picture in (block.wide, block.narrow)]
    names = [name for picture in pictures for name in re.findall(r' id="([^"]+)"', picture)]
    assert names
    assert len(names) == len(set(names))


def test_every_name_that_is_used_is_there() -> None:
    wide = figure().wide
    assert set(re.findall(r"#([\w-]+-\d+)", wide)) == set(re.findall(r' id="([^"]+)"', wide))


@pytest.mark.slow
def test_another_process_draws_the_same_bytes() -> None:
    code = "from display.test_canvas import figure; import hashlib; print(hashlib.sha256(figure().wide.encode()).hexdigest())"
    program = [sys.executable, "-c", code]
    runs = {
        subprocess.run(program, capture_output=True, text=True, check=True, env=_env(seed)).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_a_subtitle_does_not_say_again_what_the_title_opens_with() -> None:
    block = canvas.figure(PAGES, draw, title="Pages read: Home most, with 18,000", alt="Home 18,000.")
    assert isinstance(block, Figure)
    assert block.subtitle.plain == "2023-24"


def test_title_and_source_are_words_of_the_page_and_not_of_the_picture() -> None:
    block = figure()
    assert block.subtitle.plain == "Pages read, 2023-24"
    assert block.credit.plain == "Source: partnership_site."
    assert "Home is read most" not in block.wide


def test_wrapped_words_fit_and_none_is_lost() -> None:
    lines = canvas.wrapped(LONG, 80)
    assert lines.split() == LONG.split()
    assert canvas.width_of(lines) <= 80


def test_bold_words_take_more_room() -> None:
    assert canvas.width_of(LONG, bold=True) > canvas.width_of(LONG)


def test_labels_that_do_not_meet_stay_where_they_are() -> None:
    assert canvas.spread([30.0, 10.0], 12, 0, 100) == [30.0, 10.0]


@given(some.lists(some.tuples(some.floats(-50, 250), some.floats(5, 20)), min_size=1, max_size=9))
def test_spread_labels_never_meet_nor_leave_the_sheet_nor_change_order(labels: list[tuple[float, float]]) -> None:
    middles, sizes = [want for want, _ in labels], [size for _, size in labels]
    places = canvas.spread(middles, sizes, 0, 200)
    order = sorted(range(len(labels)), key=lambda label: middles[label])
    for before, after in itertools.pairwise(order):
        assert places[after] - places[before] >= (sizes[before] + sizes[after]) / 2 - 1e-6
    assert all(size / 2 - 1e-6 <= place <= 200 - size / 2 + 1e-6 for place, size in zip(places, sizes, strict=True))


def _env(seed: str) -> dict[str, str]:
    import os

    return dict(os.environ) | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
