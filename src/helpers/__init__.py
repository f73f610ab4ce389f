"""The report's shared module: from files to tables, measures, statistics, and what a chapter shows of them.

A chapter imports the rooms it needs from here: `from helpers import charts, prose, sources, statistics, tables`.
They load when first used.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

ROOMS = {
    "assurance": "helpers.display.assurance",
    "charts": "helpers.display.charts",
    "claims": "helpers.display.claims",
    "comparing": "helpers.display.sentences.comparing",
    "comparisons": "helpers.statistics.comparison.comparisons",
    "glance": "helpers.display.sentences.glance",
    "journey": "helpers.statistics.journey",
    "measures": "helpers.statistics.measures",
    "promises": "helpers.display.promises",
    "prose": "helpers.display.sentences.prose",
    "sections": "helpers.display.sections",
    "sources": "helpers.sources",
    "statistics": "helpers.statistics",
    "tables": "helpers.display.tables",
}


def __getattr__(name: str) -> ModuleType:
    if name not in ROOMS:
        raise AttributeError(f"helpers has no room called {name}; it has {', '.join(ROOMS)}")
    return import_module(ROOMS[name])
