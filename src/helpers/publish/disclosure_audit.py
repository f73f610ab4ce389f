"""The audit of a final report: whether what it prints tells a reader a small number of people, or lets one be worked out.

The gate decides what to hide before anything is shown. The audit begins at the other end, with the numbers that the finished
report has in its ledger, and tries each value that a small number may have in whole numbers. So neither a fault of the search
for what to hide nor one of whatever shows a table hides itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from helpers.errors import ReportError
from helpers.publish.ledger.entries import LedgerEntry
from helpers.sources.origins import Origin
from helpers.sources.year_folder import YearFolder
from helpers.statistics import disclosure, publication_context
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.measures import supplied

GIVEN_AWAY = (
    "The report gives small numbers of people away, so it is not put out. This is a fault of the program: build nothing from it, "
    "and tell whoever maintains it.\n{}"
)


def refuse(folder: YearFolder, entries: Iterable[LedgerEntry]) -> None:
    """Raise ReportError, with what a reader can exclude of each, where the report gives small numbers of people away.

    `entries` are those of the finished report's ledger.
    """
    tables = publication_context.of_people(folder, supplied.of_table)
    public = publication_context.already_public(folder, supplied.of_table)
    suppressed = disclosure.suppress_small_numbers(tables, already_public=public)
    printed = _printed_cells(entries)
    as_printed = [_as_printed(*both, printed) for both in zip(tables, suppressed, strict=True)]
    given_away = disclosure.audit(tables, as_printed, already_public=public)
    if given_away:
        raise ReportError(GIVEN_AWAY.format("\n".join(f"  {number}" for number in given_away)))


def _printed_cells(entries: Iterable[LedgerEntry]) -> set[Origin]:
    """The cells whose value the report prints; one that was worked out has its row as its origin and its column in its name."""
    numbers = [entry.number for entry in entries if entry.number.value is not None]
    return {
        origin if origin.column else origin.at(number.name.rpartition(".")[2])
        for number in numbers
        for origin in number.origins
    }


def _as_printed(table: Measure, suppressed: Measure, printed: set[Origin]) -> Measure:
    """A suppressed table with the numbers that the report prints all the same, themselves or in a share of them."""
    if not table.layout:
        return suppressed
    frame, codes = suppressed.table.copy(), dict(suppressed.codes)
    for count in table.layout.counts:
        columns = [count.column, *(share.column for share in table.layout.shares if share.part == count.column)]
        places = [{origin.at(table.file_columns.get(column, column)) for column in columns} for origin in table.origins]
        is_printed = [not printed.isdisjoint(cells) for cells in places]
        frame[count.column] = frame[count.column].mask(np.array(is_printed, dtype=bool), table.table[count.column])
        codes[count.column] = tuple(
            "" if is_there else code
            for is_there, code in zip(is_printed, codes.get(count.column, [""] * len(places)), strict=True)
        )
    return replace(suppressed, table=frame, codes=codes)
