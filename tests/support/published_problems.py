"""Problems on which tools of disclosure control are tried, as their authors print them, with how many cells each tool hid.

`tests/fixtures/published_problems`: a file of counts for each set of data; `problems.csv` says which tables are made of them and where
they are printed; `results.csv` which counts a tool took for small and how many cells it hid in all.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from helpers.statistics.disclosure.measure import Measure
from support import PROJECT, outsider, people

FOLDER = PROJECT / "tests" / "fixtures" / "published_problems"
Row = dict[str, str]


@dataclass(frozen=True)
class Dimension:
    """One way in which a table is broken down: a column, the columns of wider groups beside it, and whether totals are shown."""

    column: str
    wider: tuple[str, ...]
    has_total: bool

    @classmethod
    def read(cls, words: str) -> Dimension:
        """Read one from words such as "region<county", or "age-" where no total is shown."""
        column, *wider = words.strip().removesuffix("-").split("<")
        return cls(column, tuple(wider), not words.strip().endswith("-"))

    def groups(self, rows: Sequence[Row]) -> list[Row]:
        """Every group with its wider groups, and then the total."""
        groups = [{column: row[column] for column in (self.column, *self.wider)} for row in rows]
        total = [{self.column: people.ALL} | dict.fromkeys(self.wider, "")] if self.has_total else []
        return list({tuple(group.values()): group for group in groups + total}.values())

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The columns of a schema, of which the wider groups are words and no more."""
        total = {"total": people.ALL} if self.has_total else {}
        own = {"name": self.column, "type": "string", "dimension": self.column} | total
        return [own, *({"name": column, "type": "string"} for column in self.wider)]


@dataclass(frozen=True)
class Problem:
    """Tables of one set of counts, to be published together."""

    name: str
    data: str
    only: str
    count: str
    tables: str

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of counts that the tables are made of."""
        column, _, word = self.only.partition("=")
        return [row for row in _read(f"{self.data}.csv") if not column or row[column] == word]

    @property
    def words(self) -> list[str]:
        """The columns that tell rows apart by some table."""
        return [
            name for name in self.rows[0] if name in self.tables.replace("-", "").replace("*", "<").replace(";", "<")
        ]

    def measures(self) -> list[Measure]:
        """The tables as a partnership would enter them: a row for each group, in its own column the wider group that it lies in."""
        return [
            self._measure(f"table_{place}", [Dimension.read(words) for words in table.split("*")])
            for place, table in enumerate(self.tables.split(";"))
        ]

    def _measure(self, name: str, dimensions: Sequence[Dimension]) -> Measure:
        fields = [field for dimension in dimensions for field in dimension.fields]
        rows = []
        for groups in product(*(dimension.groups(self.rows) for dimension in dimensions)):
            chosen = {column: word for group in groups for column, word in group.items()}
            of = {dimension.column: chosen[dimension.column] for dimension in dimensions}
            rows.append((*(chosen[field["name"]] for field in fields), self.number(_key(of))))
        return people.table([*fields, people.counts()], rows, name=name)

    def number(self, key: outsider.Key) -> int:
        """How many are in every group of a key."""
        return sum(int(row[self.count]) for row in self.rows if key <= row.items())

    def page(self, measures: Sequence[Measure]) -> outsider.Page:
        """What readers have: each printed number or that it is hidden, and which counts of the finest groups it is the sum of."""
        cells = dict(cell for measure in measures for cell in _printed(measure))
        finest = {_key({name: row[name] for name in self.words}) for row in self.rows}
        sums = [(key, tuple(sorted((part for part in finest if key < part), key=sorted))) for key in cells]
        return outsider.Page(
            tuple(outsider.Printed(key, value) for key, value in cells.items()),
            tuple((key, parts) for key, parts in sums if parts),
        )


def _printed(measure: Measure) -> Iterator[tuple[outsider.Key, float | None]]:
    columns = [column for column, _ in measure.layout.dimensions.values()] if measure.layout else []
    for (_, row), number in zip(measure.table.iterrows(), people.printed(measure), strict=True):
        yield _key({column: row[column] for column in columns}), None if number == outsider.HIDDEN else number


def _key(groups: dict[str, str]) -> outsider.Key:
    return outsider.Key(pair for pair in groups.items() if pair[1] != people.ALL)


def _read(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def problems() -> list[Problem]:
    """Return every problem."""
    return [
        Problem(row["problem"], row["data"], row["only"], row["count"], row["tables"]) for row in _read("problems.csv")
    ]


def results() -> list[Row]:
    """Return what each tool did: problem, tool, the least and the most that it took for small, and the cells hidden in all."""
    return _read("results.csv")
