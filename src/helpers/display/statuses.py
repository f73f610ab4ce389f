"""What stands where, as a table: a mark and a word for each thing and each aspect of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.display import grids
from helpers.display.blocks import CROSS, DASH, DOT, PART, TICK, Grid, marked
from helpers.display.sentences import narrative, row_counts, wording
from helpers.statistics.numbers import Text, compose, joined, text
from helpers.statistics.statistic import Statistic

BLANK = "not supplied"
MARKS: Mapping[str, str] = (
    dict.fromkeys(("supplied", "yes", "held", "printed", "done", "complete", "completed", "met", "on track"), TICK)
    | dict.fromkeys(("partly", "in part", "in progress", "under way", "partly held", "partly met"), PART)
    | dict.fromkeys(("no", "not held", "not done", "not met", "not started", "late"), CROSS)
)


def grid(statistic: Statistic, columns: Sequence[str]) -> Grid:
    """Return the columns named, the first of them names; a blank says so, and each cell of the others has a mark.

    The words of `MARKS` have a tick, a diamond or a cross, a blank has a dash, and other words have a dot.
    """
    headings = [statistic.column(column).heading for column in columns]
    rows = [[statistic.cell(row, column) or text(BLANK) for column in columns] for row in range(len(statistic))]
    return Grid(
        headings=tuple(headings),
        aligned=("left",) * len(columns),
        rows=tuple(_marked(statistic, row, columns, cells) for row, cells in enumerate(rows)),
        csv=grids.as_csv([heading.plain for heading in headings], ([cell.plain for cell in row] for row in rows)),
    )


def title(statistic: Statistic, name: str, aspect: str) -> Text:
    """Say for how many things an aspect is ticked: "Outcome evidence for one of four priorities"."""
    ticked = [row for row in range(len(statistic)) if mark(statistic, row, aspect) == TICK]
    count = row_counts.rows(statistic, ticked, of=f"{aspect} ticked")
    things = joined(
        (row_counts.rows(statistic, range(len(statistic)), of="rows").words, *_things(statistic, name)), last=" "
    )
    heading = statistic.column(aspect).heading
    message = compose("{} for {} of {}", heading, count.words, things)
    return narrative.message(message, compose("{}: {} of {}", heading, count.words, things), otherwise=statistic.title)


def mark(statistic: Statistic, row: int, aspect: str) -> str:
    """Return the mark of a cell: a dash where nothing was supplied, even where the cell says that in words."""
    words = statistic.cell(row, aspect).plain.strip().lower()
    return DASH if words in ("", BLANK, statistic.column(aspect).blank.lower()) else MARKS.get(words, DOT)


def _marked(statistic: Statistic, row: int, columns: Sequence[str], cells: Sequence[Text]) -> tuple[Text, ...]:
    aspects = zip(columns[1:], cells[1:], strict=True)
    return cells[0], *(marked(mark(statistic, row, aspect), cell) for aspect, cell in aspects)


def _things(statistic: Statistic, name: str) -> list[str]:
    """What the rows are, in the plural where there are several; nothing where their heading is more than a word."""
    thing = wording.within(statistic.column(name).heading.plain)
    if " " in thing:
        return []
    return [wording.plural(thing) if len(statistic) > 1 else thing]
