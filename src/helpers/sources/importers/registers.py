"""The store's tables beside its figures: neighbours, neighbourhoods, inspections, and what measures and sources are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from helpers.sources.importers import inspections, releases
from helpers.sources.importers.parquet_store import ORDER
from helpers.sources.importers.readers import ReadTables
from helpers.sources.importers.releases import PublishedCell, Release

if TYPE_CHECKING:
    import pandas as pd

TOLD = (
    "measure name unit polarity period_kind definition owner publication table group headline denominator_note breaks decimals"
).split()
SOURCED = "id title publisher published available edition licence attribution url note".split()


def placed(taken: Sequence[ReadTables], old: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables that are no figures: what the folder gives, and what it leaves of the store's own."""
    given = {name: [each.rows for each in taken if each.table == name] for name in _names(taken)}
    return {name: _together(name, [*tables, *_own(name, old)]) for name, tables in given.items()}


def known(figures: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return a store's figures without those of a measure that no release describes any more."""
    return None if figures is None else figures[figures["measure"].isin(list(releases.measures()))]


def areas(new: pd.DataFrame, old: pd.DataFrame | None) -> pd.DataFrame:
    """Return the areas of a new lookup, and those of the store's own that it leaves out, such as its districts."""
    import pandas as pd

    left = [] if old is None else [old[~old["area"].isin(new["area"])]]
    return pd.concat([new, *left], ignore_index=True)


def described(figures: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return what is known of each measure that has figures, and of each source that gave a row of any table."""
    import pandas as pd

    words = releases.measures()
    measures = [_told(words[name]) for name in sorted(set(figures["measure"]))]
    used = {source for table in tables.values() if "source" in table for source in table["source"].unique()}
    sources = [_sourced(release, figures) for release in releases.releases() if release.id in used]
    return {"measures": pd.DataFrame(measures, columns=list(TOLD)), "sources": pd.DataFrame(sources)}


def _names(taken: Sequence[ReadTables]) -> list[str]:
    return sorted({each.table for each in taken} - {"figures", "areas"})


def _own(name: str, old: Mapping[str, pd.DataFrame]) -> list[pd.DataFrame]:
    """The store's own table; outlines are replaced whole, for a new one may have fewer rings."""
    return [old[name]] if name in old and name != "boundaries" else []


def _together(name: str, tables: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    if name == "inspections":
        return inspections.together(tables)
    table = pd.concat(tables, ignore_index=True)
    return table.drop_duplicates(ORDER[name], ignore_index=True)


def _told(measure: PublishedCell) -> dict[str, Any]:
    return {column: getattr(measure, column) for column in TOLD}


def _sourced(release: Release, figures: pd.DataFrame) -> dict[str, Any]:
    ends = figures.loc[figures["source"] == release.id, "period_end"].dt.year
    years = f"{ends.min()} to {ends.max()}" if len(ends) else release.edition
    return {column: getattr(release, column) for column in SOURCED} | {"years": years}
