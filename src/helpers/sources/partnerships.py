"""Who a partnership is: a folder of `data/`, or any English authority by name, alias or code."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from typing import Any

from helpers.errors import UnknownName, nearest
from helpers.sources import areas
from helpers.sources.project import COMMON, PUBLISHED
from helpers.sources.report_years import LABEL, ReportYear

SEPARATOR = re.compile(r"(\s*(?:[,;&+]|\band\b)\s*)")
SEVERAL = (
    '"{}" names several authorities. A partnership of several has a folder of its own: data/name/year/report.toml, '
    "where it says areas = {} (docs/new-partnership.md)."
)

NOBODY = "{} The partnerships in data are {}; make new-partnership begins another."


def folder_name(name: str, root: Path) -> str:
    """Return the name of a partnership's folder below `root`/data, whether or not there is one: "wirral".

    Raises UnknownName, with the nearest names, for what is neither a folder nor an English authority, and for several.
    """
    folders = sorted(
        path.name for path in (root / "data").iterdir() if path.is_dir() and path.name not in (COMMON, PUBLISHED)
    )
    if name in folders:
        return name
    try:
        return areas.authority(name).slug
    except UnknownName as error:
        several, near = [area.code for area in authorities_in(name)], nearest(name.lower(), folders)
        if several:
            raise UnknownName(f"{SEVERAL.format(name, json.dumps(several))} {near}".strip()) from None
        no_name = f'No partnership or English authority is called "{name}". {near}' if near else str(error)
        raise UnknownName(NOBODY.format(no_name, ", ".join(folders)) if folders else no_name) from None


def years(folder: Path) -> list[ReportYear]:
    """Return the years that a partnership's folder has, the earliest first; none where there is no such folder."""
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return [ReportYear.parse(name) for name in names if LABEL.fullmatch(name)]


def of_authority(area: areas.Area) -> dict[str, Any]:
    """Return settings for an authority whose partnership has no folder: its `name`, `short_name`, `place` and `areas`."""
    name = f"{area.spoken_name} Safeguarding Children Partnership"
    return {"name": name, "short_name": "the partnership", "place": area.spoken_name, "areas": [area.code]}


def authorities(text: str) -> list[areas.Area]:
    """Return the authorities that a text names one after another; raises UnknownName, with the nearest, for the first that it does not."""
    return authorities_in(text) or [areas.authority(part) for part in SEPARATOR.split(text)[::2]]


def authorities_in(text: str) -> list[areas.Area]:
    """Return the authorities that a text names one after another ("Bedford and Luton"); none where any part of it names none."""
    with contextlib.suppress(UnknownName):
        return [areas.authority(text)]
    parts = SEPARATOR.split(text)
    for end in range(2, len(parts), 2):  # a name may hold a comma or an "and" of its own
        with contextlib.suppress(UnknownName):
            area, following = areas.authority("".join(parts[: end - 1])), authorities_in("".join(parts[end:]))
            if following:
                return [area, *following]
    return []
