"""The store of published figures: what official publishers have released, for every area of England and year held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import ReportError, UnknownName, nearest
from helpers.sources import areas as known_areas
from helpers.sources import file_dependencies, overlay, project, readable_parquet
from helpers.sources.figure_rows import (
    MeasureFigures,
    among,
    frame,
    joined,
    looked_up,
    of_somebody,
    with_columns,
)
from helpers.sources.origins import PublishedOrigin
from helpers.sources.publications import MeasureDefinition, Publication, frozen

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

COLUMNS = ["area", "area_name", "period", "period_end", "value", "code", "numerator", "denominator", "source", "row"]

_open: dict[tuple[Path, Path | None], tuple[str, PublishedStore]] = {}


@dataclass(frozen=True)
class PublishedStore:
    """The tables of one published store, with what is invented for the report at work in `overlay`, if anything is."""

    folder: Path
    overlay: Path | None = None

    def figures(
        self,
        measure: str,
        *,
        areas: Sequence[str] | None = None,
        as_at: date | None = None,
        years: int | None = None,
    ) -> pd.DataFrame:
        """Return a measure's figures in `COLUMNS`, by area and period, one row each.

        `value` is missing where a status code stands in `code`, and so of a share or mean of nobody. `as_at` leaves out every period that ends later; `years`
        keeps the periods that end within that many years up to the newest left. `row` names the figure:
        "children_looked_after_per_10k|E08000015|2024". Raises `UnknownName` for an unknown measure.
        """
        return self._all_figures(measure).chosen(areas=areas, as_at=as_at, years=years)

    def ends(self, area: str) -> list[date]:
        """Return the days on which periods end that an area has figures of, each once; none of what is no area."""
        import pyarrow.compute as compute

        rows = self._figures
        days = compute.unique(rows.filter(among(rows["area"], [area]))["period_end"]).to_pylist()
        return [day for day in days if day is not None]

    def period_ends(self, source: str) -> list[date]:
        """Return the days on which the periods end that a source gives figures of, the oldest first."""
        import pyarrow.compute as compute

        rows = self._figures
        return sorted(compute.unique(rows.filter(among(rows["source"], [source]))["period_end"]).to_pylist())

    def measure(self, measure: str) -> MeasureDefinition:
        """Return what a measure is; raises `UnknownName`, with the nearest, where the store has none of that name."""
        if measure not in self._measures:
            raise UnknownName(f'The store has no measure "{measure}". {nearest(measure, self._measures)}'.rstrip())
        return self._measures[measure]

    def find(self, measure: str) -> MeasureDefinition | None:
        """Return what a measure is, or nothing where the store has none of that name."""
        return self._measures.get(measure)

    def measures(self, group: str | None = None, headline: bool | None = None) -> list[MeasureDefinition]:
        """Return every measure, or those of a group, or those that lead (`headline`), in the order of their ids."""
        definitions = self._measures.values()
        return [
            measure
            for measure in definitions
            if group in (None, measure.group) and headline in (None, measure.headline)
        ]

    def source(self, name: str) -> Publication:
        """Return a publication; raises `UnknownName` where no figure comes from one of that name."""
        if name not in self._sources:
            raise UnknownName(f'The store has no source "{name}". {nearest(name, self._sources)}'.rstrip())
        return self._sources[name]

    def sources(self) -> list[Publication]:
        """Return every publication that a figure of the store is from, in the order of their ids."""
        return list(self._sources.values())

    def table(self, name: str) -> pa.Table:
        """Return a table as it is stored."""
        return self._figures if name == "figures" else self._table(name)

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table for pandas, made once: whoever asks again has the same, and changes nothing of it."""
        if name not in self._frames:
            self._frames[name] = frame(self._table(name))
        return self._frames[name]

    def _all_figures(self, measure: str) -> MeasureFigures:
        """All figures of a measure in `COLUMNS`, made a table for pandas once."""
        if measure not in self._chosen_from:
            about, codes, names = self.measure(measure), *self._area_names
            start, stop = self._places.get(about.measure, (0, 0))
            rows = self._figures.slice(start, stop - start)
            rows = rows if about.unit == "count" else of_somebody(rows, about.unit)
            area_names, keys = looked_up(rows["area"], codes, names), joined(measure, rows["area"], rows["period"])
            named = with_columns(rows, area_name=area_names, row=keys).select(COLUMNS)
            self._chosen_from[measure] = MeasureFigures.of(frame(named))
        return self._chosen_from[measure]

    @cached_property
    def _chosen_from(self) -> dict[str, MeasureFigures]:
        return {}

    @cached_property
    def _area_names(self) -> tuple[list[str], list[str]]:
        """The code of each area that has a figure, and its name."""
        import pyarrow.compute as compute

        codes = compute.unique(self._figures["area"]).to_pylist()
        return codes, [known_areas.named(code).plain_name for code in codes]

    @cached_property
    def _figures(self) -> pa.Table:
        return self._table("figures").combine_chunks()

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """Where each measure's rows begin and end: the store is sorted by measure."""
        import numpy as np

        codes = self._figures["measure"].combine_chunks()
        indices = codes.indices.to_numpy(zero_copy_only=False)
        starts = np.flatnonzero(np.r_[True, indices[1:] != indices[:-1]]) if len(indices) else np.array([], int)
        names = [codes.dictionary[int(indices[start])].as_py() for start in starts]
        return dict(zip(names, zip(starts.tolist(), [*starts.tolist()[1:], len(indices)], strict=True), strict=True))

    @cached_property
    def _measures(self) -> dict[str, MeasureDefinition]:
        return {row["measure"]: MeasureDefinition(**frozen(row)) for row in self._table("measures").to_pylist()}

    @cached_property
    def _sources(self) -> dict[str, Publication]:
        return {
            row["id"]: Publication(**row, origin=self.origin("sources", (row["id"],)))
            for row in self._table("sources").to_pylist()
        }

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        return {}

    def _table(self, name: str) -> pa.Table:
        import pyarrow.parquet as parquet

        path = self.folder / f"{name}.parquet"
        if not path.exists():
            raise ReportError(
                f"{project.named(path)} is not there. Make the store with: make published FROM=folder, or restore it."
            )
        with readable_parquet.explain_damage(path):
            return overlay.beside(parquet.read_table(path), name, self.overlay)

    def origin(self, table: str, key: tuple[str, ...]) -> PublishedOrigin:
        """Return the place of a row of one of its tables: in the overlay where that has the row."""
        if self.overlay and not self._invented(table).isdisjoint(key):
            return PublishedOrigin(project.named(self.overlay / f"{table}.csv"), key)
        return PublishedOrigin(f"data/published/{table}.parquet", key)

    def _invented(self, table: str) -> frozenset[str]:
        if table not in self._identities:
            self._identities[table] = overlay.identities(self.overlay, table)
        return self._identities[table]

    @cached_property
    def _identities(self) -> dict[str, frozenset[str]]:
        return {}


