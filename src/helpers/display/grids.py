"""Lay a statistic out as a table: for the page, and plain for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from helpers.display.blocks import Grid
from helpers.errors import ReportError
from helpers.sources import calendar_periods
from helpers.sources.schema import NOTHING_FOUND
from helpers.statistics import units
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.numbers import Number, Text, compose, text
from helpers.statistics.statistic import Statistic

NOTE, YEAR_BEFORE = "note", "year before"
BEHIND = ("id", "source", "qualifier", "time_of_year", "report_year")
PERIODS = ("period", "report_year")
MatchedRow = tuple[int | None, int | None]
READ_AS_WORDS = ("date", "month", "period", "words", "text")


def grid(statistic: Statistic, columns: Sequence[str] | None = None, year_before: Statistic | None = None) -> Grid:
    """Return the statistic's rows as a grid of the columns named, or of all except ids, sources and qualifiers.

    Columns of a compilation in which nothing was found are left out, and empty columns of notes. The first column is each row's header. The heading of a column names its unit, so cells do not; only pounds keep their sign.
    Where the same table of the year before was supplied, its numbers stand beside each column of numbers, matched by the rows' ids
    or words; a row that only that year has comes last.
    """
    shown = (
        [statistic.column(name) for name in columns]
        if columns
        else [column for column in statistic.columns if column.name not in BEHIND]
    )
    shown = [column for column in shown if not _is_empty(statistic, column)]
    rows = _matched(statistic, year_before)
    beside = year_before if any(earlier is not None for _, earlier in rows) else None
    if beside:  # one period for all rows, told under the title, would belie the numbers of the other year
        shown = [c for c in shown if c.name not in PERIODS or len(set(statistic.measure.cells[c.name])) > 1]
    filled = [pair for column in shown for pair in _filled(column, statistic, rows, beside)]
    return Grid(
        headings=tuple(heading(column) for column, _ in filled),
        aligned=tuple("left" if column.unit in READ_AS_WORDS else "right" for column, _ in filled),
        rows=tuple(zip(*([_cell(of, row, column) for of, row in cells] for column, cells in filled), strict=True)),
        csv=as_csv(
            [spreadsheet_heading(column) for column, _ in filled],
            zip(*([_plain(of, row, column.name) for of, row in cells] for column, cells in filled), strict=True),
        ),
    )


def _filled(
    column: Column, statistic: Statistic, rows: Sequence[MatchedRow], year_before: Statistic | None
) -> Iterator[tuple[Column, list[tuple[Statistic, int | None]]]]:
    """A column with the statistic and row of each cell and, where it is of numbers, the same column of the year before."""
    if year_before is None or column.is_number:
        yield column, [(statistic, row) for row, _ in rows]
    else:
        yield column, [(year_before, earlier) if row is None else (statistic, row) for row, earlier in rows]
    if year_before and column.unit != "date" and column.name in {number.name for number in year_before.values}:
        when = year_before.when if year_before.period.label else YEAR_BEFORE
        earlier_heading = compose("{}, {}", column.heading, when)
        yield replace(column, heading=earlier_heading), [(year_before, earlier) for _, earlier in rows]


def _matched(statistic: Statistic, year_before: Statistic | None) -> list[MatchedRow]:
    """Each row with that of the year before which is of the same thing, if any.

    None where nothing tells a year's rows apart, or where fewer than half are in both: those are of other things each year.
    """
    alone: list[MatchedRow] = [(row, None) for row in range(len(statistic))]
    if year_before is None or not year_before.supplied or not statistic.values:
        return alone
    for keys, keys_before in zip(_keys(statistic), _keys(year_before), strict=False):
        if len(set(keys)) == len(keys) and len(set(keys_before)) == len(keys_before):
            earlier = {key: row for row, key in enumerate(keys_before)}
            if 2 * sum(key in earlier for key in keys) < len(keys):
                continue
            only_before = [(None, row) for key, row in earlier.items() if key not in keys]
            return [*((row, earlier.get(key)) for row, key in enumerate(keys)), *only_before]
    return alone


def _keys(statistic: Statistic) -> Iterator[list[tuple[str, ...]]]:
    """What may tell each row from the others: its id or, where rows have none, its first words, as few of them as do."""
    cells = statistic.measure.cells
    names = [c.name for c in statistic.columns if not c.is_number and c.name not in (*BEHIND, *PERIODS, NOTE)]
    for chosen in [["id"]] if "id" in cells else (names[:many] for many in range(1, len(names) + 1)):
        yield list(zip(*(map(str, cells[name]) for name in chosen), strict=True))


def _is_empty(statistic: Statistic, column: Column) -> bool:
    """Whether a column of a compilation, or one of notes, has nothing in any row."""
    cells = {statistic.cell(row, column.name).plain for row in range(len(statistic))}
    return cells == {column.blank} and (column.blank == NOTHING_FOUND or column.name == NOTE)


def has_blank(data: Grid) -> bool:
    """Return whether a cell of a table is blank."""
    return any(not cell.plain for row in data.rows for cell in row)


def has_unmatched(statistic: Statistic, year_before: Statistic | None) -> bool:
    """Return whether last year's numbers stand beside those of a table, and a row is of one of the two years alone."""
    rows = _matched(statistic, year_before)
    is_beside = any(earlier is not None for _, earlier in rows)
    return is_beside and any(None in pair for pair in rows)


