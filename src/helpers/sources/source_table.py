"""One table of the year's folder, read and typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.sources.origins import Origin
from helpers.sources.schema import Schema
from helpers.sources.withheld_numbers import WithheldNumber

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class SourceTable:
    """One file of the year's folder, with the type of each column as its schema says.

    `frame` has strings ("" where blank), floats (NaN where blank) and dates (NaT where blank). `lines` are the rows as a
    spreadsheet numbers them. `withheld` says of a column with suppliers' codes what stands there in place of each number. A table
    that was not supplied has no rows. `period` is that of all its figures, where no column says it. `lines_of_rows` are the lines of
    a table that has only some rows of its file.
    """

    schema: Schema
    frame: pd.DataFrame
    file: str
    supplied: bool = True
    period: str = ""
    withheld: Mapping[str, tuple[WithheldNumber | None, ...]] = field(default_factory=dict)
    lines_of_rows: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The table's name, unique within a year."""
        return self.schema.name

    @property
    def lines(self) -> Sequence[int]:
        """The rows' numbers in a spreadsheet, whose heading is row 1."""
        return self.lines_of_rows or range(2, len(self.frame) + 2)

    def origin(self, line: int) -> Origin:
        """Return the place of a row of the file."""
        return Origin(self.file, line)
