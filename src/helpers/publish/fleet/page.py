"""The page that lists every report of a year, with its downloads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.publish.fleet.jobs import Job
from helpers.publish.fleet.report_store import CompletionMarker
from helpers.publish.website import pages

FOLDER = pages.TEMPLATES / "report_fleet"
MEGABYTE = 1_000_000


def rendered(year: str, finished: Iterable[CompletionMarker], failed: Sequence[Job]) -> str:
    """Return the page as HTML; its style and fonts are inside it, and its links lead to the reports' folders beside it.

    An area whose report failed is named without the reason, which may quote a partnership's own data.
    """
    resources: dict[str, Any] = {
        "year": year.replace("-", "–"),
        "regions": _regions(finished),
        "failed": failed,
        "site": None,
        "edition": None,
        "style": pages.style_alone(),
    }
    return _environment().get_template("index.html.j2").render(resources=resources)


def _regions(finished: Iterable[CompletionMarker]) -> Mapping[str, list[CompletionMarker]]:
    placed = sorted(finished, key=lambda marker: (marker.region, marker.place, marker.partnership))
    return {region: list(markers) for region, markers in groupby(placed, key=lambda marker: marker.region)}


def _environment() -> Environment:
    templates = Environment(loader=FileSystemLoader([FOLDER, pages.FOLDER]), undefined=StrictUndefined, **pages.JINJA)
    templates.filters["size"] = _size
    templates.filters["slug"] = _slug
    return templates


def _size(marker: CompletionMarker) -> str:
    """The size of the PDF in megabytes, such as "1.4 MB"."""
    return f"{max(0.1, marker.files['report.pdf'] / MEGABYTE):.1f} MB"


def _slug(region: str) -> str:
    return region.casefold().replace(" ", "-")
