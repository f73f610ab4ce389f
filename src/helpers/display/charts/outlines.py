"""The outlines of England's authorities, and what is measured of them."""

from __future__ import annotations

from functools import cache
from math import dist

import numpy as np
from numpy.typing import NDArray

from helpers.sources import area_tables, published

Ring = NDArray[np.float64]


@cache
def boundaries(store: published.PublishedStore) -> dict[str, tuple[Ring, ...]]:
    """Return each authority's outlines, by code, as longitudes and latitudes; a store without them raises ReportError."""
    table = area_tables.boundaries(store)
    outlines: dict[str, list[Ring]] = {}
    for area, across, up in zip(table["area"], table["longitude"], table["latitude"], strict=True):
        outlines.setdefault(str(area), []).append(np.column_stack([across, up]).astype(np.float64))
    return {area: tuple(rings) for area, rings in outlines.items()}


def attribution(store: published.PublishedStore) -> str:
    """The words by which the boundaries' licence asks to be credited."""
    return store.source(str(area_tables.boundaries(store)["source"].iloc[0])).attribution


def thinned(ring: Ring, apart: float) -> Ring:
    """A ring without the corners nearer than `apart` to the last one kept; its ends stay."""
    corners = ring.tolist()
    outline = corners[:1]
    for corner in corners[1:-1]:
        if dist(corner, outline[-1]) >= apart:
            outline.append(corner)
    return np.asarray([*outline, *corners[-1:]])


def doubled_area(ring: Ring) -> float:
    """Twice the area within a ring, signed by its turn."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))


def centre(ring: Ring) -> tuple[float, float]:
    """The centre of the area within a ring; of a ring without area, its first corner."""
    x, y = ring[:, 0], ring[:, 1]
    crossed = x[:-1] * y[1:] - x[1:] * y[:-1]
    total = 3 * float(np.sum(crossed))
    if total == 0:
        return float(x[0]), float(y[0])
    return float(np.sum((x[:-1] + x[1:]) * crossed)) / total, float(np.sum((y[:-1] + y[1:]) * crossed)) / total
