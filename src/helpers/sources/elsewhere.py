"""What is published and a compilation does not bring: `elsewhere.csv` names each table or section, why, and where it is published.

Nobody may say of these that nothing was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.errors import Fault, nearest
from helpers.sources.cited_sources import Source
from helpers.sources.schema import ELSEWHERE, Schema, SectionForm
from helpers.sources.year_folder import YearFolder

NO_FORM = '"{}" is no table or section of the report. {}'
SUPPLIED = "the report has this now. Take the row out."
NOT_COMPILED = "only a compilation says what is published elsewhere. Supply it, or take the row out."


@dataclass(frozen=True)
class Entry:
    """One thing that is published elsewhere: its form, why it is not in the report, and the source that has it."""

    form: Schema | SectionForm
    why: str
    source: Source


def entries(folder: YearFolder) -> list[Entry]:
    """Return what is published elsewhere, in the order of the table."""
    rows = folder.table(ELSEWHERE).frame.to_dict("records")
    forms = folder.named_forms
    return [Entry(forms[row["form"]], row["why"], folder.sources[row["source"]]) for row in rows]


def faults(folder: YearFolder) -> Iterator[Fault]:
    """Go through the rows that name no form, or one that was supplied; none belong in a partnership's own report."""
    table, forms = folder.table(ELSEWHERE), folder.named_forms
    waiting = {(chapter, what) for chapter, what, _ in folder.missing(with_elsewhere=True)}
    for line, name in zip(table.lines, table.frame["form"], strict=True):
        if name not in forms:
            yield Fault(table.file, line, "form", NO_FORM.format(name, nearest(name, forms)).strip())
        elif (forms[name].chapter, forms[name].title) not in waiting:
            yield Fault(table.file, line, "form", SUPPLIED)
        elif not folder.is_compilation:
            yield Fault(table.file, line, "form", NOT_COMPILED)
