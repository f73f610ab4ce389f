"""Check a year's data for every fault before any chapter runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from helpers.errors import DataFaults, Fault, ReportError
from helpers.sources import validation
from helpers.sources.year_folder import ProseSection, SourceTable, YearFolder
from helpers.statistics import binding
from helpers.statistics.named_numbers import NamedNumbers, RowError
from helpers.statistics.soundness import impact, reconciliation, registers


def faults(folder: YearFolder) -> list[Fault]:
    """Return the folder's faults, of the first stage that has any.

    The stages are the files against their schemas, then formulas and the names in prose, then figures that must agree: a later
    one would only report again what an earlier one found.
    """
    found = validation.faults(folder)
    if found:
        return found
    names = NamedNumbers(folder)
    found = sorted([*_of_formulas(names), *_of_bindings(names)])
    return found or sorted([*impact.faults(folder), *reconciliation.faults(names)])


def refuse(folder: YearFolder) -> None:
    """Raise DataFaults with every fault of the folder, if it has any."""
    found = faults(folder)
    if found:
        raise DataFaults(found)


def _of_formulas(names: NamedNumbers) -> Iterator[Fault]:
    for table in (*names.folder.every("facts"), *names.folder.every("derived")):
        for place, name in enumerate(table.frame["id"]):
            yield from _tried(table, table.lines[place], partial(names.number, name))


def _of_bindings(names: NamedNumbers) -> Iterator[Fault]:
    for prose in registers.all_prose(names.folder):
        try:
            binding.bind(prose, names)
        except ReportError as error:
            yield _placed(prose, str(error))


def _tried(table: SourceTable, line: int, find: Callable[[], Any]) -> Iterator[Fault]:
    try:
        find()
    except ReportError as error:
        yield Fault(table.file, line, "", error.words if isinstance(error, RowError) else str(error))


def _placed(prose: ProseSection, said: str) -> Fault:
    place, _, rest = said.removeprefix(f"{prose.file}, line ").partition(": ")
    return Fault(prose.file, int(place) if place.isdigit() else 0, "", rest or said)
