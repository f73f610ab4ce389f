"""Rows of published figures as they are stored: chosen, marked where they are of nobody, and made a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa


NOT_APPLICABLE = "z"
MEANS = ("score", "ratio")


def with_columns(rows: pa.Table, **columns: pa.ChunkedArray) -> pa.Table:
    """Return rows with further columns."""
    for name, cells in columns.items():
        rows = rows.append_column(name, cells)
    return rows


def looked_up(column: pa.ChunkedArray, words: Sequence[str], meanings: Sequence[str]) -> pa.ChunkedArray:
    """Return for each cell the meaning of its word; none where the word is not listed."""
    import pyarrow as pa
    import pyarrow.compute as compute

    places = compute.index_in(column.cast(pa.string()), value_set=pa.array(list(words), pa.string()))
    return compute.take(pa.array(list(meanings), pa.string()), places)


def joined(first: str, *columns: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return rows' names: "children_looked_after_per_10k|E08000015|2024" of a measure, a column of areas and one of periods."""
    import pyarrow as pa
    import pyarrow.compute as compute

    return compute.binary_join_element_wise(first, *(column.cast(pa.string()) for column in columns), "|")


def among(column: pa.ChunkedArray, areas: Sequence[str]) -> pa.ChunkedArray:
    """Return which cells of a column are among some words, such as the codes of areas."""
    import pyarrow as pa
    import pyarrow.compute as compute

    return compute.is_in(column, value_set=pa.array(list(areas), pa.string()))


def of_somebody(rows: pa.Table, unit: str) -> pa.Table:
    """Return the rows with the code "z" (does not apply) in place of a share, rate or mean that has nobody to be counted among.

    Publishers print 0 there. Where the base of a mean, such as a score, is not published, a 0 is taken for one of nobody, unless
    the measure can be below nought.
    """
    import pyarrow as pa
    import pyarrow.compute as compute

    of_nobody = compute.fill_null(compute.equal(rows["denominator"], 0), False)
    if unit in MEANS and (compute.min(rows["value"]).as_py() or 0) >= 0:
        is_nought = compute.fill_null(compute.equal(rows["value"], 0), False)
        of_nobody = compute.or_(
            of_nobody, compute.and_(is_nought, compute.is_null(rows["denominator"], nan_is_null=True))
        )
    if not compute.any(of_nobody).as_py():
        return rows
    cells = {
        "value": compute.if_else(of_nobody, pa.scalar(None, pa.float64()), rows["value"]),
        "code": compute.if_else(of_nobody, NOT_APPLICABLE, rows["code"].cast(pa.string())),
    }
    for name, column in cells.items():
        rows = rows.set_column(rows.column_names.index(name), name, column)
    return rows


@dataclass(frozen=True)
class MeasureFigures:
    """All figures of a measure, a row each; the year and day on which each one's period ended, and the places of each area's rows."""

    rows: pd.DataFrame
    ended: np.ndarray
    years: np.ndarray
    places: Mapping[str, np.ndarray]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> MeasureFigures:
        """Return the figures of a measure ready to be chosen from."""
        import numpy as np

        places: dict[str, list[int]] = {}
        for place, area in enumerate(rows["area"].to_numpy()):
            places.setdefault(area, []).append(place)
        return cls(
            rows=rows,
            ended=rows["period_end"].to_numpy(),
            years=rows["period_end"].dt.year.to_numpy(),
            places={area: np.array(own) for area, own in places.items()},
        )

    def chosen(self, *, areas: Sequence[str] | None, as_at: date | None, years: int | None) -> pd.DataFrame:
        """Return the rows of some areas, of periods that ended by a day, and of those the last years; None chooses all."""
        import numpy as np
        import pandas as pd

        if areas is None and as_at is None and years is None:
            return self.rows.copy(deep=False)
        all_places = np.arange(len(self.rows))
        if areas is not None:
            own = [self.places[area] for area in dict.fromkeys(areas) if area in self.places]
            all_places = np.sort(np.concatenate(own)) if own else all_places[:0]
        if as_at is not None:
            all_places = all_places[self.ended[all_places] <= np.datetime64(as_at)]
        if years is not None and len(all_places):
            ended = self.years[all_places]
            all_places = all_places[ended > ended.max() - years]
        chosen = self.rows.take(all_places)
        chosen.index = pd.RangeIndex(len(chosen))
        return chosen


def frame(table: pa.Table) -> pd.DataFrame:
    """Return a table for pandas, with plain text for the dictionaries that serve storage.

    Texts are Python's own: of tables as small as a measure's, choosing rows and reading cells takes a third of the time.
    """
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    kinds = [field.type.value_type if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    plain = table.cast(pa.schema(list(zip(table.column_names, kinds, strict=True))))
    texts = {pa.string(): pd.StringDtype("python", na_value=np.nan)}
    return plain.to_pandas(date_as_object=False, types_mapper=texts.get)


def stamp(day: date) -> pd.Timestamp:
    """Return a day as columns of pandas compare it."""
    import pandas as pd

    return pd.Timestamp(day)
