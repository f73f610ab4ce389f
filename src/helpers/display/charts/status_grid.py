"""What stands where: a word and a symbol for each thing and each aspect of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, grids, theme
from helpers.display.blocks import Figure, Grid, NotSupplied
from helpers.display.charts import marks
from helpers.display.sentences import narrative, row_counts, wording
from helpers.statistics.numbers import Number, Part, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

Symbol = Callable[[Axes, float, float, float], None]
BLANK, DESCRIBED, DOUBTFUL = "not supplied", "supplied", "see the table"
LONGEST_STATUS = 3
DENIALS = {"no", "not", "none", "nil", "nothing", "n/a", "tbc"}
SYMBOLS: Mapping[str, Symbol] = (
    dict.fromkeys((DESCRIBED, "yes", "held", "done", "complete", "completed", "met", "on track"), marks.tick)
    | dict.fromkeys(("partly", "in part", "in progress", "under way", "partly held", "partly met"), marks.half)
    | dict.fromkeys(("no", "not held", "not done", "not met", "not started", "late"), marks.cross)
)
SYMBOL_SIZE = 11.0


@canvas.chart
def status_grid(
    statistic: Statistic, *, name: str, aspects: Sequence[str], title: Part | None = None
) -> Figure | NotSupplied:
    """Draw a row for each thing and a column for each aspect; each cell is a symbol and its word.

    The words of `SYMBOLS` have a tick, a half, a cross or a dash; up to three other words stand beside a dot. A blank has a
    dash and says what its column says of blanks. A longer description is told as "supplied", its words being in the table, and
    so is a number; one with "no" or "not" in it is not ticked. The title counts the ticks of the last aspect.
    """
    columns = (name, *aspects)
    return canvas.figure(
        statistic,
        lambda sheet, _, layout: _draw(sheet, layout, _Plan(statistic, columns, layout.width, layout.narrow)),
        title=_title(statistic, name, aspects[-1]) if title is None else title,
        alt=_alt(statistic, aspects),
        wide=_size(statistic, columns, canvas.WIDE[0], narrow=False),
        narrow=_size(statistic, columns, canvas.NARROW[0], narrow=True),
        data=_grid(statistic, columns),
    )


def standing(statistic: Statistic, row: int, aspect: str) -> str:
    """Return the word of a cell: its own where short, "supplied" for a description or a number, the column's word for a blank."""
    cell = statistic.cell(row, aspect)
    words = cell.plain.split()
    if is_blank(statistic, row, aspect):
        return statistic.column(aspect).blank or BLANK
    if not cell.numbers and len(words) <= LONGEST_STATUS:
        return " ".join(words)
    return DOUBTFUL if {word.lower().strip(",;.") for word in words} & DENIALS else DESCRIBED


def is_blank(statistic: Statistic, row: int, aspect: str) -> bool:
    """Whether nothing was supplied: an empty cell, or one that says in words that it is empty."""
    words = statistic.cell(row, aspect).plain.strip().lower()
    return words in ("", BLANK, statistic.column(aspect).blank.lower())


def symbol(statistic: Statistic, row: int, aspect: str) -> Symbol:
    """Return what draws a cell's symbol."""
    word = standing(statistic, row, aspect).lower()
    return marks.dash if is_blank(statistic, row, aspect) else SYMBOLS.get(word, marks.dot)


@dataclass(frozen=True, eq=False)
class _Plan:
    """Where everything stands, in points. On a phone a row's name stands above its cells."""

    statistic: Statistic
    columns: tuple[str, ...]
    width: float
    narrow: bool

    @property
    def aspects(self) -> tuple[str, ...]:
        return self.columns[1:]

    @property
    def left(self) -> float:
        """Where the first aspect begins."""
        return 0 if self.narrow else self.width * 0.38

    @property
    def step(self) -> float:
        return (self.width - self.left) / len(self.aspects)

    def x(self, place: int) -> float:
        return self.left + place * self.step

    @cached_property
    def heads(self) -> tuple[Text, ...]:
        headings = (self.statistic.column(aspect).heading for aspect in self.aspects)
        return tuple(canvas.wrapped(heading, self.step - 8, theme.SMALL_TEXT_SIZE, bold=True) for heading in headings)

    @cached_property
    def top(self) -> float:
        """Where the first row begins."""
        return max(marks.height(head, theme.SMALL_TEXT_SIZE) for head in self.heads) + 6

    def name(self, row: int) -> Text:
        """A row's name, wrapped to its room."""
        name = self.statistic.cell(row, self.columns[0])
        return canvas.wrapped(name, (self.width if self.narrow else self.left) - 12, theme.TEXT_SIZE)

    @property
    def beside(self) -> float:
        """How far right of its symbol a word stands; none where columns are slim, as the word then stands under it."""
        return SYMBOL_SIZE + 6 if self.step >= 75 else 0

    @property
    def below(self) -> float:
        """How far under the top of its cell a word stands."""
        return 0 if self.beside else SYMBOL_SIZE + 4

    def word(self, row: int, aspect: str) -> str:
        """A cell's word, wrapped to its room."""
        return canvas.wrapped(standing(self.statistic, row, aspect), self.step - self.beside - 6, theme.SMALL_TEXT_SIZE)

    def cells(self, row: int) -> float:
        """How tall a row's cells stand."""
        return self.below + max(marks.height(self.word(row, aspect), theme.SMALL_TEXT_SIZE) for aspect in self.aspects)

    def height(self, row: int) -> float:
        name = marks.height(self.name(row), theme.TEXT_SIZE)
        return (name + 3 + self.cells(row) if self.narrow else max(name, self.cells(row))) + 10


