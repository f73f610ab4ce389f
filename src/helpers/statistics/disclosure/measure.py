"""A measure: a table that has not passed the gate, with its columns; disclosure control reads it, and a statistic is made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from helpers.errors import ReportError
from helpers.sources.cited_sources import Source
from helpers.sources.origins import Origin
from helpers.sources.periods import UNDATED, Period
from helpers.statistics.derivations import Derivation
from helpers.statistics.disclosure.people_layout import PeopleLayout
from helpers.statistics.numbers import Part, Text, text
from helpers.statistics.units import UNITS

STATISTIC_ALONE = (
    "title subtitle measure number cell label labels words when rows where ordered titled values column table_value plain "
    "describe head iloc items loc sample tail to_csv to_dict to_html to_json to_markdown to_numpy to_string"
).split()
NOT_PASSED = "{0} has not passed the gate. Show statistics.protect({0})."


@dataclass(frozen=True)
class Column:
    """One column: `unit` is the name of a unit, or "text"; `blank` is what a blank cell of words says, if anything.

    The heading may hold a number, such as that of a measure's name ("Re-referrals within 12 months").
    """

    name: str
    heading: Text
    unit: str = "text"
    blank: str = ""

    def __init__(self, name: str, heading: Part, unit: str = "text", blank: str = "") -> None:
        for field_name, value in (("name", name), ("heading", text(heading)), ("unit", unit), ("blank", blank)):
            object.__setattr__(self, field_name, value)

    @property
    def is_number(self) -> bool:
        """Whether the column holds values with a unit (dates among them) rather than words."""
        return self.unit in UNITS


@dataclass(frozen=True, eq=False)
class Measure:
    """A tidy table that may still show one child, so that wherever it is printed it says how to pass the gate and no more.

    `table` has a column for each of `columns`: strings ("" where blank), floats (NaN where there is no value) or dates.
    `origins` are the rows' places in their files, and `file_columns` what a file calls a column that the table calls otherwise;
    `cited` holds the year's own sources by id. `codes` holds, for a column of numbers, the publisher's code of each row
    (columns without codes are absent), and `most` the most that each withheld number is said to be. Where the table has a column `decimals`, a row's numbers are printed with no fewer.
    `derivations` says of a column how its numbers were worked out, where they were. `supplied` is false where there is nothing to show:
    `supplied_by` then says who sends it or, of published figures, `unpublished` why there are none. `default_title` is what its
    statistic is called where the chapter gives no title of its own.

    A table of people under a protective policy has a `layout`; `beside` are the tables of the same people published with it,
    and `already_public` those that readers have already.
    """

    name: str
    table: pd.DataFrame
    columns: tuple[Column, ...]
    origins: tuple[Origin, ...]
    sources: tuple[str, ...]
    period: Period = UNDATED
    policy: str = ""
    base: str = ""
    supplied: bool = True
    supplied_by: str = ""
    unpublished: str = ""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    most: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    derivations: Mapping[str, Derivation] = field(default_factory=dict)
    file_columns: Mapping[str, str] = field(default_factory=dict)
    cited: Mapping[str, Source] = field(default_factory=dict)
    layout: PeopleLayout | None = None
    beside: tuple[Measure, ...] = ()
    already_public: tuple[Measure, ...] = ()
    default_title: Part = ""

    @cached_property
    def cells(self) -> dict[str, list[Any]]:
        """The table's columns as plain lists, which are many times faster to read one cell at a time."""
        return {str(name): self.table[name].tolist() for name in self.table}

    def row_key(self, row: int) -> str:
        """What tells a row from the others in the names of its numbers: its id, area and period, else its first words, as few as do,
        or its place in the file."""
        return self._row_keys[row]

    @cached_property
    def _row_keys(self) -> list[str]:
        of_schema = [column for column in ("id", "area", "period") if column in self.cells]
        in_file = [origin.row_key for origin in self.origins]
        if any(column != "period" for column in of_schema) or not all(isinstance(o.row, int) for o in self.origins):
            return self._joined(of_schema) if of_schema else in_file
        words = [c.name for c in self.columns if not c.is_number and c.name not in (*of_schema, "source", "note")]
        keys = (self._joined([*words[:many], *of_schema]) for many in range(1, len(words) + 1))
        return next((key for key in keys if len(set(key)) == len(key)), in_file)

    def _joined(self, columns: Sequence[str]) -> list[str]:
        """The cells of some columns of each row, in one word."""
        return ["|".join(map(str, row)) for row in zip(*(self.cells[column] for column in columns), strict=True)]

    def __getattr__(self, name: str) -> Any:
        """Refuse what only a statistic has, so that whatever would show a measure says what to do."""
        if name in STATISTIC_ALONE:
            raise ReportError(NOT_PASSED.format(self.name))
        raise AttributeError(f"a measure has no {name}")

    def __repr__(self) -> str:
        return NOT_PASSED.format(self.name)

    def __len__(self) -> int:
        return int(self.__getattr__("rows"))

    def __bool__(self) -> bool:
        return True

    def __post_init__(self) -> None:
        if len(self.origins) != len(self.table):
            raise ReportError(
                f"{self.name} has {len(self.table)} rows and {len(self.origins)} origins. Give each row its own."
            )


def sources_of(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the ids of the sources that the rows of a table name, each once, in order; a blank is none."""
    return tuple(dict.fromkeys(str(source) for source in frame["source"] if source)) if "source" in frame else ()
