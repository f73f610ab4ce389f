"""What was promised and what became of it, over all years of a partnership that have a folder."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from helpers.sources.chapter_context import ChapterContext
from helpers.sources.periods import Period
from helpers.sources.promises import TABLE
from helpers.sources.year_folder import YearFolder
from helpers.statistics.disclosure.measure import Measure, sources_of
from helpers.statistics.measures.supplied import table


def promises(chapter: ChapterContext) -> Measure:
    """Return the answers to promises, a row for each promise and `period`: earlier years' answers first, as their reports gave them.

    It is not supplied where this year answers nothing, whatever earlier years did.
    """
    measures = [table(replace(chapter, folder=folder), TABLE) for folder in _years(chapter.folder)]
    newest = measures[-1]
    if not newest.supplied:
        return newest
    rows = pd.concat([measure.table for measure in measures], ignore_index=True)
    return replace(
        newest,
        table=rows,
        origins=tuple(origin for measure in measures for origin in measure.origins),
        sources=sources_of(rows),
        period=Period.span(rows["period"]),
        cited={name: source for measure in measures for name, source in measure.cited.items()},
    )


def _years(folder: YearFolder) -> list[YearFolder]:
    """The years with a folder up to this one, the earliest first."""
    return [*(_years(folder.earlier) if folder.earlier else []), folder]
