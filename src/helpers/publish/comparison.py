"""Two reports side by side, number by number: what changed, what is new or gone, and what its publisher has revised since."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from helpers.errors import ReportError
from helpers.statistics import units

LEDGER = "numbers.csv"
NO_LEDGER = "{} has no numbers.csv. Build that report first: make report PARTNERSHIP={} YEAR={}"
NO_COLUMNS = "{} is not the list of numbers of a report: it has no column {}. Build the report anew."
REVISED, CHANGED, DIFFERENT, NEW, REMOVED, SAME = STATES = (
    "revised",
    "changed",
    "different",
    "new",
    "gone",
    "the same",
)
OF_TWO_PLACES = {REVISED: DIFFERENT, CHANGED: DIFFERENT}
COLUMNS = ("chapter", "name", "unit", "period", "value", "shown", "row", "kind")
NO_DIFFERENCE = ("rank", "year", "date", "month", "period", "words")
KINDS = ("published", "fact", "count", "derived")
OWN_AREA, OF_ITS_YEAR = "its area", "_…"
SAID_TWICE = re.compile(
    r"chance_limit\(| [-+*/] | against |^rules of kind "
)  # follows from numbers that are compared themselves
DECIMALS = re.compile(r"^[^0-9]*[0-9][0-9,]*(?:\.([0-9]+))?")

Row = Mapping[str, str]


@dataclass(frozen=True)
class ComparedNumber:
    """One number in both reports: what it is called, its unit and state, and its period and value in each (empty where it has none).

    `state` is one of STATES: "revised" where both give the same period another value. `rows` are its rows of both ledgers, blank where it has none.
    """

    chapter: str
    name: str
    unit: str
    state: str
    period_before: str
    before: str
    period_after: str
    after: str
    rows: tuple[Row, Row] = field(default=({}, {}), compare=False, repr=False)

    @property
    def difference(self) -> str:
        """How far the value moved, as precisely as it is printed: "up 7.7 percentage points"; empty where that says nothing."""
        try:
            moved = Decimal(self.rows[1]["value"]) - Decimal(self.rows[0]["value"])
        except (KeyError, InvalidOperation):
            return ""
        matches = [match for shown in (self.before, self.after) if (match := DECIMALS.match(shown))]
        places = max((len(match[1] or "") for match in matches), default=0)
        if self.unit in NO_DIFFERENCE or not round(moved, places):
            return ""
        unit = "percentage_points" if self.unit == "percent" else self.unit
        return f"{'up' if moved > 0 else 'down'} {units.formatted(float(abs(moved)), unit, decimals=places)}"


def comparison(
    before: Path, after: Path, *, own: tuple[Sequence[str], Sequence[str]] = ((), ())
) -> list[ComparedNumber]:
    """Compare the reports in two folders; return every number of either, by chapter and state, each with its newest period.

    A number of a period that both give is compared with itself as well, so that a revision of an earlier year is told.
    `own` are the codes of the area of each report, where the two are of different partnerships: each is then its own
    area's. Raises ReportError for a folder without a report's ledger.
    """
    first, second = _by_name(before, own[0]), _by_name(after, own[1])
    names = first.keys() | second.keys()
    numbers = [number for name in names for number in _compared(name, first.get(name, {}), second.get(name, {}))]
    if own[0]:
        numbers = [replace(number, state=OF_TWO_PLACES.get(number.state, number.state)) for number in numbers]
    return sorted(numbers, key=lambda n: (n.chapter, STATES.index(n.state), n.name, n.period_after))


def _compared(name: str, before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[ComparedNumber]:
    """The newest figure of each report, and each earlier one that is another in the second."""
    for period in sorted(before.keys() & after.keys()):
        if period and before[period]["value"] != after[period]["value"]:
            yield _number(name, REVISED, before[period], after[period])
    first, last = max(before, default=""), max(after, default="")
    if not (before and after):
        yield _number(name, NEW if after else REMOVED, before.get(first), after.get(last))
    elif before[first]["value"] == after[last]["value"] and first == last:
        yield _number(name, SAME, before[first], after[last])
    elif first != last or not first:
        yield _number(name, CHANGED, before[first], after[last])


def _number(name: str, state: str, before: Row | None, after: Row | None) -> ComparedNumber:
    blank = dict.fromkeys(COLUMNS, "")
    first, second = before or blank, after or blank
    about = after or first
    return ComparedNumber(
        about["chapter"],
        name,
        about["unit"],
        state,
        first["period"],
        first["shown"],
        second["period"],
        second["shown"],
        rows=(first, second),
    )


def _by_name(folder: Path, own: Sequence[str]) -> dict[str, dict[str, Row]]:
    """The numbers of a report that say something of the world, by name and period; pages, axes, periods and what follows from others are left out."""
    by_name: dict[str, dict[str, Row]] = {}
    for row in _rows(folder):
        if row["kind"] in KINDS and row["value"] and not SAID_TWICE.search(row["name"]):
            by_name.setdefault(_name(row, own), {}).setdefault(row["period"], row)
    return by_name


def _name(row: Row, own: Sequence[str]) -> str:
    """What a number is called whatever its period: a published one by its measure and area."""
    measure, *parts = row["row"].split("|")
    if row["kind"] == "published" and len(parts) == 2:
        return f"{measure}|{OWN_AREA if parts[0] in own else parts[0]}"
    name = row["name"].replace(f"|{row['period']}", "")
    return name.replace(f"_{row['period']}", OF_ITS_YEAR) if row["period"] else name


def _rows(folder: Path) -> list[Row]:
    path = folder / LEDGER
    if not path.is_file():
        raise ReportError(NO_LEDGER.format(folder, folder.parent.name, folder.name))
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list[Row](csv.DictReader(opened))
    absent = [column for column in COLUMNS if rows and column not in rows[0]]
    if absent:
        raise ReportError(NO_COLUMNS.format(path, ", ".join(absent)))
    return rows
