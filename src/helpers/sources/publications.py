"""What the published store says of its measures, its publications and statistical neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from helpers.sources.origins import PublishedOrigin

MONTHS = tuple("January February March April May June July August September October November December".split())


@dataclass(frozen=True)
class MeasureDefinition:
    """What a published measure is, in words.

    `unit` is count, percent, per_10k, per_1k, per_100k, ratio, score, pounds, days, fte or other; `polarity` is "high" or
    "low" where one of them is better, otherwise empty; `decimals` is as published. `month` is when its owner usually issues it, empty
    where no month is usual.
    """

    measure: str
    name: str
    unit: str
    polarity: str
    period_kind: str
    definition: str
    owner: str
    publication: str
    table: str
    group: str
    headline: bool
    denominator_note: str
    month: str
    breaks: tuple[str, ...]
    decimals: int


@dataclass(frozen=True)
class Publication:
    """One release of an official publisher; `published` is its day of publication, empty where the store does not hold that.

    `publication` is the title of the publication that the release is a table of. `newest` is the last day that the store's
    newest edition covers. An edition is usually issued in `month`, so many calendar years (`years_after`) after its last day.
    """

    id: str
    title: str
    publisher: str
    published: str
    licence: str
    url: str
    note: str
    available: str = ""
    edition: str = ""
    attribution: str = ""
    years: str = ""
    publication: str = ""
    month: str = ""
    years_after: int = 0
    newest: str = ""
    origin: PublishedOrigin = field(kw_only=True)

    @property
    def address(self) -> str:
        """Where it is on the web, as a `Source` names it; empty where that is not known."""
        return self.url

    def is_issued(self, end: date, *, by: date) -> bool:
        """Whether its edition that speaks of a period ending on a day is usually out by another; never without a usual month."""
        return bool(self.month) and (end.year + self.years_after, MONTHS.index(self.month) + 1) < (by.year, by.month)


@dataclass(frozen=True)
class Neighbours:
    """An authority's ten statistical neighbours, the most alike first, and the edition that names them."""

    edition: str
    source: str
    areas: tuple[str, ...]
    note: str


def serving(available: Sequence[str], own: Sequence[str]) -> str:
    """The newest known edition that has the area; failing that the next to come, and failing that its last."""
    newest = available[-1] if available else ""
    return next((edition for edition in own if edition >= newest), own[-1])


def note_on_edition(name: str, available: Sequence[str], edition: str) -> str:
    """Say why another edition serves than the newest known, which lacks the area of that name."""
    if not available:
        return f"No edition was published yet: the {edition} edition serves."
    return f"The {available[-1]} edition does not have {name}: the {edition} edition serves."


def frozen(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the store with its lists as tuples."""
    return {name: tuple(cell) if isinstance(cell, list) else cell for name, cell in row.items()}
