"""What measures mean for children, as `consequences.csv` says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpers.sources.chapter_context import ChapterContext


@dataclass(frozen=True)
class Consequence:
    """A row of `consequences.csv`: what it means for children that a measure is on either side of England's figure.

    `worry` and `strength` are sentences for its worse and its better side, `duty` is the kind of duty that it touches, such as
    safety, and `base` the id of the measure of the people it is counted among, where its release does not say.
    """

    measure: str
    base: str = ""
    duty: str = ""
    worry: str = ""
    strength: str = ""


def of_measures(chapter: ChapterContext) -> Mapping[str, Consequence]:
    """Return the row of each measure that `consequences.csv` lists, by the id of the measure."""
    rows = chapter.folder.table("consequences").frame
    return {
        str(row["measure"]): Consequence(**{str(name): str(cell) for name, cell in row.items()})
        for row in rows.to_dict("records")
    }
