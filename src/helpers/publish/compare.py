"""Write the comparison of two reports as CSVs and as a page: what changed since last year, since a release, or between two places."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.publish import atomic_output, compared_report, number_labels, word_comparison
from helpers.publish.compared_report import ComparedReport
from helpers.publish.comparison import CHANGED, OWN_AREA, REVISED, SAME, STATES, ComparedNumber, comparison
from helpers.publish.links import page_of
from helpers.publish.website import pages
from helpers.publish.word_comparison import ComparedWords
from helpers.sources.schema import schemas, title

FOLDER = pages.TEMPLATES / "report_compare"
HEADINGS = ("chapter", "what", "unit", "state", "period_before", "before", "period_after", "after", "difference")
UNMOVED = "Newer, and as before"
WORD_HEADINGS = ("chapter", "table", "row", "state", "before", "after")


@dataclass(frozen=True)
class ChangedNumber:
    """A number as the page lists it: what it is of, whether that is the report's own area, and its place in the reviewers' edition."""

    number: ComparedNumber
    what: str
    is_own: bool
    address: str

    @property
    def change(self) -> str:
        """What became of it, with how far it moved: "Changed: up 3"."""
        n = self.number
        if n.state == CHANGED and n.before == n.after:
            return UNMOVED
        words = ": ".join(filter(None, (n.state, n.difference)))
        return words[:1].upper() + words[1:]

    @property
    def cells(self) -> tuple[str, ...]:
        """Its row of the list of changes."""
        n = self.number
        times = (n.period_before, n.before, n.period_after, n.after)
        return (title(n.chapter), self.what, n.unit, n.state, *times, n.difference)


def write(before: Path, after: Path) -> Path:
    """Compare one report with another, write the comparison beside the latter's folder, and return where it is.

    `before` may be the archive of a release too. Where both are of one year, the rows that `corrections.csv` would need for
    what differs are written too, but for the day and the cause. Raises ReportError for what is no report.
    """
    with compared_report.opened(before) as first, compared_report.opened(after) as second:
        is_one_place = first.folder.partnership == second.folder.partnership
        own = ((), ()) if is_one_place else (first.folder.areas, second.folder.areas)
        numbers = [_changed(n, second) for n in comparison(first.place, second.place, own=own)]
        words = word_comparison.comparison(first.place, second.place) if is_one_place else []
        place = after.with_name(f"{after.name}-compared-with-{first.slug}")
        with atomic_output.folder(place) as output:
            _write_csv(output / "changes.csv", HEADINGS, (n.cells for n in numbers))
            _write_csv(output / "words.csv", WORD_HEADINGS, map(_word_cells, words))
            if is_one_place and first.folder.year == second.folder.year:
                _write_corrections(output / "corrections.csv", numbers)
            page = _page(first, second, numbers, words)
            (output / "index.html").write_text(page, encoding="utf-8", newline="\n")
    return place


def _changed(number: ComparedNumber, report: ComparedReport) -> ChangedNumber:
    row = number.rows[1]
    place = report.place.name
    address = f"../{place}/review/{page_of(row['chapter'])}?number={row['entry']}" if row.get("entry") else ""
    own = {OWN_AREA, *report.folder.areas}
    return ChangedNumber(
        number,
        number_labels.label(number.name, report.folder.forms),
        bool(own & set(number.name.split("|"))),
        address,
    )


def _write_csv(path: Path, headings: Sequence[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows([headings, *rows])


def _write_corrections(path: Path, numbers: Iterable[ChangedNumber]) -> None:
    """Write a row of `corrections.csv` for each number that both reports have and that differs: its day and cause are left to people."""
    headings = [field.name for field in schemas()["corrections"].fields]
    differing = [n for n in numbers if n.number.state in (REVISED, CHANGED)]
    rows = [_correction(order, n) for order, n in enumerate(differing, start=1)]
    _write_csv(path, headings, ([row.get(heading, "") for heading in headings] for row in rows))


def _correction(order: int, changed: ChangedNumber) -> Mapping[str, str]:
    old, new = changed.number.rows
    return {
        "id": f"correction_{order}",
        "what": changed.what,
        "old": old["value"],
        "new": new["value"],
        "unit": changed.number.unit,
        "released_by": new.get("source", "") if new["kind"] == "published" else "",
    }


def _word_cells(item: ComparedWords) -> tuple[str, ...]:
    return (title(item.chapter) if item.chapter else "", item.table, item.name, item.state, item.before, item.after)


def _page(
    before: ComparedReport, after: ComparedReport, numbers: Sequence[ChangedNumber], words: Sequence[ComparedWords]
) -> str:
    by_chapter = [(title(slug), list(chosen)) for slug, chosen in groupby(numbers, key=lambda n: n.number.chapter)]
    states = [state for state in STATES if any(n.number.state == state for n in numbers)]
    own = Counter(n.number.difference.partition(" ")[0] for n in numbers if n.is_own and n.number.state == CHANGED)
    resources: dict[str, Any] = {
        "before": before,
        "after": after,
        "is_one_year": (before.folder.partnership, before.folder.year) == (after.folder.partnership, after.folder.year),
        "states": states,
        "totals": _counts(numbers, states),
        "own": {"up": own["up"], "down": own["down"], "neither": own[""]},
        "revised": [n for n in numbers if n.number.state == REVISED],
        "by_chapter": [(chapter, _counts(chosen, states)) for chapter, chosen in by_chapter],
        "chapters": [(chapter, rows) for chapter, chosen in by_chapter if (rows := _differing(chosen))],
        "sentences": [_word_cells(item) for item in words if not item.table],
        "rows": [_word_cells(item) for item in words if item.table],
        "site": None,
        "details": None,
        "style": pages.style_alone(),
    }
    templates = Environment(loader=FileSystemLoader([FOLDER, pages.FOLDER]), undefined=StrictUndefined, **pages.JINJA)
    return templates.get_template("index.html.j2").render(resources=resources)


def _counts(numbers: Iterable[ChangedNumber], states: Iterable[str]) -> list[int]:
    counts = Counter(n.number.state for n in numbers)
    return [counts[state] for state in states]


def _differing(numbers: Iterable[ChangedNumber]) -> list[ChangedNumber]:
    """Those that differ: by state, the report's own area first, then by what they are of."""
    differing = [n for n in numbers if n.number.state != SAME]
    return sorted(differing, key=lambda n: (STATES.index(n.number.state), not n.is_own, n.what))
