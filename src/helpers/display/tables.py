"""Show a statistic as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpers.display import canvas, grids, seats, shorthand, statuses
from helpers.display.blocks import Grid, Nothing, NotSupplied, Table
from helpers.display.credits import credit
from helpers.display.sentences import wording
from helpers.statistics.numbers import Part, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

UNMATCHED = "A row without a figure for a year was not in that year's table."


def show(
    statistic: Statistic,
    *,
    columns: Sequence[str] | None = None,
    title: Part | None = None,
    note: Part = "",
    blanks: Part = "",
    link: str | None = None,
    annexed: bool = False,
    year_before: Statistic | None = None,
) -> Table | NotSupplied | Nothing:
    """Show a statistic's rows as a table of the columns named, or of all; the first column is each row's header.

    What its `blanks` mean is said below it where it has any. Beside its numbers stand those of the `year_before` (`measures.year_before`), where that was supplied. `link` names a column of web addresses, to which the rows' headers then lead; a cell that holds none leads nowhere. A table that is
    `annexed` stands on the page, but on paper with the data behind the figures. Where nothing was found for a compilation but what the rows are called, no table is shown.
    """
    if not statistic.supplied:
        return canvas.not_supplied(statistic)
    data = grids.grid(statistic, columns, year_before)
    if len(data.headings) == 1 and len(columns or statistic.columns) > 1:
        return Nothing()
    notes = [
        note,
        blanks if grids.has_blank(data) else "",
        UNMATCHED if grids.has_unmatched(statistic, year_before) else "",
    ]
    below = joined([text(part) for part in notes if part], by=" ", last=" ")
    shown = _table(statistic, replace(data, links=_addresses(statistic, link)) if link else data, title, below)
    return replace(shown, annexed="true") if annexed else shown


def show_each(statistic: Statistic, *, by: str, columns: Sequence[str]) -> list[Table | NotSupplied | Nothing]:
    """Show a table of the columns named for each of what the rows are `by`, in the order of the rows, under a title that begins with it."""
    if not statistic.supplied:
        return [canvas.not_supplied(statistic)]
    within_sentence = canvas.reworded(text(statistic.title), wording.within)
    return [
        show(statistic.where(**{by: label}), columns=columns, title=compose("{}: {}", name, within_sentence))
        for label, name in statistic.labels(by).items()
    ]


def across(
    statistic: Statistic,
    *,
    rows: str = "area_name",
    columns: str = "period",
    value: str | None = None,
    title: Part | None = None,
    note: Part = "",
    annexed: bool = False,
) -> Table | NotSupplied:
    """Show a long table with a row for each of `rows` and a column for each of `columns`, by default areas and periods; `annexed` as in `show`."""
    if not statistic.supplied:
        return canvas.not_supplied(statistic)
    shown = _table(statistic, grids.wide(statistic, rows=rows, across=columns, value=value), title, note)
    return replace(shown, annexed="true") if annexed else shown


def shares(
    statistic: Statistic, *, rows: str, columns: str = "", part: str, whole: str, share: str
) -> Table | NotSupplied:
    """Show a long table of shares as `across` does, each with its part and its whole in one cell; without `columns` a row for each."""
    if not statistic.supplied:
        return canvas.not_supplied(statistic)
    data = grids.wide_shares(statistic, rows=rows, across=columns, part=part, whole=whole, share=share)
    return _table(statistic, data, None)


def status(
    statistic: Statistic, *, name: str, aspects: Sequence[str], title: Part | None = None
) -> Table | NotSupplied:
    """Show a row for each thing and a column for each aspect of it, each cell a word with its mark.

    The words are short, such as "held" or "late". The title counts the ticks of the last aspect.
    """
    if not statistic.supplied:
        return canvas.not_supplied(statistic)
    message = statuses.title(statistic, name, aspects[-1]) if title is None else title
    return _table(statistic, statuses.grid(statistic, (name, *aspects)), message, subtitle=canvas.measured(statistic))


def membership(statistic: Statistic) -> Table | NotSupplied:
    """Show which agencies sit on each committee, and on how many each of them sits.

    Rows of the statistic are pairs: `committee`, `agency` and, where known, `role` ("chair" is said).
    """
    if not statistic.supplied:
        return canvas.not_supplied(statistic)
    who = seats.Seats(statistic)
    note = "A number in brackets says on how many committees an agency sits, if more than one."
    return _table(statistic, seats.grid(who), seats.title(who), note, subtitle=canvas.measured(statistic))


def _addresses(statistic: Statistic, column: str) -> tuple[str, ...]:
    words = (statistic.cell(row, column).plain for row in range(len(statistic)))
    return tuple(address if address.startswith(("https://", "http://")) else "" for address in words)


def _table(
    statistic: Statistic, data: Grid, title: Part | None, note: Part = "", *, subtitle: Text | None = None
) -> Table:
    return Table(
        name=statistic.name,
        title=text(statistic.title if title is None else title),
        data=data,
        subtitle=subtitle or canvas.comma_list(statistic.subtitle, statistic.when),
        credit=credit(statistic),
        note=shorthand.explained(text(note), data),
    )
