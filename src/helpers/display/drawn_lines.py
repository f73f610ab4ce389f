"""Lines of text in a drawing: where a text breaks into them, and what is written on the sheet, listed beside the SVG with its numbers.

matplotlib knows text as plain words. An artist that is a `LineOfText` carries its `Text` too, and the renderer lists one `Text`
for each `<text>` element it writes, so that nobody has to read the picture to know which numbers stand in it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure as Sheet
from matplotlib.text import Text as TextArtist

from helpers.statistics.numbers import MARK, Number, Text, compose

POINTS_AN_INCH = 72


class Unclipped:
    """A mark that nothing cuts off, and which so need not be measured against the edge of what it stands in."""

    def set_clip_path(self, *_: object, **__: object) -> None:
        """Take no edge."""


class LineOfText(Unclipped, TextArtist):
    """One line of text on its baseline: a page or a phone lays it out, so it is not measured again to be drawn."""

    def __init__(self, x: float, baseline: float, line: Text, **look: Any) -> None:
        super().__init__(x, baseline, line.plain, va="baseline", parse_math=False, **look)
        self.line = line

    def draw(self, renderer: RendererBase) -> None:
        """Write the line where it stands."""
        across, up = self.get_transform().transform(self.get_unitless_position())
        colour = renderer.new_gc()
        colour.set_foreground(self.get_color())
        renderer.open_group("text", self.get_gid())
        down = renderer.get_canvas_width_height()[1] - up
        renderer.draw_text(colour, across, down, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        renderer.close_group("text")


class ListingRenderer(RendererSVG):
    """matplotlib's SVG renderer, which also lists each line of text as it writes it: `lines`, in the order of the elements."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.lines: list[Text] = []
        super().__init__(*args, **options)

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = False, mtext: Any = None
    ) -> None:
        """Write one line; matplotlib gives no artist for text of several lines, whose lines are then plain words."""
        self.lines.append(mtext.line if isinstance(mtext, LineOfText) else Text(s))
        super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)


def rendered(sheet: Sheet) -> tuple[str, tuple[Text, ...]]:
    """Return a sheet as SVG and its lines of text in the order of their elements."""
    width, height = (inches * POINTS_AN_INCH for inches in sheet.get_size_inches())
    page = io.StringIO()
    renderer = ListingRenderer(width, height, page, image_dpi=POINTS_AN_INCH, metadata={"Date": None})
    sheet.draw(renderer)
    renderer.finalize()
    return page.getvalue(), tuple(renderer.lines)


def relaid(text: Text, broken: str) -> Text:
    """Return a text with the line breaks of `broken`, which has the same words with line breaks instead of some spaces."""
    return compose("{}" * (2 * len(text.numbers) + 1), *_parts(text, broken))


def lines(text: Text) -> Iterator[Text]:
    """Yield the lines of a text, each with its numbers."""
    return (text.part(words) for words in text.words.split("\n"))


def _parts(text: Text, broken: str) -> Iterator[Text]:
    place = 0
    for part in _pieces(text):
        words = part.shown if isinstance(part, Number) else part
        end = _after(broken, place, sum(not letter.isspace() for letter in words))
        yield _split(part, broken[place:end]) if isinstance(part, Number) else Text(broken[place:end])
        place = end


def _pieces(text: Text) -> Iterator[str | Number]:
    """Yield words and numbers in turn, words first and last (they may be empty)."""
    place = 0
    for match in MARK.finditer(text.words):
        yield text.words[place : match.start()]
        yield text.numbers[int(match[1])]
        place = match.end()
    yield text.words[place:]


def _after(broken: str, place: int, letters: int) -> int:
    """Return the place in `broken` after so many letters from `place` on, blanks not counted."""
    while letters:
        letters -= not broken[place].isspace()
        place += 1
    return place


def _split(number: Number, words: str) -> Text:
    """Return the number on its lines; blanks before it stay outside the number."""
    figure = words.lstrip()
    parts = [number.shown_as(line) for line in figure.split("\n")]
    return Text(words[: len(words) - len(figure)]) + compose("\n".join("{}" for _ in parts), *parts)
