"""Check a year's data for every fault before any chapter runs."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import DataFaults, Fault, FaultError, ReportError
from helpers.sources import own_form_faults, promises, relations, validation
from helpers.sources.origins import Origin
from helpers.sources.source_table import SourceTable
from helpers.sources.year_folder import YearFolder
from helpers.statistics import binding
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.soundness import (
    claims,
    descriptors,
    impact,
    local_measures,
    protection,
    reconciliation,
    registers,
)
from helpers.statistics.table_numbers import RowError

TWICE = '"{}" is the name of {} too. Give each number its own.'


def faults(folder: YearFolder) -> list[Fault]:
    """Return the folder's faults, of the first stage that has any, and with those of its files each two figures elsewhere that do not agree.

    The stages are the schemas themselves, the files against their schemas, then formulas and the names in prose, then figures that must agree: a later
    one would only report again what an earlier one found.
    """
    form_faults = _form_faults(folder)
    if form_faults:
        return form_faults
    file_faults = validation.faults(folder) or [*local_measures.policy_faults(folder), *relations.faults(folder)]
    names = NamedNumbers(folder)
    if file_faults:
        return sorted([*file_faults, *reconciliation.breaches_elsewhere(names, {fault.file for fault in file_faults})])
    name_faults = {*_name_faults(names), *_binding_faults(names)}
    return sorted(name_faults) or sorted(
        [
            *impact.faults(folder),
            *claims.faults(names),
            *promises.faults(folder),
            *reconciliation.faults(names),
            *protection.faults(folder),
            *local_measures.protection_faults(folder),
        ]
    )


def refuse(folder: YearFolder) -> None:
    """Raise DataFaults with every fault of the folder, if it has any."""
    all_faults = faults(folder)
    if all_faults:
        raise DataFaults(all_faults)


def _form_faults(folder: YearFolder) -> list[Fault]:
    """What is wrong with the schemas of the program and the year's own, each alone and then beside the rest of the year."""
    wrong = folder.own_forms.faults or descriptors.faults(folder.forms.tables.values())
    return wrong or own_form_faults.faults(folder)


def _name_faults(names: NamedNumbers) -> Iterator[Fault]:
    """Go through the faults of facts and formulas: names that two rows have, and numbers that cannot be read or worked out."""
    first_places: dict[str, Origin] = {}
    for table in (*names.folder.tables_named("facts"), *names.folder.tables_named("derived")):
        for line, name in zip(table.lines, table.frame["id"], strict=True):
            place = first_places.setdefault(name, table.origin(line))
            if place != table.origin(line):
                yield Fault(table.file, line, "id", TWICE.format(name, place))
            yield from _number_fault(names, name, table, line)


def _number_fault(names: NamedNumbers, name: str, table: SourceTable, line: int) -> Iterator[Fault]:
    """The fault of a number, at its own row or at that of the number which it takes in."""
    try:
        names.number(name)
    except RowError as error:
        yield error.fault
    except ReportError as error:
        yield Fault(table.file, line, "", str(error))


def _binding_faults(names: NamedNumbers) -> Iterator[Fault]:
    """Go through the faults of sections whose numbers cannot be put in, but for numbers whose own rows have the fault."""
    for prose in registers.all_prose(names.folder):
        try:
            binding.bind(prose, names)
        except RowError:
            continue
        except FaultError as error:
            yield error.fault
