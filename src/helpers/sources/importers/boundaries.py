"""Read the outlines of England's authorities, small enough to draw a map from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from helpers.sources.importers.geography import UNKNOWN_AREA, Geography
from helpers.sources.importers.raw_file import RawFile, refuse
from helpers.sources.importers.releases import Release

if TYPE_CHECKING:
    import pandas as pd

DECIMALS = 3
CORNERS = 4  # the fewest of a ring in GeoJSON, whose last corner repeats its first; fewer are a speck after rounding
Ring = list[tuple[float, float]]


def read(raw: RawFile, release: Release, geography: Geography) -> pd.DataFrame:
    """Return one row a ring of an authority's outline: area, ring, longitude and latitude as lists, source.

    Degrees (WGS 84) are rounded to three decimals, about 100 metres, which moves a corner that two authorities share to
    the same place for both: no gap opens between them. Raises `DataFaults` where an area is unknown.
    """
    import pandas as pd

    area = raw.rows["CTYUA23CD"].map(geography.codes)
    _refuse_unknown(raw, area)
    outlines = zip(area, raw.rows["geometry"], strict=True)
    rows = [(code, number, ring) for code, shape in outlines for number, ring in enumerate(_rings(json.loads(shape)))]
    table = pd.DataFrame({"area": [code for code, _, _ in rows], "ring": [number for _, number, _ in rows]})
    table["longitude"] = [[x for x, _ in ring] for _, _, ring in rows]
    table["latitude"] = [[y for _, y in ring] for _, _, ring in rows]
    return table.assign(source=release.id)


def _rings(shape: dict[str, Any]) -> Iterator[Ring]:
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    rings = [_rounded(ring) for polygon in polygons for ring in polygon]
    yield from (ring for ring in rings if len(ring) >= CORNERS)


def _rounded(ring: list[list[float]]) -> Ring:
    """Return the ring's corners, each run of those that fall together once."""
    corners = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y, *_ in ring]
    return [corner for place, corner in enumerate(corners) if place == 0 or corner != corners[place - 1]]


def _refuse_unknown(raw: RawFile, area: pd.Series) -> None:
    # Row 0, the whole file: features of a GeoJSON have no lines that a reader could go to.
    refuse([raw.fault(0, "CTYUA23CD", UNKNOWN_AREA.format(code)) for code in raw.rows.loc[area.isna(), "CTYUA23CD"]])