def wide(statistic: Statistic, *, rows: str, across: str, value: str | None = None) -> Grid:
    """Turn a long table into a grid with a row for each of `rows` and a column for each of `across`, such as periods.

    Periods are ordered by time, other columns by first appearance. A pair without a row leaves its cell empty. A cell leaves out
    a rate's unit where its row's name has it. Raises ReportError for a pair with two rows, and where `value` is needed.
    """
    values = statistic.column(value) if value else _value(statistic, rows, across)
    names, heads = _distinct(statistic, rows), _in_order(statistic, across)
    places = _places(statistic, rows, across)
    lines = [[places.get((name, head)) for head in heads] for name in names]
    return Grid(
        headings=(statistic.column(rows).heading, *heads.values()),
        aligned=("left", *("right" for _ in heads)),
        rows=tuple(
            (names[name], *(_beside(name, statistic, row, values) for row in line))
            for name, line in zip(names, lines, strict=True)
        ),
        csv=as_csv(
            [statistic.column(rows).heading.plain, *(f"{head}{_unit_after(values.unit)}" for head in heads)],
            (
                [name, *(_plain(statistic, row, values.name) for row in line)]
                for name, line in zip(names, lines, strict=True)
            ),
        ),
    )


def wide_shares(statistic: Statistic, *, rows: str, across: str, part: str, whole: str, share: str) -> Grid:
    """Turn a long table of shares into a grid as `wide` does, each cell a part with its whole and the share: "188 of 204: 92.2%".

    Where `across` is empty, all stand in one column. For a spreadsheet each of the three has a column of its own.
    """
    names = _distinct(statistic, rows)
    if across:
        places, heads = _places(statistic, rows, across), _in_order(statistic, across)
    else:
        heads = {"": statistic.column(part).heading}
        places = {(name, ""): row for row, name in enumerate(names)}
    return Grid(
        headings=(statistic.column(rows).heading, *heads.values()),
        aligned=("left", *("right" for _ in heads)),
        rows=tuple(
            (label, *(_share(statistic, places.get((name, head)), part, whole, share) for head in heads))
            for name, label in names.items()
        ),
        csv=grid(statistic, [*([rows] if across == "period" else []), "period", part, whole, share]).csv,
    )


def _share(statistic: Statistic, row: int | None, part: str, whole: str, share: str) -> Text:
    """A part of its whole with its share; where that cannot be shown, these two, or the one code of all three."""
    if row is None:
        return Text()
    of_all, some, all_of_them = (statistic.number(row, column) for column in (share, part, whole))
    if of_all.is_known:
        return compose("{} of {}: {}", some, all_of_them, of_all)
    return compose("{} of {}", some, all_of_them) if some.is_known or all_of_them.is_known else text(of_all)


