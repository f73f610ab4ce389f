"""What the year's activity changed: for each register that tells of activity, how much of it has evidence, and how much none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.errors import Fault
from helpers.sources.schema import Schema, schemas
from helpers.sources.year_folder import SourceTable, YearFolder
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.numbers import Number

EVIDENCE, SOURCE = "outcome_evidence", "evidence_source"


@dataclass(frozen=True)
class Impact:
    """One register: how much it lists, and how much of that has no evidence of impact this year."""

    title: str
    listed: Number
    without: Number


def registers() -> list[Schema]:
    """Return every register that asks of each entry what it changed."""
    return [form for form in schemas().values() if EVIDENCE in {field.name for field in form.fields}]


def impacts(folder: YearFolder) -> list[Impact]:
    """Count the entries of each register that was supplied, and those whose outcome evidence is blank."""
    names = NamedNumbers(folder)
    held = [form for form in registers() if folder.table(form.name).supplied]
    return [Impact(form.title, names.count(form.name), names.count(form.name, **{EVIDENCE: ""})) for form in held]


def faults(folder: YearFolder) -> list[Fault]:
    """Return a fault for each outcome that does not say where its evidence is from."""
    return [fault for form in registers() for fault in _unsourced(folder.table(form.name))]


def _unsourced(table: SourceTable) -> Iterator[Fault]:
    for line, evidence, source in zip(table.lines, table.frame[EVIDENCE], table.frame[SOURCE], strict=True):
        if evidence and not source:
            yield Fault(table.file, line, SOURCE, "blank, though an outcome is told. Say where its evidence is from.")