def origin(table: str, *key: str) -> PublishedOrigin:
    """Return the origin of a row of one of the store's tables; `key` has its parts in order, such as measure, area and period."""
    return store().origin(table, key)


def figure_origins(measure: str, figures: pd.DataFrame) -> tuple[PublishedOrigin, ...]:
    """Return the place of each row of figures of a measure."""
    return tuple(
        origin("figures", measure, area, period)
        for area, period in zip(figures["area"], figures["period"], strict=True)
    )


def publication(name: str) -> Publication | None:
    """Return the publication of that name; None where no figure of the store comes from one."""
    return next((source for source in store().sources() if source.id == name), None)


def store(folder: Path | None = None) -> PublishedStore:
    """Return the published store: of a folder, of `HELPERS_PUBLISHED`, or the project's own `data/published`."""
    place = (folder or known_areas.store_folder(), None if folder else overlay.at_work())
    if place not in _open:
        fingerprint = _fingerprint(*place)
        _open[place] = fingerprint, _as_read_before(PublishedStore(*place), fingerprint)
    return _open[place][1]


def _fingerprint(folder: Path, beside: Path | None) -> str:
    """The state of a store's files and of what is read beside them."""
    return " ".join(file_dependencies.fingerprint(f"tree {place}") for place in (folder, beside) if place)


def _as_read_before(store: PublishedStore, fingerprint: str) -> PublishedStore:
    """Give a store what was read of another with the same content, such as the one that it is a copy of."""
    for other, (other_fingerprint, read) in _open.items():
        if other_fingerprint == fingerprint == _fingerprint(*other):
            vars(store).update({name: value for name, value in vars(read).items() if name not in ("folder", "overlay")})
    return store


def forget() -> None:
    """Drop the stores whose files are no longer as they were when they were opened."""
    for place, (was, _) in list(_open.items()):
        if _fingerprint(*place) != was:
            del _open[place]