def heading(column: Column) -> Text:
    """Return the column's heading, with its unit in brackets where the cells do not show it."""
    unit = _unit_after(column.unit) if column.is_number and column.unit != "pounds" else ""
    return column.heading + unit if unit else column.heading


def spreadsheet_heading(column: Column) -> str:
    """Return the column's heading with its unit, for a spreadsheet: "Amount (£)"."""
    return column.heading.plain + (_unit_after(column.unit) if column.is_number else "")


def unit_words(name: str) -> str:
    """Return a unit in words for a heading or an axis: "%", "per 10,000", "" for a count."""
    shape = units.unit(name)
    return shape.heading or shape.after.strip()


def as_csv(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return comma-separated values, quoted as in RFC 4180, with a line feed after each row."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return page.getvalue()


def spreadsheet_value(number: Number) -> str:
    """Return a number for a spreadsheet: rounded as printed, without unit or thousands comma.

    Dates have ISO form. A missing value is its code, such as [c], or empty where it has none.
    """
    if number.value is None:
        return number.shown if number.code else ""
    if not isinstance(number.value, (int, float)):
        return number.value if isinstance(number.value, str) else number.value.isoformat()
    places = units.places_of(number.value, number.unit, least=number.decimals)
    digits = f"{units.half_up(number.value, places):f}"
    return f"{number.qualifier} {digits}".strip()


def _unit_after(unit: str) -> str:
    """A unit in brackets, to follow a heading; empty for a count or a rank."""
    words = unit_words(unit)
    return f" ({words})" if words and unit != "rank" else ""


def _plain(statistic: Statistic, row: int | None, column: str) -> str:
    if row is None:
        return ""
    if not statistic.column(column).is_number:
        return statistic.cell(row, column).plain
    return spreadsheet_value(statistic.number(row, column))


def _cell(statistic: Statistic, row: int | None, column: Column) -> Text:
    return Text() if row is None else statistic.cell(row, column.name)


def _beside(name: str, statistic: Statistic, row: int | None, column: Column) -> Text:
    """A cell, without its unit where that is a rate which the name of its row has ("Referrals, per 10,000")."""
    cell = _cell(statistic, row, column)
    if row is None or not cell or not column.is_number:
        return cell
    number = statistic.number(row, column.name)
    rate = units.unit(number.unit).after.strip()
    return text(number.bare) if rate.startswith("per ") and rate in name else cell


def _value(statistic: Statistic, rows: str, across: str) -> Column:
    left = [column for column in statistic.values if column.name not in (rows, across)]
    if len(left) != 1:
        raise ReportError(f"{statistic.name} has {len(left)} columns of numbers. Name the one to show: value=….")
    return left[0]


def _distinct(statistic: Statistic, column: str) -> dict[str, Text]:
    """The distinct cells of a column by their words, each from the first row that has it."""
    cells: dict[str, Text] = {}
    for row in range(len(statistic)):
        cell = statistic.cell(row, column)
        cells.setdefault(cell.plain, cell)
    return cells


def _in_order(statistic: Statistic, across: str) -> dict[str, Text]:
    cells = _distinct(statistic, across)
    if across not in PERIODS:
        return cells
    return {period: cells[period] for period in calendar_periods.in_order(cells)}


def _places(statistic: Statistic, rows: str, across: str) -> dict[tuple[str, str], int]:
    places: dict[tuple[str, str], int] = {}
    for row in range(len(statistic)):
        pair = statistic.cell(row, rows).plain, statistic.cell(row, across).plain
        if pair in places:
            raise ReportError(
                f"{statistic.name} has two rows for {pair[0]}, {pair[1]}. Keep one, or ask for one of them."
            )
        places[pair] = row
    return places
