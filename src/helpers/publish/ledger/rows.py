"""The rows of the ledger (`numbers.csv`): every number that the report shows, with its place and its provenance.

Each entry has one row. A number from a file has the file, row and column; a published one also its publisher, publication,
table, area and period; a number worked out has its formula and inputs, in the grammar of `helpers.statistics.formulas`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path

from helpers.publish.ledger.entries import LedgerEntry
from helpers.sources import published
from helpers.sources.cited_sources import Source
from helpers.sources.origins import Origin, PublishedOrigin
from helpers.sources.publications import Publication
from helpers.sources.year_folder import YearFolder
from helpers.statistics.numbers import Number

COUNTS = ("count", "rows", "distinct")
KINDS = {"period": "period", "words": "words", "date": "date", "month": "date", "year": "date"}


@dataclass(frozen=True)
class Provenance:
    """The provenance of a number: `file`, `row` and `column` of the data and, where it is published, the publication.

    `row` has a part for each row; that of a count has a part for each file, with all the rows counted in it. `measure` is that
    of a published figure, and `cited` has for each source its publisher and title, and its address. What does not apply is empty.
    """

    source: str = ""
    publisher: str = ""
    publication: str = ""
    table: str = ""
    area: str = ""
    file: str = ""
    row: tuple[str, ...] = ()
    column: str = ""
    measure: str = ""
    cited: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LedgerRow:
    """One row of the ledger, with fields in the order of its columns, and what only the reviewers' edition shows.

    That is the sources as a `Provenance` has them, and the rows of the published store (`stored`) that the number was read from
    or worked out from. `measure` is the id of the one published measure that all of these are of, as `downloads/measures.csv`
    defines it.

    `row` and `inputs` stay tuples until the file is written, because the reviewers' edition shortens long ones.
    """

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
    row: tuple[str, ...]
    column: str
    formula: str
    inputs: tuple[str, ...]
    measure: str = ""
    cited: tuple[tuple[str, str], ...] = ()
    stored: tuple[PublishedOrigin, ...] = ()


COLUMNS = tuple(name for name in LedgerRow.__dataclass_fields__ if name not in ("cited", "stored"))


def write(ledger: Iterable[LedgerRow], path: Path) -> None:
    """Write the ledger as CSV in UTF-8, a line feed after each row."""
    path.write_text(",".join(COLUMNS) + "\n", encoding="utf-8", newline="\n")
    add(ledger, path)


def add(ledger: Iterable[LedgerRow], path: Path) -> None:
    """Add rows at the end of a ledger that `write` began."""
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(map(_cells, ledger))


def _cells(row: LedgerRow) -> Iterator[str]:
    # Only here are values joined into text: a separator may also be in a value, so text could not be parted again.
    cells = (getattr(row, column) for column in COLUMNS)
    return ("; ".join(cell) if isinstance(cell, tuple) else cell for cell in cells)


def rows(entries: Iterable[LedgerEntry], folder: YearFolder) -> Iterator[LedgerRow]:
    """Return the ledger's rows in reading order."""
    # Many numbers have the same origins and source, such as the cells of a table and the picture drawn from it.
    provenance = cache(partial(_provenance, folder))
    return (_row(entry, provenance(*_read_from(entry.number))) for entry in entries)


def _row(entry: LedgerEntry, provenance: Provenance) -> LedgerRow:
    number = entry.number
    stored = _stored((*number.origins, *number.inputs))
    return LedgerRow(
        entry=entry.id,
        chapter=entry.chapter,
        place=entry.place,
        shown=number.shown,
        value=value(number),
        unit=number.unit,
        period=number.period.label,
        code=number.code,
        kind=kind(number),
        name=number.name,
        statistic=number.name.partition(".")[0],
        formula=str(number.derivation or ""),
        inputs=tuple(map(str, number.inputs)),
        stored=stored,
        **vars(provenance) | {"measure": _measure(stored)},
    )


def _stored(places: Iterable[object]) -> tuple[PublishedOrigin, ...]:
    """Those of some places that are rows of the published store, each once."""
    return tuple(dict.fromkeys(place.at("") for place in places if isinstance(place, PublishedOrigin)))


def _measure(stored: Sequence[PublishedOrigin]) -> str:
    """The one measure that rows of the store are figures of; empty where they are of several, or of none."""
    measures = {str(place.row[0]) for place in stored if isinstance(place.row, tuple)}
    return measures.pop() if len(measures) == 1 and published.store().find(min(measures)) else ""


def value(number: Number) -> str:
    """Return a number's value for a program: digits without exponent, an ISO date or words; empty where it has no value."""
    if isinstance(number.value, (int, float)):
        return f"{Decimal(repr(number.value)).normalize():f}"
    return number.value.isoformat() if isinstance(number.value, date) else number.value or ""


def kind(number: Number) -> str:
    """Return the kind of a number: period, date, words, count, derived, published, fact, or its own (axis, caption, page …)."""
    if number.kind:
        return number.kind
    if number.derivation:
        return "count" if _is_count(number) else KINDS.get(number.unit, "derived")
    is_published = any(isinstance(origin, PublishedOrigin) for origin in number.origins)
    return KINDS.get(number.unit) or ("published" if is_published else "fact")


def _is_count(number: Number) -> bool:
    return number.derivation is not None and number.derivation.function in COUNTS


def _read_from(number: Number) -> tuple[tuple[Origin, ...], str, bool]:
    """The arguments of `_provenance`: the number's origins, its source, and whether it counts the origins."""
    return number.origins, number.source, _is_count(number)


def _provenance(folder: YearFolder, origins: tuple[Origin, ...], source: str, is_count: bool) -> Provenance:
    """Return the provenance that follows from a number's origins and source."""
    files = tuple(dict.fromkeys(origin.file for origin in origins))
    sources = _sources(source, folder.sources)
    measure, area = _figures(origins) if is_count or len(origins) == 1 else ("", "")
    about = published.store().measure(measure) if measure else None
    return Provenance(
        source=source,
        publisher=_distinct(source.publisher for source in sources),
        publication=_distinct(source.title for source in sources),
        table=about.table if about else "",
        area=area,
        file="; ".join(files),
        row=_counted(origins, files) if is_count else tuple(origin.row_key for origin in origins),
        column=origins[0].column if len(origins) == 1 else "",
        measure=measure,
        cited=tuple((f"{source.publisher}: {source.title}", source.address) for source in sources),
    )


def _figures(origins: Sequence[Origin]) -> tuple[str, str]:
    """The measure and the area of published figures, each empty where they do not share one or are none."""
    rows = {_measure_and_area(origin) for origin in origins}
    measures, areas = ({row[part] for row in rows} for part in (0, 1))
    return (measures.pop() if len(measures) == 1 else "", areas.pop() if len(areas) == 1 else "")


def _measure_and_area(origin: Origin) -> tuple[str, str]:
    match origin:
        case PublishedOrigin(row=(measure, area, _)):
            return measure, area
    return "", ""


def _counted(origins: Sequence[Origin], files: Sequence[str]) -> tuple[str, ...]:
    """The rows counted, as one text for each file."""
    return tuple(", ".join(origin.row_key for origin in origins if origin.file == file) for file in files)


def _sources(cited: str, own: Mapping[str, Source]) -> list[Source | Publication]:
    """The sources that a number cites; unknown ones are left out."""
    sources = [own.get(name) or published.publication(name) for name in cited.split(", ") if name]
    return [source for source in sources if source is not None]


def _distinct(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))
