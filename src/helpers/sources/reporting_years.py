"""Which years a report may be of: those that the published figures speak of, and for a partnership's own data one more."""

from __future__ import annotations

from helpers.errors import ReportError
from helpers.sources import areas, published
from helpers.sources.report_years import ReportYear
from helpers.sources.year_folder import YearFolder

UNPUBLISHED = (
    "The published figures do not speak of {}: they hold {} to {}. Give one of these as YEAR. A partnership that has "
    "its own data for the year, in data/, may also report {}, before the national figures are out."
)


def refuse(folder: YearFolder) -> None:
    """Raise ReportError where neither the published figures nor the partnership's own data can speak of the year."""
    years = published_years()
    if folder.report_year not in years and not (folder.exists and folder.report_year == years[-1].after):
        raise ReportError(UNPUBLISHED.format(folder.year, years[0], years[-1], years[-1].after))


def published_years() -> list[ReportYear]:
    """Return the years that the published figures speak of, in order.

    They run from the first in which authorities have figures to the last in which a period of England's figures ends.
    """
    first = min((area.first_year for area in areas.authorities() if area.first_year), default=0)
    ends = [ReportYear.of(day).last for day in published.store().ends(areas.ENGLAND)]
    return [ReportYear.ending(last) for last in range(max(first, min(ends)), max(ends) + 1)]
