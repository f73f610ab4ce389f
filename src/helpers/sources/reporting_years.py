"""Which years a report may be of: those that the published figures speak of, and for a partnership's own data one more."""

from __future__ import annotations

from helpers.errors import ReportError
from helpers.sources import areas, published
from helpers.sources.year_folder import YearFolder, year_ending

UNHELD = (
    "The published figures do not speak of {}: they hold {} to {}. Give one of these as YEAR. A partnership that has "
    "its own data for the year, in data/, may also report {}, before the national figures are out."
)


def refuse(folder: YearFolder) -> None:
    """Raise ReportError where neither the published figures nor the partnership's own data can speak of the year."""
    known = held()
    ends = int(folder.year[:4]) + 1
    if ends not in known and not (folder.exists and ends == known.stop):
        told = (year_ending(year) for year in (known.start, known.stop - 1, known.stop))
        raise ReportError(UNHELD.format(folder.year, *told))


def held() -> range:
    """The years (by the one in which they end) that the published figures speak of.

    They run from the first in which authorities have figures to the last in which a period of England's figures ends.
    """
    first = min((area.first_year for area in areas.authorities() if area.first_year), default=0)
    known = [areas.reporting_year(day) for day in published.store().ends(areas.ENGLAND)]
    return range(max(first, min(known)), max(known) + 1)
