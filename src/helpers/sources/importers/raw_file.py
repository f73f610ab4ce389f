"""One table as its publisher released it: every cell as text, with its line in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from helpers.errors import DataFaults, Fault
from helpers.sources.folding import folded

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class RawFile:
    """One table: `rows` holds text only, and its index is the line of the file or the row of the sheet.

    `heading_row` is the line of its headings. `headings` has what the file calls a column that bears another name here.
    """

    file: str
    rows: pd.DataFrame
    heading_row: int = 1
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[str]:
        """The headings of the file, without their order."""
        return frozenset(self.rows.columns)

    def holds(self, text: str) -> bool:
        """Whether any cell of the file reads so, in capitals or not."""
        return folded(text) in self._cells

    @cached_property
    def _cells(self) -> frozenset[str]:
        return frozenset(folded(cell) for column in self.rows.columns for cell in self.rows[column].unique())

    def renamed(self, headings: Mapping[str, str]) -> RawFile:
        """Return the file with each column by its own name: `headings` has, for each, what the file calls it."""
        names = {heading: column for column, heading in headings.items()}
        changed = {column: heading for column, heading in headings.items() if column != heading}
        clash = [column for column in changed if column in self.columns and column not in names]
        rows = self.rows.drop(columns=clash).rename(columns=names)
        return replace(self, rows=rows, headings=changed)

    def fault(self, row: int, column: str, message: str) -> Fault:
        """Return a fault of this file; row 0 stands for the whole file."""
        return Fault(self.file, row, self.headings.get(column, column), message)

    def faults(self, wrong: pd.Series, column: str, message: str, *, once: bool = False) -> list[Fault]:
        """Return a fault of `column` for each row that is True in `wrong`; `once` for each different cell, its first row.

        `message` holds `{}` in the place of what the cell reads.
        """
        cells = self.rows.loc[wrong.index[wrong], column]
        cells = cells.drop_duplicates() if once else cells
        return [self.fault(int(str(row)), column, message.format(cell)) for row, cell in cells.items()]


def refuse(faults: list[Fault]) -> None:
    """Raise `DataFaults` where there are faults, so that all of a file's are reported at once."""
    if faults:
        raise DataFaults(faults)