def _size(statistic: Statistic, columns: tuple[str, ...], inches: float, *, narrow: bool) -> tuple[float, float]:
    plan = _Plan(statistic, columns, inches * canvas.POINTS, narrow)
    return inches, (plan.top + sum(plan.height(row) for row in range(len(statistic)))) / canvas.POINTS


def _draw(sheet: Sheet, layout: canvas.CanvasLayout, plan: _Plan) -> None:
    axes = canvas.plain(sheet, layout)
    for place, head in enumerate(plan.heads):
        marks.write(axes, plan.x(place), 0, head, size=theme.SMALL_TEXT_SIZE, bold=True)
    y = plan.top
    for row in range(len(plan.statistic)):
        _draw_row(axes, plan, row, y)
        y += plan.height(row)


def _draw_row(axes: Axes, plan: _Plan, row: int, y: float) -> None:
    marks.line(axes, [(0, y - 1), (plan.width, y - 1)], colour=theme.BACKGROUND, width=0.8)
    under = marks.write(axes, 0, y + 3, plan.name(row))
    top = under + 3 if plan.narrow else y + 3
    for place, aspect in enumerate(plan.aspects):
        symbol(plan.statistic, row, aspect)(
            axes, plan.x(place) + SYMBOL_SIZE / 2 + 1, top + SYMBOL_SIZE / 2, SYMBOL_SIZE
        )
        colour = theme.SOFT_INK if is_blank(plan.statistic, row, aspect) else theme.INK
        words = plan.word(row, aspect)
        marks.write(
            axes, plan.x(place) + plan.beside, top + plan.below, words, size=theme.SMALL_TEXT_SIZE, colour=colour
        )


def _grid(statistic: Statistic, columns: tuple[str, ...]) -> Grid:
    """The words of the picture, a blank told as not supplied."""
    headings = [statistic.column(column).heading for column in columns]
    rows = [[statistic.cell(row, column) or text(BLANK) for column in columns] for row in range(len(statistic))]
    return Grid(
        headings=tuple(headings),
        aligned=("left",) * len(columns),
        rows=tuple(tuple(row) for row in rows),
        csv=grids.as_csv([heading.plain for heading in headings], ([cell.plain for cell in row] for row in rows)),
    )


def _title(statistic: Statistic, name: str, aspect: str) -> Text:
    rows = [row for row in range(len(statistic)) if symbol(statistic, row, aspect) is marks.tick]
    count = row_counts.rows(statistic, rows, of=f"{aspect} held")
    things = (
        compose("{} {}", _all(statistic).words, _things(statistic, name))
        if _things(statistic, name)
        else text(_all(statistic).words)
    )
    heading = statistic.column(aspect).heading
    message = compose("{} held for {} of {}", heading, count.words, things)
    return narrative.message(message, compose("{}: {} of {}", heading, count.words, things), otherwise=statistic.title)


def _things(statistic: Statistic, name: str) -> str:
    """What the rows are, in the plural, where their heading is a single word."""
    heading = statistic.column(name).heading.plain
    return (
        ""
        if " " in heading
        else wording.plural(wording.within(heading))
        if len(statistic) > 1
        else wording.within(heading)
    )


def _all(statistic: Statistic) -> Number:
    return row_counts.rows(statistic, range(len(statistic)), of="rows")


def _alt(statistic: Statistic, aspects: Sequence[str]) -> Text:
    """Say how often each word stands in each aspect."""
    return joined((_aspect_counts(statistic, aspect) for aspect in aspects), by=" ", last=" ")


def _aspect_counts(statistic: Statistic, aspect: str) -> Text:
    words = [standing(statistic, row, aspect) for row in range(len(statistic))]
    counts = (compose("{} {}", word, _of_word(statistic, aspect, words, word)) for word in dict.fromkeys(words))
    return compose("{}: {}.", statistic.column(aspect).heading, joined(counts))


def _of_word(statistic: Statistic, aspect: str, words: list[str], word: str) -> Number:
    return row_counts.rows(statistic, [row for row, label in enumerate(words) if label == word], of=f"{aspect} {word}")
