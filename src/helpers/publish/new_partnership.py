"""Begin a partnership's first year: its settings and its check-list, from which a draft of published statistics builds at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers.errors import DataFaults, ReportError
from helpers.publish import check
from helpers.sources import YearFolder, areas, new_year, partnerships, settings_faults, settings_text
from helpers.sources.project import project_root
from helpers.sources.report_years import ReportYear

THERE = "{} is there already, and nothing of it was changed. Its next year begins with: make new-year PARTNERSHIP={} YEAR={}"
MISPLACED = "{}: {} Nothing was begun."


def make(*, name: str, place: str, short_name: str, covered: str, partners: Sequence[str], year: str) -> Path:
    """Make a partnership's folder of a year, and return it; it has no faults, and builds a draft.

    `covered` are its authorities by name or code. The folder is called by the place, which is theirs unless another is given;
    `name` and `short_name` follow from it. Raises UnknownName for an unknown authority, ReportError where the folder is
    there or the name or place is of an authority that is not covered, DataFaults for settings that cannot be so.
    """
    authorities, report_year = partnerships.authorities(covered), ReportYear.parse(year)
    settings = _settings(name, place, short_name, authorities, partners, report_year)
    for key, message in settings_faults.misplaced(settings["partnership"]):
        raise ReportError(MISPLACED.format("PLACE" if place.strip() and key == "place" else "NAME", message))
    root, slug = project_root(), _slug(settings["partnership"]["place"], authorities)
    parent = root / "data" / slug
    if parent.exists():
        next_year = max([*partnerships.years(parent), report_year.before]).after
        raise ReportError(THERE.format(f"data/{slug}", slug, next_year))
    folder = YearFolder(slug, report_year.label, parent / report_year.label, root)
    folder.path.mkdir(parents=True)
    (folder.path / "report.toml").write_text(settings_text.text(settings), encoding="utf-8", newline="\n")
    faults = check.faults(folder)
    if faults:
        (folder.path / "report.toml").unlink()
        folder.path.rmdir()
        parent.rmdir()
        raise DataFaults(faults)
    new_year.renew(folder, folder.path)
    return folder.path


def _settings(
    name: str,
    place: str,
    short_name: str,
    authorities: Sequence[areas.Area],
    partners: Sequence[str],
    year: ReportYear,
) -> dict[str, Any]:
    place = place.strip() or " and ".join(area.spoken_name for area in authorities)
    name = name.strip() or f"{place} Safeguarding Children Partnership"
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    codes = [area.code for area in authorities]
    leads = [{"name": "", "role": "", "organisation": organisation, "kind": "lead"} for organisation in partners]
    return {
        "partnership": {"name": name, "short_name": short_name.strip() or initials, "place": place, "areas": codes},
        "year": {"start": year.start, "end": year.end},
        "report": {"title": "Annual report", "kind": "own"},
        "partners": leads,
        "sign_offs": [{"organisation": organisation, "name": "", "date": ""} for organisation in partners],
    }


def _slug(place: str, authorities: Sequence[areas.Area]) -> str:
    """The folder's name: an authority's own, else the place in small letters."""
    return authorities[0].slug if len(authorities) == 1 else areas.plain(place).replace(" ", "-")
