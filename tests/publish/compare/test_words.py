"""Two reports are compared sentence by sentence and row by row, whatever their numbers."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.display import blocks
from helpers.publish.compare import words
from helpers.publish.compare.contents import ReportContents
from helpers.publish.compare.words import ComparedWords
from helpers.sources.origins import PublishedOrigin
from helpers.sources.schema import Forms, schemas, sections
from helpers.statistics.numbers import Number, Text, compose

CHAPTER = "08_progress_against_priorities"
HEADINGS = "Promise,Answer,Due,Seen\n"
FIGURE = Number(
    "rate", 5.0, origins=(PublishedOrigin("data/published/figures.parquet", ("rate", "E08000015", "2024")),)
)


def report(place: Path, *passages: str | Text, rows: str = "", table: str = "priorities") -> Path:
    """A report's folder with one executed chapter of prose, and one table for download."""
    (place / "notebooks").mkdir(parents=True)
    (place / "downloads").mkdir()
    prose = [blocks.Prose(passage if isinstance(passage, Text) else Text(passage)) for passage in passages]
    shown = [new_output("display_data", block._repr_mimebundle_()) for block in prose]
    cells = [new_markdown_cell("# Progress\n\nWhat was done?"), new_code_cell("show()", outputs=shown)]
    (place / f"notebooks/{CHAPTER}.ipynb").write_text(nbformat.writes(new_notebook(cells=cells)), "utf-8")
    (place / f"downloads/{CHAPTER}_{table}.csv").write_text(HEADINGS + rows, "utf-8")
    return place


def compared(before: Path, after: Path) -> list[ComparedWords]:
    forms = Forms(schemas(), sections())
    return words.comparison(ReportContents.of(before), ReportContents.of(after), before, after, forms)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("A hub opened. It has 12 rooms.", "It has 15 rooms. A hub opened.", []),
        ("A hub opened.", "A HUB opened", []),
        ("**A hub** opened; see [it](x.ipynb).", "A *hub* opened; see it.", []),
        ("A hub opened. It is new.", "A hub opened.", [("gone", "It is new.", "")]),
        ("A hub opened.", "A hub opened.\n\n- It closed.", [("new", "", "It closed.")]),
        ("A hub opened in\nMoreton.", "A hub opened.", [("changed", "A hub opened in Moreton.", "A hub opened.")]),
        ("Known only in part: how well it works.", "How well it works.", [("changed", "Known only in part: how well it works.", "How well it works.")]),
        ("## Hubs\n\nIt opened here.", "## Schools\n\nIt opened there.", [("gone", "It opened here.", ""), ("new", "", "It opened there.")]),
    ],
)  # fmt: skip
def test_a_sentence_is_told_where_one_report_alone_has_it_so(
    tmp_path: Path, before: str, after: str, changes: list[tuple[str, str, str]]
) -> None:
    items = compared(report(tmp_path / "a", before), report(tmp_path / "b", after))
    assert [(item.state, item.before, item.after) for item in items] == changes


def test_a_sentence_has_the_section_that_it_stands_in(tmp_path: Path) -> None:
    first = report(tmp_path / "a", "Before.\n\n## Hubs\n\nOne opened.", "It closed.")
    items = compared(first, report(tmp_path / "b", "Otherwise."))
    assert [(item.section, item.before) for item in items if item.before] == [
        ("", "Before."),
        ("Hubs", "One opened."),
        ("Hubs", "It closed."),
    ]


def test_numbers_in_words_are_numbers_too(tmp_path: Path) -> None:
    four, eleven = (compose("Of {} promises.", Number("p", value).words) for value in (4.0, 11.0))
    assert compared(report(tmp_path / "a", four), report(tmp_path / "b", eleven)) == []


def test_a_sentence_of_published_figures_is_left_to_their_comparison(tmp_path: Path) -> None:
    first = report(tmp_path / "a", compose("It rose to {}.", FIGURE))
    assert compared(first, report(tmp_path / "b", compose("It fell to {}.", FIGURE))) == []


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("hub,done,2023-09-01,12\n", "hub,done,2024-09-01,15\n", []),
        ("hub,not done,,\npanel,done,,\n", "panel,done,,\nhub,done,,\n", [("hub", "changed", "Answer: not done", "Answer: done")]),
        ("hub,done,,\n", "", [("hub", "gone", "Answer: done", "")]),
        ("", "hub,done,,\n", [("hub", "new", "", "Answer: done")]),
        ("hub,done,,\nhub,done,,\n", "hub,done,,\nhub,not done,,\n", [("hub", "changed", "Answer: done", "Answer: not done")]),
        ("hub,,,12\n", "hub,,,15\n", []),
        ("Seen (2024),done,,\n", "Seen (2025),done,,\n", []),
        ("Seen (2024),done,,\n", "Seen (2025),done,,\nSeen (2026),done,,\n", [("Seen (2024)", "gone", "Answer: done", ""), ("Seen (2025)", "new", "", "Answer: done"), ("Seen (2026)", "new", "", "Answer: done")]),
    ],
)  # fmt: skip
def test_a_row_is_told_where_its_words_differ(
    tmp_path: Path, before: str, after: str, changes: list[tuple[str, str, str, str]]
) -> None:
    items = compared(report(tmp_path / "a", "Same.", rows=before), report(tmp_path / "b", "Same.", rows=after))
    assert [(item.name, item.state, item.before, item.after) for item in items] == changes
    assert all((item.chapter, item.table) == (CHAPTER, schemas()["priorities"].title) for item in items)


def test_promises_are_left_to_their_own_comparison(tmp_path: Path) -> None:
    places = [report(tmp_path / x, "Same.", rows=f"hub,{x},,\n", table="promises") for x in "ab"]
    assert compared(*places) == []


def test_a_table_that_the_report_makes_of_figures_has_no_words_of_its_own(tmp_path: Path) -> None:
    places = [report(tmp_path / x, "Same.", rows=f"hub,{x},,\n", table="three_social_workers_percent") for x in "ab"]
    assert compared(*places) == []


def test_a_column_that_one_report_alone_has_changes_no_row(tmp_path: Path) -> None:
    first, second = report(tmp_path / "a", "Same.", rows="hub,done,,\n"), report(tmp_path / "b", "Same.")
    (second / f"downloads/{CHAPTER}_priorities.csv").write_text("Promise,Answer,Owner\nhub,done,Council\n", "utf-8")
    assert compared(first, second) == list[ComparedWords]()
