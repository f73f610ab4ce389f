"""What each column of a table of people counts, read from the table's schema.

Keys of a field beside Table Schema's own:

- `"counts": "children with a plan"` — the column counts these people. Columns of the same people, in whatever table, period
  and categories, count the same thing. With `"share_of": "base"` the column shows them as a share of another column instead.
  A column that counts something else than people, or one that its `"released_by"` has printed (see `sources.counts`), is shown as it is.
- `"is": {"sex": "girls"}` — the categories that a column of a wide table is of.
- `"total_of": ["girls", "boys"]` — a column is the sum of others.
- `"dimension": "age", "total": "All ages"` — a column of words tells the categories; rows with the word of `total` are sums.
- `"share_of": ["children", "population"]` — a percentage or rate of two columns; its unit says of how many. The name of a
  dimension may stand for the base: the total over it.
- `"difference_of": ["children", "last_year"]` — one column less another.
- `"year": -1` — the column is of an earlier year than the table.
- `"over_time": "sum"` — the months and quarters of a column add up to its year; `"distinct"`: people are counted once in each, so the year
  has no more than their sum and no fewer than any of them.

Keys of the whole table:

- `"policy": "dfe"` — the profile of `policies.toml`, which a schema without one has too.
- `"released": {"children with a plan": "child_protection_plans"}` — the published measure of all of these people.
- `"rows_are"` and `"counted_by"` — a file with a row for each child: see `head_counts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpers.errors import ReportError, UnknownName, nearest
from helpers.sources.counts import NUMBERS, is_of_people
from helpers.sources.report_years import ReportYear

ROLES = ("counts", "share_of", "difference_of")
YEAR = re.compile(r"(\d{4})([-/])\d{2}")


@dataclass(frozen=True)
class CountColumn:
    """A column that counts people; with a `base` it shows them as a share of that column or dimension."""

    column: str
    people: str
    categories: frozenset[tuple[str, str]] = frozenset()
    total_of: tuple[str, ...] = ()
    base: str = ""
    year: int = 0
    unit: str = "count"
    over_time: str = ""


@dataclass(frozen=True)
class ShareColumn:
    """A percentage or rate of two columns; the base may be a dimension, whose total is meant."""

    column: str
    part: str
    base: str
    unit: str


@dataclass(frozen=True)
class DifferenceColumn:
    """A column that is one column less another."""

    column: str
    later: str
    earlier: str


@dataclass(frozen=True)
class PeopleLayout:
    """The roles of a table's columns; `dimensions` gives each dimension its column and the word for its total, if any.

    `parts` are pairs of people of whom the first are some of the second.
    """

    period: str = ""
    counts: tuple[CountColumn, ...] = ()
    shares: tuple[ShareColumn, ...] = ()
    differences: tuple[DifferenceColumn, ...] = ()
    dimensions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """The people whom the table counts."""
        return frozenset(count.people for count in self.counts)

    def count(self, column: str) -> CountColumn | None:
        """Return the column of that name, or None where it does not count people."""
        return next((count for count in self.counts if count.column == column), None)

    def counted(self, column: str) -> CountColumn:
        """Return the column of that name; raises UnknownName where it does not count people."""
        count = self.count(column)
        if count is None:
            columns = [count.column for count in self.counts]
            raise UnknownName(
                f'No column "{column}" counts people, so no share, sum or difference is of it. {nearest(column, columns)}'.strip()
            )
        return count


def read_layout(descriptor: Mapping[str, Any], *, period: str) -> PeopleLayout:
    """Return the roles of a table's columns from its schema; `period` is the year of the rows that do not name their own.

    Raises ReportError for a column of numbers without a role: a number may be shown only once its owner has said what it counts.
    """
    fields = descriptor["fields"]
    _check_roles(descriptor.get("name", "the table"), fields)
    return PeopleLayout(
        period=period,
        counts=tuple(_count(field) for field in fields if _is_hidden_where_small(field)),
        shares=tuple(_share(field) for field in fields if "share_of" in field and "counts" not in field),
        differences=tuple(
            DifferenceColumn(field["name"], *field["difference_of"]) for field in fields if "difference_of" in field
        ),
        dimensions={
            field["dimension"]: (field["name"], field.get("total", "")) for field in fields if "dimension" in field
        },
    )


def earlier(period: str, years: int) -> str:
    """Return the year so many years before, written alike: one before 2023-24 is 2022-23; raises ReportError for no year."""
    if years == 0:
        return period
    match = YEAR.fullmatch(period)
    if not match:
        raise ReportError(f'"{period}" is not a year, so no year before it can be named. Write it as 2023-24.')
    return ReportYear(int(match[1]) - years).label.replace("-", match[2])


def _check_roles(name: str, fields: list[dict[str, Any]]) -> None:
    without = list(_without_role(fields))
    if without:
        raise ReportError(
            f"{name} holds numbers of people, and its schema does not say what {', '.join(without)} means. "
            'Give each column of numbers "counts", "share_of" or "difference_of".'
        )


def _without_role(fields: list[dict[str, Any]]) -> Iterator[str]:
    return (
        field["name"] for field in fields if field["type"] in NUMBERS and not any(field.get(role) for role in ROLES)
    )


def _is_hidden_where_small(field: Mapping[str, Any]) -> bool:
    return "counts" in field and "released_by" not in field and is_of_people(field["counts"])


def _count(field: Mapping[str, Any]) -> CountColumn:
    return CountColumn(
        column=field["name"],
        people=field["counts"],
        categories=frozenset(field.get("is", {}).items()),
        total_of=tuple(field.get("total_of", ())),
        base=field.get("share_of", ""),
        year=-field.get("year", 0),
        unit=field.get("unit", "count"),
        over_time=field.get("over_time", ""),
    )


def _share(field: Mapping[str, Any]) -> ShareColumn:
    part, base = field["share_of"]
    return ShareColumn(field["name"], part, base, field["unit"])
