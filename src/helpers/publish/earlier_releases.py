"""What earlier releases and a report that is about to be released tell together of people who are few.

A release stays with its readers. A number that is corrected later, or a table that is added, changes what is hidden beside it, and what one
edition shows may give away what the other hides. So nothing is released that would.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from helpers.errors import ReportError
from helpers.publish.compare.numbers import LEDGER
from helpers.sources.project import project_root
from helpers.sources.year_folder import YearFolder
from helpers.statistics import disclosure, publication_context
from helpers.statistics.disclosure import editions
from helpers.statistics.disclosure.editions import EarlierTable
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.measures import supplied

RELEASES = "releases"
GIVEN_AWAY = (
    "Nothing was released: whoever has {} and this report too can work out more than either tells of small numbers, of {}. Hide more beside "
    'them, and release again: write "c" in place of a total or of a number that stands beside one of them (a column of one\'s own form takes it '
    'with "codes": true), or take the table out.'
)


def refuse(folder: YearFolder, archives: Sequence[Path]) -> None:
    """Raise ReportError where a reader of earlier releases, of this year or the one before, would learn of a small number by this one."""
    if not archives:
        return
    tables = publication_context.of_people(folder, supplied.of_table)
    public = publication_context.already_public(folder, supplied.of_table)
    before = _of_year_before(folder)
    earlier = [table for archive in archives for table in _earlier_tables(archive, folder.year, tables, before)]
    published = disclosure.suppress_small_numbers(tables, already_public=public)
    names = editions.told_together(tables, published, earlier, already_public=public, before=before) if earlier else []
    if names:
        raise ReportError(GIVEN_AWAY.format(" and ".join(archive.stem for archive in archives), "; ".join(names)))


def of_year_before(folder: YearFolder) -> list[Path]:
    """Return the releases of the newest earlier year, the first one first."""
    before = folder.earlier
    releases = (project_root() / RELEASES / before.partnership / before.year).glob("*.zip") if before else []
    return sorted(releases, key=lambda path: (len(path.name), path.name))


def _of_year_before(folder: YearFolder) -> tuple[Measure, ...]:
    return publication_context.of_people(folder.earlier, supplied.of_table) if folder.earlier else ()


def _earlier_tables(
    archive: Path, year: str, tables: Sequence[Measure], before: Sequence[Measure]
) -> Iterator[EarlierTable]:
    """The tables that a release printed, of those that this year or the year before has now; one that cannot be read again is left out."""
    numbers = _numbers(archive)
    own = tables if archive.parent.name == year else before
    beside = [table for table in before if own is tables and "period" in table.cells]
    for table in (*own, *beside):
        edition = editions.earlier_table(table, numbers, archive.stem)
        if edition and _can_be_read(edition):
            yield edition


def _can_be_read(edition: EarlierTable) -> bool:
    """Whether a table as it was printed adds up by the rows that it has now."""
    try:
        disclosure.audit((), (), already_public=[edition.printed])
    except ReportError:
        return False
    return True


def _numbers(archive: Path) -> dict[str, tuple[float | None, str]]:
    """The value and the code of each number of a release, by name."""
    with zipfile.ZipFile(archive) as packed:
        text = packed.read(f"{archive.stem}/{LEDGER}").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    return {row["name"]: (_value(row["value"]), row.get("code", "")) for row in rows if row["kind"] != "published"}


def _value(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
