"""Find the area that a chart picks out, whichever of its names is used."""

from __future__ import annotations

import re

from helpers.sources import areas
from helpers.statistics.numbers import Text
from helpers.statistics.statistic import Statistic

# The Office for National Statistics' codes of England (E92) and of its regions (E12, and E13 for inner and outer London).
WIDER_AREAS = ("E92", "E12", "E13")


def is_wider(area: object) -> bool:
    """Whether an area, by its code, is a region or England, which have no place among authorities."""
    return str(area).startswith(WIDER_AREAS)


def picked(statistic: Statistic, area: str) -> str:
    """Return the name, as shown, of the area meant by a code, a name, an alias or a slug.

    An area that exists but has no figure in the statistic keeps its name; what is no area at all raises UnknownName.
    """
    table = statistic.table
    names = {str(code): str(name) for code, name in zip(table["area"], table["area_name"], strict=True)}
    for code, name in names.items():
        if _slug(area) in (_slug(code), _slug(name)):
            return name
    match = areas.find(area)
    return names.get(match.code, match.plain_name)


def named(statistic: Statistic) -> list[str]:
    """The names of the areas, in the order of the rows."""
    return list(dict.fromkeys(str(name) for name in statistic.table["area_name"]))


def label(statistic: Statistic, name: str) -> Text:
    """Return an area's name as a label, bound to its row where it holds a number; an area without a row is plain words."""
    return statistic.labels("area_name").get(name, Text(name))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", str(name).lower().replace("'", "").replace("’", "")).strip("-")
