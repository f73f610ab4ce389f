"""Find the area that a chart picks out, whichever of its names is used."""

from __future__ import annotations

import re

from helpers.errors import UnknownName, nearest
from helpers.statistics.statistic import Statistic


def picked(statistic: Statistic, area: str, *, by: tuple[str, ...] = ("area", "area_name")) -> str:
    """Return the name, as shown, of the area meant by a code, a name or a slug; an unknown one raises UnknownName."""
    code, name = by
    table = statistic.table
    for held, shown in zip(table[code], table[name], strict=True):
        if _slug(area) in (_slug(held), _slug(shown)):
            return str(shown)
    known = list(dict.fromkeys(table[name]))
    raise UnknownName(
        f'{statistic.name} has no area "{area}". {nearest(area, known) or "It has " + ", ".join(known[:5]) + "."}'
    )


def named(statistic: Statistic) -> list[str]:
    """The names of the areas, in the order of the rows."""
    return list(dict.fromkeys(str(name) for name in statistic.table["area_name"]))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", str(name).lower().replace("'", "").replace("’", "")).strip("-")
