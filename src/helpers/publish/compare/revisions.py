"""Whether publishers have since replaced figures that the earlier report printed: against the national figures as they are now."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers.publish.compare.numbers import Row, published_row
from helpers.sources import published
from helpers.sources.publications import MeasureDefinition

SUPERSEDED = "superseded"
Key = tuple[str, str, str]


@dataclass(frozen=True)
class RevisedFigure:
    """One figure that its publisher replaced: its measure, area and period, what was printed or issued first, and what it is now."""

    about: MeasureDefinition
    area: str
    period: str
    old: float
    now: float
    was_printed: bool


@dataclass(frozen=True)
class Revisions:
    """The result of checking an earlier report's figures: how many were checked, and which their publishers have revised.

    `on_record` is how many revised figures of any area the store knows of: a report that was never released can be checked
    against these alone.
    """

    checked: int
    revised: tuple[RevisedFigure, ...]
    on_record: int


def revisions(ledger: Iterable[Row]) -> Revisions:
    """Check each published figure of a report's ledger against the store, and against the figures that the store replaced."""
    printed = dict(_printed(ledger))
    now = _now({measure for measure, _, _ in printed})
    replaced, on_record = _replaced(printed)
    differing = {key: value for key, value in printed.items() if key in now and _differ(value, now[key])}
    revised = [
        _figure(key, old, now[key], was_printed=key in differing)
        for key, old in (replaced | differing).items()
        if key in now and _differ(old, now[key])
    ]
    return Revisions(len(printed.keys() & now.keys()), tuple(revised), on_record)


def _printed(ledger: Iterable[Row]) -> Iterable[tuple[Key, float]]:
    for row in ledger:
        parts = published_row(row).split("|")
        if len(parts) == 3 and published.store().find(parts[0]):
            with contextlib.suppress(ValueError):  # a code stands for a figure that is not shown
                yield (parts[0], parts[1], parts[2]), float(row["value"])


def _now(measures: Iterable[str]) -> Mapping[Key, float]:
    store = published.store()
    tables = ((measure, store.figures(measure)) for measure in sorted(measures))
    return {
        (measure, str(area), str(period)): float(value)
        for measure, table in tables
        for area, period, value in zip(table["area"], table["period"], table["value"], strict=True)
        if value == value
    }


def _replaced(printed: Mapping[Key, float]) -> tuple[dict[Key, float], int]:
    """The figures of the report that the store has replaced, as they were first, and how many it has replaced of all."""
    rows = published.store().table(SUPERSEDED).to_pylist()
    keyed = (((row["measure"], row["area"], row["period"]), row["value"]) for row in rows if row["value"] is not None)
    return {key: float(value) for key, value in keyed if key in printed}, len(rows)


def _differ(old: float, now: float) -> bool:
    return not math.isclose(old, now, rel_tol=1e-9, abs_tol=1e-9)


def _figure(key: Key, old: float, now: float, *, was_printed: bool) -> RevisedFigure:
    measure, area, period = key
    return RevisedFigure(published.store().measure(measure), area, period, old, now, was_printed)
