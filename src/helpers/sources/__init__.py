"""Reading and checking what others supply: the year's folder, and the published figures."""

from helpers.sources.folder import Chapter, Folder, Source, Table, chapter, folder

__all__ = ["Chapter", "Folder", "Source", "Table", "chapter", "folder"]
