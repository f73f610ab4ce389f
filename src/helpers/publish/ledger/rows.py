"""The ledger: every number the report shows, where it stands, and where it is from.

One row an entry of `numbers.csv`. A number from a file names the file, row and column; a published one its publisher,
publication, table, area and period too; a number worked out its formula and inputs (the grammar is told in
`helpers.statistics.formulas`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path

from helpers.errors import UnknownName
from helpers.publish.ledger.entries import LedgerEntry
from helpers.sources import published
from helpers.sources.year_folder import YearFolder
from helpers.statistics.numbers import FIGURES, Number

SOURCES = "sources"
COUNTS = ("count(", "rows(", "distinct(")
KINDS = {"period": "period", "words": "words", "date": "date", "month": "date", "year": "date"}


@dataclass(frozen=True)
class Provenance:
    """Where a number is from: `file`, `row` and `column` of the data, and for a publication whose and which."""

    source: str = ""
    publisher: str = ""
    publication: str = ""
    table: str = ""
    area: str = ""
    file: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class LedgerRow:
    """One row of the ledger, in the order of its columns."""

    entry: str
    chapter: str
    place: str
    shown: str
    value: str
    unit: str
    period: str
    code: str
    kind: str
    name: str
    statistic: str
    source: str
    publisher: str
    publication: str
    table: str
    area: str
    file: str
    row: str
    column: str
    formula: str
    inputs: str


COLUMNS = tuple(LedgerRow.__dataclass_fields__)


def write(ledger: Iterable[LedgerRow], path: Path) -> None:
    """Write the ledger as CSV in UTF-8, a line feed after each row."""
    path.write_text(",".join(COLUMNS) + "\n", encoding="utf-8", newline="\n")
    add(ledger, path)


def add(ledger: Iterable[LedgerRow], path: Path) -> None:
    """Add rows at the end of a ledger that `write` began."""
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(map(_cells, ledger))


def _cells(row: LedgerRow) -> list[str]:
    return [getattr(row, column) for column in COLUMNS]


def rows(entries: Iterable[LedgerEntry], folder: YearFolder) -> Iterator[LedgerRow]:
    """Go through the ledger's rows in reading order."""
    found = cache(partial(_provenance, folder))
    return (_row(entry, found(*_told(entry.number))) for entry in entries)


def read(path: Path) -> list[LedgerRow]:
    """Read a ledger that `write` wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        return [LedgerRow(**row) for row in csv.DictReader(file)]


def _row(entry: LedgerEntry, origin: Provenance) -> LedgerRow:
    number = entry.number
    return LedgerRow(
        entry=entry.id,
        chapter=entry.chapter,
        place=entry.place,
        shown=number.shown,
        value=value(number),
        unit=number.unit,
        period=number.period,
        code=number.code,
        kind=kind(number),
        name=number.name,
        statistic=number.name.partition(".")[0],
        formula=number.formula,
        inputs="; ".join(number.inputs),
        **vars(origin),
    )


def value(number: Number) -> str:
    """A number's value as a program reads it: digits, an ISO date, words, or nothing where it is not given."""
    if isinstance(number.value, (int, float)):
        return f"{Decimal(repr(number.value)).normalize():f}"
    return number.value.isoformat() if isinstance(number.value, date) else number.value or ""


def kind(number: Number) -> str:
    """What sort of number it is: period, date, words, count, derived, published, fact, or a kind of its own (axis, caption, page)."""
    if number.kind:
        return number.kind
    if number.formula:
        return "count" if number.formula.startswith(COUNTS) else KINDS.get(number.unit, "derived")
    return KINDS.get(number.unit) or ("published" if number.origin.startswith("data/published/") else "fact")


def _told(number: Number) -> tuple[str, str, str]:
    """What a number tells of where it is from: the rows, the sources, and the column where one row gives it."""
    return number.origin, number.source, "" if number.formula else number.column


def _provenance(folder: YearFolder, origin: str, source: str, column: str) -> Provenance:
    """Say where a number is from, as far as its origin and source tell."""
    file, row = _place(origin)
    file = _file_of(row, folder) if file == SOURCES else file
    publisher, title = _publication(source, folder.sources)
    measure, area = [*row.split("|"), ""][:2] if file == FIGURES and "; " not in row else ("", "")
    about = published.store().measure(measure) if measure else None
    return Provenance(
        source=source,
        publisher=publisher,
        publication=about.publication if about else title,
        table=about.table if about else "",
        area=area,
        file=file,
        row=row,
        column=column if file else "",
    )


def _place(origin: str) -> tuple[str, str]:
    """The file and the rows that an origin names; where it names several files, each with its rows in turn."""
    parts = [part.partition(", ") for part in origin.split("; ") if part]
    files = list(dict.fromkeys(file for file, _, _ in parts))
    return "; ".join(files), "; ".join(row.removeprefix("row ") for _, _, row in parts)


def _file_of(source: str, folder: YearFolder) -> str:
    """The list of sources in which one is: the year's, the published store's or the one common to all."""
    own = folder.table("sources")
    if source in set(own.frame["id"]):
        return own.file
    return "data/published/sources.parquet" if _published(source) else "data/common/sources.csv"


def _publication(source: str, own: Mapping[str, object]) -> tuple[str, str]:
    """The publishers and titles of the sources that a number cites."""
    found = [own.get(name) or _published(name) for name in source.split(", ") if name]
    known = [one for one in found if one is not None]
    return _listed(known, "publisher"), _listed(known, "title")


def _published(name: str) -> published.Publication | None:
    try:
        return published.store().source(name)
    except UnknownName:
        return None


def _listed(known: Iterable[object], what: str) -> str:
    return "; ".join(dict.fromkeys(str(getattr(one, what)) for one in known))
