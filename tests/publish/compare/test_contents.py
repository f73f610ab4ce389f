"""Chapters and sections that one report alone has are named, and so is what nobody has supplied, with who would send it."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from support import local_year

from helpers.display import blocks
from helpers.publish.compare import contents
from helpers.publish.compare.contents import ReportContents
from helpers.sources import open_year
from helpers.statistics.numbers import Text

CHAPTER = "07_big_learn_event"


def report(place: Path, *sections: tuple[str, blocks.Block]) -> ReportContents:
    """A report with one chapter that has sections, each with what it shows."""
    (place / "notebooks").mkdir(parents=True)
    cells = [new_markdown_cell("# The Big Learn Event\n\nWhat was it?")]
    for heading, block in sections:
        output = new_output("display_data", block._repr_mimebundle_())
        cells += [new_markdown_cell(f"## {heading}"), new_code_cell("show()", outputs=[output])]
    (place / f"notebooks/{CHAPTER}.ipynb").write_text(nbformat.writes(new_notebook(cells=cells)), "utf-8")
    return ReportContents.of(place)


def test_a_section_that_waits_to_be_supplied_is_gone(tmp_path: Path) -> None:
    words, nothing = blocks.Prose(Text("It was held.")), blocks.NotSupplied(Text("Feedback"))
    before = report(tmp_path / "a", ("The day", words), ("Feedback", words))
    (chapter,) = contents.compared(before, report(tmp_path / "b", ("The day", words), ("Feedback", nothing)))
    assert (chapter.removed, chapter.new, chapter.left) == (("Feedback",), (), ("The day",))
    assert (chapter.is_in_before, chapter.is_in_after) == (True, True)


def test_a_chapter_of_which_all_waits_is_said_to_be_empty(tmp_path: Path) -> None:
    before = report(tmp_path / "a", ("The day", blocks.Prose(Text("It was held."))))
    (chapter,) = contents.compared(before, report(tmp_path / "b", ("The day", blocks.NotSupplied(Text("The day")))))
    assert (chapter.is_in_after, chapter.removed) == (False, ("The day",))


def test_reports_with_the_same_sections_differ_in_none(tmp_path: Path) -> None:
    same = report(tmp_path / "a", ("The day", blocks.Prose(Text("It was held."))))
    assert contents.compared(same, same) == []


def test_what_is_awaited_has_who_would_send_it_and_whether_it_was_there() -> None:
    awaited = contents.awaited(open_year("wirral", "2023-24"), open_year("wirral", "2024-25"))
    by_name = {thing.what: thing for thing in awaited}
    assert (by_name["Welcome"].sender, by_name["Welcome"].was_there) == ("the statutory safeguarding partners", True)
    assert not by_name["Briefings issued in the year"].was_there
    assert {"The practice model (Introduction)", "The practice model (Key Activity)"} <= by_name.keys()
    assert len(by_name) == len(awaited)
    senders = list(contents.by_sender(awaited))
    assert [len(things) for _, things in senders] == sorted((len(things) for _, things in senders), reverse=True)
    assert sum(len(things) for _, things in senders) == len(awaited)


def test_a_measure_without_figures_is_awaited_from_whoever_sends_figures(tmp_path: Path) -> None:
    place = local_year.project(tmp_path)
    figures = place / "data/thornby" / local_year.YEAR / "local_figures.csv"
    lines = figures.read_text("utf-8").splitlines(keepends=True)
    figures.write_text("".join(line for line in lines if not line.startswith("training_days,")), "utf-8")
    with local_year.at(place):
        awaited = contents.awaited(local_year.folder(place, local_year.LAST), local_year.folder(place))
    assert all(thing.sender for thing in awaited)
    assert {"the partnership's business unit"} == {
        thing.sender for thing in awaited if thing.what == "Training of staff"
    }
