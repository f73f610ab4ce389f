"""Reading and checking what others supply: the year's folder, and the published figures."""

from helpers.sources.chapter_context import ChapterContext, chapter
from helpers.sources.cited_sources import Source
from helpers.sources.source_table import SourceTable
from helpers.sources.year_folder import YearFolder, open_year

__all__ = ["ChapterContext", "Source", "SourceTable", "YearFolder", "chapter", "open_year"]
