"""A build is whole or it is not: what is wrong is told, and the last good report stays."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.errors import DataFaults, ReportError
from helpers.publish import build
from helpers.sources import carried_over, open_year

PARTS = (
    "report.pdf",
    "data.pdf",
    "site/index.html",
    "site/01_introduction.html",
    "review/index.html",
    "review/01_introduction.html",
    "review/numbers.html",
    "downloads",
    "notebooks/01_introduction.ipynb",
    "build.json",
)


@pytest.fixture
def few_chapters(thornby: Path) -> Path:
    """The invented partnership with two short chapters, so that a build is quick."""
    for notebook in (thornby.parents[2] / "notebooks").glob("*.ipynb"):
        if notebook.stem not in ("10_glossary", "11_about_this_report"):
            notebook.unlink()
    return thornby


def built(place: Path) -> Path:
    assert build.report(partnership="thornby", year="2023-24") == place.parents[2] / "build" / "thornby" / "2023-24"
    return place.parents[2] / "build" / "thornby" / "2023-24"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_fault_in_the_data_is_told_and_not_what_chapters_make_of_it_and_leaves_the_last_report(
    few_chapters: Path, replace: Callable[[str, str, str], None]
) -> None:
    good = contents(built(few_chapters))
    replace("04_learning_from_case_reviews/reviews.csv", "under way", "nearly done")
    notebook = few_chapters.parents[2] / "notebooks" / "10_glossary.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("tables.show", "tables.shw"), encoding="utf-8")
    with pytest.raises(DataFaults, match=r"reviews\.csv"):
        build.report(partnership="thornby", year="2023-24")
    assert good == contents(few_chapters.parents[2] / "build" / "thornby" / "2023-24")


@pytest.mark.slow
def test_a_failing_chapter_leaves_the_last_report_and_nothing_half_written(few_chapters: Path) -> None:
    good = contents(built(few_chapters))
    notebook = few_chapters.parents[2] / "notebooks" / "10_glossary.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("tables.show", "tables.shw"), encoding="utf-8")
    with pytest.raises(ReportError, match=r"10_glossary\.ipynb failed in cell"):
        build.report(partnership="thornby", year="2023-24")
    assert good == contents(few_chapters.parents[2] / "build" / "thornby" / "2023-24")
    assert ["2023-24"] == [path.name for path in (few_chapters.parents[2] / "build" / "thornby").iterdir()]


def test_a_number_typed_into_a_chapter_fails_the_build(few_chapters: Path) -> None:
    notebook = few_chapters.parents[2] / "notebooks" / "10_glossary.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("## ", "## Our 12 ", 1), encoding="utf-8")
    with pytest.raises(ReportError, match="12"):
        build.report(partnership="thornby", year="2023-24")


def test_the_same_inputs_give_the_same_bytes(few_chapters: Path) -> None:
    first = contents(built(few_chapters))
    second = contents(built(few_chapters))
    assert first.keys() == second.keys()
    assert [] == [name for name in first if first[name] != second[name]]


@pytest.mark.slow
def test_the_invented_partnership_has_a_whole_report(thornby: Path) -> None:
    place = built(thornby)
    assert [] == [part for part in PARTS if not (place / part).exists()]


def test_the_account_of_a_build_says_draft_and_lists_what_was_not_supplied(few_chapters: Path) -> None:
    manifest = json.loads((built(few_chapters) / "build.json").read_text(encoding="utf-8"))
    assert ("draft", ["Thornby Council"]) == (manifest["status"], manifest["sign_offs_missing"])
    assert "Case studies of children's journeys" in [missing["what"] for missing in manifest["not_supplied"]]


@pytest.mark.slow
def test_the_command_says_how_much_is_as_last_year_whether_it_builds_or_not(few_chapters: Path) -> None:
    shutil.copytree(few_chapters, few_chapters.with_name("2024-25"))
    left = len(carried_over.unconfirmed(open_year("thornby", "2024-25")))
    words = f"nobody has confirmed: {left} rows and paragraphs"
    command = [sys.executable, "-m", "helpers", "report", "--partnership", "thornby", "--year", "2024-25"]
    first, again = (subprocess.run(command, capture_output=True, text=True).stdout for _ in range(2))
    assert left > 10 and words in first and "The report is in" in first
    assert words in again and "Nothing has changed" in again


def test_a_chapter_that_is_not_there_is_refused_with_those_that_are(few_chapters: Path) -> None:
    with pytest.raises(ReportError, match=r"The chapters are|Did you mean"):
        build.chapter("12", partnership="thornby", year="2023-24")
