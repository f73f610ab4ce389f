"""Lines of text in a drawing: whatever is written on the sheet is listed beside the SVG, with the numbers in it.

matplotlib knows text as plain words. An artist that is a `LineOfText` carries its `Text` too, and the renderer lists one `Text`
for each `<text>` element it writes, so that nobody has to read the picture to know which numbers stand in it.
"""

from __future__ import annotations

import io
from typing import Any

from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure as Sheet
from matplotlib.text import Text as TextArtist

from helpers.statistics.numbers import Text

POINTS_AN_INCH = 72


class LineOfText(TextArtist):
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
