"""What became of promises, year by year: a mark for each promise, in a row for each answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, promises, theme
from helpers.display.blocks import Figure, Nothing, NotSupplied
from helpers.display.charts import marks
from helpers.display.promises import NO_ANSWER
from helpers.display.sentences import narrative
from helpers.sources.promises import CHANGED, DONE, NOT_DONE
from helpers.statistics.numbers import Number, Text, compose, joined
from helpers.statistics.statistic import Statistic

SHAPES = {
    DONE: ("o", theme.FOCUS, theme.FOCUS),
    CHANGED: ("D", theme.CATEGORICAL[1], theme.CATEGORICAL[1]),
    NOT_DONE: ("X", theme.CATEGORICAL[2], theme.CATEGORICAL[2]),
    NO_ANSWER: ("o", theme.PAPER, theme.CONTEXT_DARK),
}
LABELS = 84.0
COUNT = 26.0
STEP = 15.0
LINE, HEADING, BETWEEN = 18.0, 20.0, 10.0


@dataclass(frozen=True)
class YearOfAnswers:
    """One year's answers: the year, and for each answer that was given how many promises have it, and their number as printed."""

    year: Text
    counts: tuple[tuple[str, int, Number], ...]

    @property
    def height(self) -> float:
        """How far down the sheet the year reaches, in points."""
        return HEADING + LINE * len(self.counts) + BETWEEN


@canvas.chart
def answers(statistic: Statistic) -> Figure | NotSupplied | Nothing:
    """Draw a mark for each promise in the row of its answer, under each year; the answer is told by place, shape and colour.

    Rows are those of `measures.promises`. Where no promise was ever answered, nothing is drawn.
    """
    if not promises.any_answer(statistic):
        return Nothing()
    years = list(_years(statistic))
    tall = (sum(year.height for year in years) - BETWEEN) / canvas.POINTS
    return canvas.figure(
        statistic,
        lambda sheet, layout: _draw(sheet, years, layout),
        title=narrative.message(promises.of_newest_year(statistic), otherwise=statistic.title),
        alt=joined([_in_words(year) for year in years], by=" ", last=" "),
        wide=(canvas.WIDE[0], tall),
        narrow=(canvas.NARROW[0], tall),
        data=promises.over_years(statistic),
    )


def _years(statistic: Statistic) -> Iterator[YearOfAnswers]:
    for period, year in statistic.labels("period").items():
        counts = promises.counts(statistic, period)
        yield YearOfAnswers(year, tuple((answer, len(rows), number) for answer, rows, number in counts))


def _in_words(year: YearOfAnswers) -> Text:
    return compose(
        "{}: {}.", year.year, joined([compose("{} {}", count.words, word) for word, _, count in year.counts])
    )


def _draw(sheet: Sheet, years: list[YearOfAnswers], layout: canvas.CanvasLayout) -> None:
    axes, top = canvas.plain(sheet, layout), 0.0
    most = max(count for year in years for _, count, _ in year.counts)
    step = min(STEP, (layout.width - LABELS - COUNT) / most)
    for year in years:
        marks.write(axes, 0, top, year.year, size=theme.TEXT_SIZE + 1, bold=True, colour=theme.FOCUS)
        for place, line in enumerate(year.counts):
            _draw_line(axes, line, top + HEADING + place * LINE, step)
        top += year.height


def _draw_line(axes: Axes, line: tuple[str, int, Number], top: float, step: float) -> None:
    (word, count, number), (marker, fill, edge) = line, SHAPES[line[0]]
    middle = top + theme.TEXT_SIZE * marks.LEADING / 2
    marks.write(axes, LABELS - 10, top, word, across="right")
    places = [(LABELS + (place + 0.5) * step, middle) for place in range(count)]
    marks.dots(axes, places, marker=marker, size=0.6 * step, fill=fill, edge=edge)
    marks.write(axes, LABELS + count * step + 5, top, number)
