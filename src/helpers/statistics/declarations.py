"""Where the facts and the derived numbers of a year stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpers.sources import file_dependencies
from helpers.sources.source_table import SourceTable
from helpers.sources.year_folder import YearFolder


class Declarations(Mapping[str, tuple[SourceTable, int]]):
    """The table and place of each fact, or each derived number, by its id. A chapter depends on the rows that it asks for alone."""

    def __init__(self, folder: YearFolder, kind: str) -> None:
        with file_dependencies.by_rows(folder.paths_named(kind)):
            tables = list(folder.tables_named(kind))
        self._root = folder.root
        self._places = {name: (table, place) for table in tables for place, name in enumerate(table.frame["id"])}

    def __getitem__(self, name: str) -> tuple[SourceTable, int]:
        table, place = self._places[name]
        file_dependencies.take_row(self._root / table.file, name)
        return table, place

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
