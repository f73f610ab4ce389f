"""Write the comparison of two reports: a page for a committee, the same within the reviewers' edition, and CSVs of all of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from helpers.publish import atomic_output
from helpers.publish.compare import contents, labels, measures, numbers, page, promises, reports, revisions, words
from helpers.publish.compare.contents import ReportContents
from helpers.publish.compare.numbers import CHANGED, REVISED, ComparedNumber, Row
from helpers.publish.compare.page import PLACES, VERSIONS, Comparison
from helpers.publish.compare.reports import ComparedReport
from helpers.publish.compare.words import ComparedWords
from helpers.sources.chapter_context import chapter
from helpers.sources.schema import schemas, title
from helpers.statistics.named_numbers import names

JOURNEY = "03_journey_of_the_child"
WITHIN = "changes.html"
PLACE_OF_LINK = re.compile(r'<p id="changes">.*?</p>', re.DOTALL)
LINK = '<p id="changes"><a href="{}">What changed: {}, and {}</a> puts each number beside the earlier one.</p>'
HEADINGS = (
    "chapter",
    "what",
    "unit",
    "state",
    "verdict",
    "period_before",
    "before",
    "value_before",
    "period_after",
    "after",
    "value_after",
    "difference",
    "difference_value",
    "source_before",
    "source_after",
)
WORD_HEADINGS = ("chapter", "section", "table", "row", "state", "before", "after")


def write(before: Path, after: Path) -> Path:
    """Compare one report with another, write the comparison beside the latter's folder, and return where it is.

    `before` may be the archive of a release too. The page is put into the later report's reviewers' edition as well, where that
    is there. Rows that `corrections.csv` would need are written too, but for the day and the cause: for what differs between
    two versions of one year, and for figures that were revised since. Raises ReportError for what is no report.
    """
    with reports.opened(before) as first, reports.opened(after) as second:
        comparison = compared(first, second)
        ledger = numbers.ledger(second.place)
        place = after.with_name(f"{after.name}-compared-with-{first.slug}")
        with atomic_output.folder(place) as output:
            _write_csv(output / "changes.csv", HEADINGS, _number_rows(comparison))
            _write_csv(output / "words.csv", WORD_HEADINGS, map(_word_cells, comparison.words))
            corrections = list(_corrections(comparison))
            if corrections:
                _write_csv(output / "corrections.csv", [f.name for f in schemas()["corrections"].fields], corrections)
            _write(output / "index.html", page.render(comparison))
        _put_into_review(second.place / "review", comparison, ledger)
    return place


def shown_in_one(before: Path, after: Path) -> list[str]:
    """Return the names of figures of few people that one of two reports hides and the other shows, with their periods."""
    with reports.opened(before) as first, reports.opened(after) as second:
        if first.folder.partnership != second.folder.partnership:
            return []
        return numbers.shown_in_one(first.place, second.place)


def compared(before: ComparedReport, after: ComparedReport) -> Comparison:
    """Return all that two open reports differ in."""
    is_one_place = before.folder.partnership == after.folder.partnership
    own = ((), ()) if is_one_place else (before.folder.areas, after.folder.areas)
    journey = chapter(JOURNEY, partnership=after.folder.partnership, year=after.folder.year)
    all_numbers = numbers.comparison(before.place, after.place, own=own)
    has, had = ReportContents.of(after.place), ReportContents.of(before.place)
    return Comparison(
        before=before,
        after=after,
        numbers=all_numbers,
        measures=measures.compared(all_numbers, journey),
        words=words.comparison(had, has, before.place, after.place, after.folder.forms) if is_one_place else [],
        chapters=contents.compared(had, has),
        promises=promises.compared(before.folder, after.folder),
        awaited=contents.awaited(before.folder, after.folder),
        revisions=revisions.revisions(numbers.ledger(before.place)),
    )


def _put_into_review(review: Path, comparison: Comparison, ledger: Iterable[Row]) -> None:
    """Put the page into a reviewers' edition, where its figures lead to their places, and a link to it onto the first page."""
    home = review / "index.html"
    if home.is_file():
        _write(review / WITHIN, page.render(comparison, page.links(ledger)))
        link = LINK.format(WITHIN, comparison.before.title, comparison.after.title)
        _write(home, PLACE_OF_LINK.sub(lambda _: link, home.read_text("utf-8")))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_csv(path: Path, headings: Sequence[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows([headings, *rows])


def _number_rows(comparison: Comparison) -> Iterable[tuple[str, ...]]:
    verdicts = {id(item.number): item.grade for item in comparison.measures}
    for n in comparison.numbers:
        moved = "" if n.moved is None else str(n.moved)
        first, second = n.rows
        yield (
            *(title(n.chapter), labels.label(n.name, comparison.after.folder), n.unit, n.state),
            verdicts.get(id(n), ""),
            *(n.period_before, n.before, first["value"], n.period_after, n.after, second["value"]),
            *(n.difference, moved, _source(first), _source(second)),
        )


def _source(row: Row) -> str:
    """Where a number is from: its publisher and publication, else its file and row."""
    publication = ", ".join(filter(None, (row.get("publisher", ""), row.get("publication", ""))))
    return publication or " ".join(filter(None, (row.get("file", ""), row.get("row", "") if row.get("file") else "")))


def _corrections(comparison: Comparison) -> Iterable[list[str]]:
    """A row of `corrections.csv` for each figure that differs, with its day and cause left to people; what only follows from others has none."""
    if comparison.kind == PLACES:
        return
    states = (REVISED, CHANGED) if comparison.kind == VERSIONS else (REVISED,)
    differing = [n for n in comparison.numbers if n.state in states and _is_given(n.rows[1])]
    for order, number in enumerate(differing, start=1):
        row = _correction(order, number, comparison)
        yield [row.get(field.name, "") for field in schemas()["corrections"].fields]


def _is_given(row: Row) -> bool:
    """Whether a number stands in a file or was published: it is not worked out on the way, like how many cells are hidden."""
    return bool(row.get("file")) or row.get("kind") == "published"


def _correction(order: int, number: ComparedNumber, comparison: Comparison) -> Mapping[str, str]:
    old, new = number.rows
    return {
        "id": f"correction_{order}",
        "what": labels.label(number.name, comparison.after.folder),
        "old": old["value"],
        "new": new["value"],
        "unit": number.unit,
        "counts": names(comparison.after.folder).counted(number.name),
        "released_by": new.get("source", "") if new["kind"] == "published" else "",
    }


def _word_cells(item: ComparedWords) -> tuple[str, ...]:
    return (title(item.chapter), item.section, item.table, item.name, item.state, item.before, item.after)
