"""The page that lists every report of a year, with its downloads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.publish.fleet.jobs import Job
from helpers.publish.fleet.report_store import CompletionMarker
from helpers.publish.website import pages
from helpers.statistics.typography import dashed

FOLDER = pages.TEMPLATES / "report_fleet"


def rendered(year: str, finished: Iterable[CompletionMarker], failed: Sequence[Job]) -> str:
    """Return the page as HTML; its style and fonts are inside it, and its links lead to the reports' folders beside it.

    An area whose report failed is named without the reason, which may quote a partnership's own data.
    """
    resources: dict[str, Any] = {
        "year": dashed(year),
        "reports": sorted(finished, key=lambda marker: (marker.region, marker.place, marker.partnership)),
        "failed": failed,
        "site": None,
        "details": None,
        "style": pages.style_alone(),
    }
    templates = Environment(loader=FileSystemLoader([FOLDER, pages.FOLDER]), undefined=StrictUndefined, **pages.JINJA)
    return templates.get_template("index.html.j2").render(resources=resources)
