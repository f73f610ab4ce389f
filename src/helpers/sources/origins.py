"""Where a value was read: its file, row and column, made as the file is read and carried to the ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self

Row = int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """The place that a value was read from.

    `file` is a path from the project's folder. `row` is a row as a spreadsheet numbers it, an id or the name of a part of the
    file, or the parts of the key that a row of the published store has; it is empty for the file as a whole. `column` is empty
    for a whole row.
    """

    file: str
    row: Row = ""
    column: str = ""

    def at(self, column: str) -> Self:
        """Return the place of one column in the same row."""
        return replace(self, column=column)

    @property
    def line(self) -> int:
        """The row as a fault has it: its number in the file, or 0 where the place has none."""
        return self.row if isinstance(self.row, int) else 0

    @property
    def row_key(self) -> str:
        """The row in one word, as names of numbers and the ledger have it: "3", "looked_after|E08000015|2024"."""
        return "|".join(self.row) if isinstance(self.row, tuple) else str(self.row)

    def __str__(self) -> str:
        """The place in words for a message or a list of inputs: "data/wirral/2023-24/facts.csv, row 3, value"."""
        row = f"row {self.row}" if isinstance(self.row, int) else self.row_key
        return ", ".join(part for part in (self.file, row, self.column) if part)

    def as_json(self) -> dict[str, Any]:
        """Return a JSON object of the parts that are not empty."""
        row = list(self.row) if isinstance(self.row, tuple) else self.row
        parts = {"file": self.file, "row": row, "column": self.column}
        return {name: part for name, part in parts.items() if part != ""}

    @staticmethod
    def from_json(parts: dict[str, Any]) -> Origin:
        """Read what `as_json` wrote; a row that has a key in parts is of the published store."""
        row = parts.get("row", "")
        if isinstance(row, list):
            return PublishedOrigin(**parts | {"row": tuple(row)})
        return Origin(**parts)


@dataclass(frozen=True, slots=True)
class PublishedOrigin(Origin):
    """A row of the published store, such as (measure, area, period) of its figures."""
