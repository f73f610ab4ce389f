"""The store's tables beside its figures: neighbours, neighbourhoods, inspections, and what measures and sources are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from helpers.sources.importers import inspections, releases
from helpers.sources.importers.parquet_store import ORDER
from helpers.sources.importers.readers import ReadTables
from helpers.sources.importers.releases import PublishedCell, Release

if TYPE_CHECKING:
    import pandas as pd

MEASURE_COLUMNS = (
    "measure name unit polarity period_kind definition owner publication table group headline denominator_note month breaks decimals"
).split()
SOURCE_COLUMNS = (
    "id title publisher published available edition licence attribution url note publication month years_after".split()
)
DAYS = ("edition", "published")  # the columns of the store's tables that date an edition, the first that a table has


def other_tables(tables_read: Sequence[ReadTables], old: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return table name → rows, of the tables that are no figures: the folder's rows first, then what is left of the store's."""
    by_table = {name: [read.rows for read in tables_read if read.table == name] for name in _names(tables_read)}
    return {name: _merge(name, [*tables, *_own(name, old)]) for name, tables in by_table.items()}


def still_described(figures: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return a store's figures without those of a measure that no release describes any more."""
    return None if figures is None else figures[figures["measure"].isin(list(releases.measures()))]


def merge_areas(new: pd.DataFrame, old: pd.DataFrame | None) -> pd.DataFrame:
    """Return the areas of a new lookup, and those of the store's own that it leaves out, such as its districts."""
    import pandas as pd

    omitted = [] if old is None else [old[~old["area"].isin(new["area"])]]
    return pd.concat([new, *omitted], ignore_index=True)


def descriptions(figures: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables "measures" (a row for each measure with figures) and "sources" (one for each release cited)."""
    import pandas as pd

    words = releases.measures()
    measures = [_measure_row(words[name]) for name in sorted(set(figures["measure"]))]
    used = {source for table in tables.values() if "source" in table for source in table["source"].unique()}
    newest = _newest(table for name, table in tables.items() if name != "superseded")
    sources = {
        release.id: _source_row(release, figures, newest)
        for release in reversed(releases.releases())
        if release.id in used
    }
    return {
        "measures": pd.DataFrame(measures, columns=list(MEASURE_COLUMNS)),
        "sources": pd.DataFrame(sources.values()),
    }


def _names(tables_read: Sequence[ReadTables]) -> list[str]:
    return sorted({read.table for read in tables_read} - {"figures", "areas"})


def _own(name: str, old: Mapping[str, pd.DataFrame]) -> list[pd.DataFrame]:
    """The store's own table, or none of the outlines: a new one may have fewer rings, and the old would stay on the map."""
    return [old[name]] if name in old and name != "boundaries" else []


def _merge(name: str, tables: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    if name == "inspections":
        return inspections.merge(tables)
    table = pd.concat(tables, ignore_index=True)
    return table.drop_duplicates(ORDER[name], ignore_index=True)


def _measure_row(measure: PublishedCell) -> dict[str, Any]:
    return {column: getattr(measure, column) for column in MEASURE_COLUMNS}


def _newest(tables: Iterable[pd.DataFrame]) -> dict[str, str]:
    """Return source → the last day that its newest edition speaks of, where its table has days."""
    newest: dict[str, str] = {}
    for table in tables:
        day = next((column for column in DAYS if column in table), "")
        if day and "source" in table and table[day].astype(str).str.fullmatch(r"\d{4}-\d\d-\d\d").all():
            newest |= {str(source): str(last)[:10] for source, last in table.groupby("source")[day].max().items()}
    return newest


def _source_row(release: Release, figures: pd.DataFrame, newest: Mapping[str, str]) -> dict[str, Any]:
    ends = figures.loc[figures["source"] == release.id, "period_end"].dt.year
    years = f"{ends.min()} to {ends.max()}" if len(ends) else release.edition
    own = {column: getattr(release, column) for column in SOURCE_COLUMNS}
    return own | {"years": years, "newest": newest.get(release.id, "")}
