"""Reading and checking what others supply: the year's folder, and the published figures."""

from helpers.sources.year_folder import ChapterContext, Source, SourceTable, YearFolder, chapter, open_year

__all__ = ["ChapterContext", "Source", "SourceTable", "YearFolder", "chapter", "open_year"]
