"""What the year's activity changed: for each register of activity, how many entries have evidence of an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.errors import Fault
from helpers.sources.schema import Schema
from helpers.sources.source_table import SourceTable
from helpers.sources.year_folder import YearFolder
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.numbers import Number

EVIDENCE, SOURCE = "outcome_evidence", "evidence_source"


@dataclass(frozen=True)
class Impact:
    """One register: its title, its number of entries, and how many of those have no evidence of impact this year."""

    title: str
    entries: Number
    without: Number

    @property
    def has_evidence(self) -> bool:
        """Whether any entry says what it changed."""
        return self.entries.value != self.without.value


def registers(folder: YearFolder) -> list[Schema]:
    """Return the schema of every register with a column for the evidence of an outcome."""
    return [form for form in folder.forms.tables.values() if EVIDENCE in {field.name for field in form.fields}]


def impacts(folder: YearFolder) -> list[Impact]:
    """Return, for each register that was supplied, its entries and those whose evidence of an outcome is blank."""
    names = NamedNumbers(folder)
    supplied = [form for form in registers(folder) if folder.table(form.name).supplied]
    return [Impact(form.title, names.count(form.name), names.count(form.name, **{EVIDENCE: ""})) for form in supplied]


def faults(folder: YearFolder) -> list[Fault]:
    """Return a fault for each outcome whose evidence has no source."""
    return [fault for form in registers(folder) for fault in _unsourced(folder.table(form.name))]


def _unsourced(table: SourceTable) -> Iterator[Fault]:
    for line, evidence, source in zip(table.lines, table.frame[EVIDENCE], table.frame[SOURCE], strict=True):
        if evidence and not source:
            yield Fault(table.file, line, SOURCE, "blank, though an outcome is told. Say where its evidence is from.")
