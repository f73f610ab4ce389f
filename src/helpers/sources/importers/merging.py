"""Merge figures: each once, of the publication and the edition that count, and those that gave way with their edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.sources.importers import releases
from helpers.sources.importers.figures import COLUMNS, KEYS, empty
from helpers.sources.importers.readers import ReadTables

if TYPE_CHECKING:
    import pandas as pd

COMPARED = ["value", "code", "numerator", "denominator"]
Periods = tuple[tuple[str, str], ...]


@dataclass(frozen=True, order=True)
class Revision:
    """One published figure that two editions give differently; a status code stands where there is no number."""

    measure: str
    area: str
    period: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.measure}, {self.area}, {self.period}: was {self.old}, now {self.new}"


@dataclass(frozen=True, order=True)
class OlderEdition:
    """How many figures an older edition gives differently from the newer one, which they do not change."""

    source: str
    edition: str
    figures: int

    def __str__(self) -> str:
        return (
            f"{self.source}, edition to {self.edition}: {self.figures:,} figures differ from the newer ones, which stay"
        )


@dataclass(frozen=True, eq=False)
class FigureChange:
    """The figures of a store after an import, what gave way to them, and what changed.

    `added` and `dropped` are (measure, period). `revised` figures have another number now, or one for a code; `blanked`
    ones a code for a number. `older` editions changed nothing; `unlike` are figures of one edition that two files give
    differently, of which the one in `new` stands.
    """

    figures: pd.DataFrame
    superseded: pd.DataFrame
    added: Periods = ()
    revised: tuple[Revision, ...] = ()
    blanked: tuple[Revision, ...] = ()
    dropped: Periods = ()
    older: tuple[OlderEdition, ...] = ()
    unlike: tuple[Revision, ...] = ()


def update(
    old: pd.DataFrame | None, tables_read: Iterable[ReadTables], superseded: pd.DataFrame | None = None
) -> FigureChange:
    """Return a store's figures with those of publishers' files laid over them; what no file gives stays.

    Of two publications the one that takes precedence gives a measure's period wholly, whichever was imported first. Of two
    editions of one publication the newer counts. Within one edition, whose files bear no date, a number counts before a
    code, and then the file that is imported later. What gives way is kept in `superseded`, with its edition.
    """
    files = [empty(), *(file.rows for file in sorted(tables_read, key=_name) if file.table == "figures")]
    before = empty() if old is None else _with_editions(old)
    new = _stacked(files)
    ordered = _in_order(before, new)
    last = ~ordered.duplicated(KEYS, keep="last")
    figures = ordered.loc[last]
    losers = _differing(ordered.loc[~last], figures)
    return FigureChange(
        figures=figures[COLUMNS].reset_index(drop=True),
        superseded=_superseded(losers, superseded, figures),
        added=tuple(sorted(set(_periods(figures)) - set(_periods(before)))),
        dropped=_dropped(before, new),
        revised=_revisions(losers, "revised"),
        blanked=_revisions(losers, "blanked"),
        older=_older(losers),
        unlike=_revisions(losers, "unlike"),
    )


def _name(tables: ReadTables) -> str:
    return tables.file


def _with_editions(figures: pd.DataFrame) -> pd.DataFrame:
    """Return a store's figures with their editions: one that knows none is of the edition of its newest figures."""
    if "edition" in figures:
        return figures
    return figures.assign(edition=figures.groupby("source")["period_end"].transform("max").dt.date.astype(str))


