"""Merge figures: those of several files of a folder, and those of a folder into the store as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.sources.importers import releases
from helpers.sources.importers.figures import empty
from helpers.sources.importers.readers import ReadTables

if TYPE_CHECKING:
    import pandas as pd

KEYS = ["measure", "area", "period"]
COMPARED = ["value", "code", "numerator", "denominator"]
Periods = tuple[tuple[str, str], ...]


@dataclass(frozen=True, order=True)
class Revision:
    """One published figure that a newer release changed; a status code stands where there is no number."""

    measure: str
    area: str
    period: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.measure}, {self.area}, {self.period}: was {self.old}, now {self.new}"


@dataclass(frozen=True, eq=False)
class MergedFigures:
    """The figures of a folder, each once, and those on which two of its files disagree."""

    figures: pd.DataFrame
    disagreements: tuple[Revision, ...]


@dataclass(frozen=True, eq=False)
class FigureChange:
    """The figures of a store after an import, and what changed; `added` and `dropped` are (measure, period)."""

    figures: pd.DataFrame
    added: Periods
    revised: tuple[Revision, ...]
    dropped: Periods


def merge(tables_read: Iterable[ReadTables]) -> MergedFigures:
    """Return each figure once: of two editions the newer, and of two publications the one that takes precedence.

    A publication of lower precedence gives a measure only for periods that the higher does not hold, so that one period
    comes wholly from one source.
    """
    merged = empty()
    disagreements: list[Revision] = []
    files = [file for file in tables_read if file.table == "figures"]
    for precedence in sorted({file.release.precedence for file in files}):
        level = _newest_over_older([file for file in files if file.release.precedence == precedence])
        merged = _stacked([merged, level.figures[~_is_outranked(level.figures, merged)]])
        disagreements += level.disagreements
    return MergedFigures(merged, tuple(disagreements))


def update(old: pd.DataFrame | None, new: pd.DataFrame) -> FigureChange:
    """Return a store's figures with new ones in the place of old; an old one that the folder does not give stays.

    Here too a publication of lower precedence gives way, whichever was imported first.
    """
    if old is None:
        return FigureChange(new, _periods(new), (), ())
    accepted = new[~_is_outranked(new, old)]
    unchanged = old[~_is_in(old, accepted) & ~_is_outranked(old, accepted)]
    added = sorted(set(_periods(accepted)) - set(_periods(old)))
    return FigureChange(_stacked([unchanged, accepted]), tuple(added), _revised(old, accepted), _dropped(old, new))


def _newest_over_older(tables: Sequence[ReadTables]) -> MergedFigures:
    merged = empty()
    disagreements: list[Revision] = []
    for table in sorted(tables, key=_age):
        disagreements += _revised(merged, table.rows)
        merged = _stacked([merged[~_is_in(merged, table.rows)], table.rows])
    return MergedFigures(merged, tuple(disagreements))


def _age(tables: ReadTables) -> tuple[object, str]:
    return tables.rows["period_end"].max(), tables.file


def _stacked(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat([table for table in tables if len(table)] or [tables[0]], ignore_index=True)


def _is_outranked(table: pd.DataFrame, rival: pd.DataFrame) -> pd.Series:
    """Whether, for each row, the rival has its measure and period from a publication of higher precedence."""
    period = ["measure", "period"]
    best = _rank(rival).groupby([rival[column] for column in period]).min().rename("best")
    return _rank(table) > table[period].join(best, on=period)["best"]


def _rank(table: pd.DataFrame) -> pd.Series:
    return table["source"].map({release.id: release.precedence for release in releases.releases()}).astype("float64")


def _periods(table: pd.DataFrame) -> Periods:
    pairs = table[["measure", "period"]].drop_duplicates()
    return tuple(sorted(pairs.itertuples(index=False, name=None)))


def _is_in(table: pd.DataFrame, reference: pd.DataFrame) -> pd.Series:
    import pandas as pd

    keys = pd.MultiIndex.from_frame(table[KEYS])
    return pd.Series(keys.isin(pd.MultiIndex.from_frame(reference[KEYS])), index=table.index)


def _dropped(old: pd.DataFrame, new: pd.DataFrame) -> Periods:
    """The periods a store holds of a measure that the folder gives, but no longer for that period."""
    measures_given = old[old["measure"].isin(set(new["measure"]))]
    return tuple(sorted(set(_periods(measures_given)) - set(_periods(new))))


def _revised(old: pd.DataFrame, new: pd.DataFrame) -> tuple[Revision, ...]:
    both = old.merge(new, on=KEYS, suffixes=("_old", "_new"))
    then, now = _texts(both, "_old"), _texts(both, "_new")
    changed = both.assign(then=then, now=now)[then != now]
    return tuple(sorted(Revision(*row) for row in changed[[*KEYS, "then", "now"]].itertuples(index=False, name=None)))


def _texts(table: pd.DataFrame, side: str) -> pd.Series:
    """Return each figure as one text to compare: number or code, then "(numerator of denominator)" where published."""
    value, code, numerator, denominator = (table[f"{column}{side}"] for column in COMPARED)
    number = value.astype(str).where(value.notna(), code)
    base = " (" + _or_dash(numerator) + " of " + _or_dash(denominator) + ")"
    return number + base.where(numerator.notna() | denominator.notna(), "")


def _or_dash(numbers: pd.Series) -> pd.Series:
    return numbers.astype(str).where(numbers.notna(), "–")
