"""The store of published figures: what official publishers have released, for every area of England and year held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.errors import ReportError, UnknownName, nearest
from helpers.sources import areas as known_areas
from helpers.sources import file_dependencies, overlay, project, readable_parquet
from helpers.sources.origins import PublishedOrigin

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

NOT_APPLICABLE = "z"
COLUMNS = ["area", "area_name", "period", "period_end", "value", "code", "numerator", "denominator", "source", "row"]

MONTHS = tuple("January February March April May June July August September October November December".split())
FIGURES = "data/published/figures.parquet"

_open: dict[tuple[Path, Path | None], tuple[str, PublishedStore]] = {}


@dataclass(frozen=True)
class MeasureDefinition:
    """What a published measure is, in words.

    `unit` is count, percent, per_10k, per_1k, per_100k, ratio, score, pounds, days, fte or other; `polarity` is "high" or
    "low" where one of them is better, otherwise empty; `decimals` is as published.
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
    breaks: tuple[str, ...]
    decimals: int


@dataclass(frozen=True)
class Publication:
    """One release; `published` is its day of publication, empty where that is not held.

    `publication` is what it is a table of. `newest` is the last day that the store's newest edition of it speaks of, and
    `month`, `years_after` say when an edition is usually issued: the month, and in which calendar year after that day's.
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

    def is_issued(self, end: date, *, by: date) -> bool:
        """Whether its edition that speaks of a period ending on a day is usually out by another; never without a usual month."""
        return bool(self.month) and (end.year + self.years_after, MONTHS.index(self.month) + 1) < (by.year, by.month)

    @property
    def origin(self) -> PublishedOrigin:
        """Its row of the store."""
        return origin("sources", self.id)


@dataclass(frozen=True)
class Neighbours:
    """An authority's ten statistical neighbours, the most alike first, and the edition that names them."""

    edition: str
    source: str
    areas: tuple[str, ...]
    note: str


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
        about = self.measure(measure)
        rows = self._rows(about.measure) if about.unit == "count" else _of_somebody(self._rows(about.measure))
        rows = rows if areas is None else rows.filter(_among(rows["area"], areas))
        rows = rows if as_at is None else rows.filter(_ended_by(rows["period_end"], as_at))
        rows = rows if years is None or not len(rows) else rows.filter(_newest(rows["period_end"], years))
        return _frame(self._named(measure, rows))

    def ends(self, area: str) -> list[date]:
        """Return the days on which periods end that an area has figures of, each once; none of what is no area."""
        import pyarrow.compute as compute

        rows = self._figures
        days = compute.unique(rows.filter(_among(rows["area"], [area]))["period_end"]).to_pylist()
        return [day for day in days if day is not None]

    def period_ends(self, source: str) -> list[date]:
        """Return the days on which the periods end that a source gives figures of, the oldest first."""
        import pyarrow.compute as compute

        rows = self._figures
        return sorted(compute.unique(rows.filter(_among(rows["source"], [source]))["period_end"]).to_pylist())

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

    def neighbours(self, area: str, *, as_at: date | None = None) -> Neighbours:
        """Return an area's statistical neighbours, in the newest edition known at a date.

        Where that edition lacks the area, or none was known yet, the next edition serves and the note says so.
        Raises `UnknownName` where no edition has the area.
        """
        table = self._frame("neighbours")
        own = table[table["area"] == area].sort_values(["edition", "rank"])
        if own.empty:
            raise UnknownName(f"No edition of the statistical neighbours has {known_areas.named(area).name}.")
        editions = self._available_editions(table, as_at)
        edition = _serving(editions, sorted(own["edition"].unique()))
        rows = own[own["edition"] == edition]
        note = "" if edition in editions[-1:] else _note_on_edition(known_areas.named(area).name, editions, edition)
        return Neighbours(edition, str(rows["source"].iloc[0]), tuple(rows["neighbour"]), note)

    def small_areas(
        self, authorities: Sequence[str], *, edition: str | None = None, as_at: date | None = None
    ) -> pd.DataFrame:
        """Return the neighbourhoods of some authorities in one edition of the Indices of Deprivation.

        Without an edition, the newest known at `as_at` (or of all). Rank and decile 1 are the most deprived in England;
        `income_deprived_percent` is the share of people. Empty where the edition has no neighbourhood there, and where none
        was known yet: a later one says nothing of the year.
        """
        table = self._frame("small_areas")
        chosen = [edition] if edition else self._available_editions(table, as_at)[-1:]
        selected = table["edition"].isin(chosen) & table["authority"].isin(list(authorities))
        return table[selected].reset_index(drop=True)

    def inspections(self, area: str, as_at: date | None = None) -> pd.DataFrame:
        """Return Ofsted's inspections of an authority's children's services, oldest first, made by a date.

        Columns: area, inspected, published, inspection_type, overall, leadership, help_and_protection, children_in_care,
        care_leavers (an empty text where not judged), source.
        """
        return self._until("inspections", "inspected", area, as_at)

    def youth_justice_inspections(self, area: str, as_at: date | None = None) -> pd.DataFrame:
        """Return HM Inspectorate of Probation's ratings of the youth justice service of an authority, oldest first.

        Columns: area, service, published, overall (an empty text where the publisher's file has none), url, source. Only
        the day of publication is held, so that is what `as_at` is laid against.
        """
        return self._until("youth_justice_inspections", "published", area, as_at)

    def boundaries(self) -> pd.DataFrame:
        """Return the outlines of England's authorities: area, ring, longitude and latitude (lists of degrees), source.

        Credit: "Contains OS data © Crown copyright and database right 2023" (`source(...).attribution`).
        """
        return self._frame("boundaries")

    def _until(self, table: str, dated: str, area: str, as_at: date | None) -> pd.DataFrame:
        rows = self._frame(table)
        own = rows[rows["area"] == area]
        own = own if as_at is None else own[own[dated] <= _stamp(as_at)]
        return own.sort_values(dated).reset_index(drop=True)

    def _available_editions(self, table: pd.DataFrame, as_at: date | None) -> list[str]:
        """The editions of a table available at a date, oldest first: by publication, or the end of their year."""
        editions = table[["edition", "source"]].drop_duplicates().sort_values("edition")
        pairs = zip(editions["edition"].astype(str), editions["source"].astype(str), strict=True)
        days = {edition: self.source(source) for edition, source in pairs}
        limit = (as_at or date.max).isoformat()
        return [edition for edition, source in days.items() if (source.published or source.available) <= limit]

    def _rows(self, measure: str) -> pa.Table:
        """All figures of a measure as they are stored: what is chosen of them is made a table for pandas."""
        start, stop = self._places.get(measure, (0, 0))
        return self._figures.slice(start, stop - start).drop_columns(["measure"])

    def _named(self, measure: str, rows: pa.Table) -> pa.Table:
        """Give figures the name of each row and of its area."""
        areas, periods = rows["area"].to_pylist(), rows["period"].to_pylist()
        names = [self._name(area) for area in areas]
        keys = [f"{measure}|{area}|{period}" for area, period in zip(areas, periods, strict=True)]
        return _with(rows, area_name=names, row=keys).select(COLUMNS)

    def _name(self, area: str) -> str:
        if area not in self._names:
            self._names[area] = known_areas.named(area).plain_name
        return self._names[area]

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

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
        return {row["measure"]: MeasureDefinition(**_frozen(row)) for row in self._table("measures").to_pylist()}

    @cached_property
    def _sources(self) -> dict[str, Publication]:
        return {row["id"]: Publication(**row) for row in self._table("sources").to_pylist()}

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        return {}

    def _frame(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            self._frames[name] = _frame(self._table(name))
        return self._frames[name]

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
    """Return the place of a row of one of the store's tables by the parts of its key, such as measure, area and period."""
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
        mark = _mark(*place)
        _open[place] = mark, _as_read_before(PublishedStore(*place), mark)
    return _open[place][1]


def _mark(folder: Path, beside: Path | None) -> str:
    """The state of a store's files and of what is read beside them."""
    return " ".join(file_dependencies.mark(f"tree {place}") for place in (folder, beside) if place)


def _as_read_before(store: PublishedStore, mark: str) -> PublishedStore:
    """Give a store what was read of another with the same content, such as the one that it is a copy of."""
    for other, (other_mark, read) in _open.items():
        if other_mark == mark == _mark(*other):
            vars(store).update({name: value for name, value in vars(read).items() if name not in ("folder", "overlay")})
    return store


def forget() -> None:
    """Drop the stores whose files are no longer as they were when they were opened."""
    for place, (was, _) in list(_open.items()):
        if _mark(*place) != was:
            del _open[place]


def _with(rows: pa.Table, **columns: list[str]) -> pa.Table:
    import pyarrow as pa

    for name, cells in columns.items():
        rows = rows.append_column(name, pa.array(cells, pa.string()))
    return rows


def _among(column: pa.ChunkedArray, areas: Sequence[str]) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as compute

    return compute.is_in(column, value_set=pa.array(list(areas), pa.string()))


def _of_somebody(rows: pa.Table) -> pa.Table:
    """Give a share, rate or mean of nobody, which publishers print as 0, the code of what does not apply."""
    import pyarrow as pa
    import pyarrow.compute as compute

    of_nobody = compute.fill_null(compute.equal(rows["denominator"], 0), False)
    if not compute.any(of_nobody).as_py():
        return rows
    cells = {
        "value": compute.if_else(of_nobody, pa.scalar(None, pa.float64()), rows["value"]),
        "code": compute.if_else(of_nobody, NOT_APPLICABLE, rows["code"].cast(pa.string())),
    }
    for name, column in cells.items():
        rows = rows.set_column(rows.column_names.index(name), name, column)
    return rows


def _ended_by(ends: pa.ChunkedArray, day: date) -> pa.ChunkedArray:
    import pyarrow.compute as compute

    return compute.less_equal(ends, day)


def _newest(ends: pa.ChunkedArray, years: int) -> pa.ChunkedArray:
    """Which periods end within some years up to the newest."""
    import pyarrow.compute as compute

    ended = compute.year(ends)
    return compute.greater(ended, compute.max(ended).as_py() - years)


def _serving(available: Sequence[str], own: Sequence[str]) -> str:
    """The newest known edition that has the area; failing that the next to come, and failing that its last."""
    newest = available[-1] if available else ""
    return next((edition for edition in own if edition >= newest), own[-1])


def _note_on_edition(name: str, available: Sequence[str], edition: str) -> str:
    if not available:
        return f"No edition was published yet: the {edition} edition serves."
    return f"The {available[-1]} edition does not have {name}: the {edition} edition serves."


def _frame(table: pa.Table) -> pd.DataFrame:
    """Return a table for pandas, with plain text for the dictionaries that serve storage."""
    import pyarrow as pa

    kinds = [field.type.value_type if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    plain = table.cast(pa.schema(list(zip(table.column_names, kinds, strict=True))))
    return plain.to_pandas(date_as_object=False)


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(cell) if isinstance(cell, list) else cell for name, cell in row.items()}


def _stamp(day: date) -> pd.Timestamp:
    import pandas as pd

    return pd.Timestamp(day)
