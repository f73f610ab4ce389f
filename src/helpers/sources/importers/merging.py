"""Lay figures over one another: several files of a folder, and a folder over the store from before."""

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
HELD = ["value", "code", "numerator", "denominator"]
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


def together(taken: Iterable[ReadTables]) -> MergedFigures:
    """Return each figure once: of two editions the newer, and of two publications the one that takes precedence.

    A publication of lower precedence gives a measure only for periods that the higher does not hold, so that one period
    comes wholly from one source.
    """
    whole = empty()
    disagreements: list[Revision] = []
    tables = [each for each in taken if each.table == "figures"]
    for precedence in sorted({each.release.precedence for each in tables}):
        level = _newest_over_older([each for each in tables if each.release.precedence == precedence])
        whole = _stacked([whole, level.figures[~_outranked(level.figures, whole)]])
        disagreements += level.disagreements
    return MergedFigures(whole, tuple(disagreements))


def laid_over(old: pd.DataFrame | None, new: pd.DataFrame) -> FigureChange:
    """Lay new figures over a store's own, keeping each old figure that the folder does not give.

    Here too a publication of lower precedence gives way, whichever was imported first.
    """
    if old is None:
        return FigureChange(new, _periods(new), (), ())
    given = new[~_outranked(new, old)]
    kept = old[~_in(old, given) & ~_outranked(old, given)]
    added = sorted(set(_periods(given)) - set(_periods(old)))
    return FigureChange(_stacked([kept, given]), tuple(added), _revised(old, given), _dropped(old, new))


def _newest_over_older(tables: Sequence[ReadTables]) -> MergedFigures:
    whole = empty()
    disagreements: list[Revision] = []
    for each in sorted(tables, key=_age):
        disagreements += _revised(whole, each.rows)
        whole = _stacked([whole[~_in(whole, each.rows)], each.rows])
    return MergedFigures(whole, tuple(disagreements))


def _age(taken: ReadTables) -> tuple[object, str]:
    return taken.rows["period_end"].max(), taken.file


def _stacked(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat([each for each in tables if len(each)] or [tables[0]], ignore_index=True)


def _outranked(table: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """Say of each row whether the other table has its measure and period from a publication of higher precedence."""
    period = ["measure", "period"]
    best = _rank(other).groupby([other[each] for each in period]).min().rename("best")
    return _rank(table) > table[period].join(best, on=period)["best"]


def _rank(table: pd.DataFrame) -> pd.Series:
    return table["source"].map({each.id: each.precedence for each in releases.releases()}).astype("float64")


def _periods(table: pd.DataFrame) -> Periods:
    pairs = table[["measure", "period"]].drop_duplicates()
    return tuple(sorted(pairs.itertuples(index=False, name=None)))


def _in(table: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    import pandas as pd

    found = pd.MultiIndex.from_frame(table[KEYS]).isin(pd.MultiIndex.from_frame(other[KEYS]))
    return pd.Series(found, index=table.index)


def _dropped(old: pd.DataFrame, new: pd.DataFrame) -> Periods:
    """The periods a store holds of a measure that the folder gives, but no longer for that period."""
    given = old[old["measure"].isin(set(new["measure"]))]
    return tuple(sorted(set(_periods(given)) - set(_periods(new))))


def _revised(old: pd.DataFrame, new: pd.DataFrame) -> tuple[Revision, ...]:
    both = old.merge(new, on=KEYS, suffixes=("_old", "_new"))
    then, now = _told(both, "_old"), _told(both, "_new")
    changed = both.assign(then=then, now=now)[then != now]
    return tuple(sorted(Revision(*row) for row in changed[[*KEYS, "then", "now"]].itertuples(index=False, name=None)))


def _told(table: pd.DataFrame, side: str) -> pd.Series:
    """Write each figure as one text: its number or code, and what it is made of where that is published."""
    value, code, numerator, denominator = (table[f"{column}{side}"] for column in HELD)
    number = value.astype(str).where(value.notna(), code)
    base = " (" + _or_dash(numerator) + " of " + _or_dash(denominator) + ")"
    return number + base.where(numerator.notna() | denominator.notna(), "")


def _or_dash(numbers: pd.Series) -> pd.Series:
    return numbers.astype(str).where(numbers.notna(), "–")
