"""Tables of people against the gate: what is hidden of each, beside all the others, can be protected."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault, ReportError
from helpers.sources.schema import LOCAL_FIGURES
from helpers.sources.source_table import SourceTable
from helpers.sources.year_folder import YearFolder
from helpers.statistics import head_counts, publication_context
from helpers.statistics.measures import supplied
from helpers.statistics.statistic import protect


def faults(folder: YearFolder) -> Iterator[Fault]:
    """Go through the tables of people that the gate refuses, such as one whose rows nothing tells apart."""
    forms = [form for form in folder.forms.tables.values() if form.is_protected and form.name != LOCAL_FIGURES]
    for table in map(folder.table, (form.name for form in forms)):
        try:
            if table.supplied:
                _pass_gate(folder, table)
        except ReportError as error:
            yield Fault(table.file, 0, "", str(error))


def _pass_gate(folder: YearFolder, table: SourceTable) -> None:
    if not head_counts.has_row_for_each(table.schema):
        protect(publication_context.in_company(folder, table, supplied.of_table), title=table.schema.title)
    for by in head_counts.breakdowns(table.schema):
        protect(publication_context.counted(folder, table.name, by, supplied.of_table), title=table.schema.title)
