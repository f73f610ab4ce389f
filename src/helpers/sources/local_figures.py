"""The partnership's own figures: `local_figures.csv`, and `local_measures.csv`, which says what each figure is of.

Every measure becomes a table of its own, with a form made of its row. So what holds for any table of a year's folder holds for it:
whom it counts, by which policy small numbers are hidden, which numbers are sums of which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from helpers.errors import DataFaults, Fault
from helpers.sources import counts
from helpers.sources.origins import Origin
from helpers.sources.schema import OPEN, PROTECTED, Field, Schema
from helpers.sources.source_table import SourceTable

WHOLE, SUM = "All", "sum"
SHARES = ("percent", "per_1k", "per_10k", "per_100k")
OF_EVERY = "percent"
UNITS = ("count", "pounds", "days", "weeks", "months", "hours", "years")
FOR_BREAKDOWN = "breakdown"
VALUE, OF, SHARE, REST = "value", "of", "share", "rest"
Rows = list[tuple[int, Any]]
Releases = Callable[[Schema, Rows], Mapping[str, str]]
COLUMNS = {VALUE: "counts", OF: "of"}


@dataclass(frozen=True)
class LocalMeasure:
    """One row of `local_measures.csv`, with the names of its columns, and where it stands."""

    id: str
    name: str
    counts: str
    of: str
    unit: str
    breakdown: str
    over_time: str
    better: str
    definition: str
    chapter: str
    section: str
    national: str
    policy: str
    open: str
    released_by: str
    origin: Origin

    @property
    def is_share(self) -> bool:
        """Whether its figures are shown as a share or rate of a denominator."""
        return bool(self.of)

    @property
    def shown_unit(self) -> str:
        """The unit that its figures are compared in: of a measure with a denominator that of the share, per cent unless it says otherwise."""
        return self.unit or (OF_EVERY if self.is_share else "count")

    @property
    def counts_people(self) -> bool:
        """Whether it counts people of whom nobody has printed the figures already, or has a denominator that does."""
        counted = (self.counts, self.of) if self.of else (self.counts,)
        return not self.released_by and any(map(counts.is_of_people, counted))

    @property
    def has_complement(self) -> bool:
        """Whether those who are in the denominator and not in the value are people too, of whom there may be few."""
        return self.counts_people and self.shown_unit == OF_EVERY and counts.is_of_people(self.of)


def measures(table: SourceTable) -> list[LocalMeasure]:
    """Return the measures that the rows of `local_measures.csv`, or of the catalogue, describe, in order."""
    return [LocalMeasure(**row, origin=table.origin(line)) for line, row in table.rows]


def in_use(own: SourceTable, catalogue: SourceTable, figures: SourceTable) -> list[LocalMeasure]:
    """Return a year's measures: its own, and those of the catalogue that figures name and it does not describe itself."""
    described = measures(own)
    ids = {measure.id for measure in described}
    return [*described, *(m for m in measures(catalogue) if m.id not in ids and m.id in set(figures.frame["measure"]))]


def form_of(measure: LocalMeasure) -> Schema:
    """Return the form of a measure's table, made of its row."""
    policy = measure.policy or (PROTECTED if measure.counts_people else OPEN)
    fields = list(_fields(measure))
    descriptor = {
        "name": measure.id,
        "fields": fields,
        "reason": measure.open or f"released by {measure.released_by}",
        "definition": measure.definition,
    }
    return Schema(
        name=measure.id,
        chapter=measure.chapter,
        title=measure.name,
        supplied_by="",
        policy=policy,
        period="",
        fields=tuple(Field(field["name"], field["type"], field["title"], field.get("unit", "")) for field in fields),
        descriptor=descriptor,
    )


def _fields(measure: LocalMeasure) -> Iterator[dict[str, Any]]:
    own = {key: value for key, value in (("released_by", measure.released_by), ("open", measure.open)) if value}
    number = {"type": "number", "codes": True, "over_time": measure.over_time} | own
    if measure.breakdown:
        dimension = " ".join(measure.breakdown.casefold().split())
        yield {
            "name": FOR_BREAKDOWN,
            "type": "string",
            "title": measure.breakdown,
            "dimension": dimension,
            "total": WHOLE,
        }
    yield {"name": "period", "type": "string", "title": "Period"}
    unit = "count" if measure.is_share else measure.shown_unit
    yield {"name": VALUE, "title": measure.name, "unit": unit, "counts": measure.counts} | number
    if not measure.is_share:
        return
    whole = {"total_of": [VALUE, REST]} if measure.has_complement else {}
    yield {"name": OF, "title": "Of", "unit": "count", "counts": measure.of} | number | whole
    if measure.has_complement:
        remainder = f"{measure.of} but for {measure.counts}"
        # Whom a month does not count may be counted later in the year, so the others of a year are not those of its months.
        over_time = measure.over_time if measure.over_time == SUM else ""
        rest = {"name": REST, "type": "number", "title": "The others", "unit": "count", "counts": remainder}
        yield rest | {"over_time": over_time, "worked_out": True}
    share = {"name": SHARE, "type": "number", "title": "Share", "unit": measure.shown_unit}
    yield share | {"share_of": [VALUE, OF], "worked_out": True}


def tables(of_year: Sequence[LocalMeasure], figures: SourceTable, releases: Releases) -> list[SourceTable]:
    """Return the figures of each measure as a table of its own, in the order of the measures; a measure without figures has none.

    Raises DataFaults where the numbers of one may not be shown as they are.
    """
    own_tables = [_table(measure, figures) for measure in of_year] if figures.supplied else []
    wrong = list(count_faults(of_year, figures, releases))
    if wrong:
        raise DataFaults(wrong)
    return [table for table in own_tables if len(table.frame)]


def count_faults(of_year: Sequence[LocalMeasure], figures: SourceTable, releases: Releases) -> Iterator[Fault]:
    """Go through what is wrong with what the measures count, each at its row of `local_measures.csv` or of the figures.

    `releases` gives the addresses of the sources that may have released numbers of a form's rows, by id.
    """
    for measure in of_year:
        own_table = _table(measure, figures)
        rows = own_table.rows
        for fault in counts.faults(own_table.schema, rows, releases(own_table.schema, rows)):
            place = (figures.file, fault.line) if fault.line else (measure.origin.file, measure.origin.line)
            column = fault.column if fault.line else COLUMNS.get(fault.column, "policy")
            yield Fault(*place, column, fault.message.replace("its schema", "its row"))


def _table(measure: LocalMeasure, figures: SourceTable) -> SourceTable:
    rows = [row for row, name in enumerate(figures.frame["measure"]) if name == measure.id]
    frame = figures.frame.iloc[rows].drop(columns="measure").reset_index(drop=True)
    whole = frame[FOR_BREAKDOWN].replace("", WHOLE)
    return replace(
        figures,
        schema=form_of(measure),
        frame=frame.assign(breakdown=whole, id=whole.map(lambda words: "_".join(words.casefold().split()))),
        lines_of_rows=tuple(figures.lines[row] for row in rows),
        withheld={name: tuple(column[row] for row in rows) for name, column in figures.withheld.items()},
    )
