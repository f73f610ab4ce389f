"""Reading and checking what others supply: the year's folder, and the published figures.

What a chapter needs of it is loaded when first used: a report that stands as it was built needs none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.sources.chapter_context import ChapterContext, chapter
    from helpers.sources.cited_sources import Source
    from helpers.sources.source_table import SourceTable
    from helpers.sources.year_folder import YearFolder, open_year

__all__ = ["ChapterContext", "Source", "SourceTable", "YearFolder", "chapter", "open_year"]
MODULES = {
    "ChapterContext": "chapter_context",
    "Source": "cited_sources",
    "SourceTable": "source_table",
    "YearFolder": "year_folder",
    "chapter": "chapter_context",
    "open_year": "year_folder",
}


def __getattr__(name: str) -> Any:
    if name not in MODULES:
        raise AttributeError(f"helpers.sources has no {name}; a chapter needs {', '.join(MODULES)}")
    return getattr(import_module(f"helpers.sources.{MODULES[name]}"), name)
