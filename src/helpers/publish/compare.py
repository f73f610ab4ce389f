"""Write the comparison of two reports as a CSV and as a page: what changed since last year, or between two places."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.errors import ReportError, UnknownName
from helpers.publish import atomic_output, word_comparison
from helpers.publish.comparison import OWN_AREA, SAME, STATES, ComparedNumber, comparison
from helpers.publish.website import pages
from helpers.publish.word_comparison import ComparedWords
from helpers.sources import YearFolder, areas, open_year, published
from helpers.sources.schema import title

FOLDER = pages.TEMPLATES / "report_compare"
NO_REPORT = "{} is no report's folder. Give one such as build/wirral/2023-24."
HEADINGS = ("chapter", "what", "unit", "state", "period_before", "before", "period_after", "after")
WORD_HEADINGS = ("chapter", "table", "row", "state", "before", "after")


def write(before: Path, after: Path) -> Path:
    """Compare the report in one folder with that in another, write both forms beside the latter, and return their folder.

    Raises ReportError for a folder that is no report's.
    """
    first, second = _year_of(before), _year_of(after)
    is_one_place = first.partnership == second.partnership
    numbers = comparison(before, after, own=((), ()) if is_one_place else (first.areas, second.areas))
    place = after.with_name(f"{after.name}-compared-with-{first.partnership}-{first.year}")
    words = word_comparison.comparison(before, after) if is_one_place else []
    with atomic_output.folder(place) as output:
        _write_csv(output / "changes.csv", HEADINGS, map(_cells, numbers))
        _write_csv(output / "words.csv", WORD_HEADINGS, (_word_cells(item) for item in words))
        (output / "index.html").write_text(_page(first, second, numbers, words), encoding="utf-8", newline="\n")
    return place


def _year_of(folder: Path) -> YearFolder:
    try:
        return open_year(folder.parent.name, folder.name)
    except ReportError as error:
        raise ReportError(NO_REPORT.format(folder)) from error


def _write_csv(path: Path, headings: Sequence[str], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows([headings, *rows])


def _word_cells(item: ComparedWords) -> tuple[str, ...]:
    return (title(item.chapter) if item.chapter else "", item.table, item.name, item.state, item.before, item.after)


def _cells(number: ComparedNumber) -> tuple[str, ...]:
    times = (number.period_before, number.before, number.period_after, number.after)
    return (title(number.chapter), _label(number.name), number.unit, number.state, *times)


def _label(name: str) -> str:
    """What a number is of, in words: a published one by its measure and area."""
    measure, _, area = name.partition("|")
    try:
        about = published.store().measure(measure).name
        return f"{about}, {area if area == OWN_AREA else areas.named(area).name}"
    except UnknownName:
        return name


def _page(
    before: YearFolder, after: YearFolder, numbers: Sequence[ComparedNumber], words: Sequence[ComparedWords]
) -> str:
    by_chapter = groupby((number for number in numbers if number.state != SAME), key=lambda number: number.chapter)
    resources: dict[str, Any] = {
        "before": before,
        "after": after,
        "counts": [(state, sum(number.state == state for number in numbers)) for state in STATES],
        "chapters": [(title(chapter), [_cells(number) for number in chosen]) for chapter, chosen in by_chapter],
        "sentences": [_word_cells(item) for item in words if not item.table],
        "rows": [_word_cells(item) for item in words if item.table],
        "site": None,
        "details": None,
        "style": pages.style_alone(),
    }
    templates = Environment(loader=FileSystemLoader([FOLDER, pages.FOLDER]), undefined=StrictUndefined, **pages.JINJA)
    return templates.get_template("index.html.j2").render(resources=resources)