def _in_order(before: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return all figures of the publications that count, the store's first, each after those that it counts before."""
    both = _stacked([before.assign(stored=True), new.assign(stored=False)])
    counting = both[~_is_outranked(both)]
    return counting.assign(numeric=counting["value"].notna()).sort_values(["edition", "numeric"], kind="stable")


def _is_outranked(table: pd.DataFrame) -> pd.Series:
    """Whether, for each row, another publication that takes precedence gives its measure and period.

    A publication that gives an earlier period in an older edition alone comes after all others there: its newest edition has
    left that period out, and what another gives is newer. Each edition's own last period stays, as of one that has no other.
    """
    rank = table["source"].map({release.id: release.precedence for release in releases.releases()}).astype("float64")
    is_older = table["edition"] < table.groupby("source")["edition"].transform("max")
    outdated = is_older & (table["period_end"].astype(str) < table["edition"])
    period = [table["measure"], table["period"]]
    own = (rank + outdated * len(releases.releases())).groupby([*period, table["source"]]).transform("min")
    return own > own.groupby(period).transform("min")


def _differing(losers: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that gave way to different ones of their own publication, with what took their place."""
    winners = figures[[*KEYS, "source", "edition", "stored"]].assign(text=_texts(figures))
    both = losers.assign(text=_texts(losers)).merge(winners, on=[*KEYS, "source"], suffixes=("", "_new"))
    return both[both["text"] != both["text_new"]].assign(kind=_kinds)


def _kinds(losers: pd.DataFrame) -> pd.Series:
    """Return what became of each figure that gave way: "revised", "blanked", "older" or "unlike", as `FigureChange` has them."""
    replaced = losers["stored"] & ~losers["stored_new"]
    blanked = replaced & losers["value"].notna() & ~losers["text_new"].str[:1].str.contains("[-0-9]")
    older = losers["edition"] < losers["edition_new"]
    kind = older.map({True: "older", False: "unlike"})
    return kind.mask(replaced, "revised").mask(blanked, "blanked")


def _older(losers: pd.DataFrame) -> tuple[OlderEdition, ...]:
    counts = losers[losers["kind"] == "older"].groupby(["source", "edition"], as_index=False).size()
    return tuple(OlderEdition(*row) for row in counts.itertuples(index=False, name=None))


def _superseded(losers: pd.DataFrame, before: pd.DataFrame | None, figures: pd.DataFrame) -> pd.DataFrame:
    """Return every figure that ever gave way, each once; none that stands again."""
    table = _stacked([*([] if before is None else [before[COLUMNS]]), losers[COLUMNS]]).drop_duplicates()
    again = table.merge(figures[COLUMNS].assign(again=True), on=COLUMNS, how="left")["again"].notna()
    return table.reset_index(drop=True)[~again.to_numpy()]


def _stacked(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat([table for table in tables if len(table)] or [tables[0]], ignore_index=True)


def _periods(table: pd.DataFrame) -> Periods:
    pairs = table[["measure", "period"]].drop_duplicates()
    return tuple(sorted(pairs.itertuples(index=False, name=None)))


def _dropped(old: pd.DataFrame, new: pd.DataFrame) -> Periods:
    """The periods a store has of a measure that a newer or the same edition gives, but no longer for that period."""
    editions = new.groupby("measure")["edition"].max().to_dict()
    rows = old[old["measure"].isin(list(editions))]
    current = rows[rows["edition"] <= rows["measure"].map(editions).astype(str)]
    return tuple(sorted(set(_periods(current)) - set(_periods(new))))


def _revisions(losers: pd.DataFrame, kind: str) -> tuple[Revision, ...]:
    columns = [*KEYS, "text", "text_new"]
    rows = losers[losers["kind"] == kind]
    return tuple(sorted(Revision(*row) for row in rows[columns].itertuples(index=False, name=None)))


def _texts(table: pd.DataFrame) -> pd.Series:
    """Return each figure as one text to compare: number or code, then "(numerator of denominator)" where published."""
    value, code, numerator, denominator = (table[column] for column in COMPARED)
    number = value.astype(str).where(value.notna(), code)
    base = " (" + _or_dash(numerator) + " of " + _or_dash(denominator) + ")"
    return number + base.where(numerator.notna() | denominator.notna(), "")


def _or_dash(numbers: pd.Series) -> pd.Series:
    return numbers.astype(str).where(numbers.notna(), "–")
