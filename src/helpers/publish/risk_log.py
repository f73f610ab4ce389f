"""The risk log: for whoever signs, which numbers of people are hidden, why, and what would give each away. It is never published.

Readers may learn how many numbers are hidden and not which of them are small. So the log is written outside everything that is
published, or may be, and says no number itself.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from pathlib import Path

from helpers.errors import ReportError
from helpers.sources.project import project_root
from helpers.sources.year_folder import YearFolder
from helpers.statistics import disclosure, publication_context
from helpers.statistics.disclosure import risk
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.risk import HiddenCell
from helpers.statistics.measures import supplied

FOLDER, MANIFEST = "risk", "build.json"
CELLS, PAGE = "hidden.csv", "index.md"
PUBLISHED = (
    "{} is published, or may be, and the risk log tells which hidden numbers are small. Give another folder, such as TO=risk, or one outside "
    "the project."
)
OPENING = """# Risk log: {}, {}

For whoever signs the report. **Do not publish it or send it on**: it tells which of the hidden numbers are small.
What readers learn is how many numbers are hidden. `{}` has a row for each of them, and says what would give it away.
"""
TABLE = """
## {name}

- Policy: {policy}. {wording}
- Counts: {people}
- Protected together with: {beside}
- Readers have already: {before}
- Hidden: {hidden} of {cells} numbers ({reasons})
"""


def write(folder: YearFolder, to: Path) -> Path:
    """Write the log of a year into a folder and return it. Raises ReportError for a folder that is published."""
    place = to.resolve() / folder.partnership / folder.year
    _refuse_published(place)
    tables = publication_context.of_people(folder, supplied.of_table)
    public = publication_context.already_public(folder, supplied.of_table)
    cells = risk.hidden_cells(tables, already_public=public)
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o700)
    (place / PAGE).write_text(_page(folder, tables, public, cells), encoding="utf-8", newline="\n")
    _write_cells(place / CELLS, cells)
    return place


def _refuse_published(place: Path) -> None:
    """Raise ReportError for a place in the project, but for its folder for such logs, and for one in a report's folder."""
    root = project_root().resolve()
    is_in_project = place.is_relative_to(root) and not place.is_relative_to(root / FOLDER)
    if is_in_project or any((above / MANIFEST).exists() for above in (place, *place.parents)):
        raise ReportError(PUBLISHED.format(place))


def _write_cells(path: Path, cells: Sequence[HiddenCell]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow([field.name for field in fields(HiddenCell)])
        writer.writerows((*astuple(cell)[:-1], "; ".join(cell.numbers)) for cell in cells)


def _page(folder: YearFolder, tables: Sequence[Measure], public: Sequence[Measure], cells: Sequence[HiddenCell]) -> str:
    parts = [OPENING.format(folder.name, folder.year, CELLS)]
    parts += [
        _of_table(table, tables, public, [cell for cell in cells if cell.table == table.name]) for table in tables
    ]
    return "".join(parts if tables else [*parts, "\nNo table of the year counts people.\n"])


def _of_table(table: Measure, tables: Sequence[Measure], public: Sequence[Measure], cells: Sequence[HiddenCell]) -> str:
    policy, reasons = disclosure.policy(table.policy), Counter(cell.why for cell in cells)
    return TABLE.format(
        name=table.name,
        policy=table.policy,
        wording=policy.wording,
        people=", ".join(sorted(_people(table))),
        beside=_named(other for other in tables if other is not table and _people(other) & _people(table)),
        before=_named(other for other in public if _people(other) & _people(table)),
        hidden=len(cells),
        cells=len(table.table) * len(table.layout.counts) if table.layout else 0,
        reasons=", ".join(f"{many} {why}" for why, many in sorted(reasons.items())) or "none",
    )


def _people(table: Measure) -> frozenset[str]:
    return table.layout.people if table.layout else frozenset()


def _named(tables: Iterable[Measure]) -> str:
    return ", ".join(table.name for table in tables) or "nothing"
