"""Two reports are compared sentence by sentence and row by row, whatever their numbers."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from helpers.publish.word_comparison import ComparedWords, comparison

CHAPTER = "08_progress_against_priorities"
HEADINGS = "Promise,Answer,Due,Seen\n"


def report(place: Path, words: str, rows: str = "") -> Path:
    """A report's folder with one executed chapter of words, and one table for download."""
    (place / "notebooks").mkdir(parents=True)
    (place / "downloads").mkdir()
    cells = [new_markdown_cell("# Progress\n\nWhat was done?"), new_markdown_cell(words)]
    (place / f"notebooks/{CHAPTER}.ipynb").write_text(nbformat.writes(new_notebook(cells=cells)), "utf-8")
    (place / f"downloads/{CHAPTER}_promises.csv").write_text(HEADINGS + rows, "utf-8")
    return place


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("A hub opened. It has 12 rooms.", "It has 15 rooms. A hub opened.", []),
        ("A hub opened.", "A HUB opened", []),
        ("**A hub** opened; see [it](x.ipynb).", "A hub opened; see it.", []),
        ("A hub opened. It is new.", "A hub opened.", [("gone", "It is new.", "")]),
        ("A hub opened.", "A hub opened.\n\n- It closed.", [("new", "", "It closed.")]),
    ],
)
def test_a_sentence_is_told_where_one_report_alone_has_it(
    tmp_path: Path, before: str, after: str, changes: list[tuple[str, str, str]]
) -> None:
    items = comparison(report(tmp_path / "a", before), report(tmp_path / "b", after))
    assert [(item.state, item.before, item.after) for item in items] == changes


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
    items = comparison(report(tmp_path / "a", "Same.", before), report(tmp_path / "b", "Same.", after))
    assert [(item.name, item.state, item.before, item.after) for item in items] == changes
    assert all((item.chapter, item.table) == (CHAPTER, "promises") for item in items)


def test_a_column_that_one_report_alone_has_changes_no_row(tmp_path: Path) -> None:
    first, second = report(tmp_path / "a", "Same.", "hub,done,,\n"), report(tmp_path / "b", "Same.")
    (second / f"downloads/{CHAPTER}_promises.csv").write_text("Promise,Answer,Owner\nhub,done,Council\n", "utf-8")
    assert comparison(first, second) == list[ComparedWords]()
