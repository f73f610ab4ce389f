"""What the published store has of areas besides figures: their neighbours, neighbourhoods, inspections and outlines.

Each function takes the store, and gives what was known on a day (`as_at`), or all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from helpers.errors import UnknownName
from helpers.sources import areas as known_areas
from helpers.sources.figure_rows import stamp
from helpers.sources.publications import Neighbours, note_on_edition, serving
from helpers.sources.published import PublishedStore

if TYPE_CHECKING:
    import pandas as pd


def neighbours(store: PublishedStore, area: str, *, as_at: date | None = None) -> Neighbours:
    """Return an area's statistical neighbours, in the newest edition known at a date.

    Where that edition lacks the area, or none was known yet, the next edition serves and the note says so.
    Raises `UnknownName` where no edition has the area.
    """
    table = store.frame("neighbours")
    own = table[table["area"] == area].sort_values(["edition", "rank"])
    if own.empty:
        raise UnknownName(f"No edition of the statistical neighbours has {known_areas.named(area).name}.")
    editions = _available_editions(store, table, as_at)
    edition = serving(editions, sorted(own["edition"].unique()))
    rows = own[own["edition"] == edition]
    note = "" if edition in editions[-1:] else note_on_edition(known_areas.named(area).name, editions, edition)
    return Neighbours(edition, str(rows["source"].iloc[0]), tuple(rows["neighbour"]), note)


def small_areas(
    store: PublishedStore, authorities: Sequence[str], *, edition: str | None = None, as_at: date | None = None
) -> pd.DataFrame:
    """Return the neighbourhoods of some authorities in one edition of the Indices of Deprivation.

    Without an edition, the newest known at `as_at` (or of all). Rank and decile 1 are the most deprived in England;
    `income_deprived_percent` is the share of people. Empty where the edition has no neighbourhood there, and where none
    was known yet: a later one says nothing of the year.
    """
    table = store.frame("small_areas")
    chosen = [edition] if edition else _available_editions(store, table, as_at)[-1:]
    selected = table["edition"].isin(chosen) & table["authority"].isin(list(authorities))
    return table[selected].reset_index(drop=True)


def inspections(store: PublishedStore, area: str, as_at: date | None = None) -> pd.DataFrame:
    """Return Ofsted's inspections of an authority's children's services, oldest first, made by a date.

    Columns: area, inspected, published, inspection_type, overall, leadership, help_and_protection, children_in_care,
    care_leavers (an empty text where not judged), source.
    """
    return _until(store, "inspections", "inspected", area, as_at)


def youth_justice_inspections(store: PublishedStore, area: str, as_at: date | None = None) -> pd.DataFrame:
    """Return HM Inspectorate of Probation's ratings of the youth justice service of an authority, oldest first.

    Columns: area, service, published, overall (an empty text where the publisher's file has none), url, source. Only
    the day of publication is held, so that is what `as_at` is laid against.
    """
    return _until(store, "youth_justice_inspections", "published", area, as_at)


def boundaries(store: PublishedStore) -> pd.DataFrame:
    """Return the outlines of England's authorities: area, ring, longitude and latitude (lists of degrees), source.

    Credit: "Contains OS data © Crown copyright and database right 2023" (`source(...).attribution`).
    """
    return store.frame("boundaries")


def _until(store: PublishedStore, table: str, dated: str, area: str, as_at: date | None) -> pd.DataFrame:
    rows = store.frame(table)
    own = rows[rows["area"] == area]
    own = own if as_at is None else own[own[dated] <= stamp(as_at)]
    return own.sort_values(dated).reset_index(drop=True)


def _available_editions(store: PublishedStore, table: pd.DataFrame, as_at: date | None) -> list[str]:
    """The editions of a table available at a date, oldest first: by publication, or the end of their year."""
    editions = table[["edition", "source"]].drop_duplicates().sort_values("edition")
    pairs = zip(editions["edition"].astype(str), editions["source"].astype(str), strict=True)
    days = {edition: store.source(source) for edition, source in pairs}
    limit = (as_at or date.max).isoformat()
    return [edition for edition, source in days.items() if (source.published or source.available) <= limit]
