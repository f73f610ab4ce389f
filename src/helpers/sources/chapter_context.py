"""A chapter's view of its year: what a notebook loads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpers.sources import areas, overlay, project
from helpers.sources.year_folder import YearFolder, open_year


@dataclass(frozen=True)
class ChapterContext:
    """One chapter of a partnership's year, by the name of its notebook: "01_introduction"."""

    folder: YearFolder
    name: str

    @property
    def of_build(self) -> dict[tuple[object, ...], Any]:
        """What `once_a_build` remembers, of all chapters of the year."""
        return self.folder.of_build

    @property
    def place(self) -> str:
        """The place, as residents call it."""
        return self.folder.place

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas the partnership covers."""
        return self.folder.areas

    @property
    def area(self) -> str:
        """The first area the partnership covers, as publishers name it: the one that charts pick out."""
        return areas.named(self.areas[0]).plain_name

    @property
    def area_in_sentence(self) -> str:
        """The same name as a sentence has it: "the City of London"."""
        return areas.in_sentence(self.area)

    def titled(self, words: str) -> str:
        """Return a title with the place in it: "Milestones in {}" is "Milestones in the City of London"."""
        return words.format(areas.in_sentence(self.place))


def chapter(name: str, *, partnership: str, year: str) -> ChapterContext:
    """Open a chapter of a partnership's year; raises what `open_year` raises."""
    folder = open_year(partnership, year)
    if not project.is_snapshot():  # a kernel at work on one chapter: within a build the snapshot has done it
        overlay.put_to_work(folder.path.parent)
    return ChapterContext(folder, name)
