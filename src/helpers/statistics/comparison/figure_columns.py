"""Figures of a measure in plain columns: of a few hundred rows, choosing among them takes a tenth of the time that a table does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.sources import areas
from helpers.sources.publications import MeasureDefinition
from helpers.statistics.comparison.movements import SeriesPoint
from helpers.statistics.formulas import SCALES

NAN = float("nan")


@dataclass(frozen=True)
class FigureColumns:
    """The figures of a measure that have a value, of all areas together and the oldest period first, with the cases behind them."""

    area: list[str]
    period: list[str]
    value: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray

    @classmethod
    def of(cls, figures: pd.DataFrame) -> FigureColumns:
        """Return the columns of a table of figures."""
        area, period, value = (figures[name].to_numpy() for name in ("area", "period", "value"))
        order = sorted(np.flatnonzero(value == value).tolist(), key=period.__getitem__)
        numerator, denominator = (figures[name].to_numpy()[order] for name in ("numerator", "denominator"))
        return cls(area[order].tolist(), period[order].tolist(), value[order], numerator, denominator)

    def rows_of(self, area: str) -> list[int]:
        """The rows of an area, the oldest period first."""
        return [row for row, code in enumerate(self.area) if code == area]

    def newest_of_authorities(self) -> list[int]:
        """The rows of the newest period that are of authorities."""
        codes, newest = areas.codes_of_authorities(), self.period[-1]
        rows = enumerate(zip(self.area, self.period, strict=True))
        return [row for row, (area, period) in rows if period == newest and area in codes]

    def is_newest(self, rows: Sequence[int]) -> bool:
        """Whether the last of some rows is of the newest period that any area has a figure of."""
        return bool(rows) and self.period[rows[-1]] == self.period[-1]

    def by_period(self, rows: Sequence[int], *, since: str = "") -> dict[str, float]:
        """The values of an area's rows by their periods, from a period on."""
        return {self.period[row]: float(self.value[row]) for row in rows if self.period[row] >= since}

    def point(self, row: int, about: MeasureDefinition, companion: float) -> SeriesPoint:
        """Return the cases behind a figure: as published, or else of a base counted by another measure."""
        part, base = float(self.numerator[row]), float(self.denominator[row])
        base = base if base > 0 else companion
        implied = float(self.value[row]) / SCALES.get(about.unit, NAN) * base
        return SeriesPoint(part if part == part else implied, base, self.period[row])
