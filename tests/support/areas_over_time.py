"""Published figures made by hand: an area a line, a year a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import Statistic
from support import handmade

CODES = {
    "Wirral": "E08000015",
    "North West": "E12000002",
    "England": "E92000001",
    "Bournemouth, Christchurch and Poole": "E06000058",
    "Sefton": "E08000014",
    "St. Helens": "E08000013",
    "Halton": "E06000006",
    "Darlington": "E06000005",
    "Redcar and Cleveland": "E06000003",
    "Kingston upon Hull, City of": "E06000010",
}
COLUMNS = (Column("area", "Code"), Column("area_name", "Area"), Column("period", "Period"))
TITLE = "Children looked after per 10,000 children"


def statistic(
    series: Mapping[str, Sequence[float]], *, first: int = 2020, name: str = "looked_after", unit: str = "per_10k"
) -> Statistic:
    """Return a statistic of yearly values by area; a value that is not a number is hidden with the code c."""
    rows = [
        (CODES.get(area, f"E0699{place:04}"), area, str(first + year), value)
        for place, (area, values) in enumerate(series.items())
        for year, value in enumerate(values)
    ]
    codes = tuple("c" if value != value else "" for *_, value in rows)
    return handmade.statistic(
        name, (*COLUMNS, Column("value", "Rate", unit)), rows, title=TITLE, codes={"value": codes}
    )
