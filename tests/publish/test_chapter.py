"""An executed notebook is read as a chapter, or refused with a sentence."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.display import blocks
from helpers.errors import ReportError
from helpers.publish import chapter
from helpers.publish.chapter import DisplayedBlock, MarkdownCell
from helpers.statistics.numbers import Number, Text, compose

TITLE = "# Introduction\n\nWho are we, and\nwhat did the year bring?"
GRID = blocks.Grid(
    (Text("Source"), Text("Amount (£)")), ("left", "right"), ((Text("Council"), Text("269,847")),), "Source,Amount\n"
)


def shows(*shown: blocks.Block, tags: tuple[str, ...] = ()) -> nbformat.NotebookNode:
    """A code cell that shows blocks."""
    outputs = [
        new_output("display_data", data={blocks.MIME: block.json_text, "text/plain": "<block>"}) for block in shown
    ]
    return new_code_cell("charts.bars(income)", outputs=outputs, metadata={"tags": list(tags)})


def figure(name: str) -> blocks.Figure:
    return blocks.Figure(name, Text("Title"), Text("Subtitle"), Text("What it shows."), "<svg/>", "<svg/>", GRID)


def read(*cells: nbformat.NotebookNode, name: str = "01_introduction") -> chapter.Chapter:
    return chapter.read(new_notebook(cells=list(cells)), name)


def test_a_failed_cell_is_refused_by_chapter_cell_and_message() -> None:
    failed = new_code_cell(
        "load.income()\n1 / 0", outputs=[new_output("error", ename="ReportError", evalue="income.csv is missing.")]
    )
    with pytest.raises(
        ReportError,
        match=r"01_introduction\.ipynb, cell 2 \(load\.income\(\)\) failed: ReportError: income\.csv is missing\.",
    ):
        read(new_markdown_cell(TITLE), failed)


def test_a_failed_cell_is_refused_even_where_hidden() -> None:
    failed = new_code_cell("1 / 0", outputs=[new_output("error", ename="E", evalue="no")], metadata={"tags": ["hide"]})
    with pytest.raises(ReportError, match="failed"):
        read(new_markdown_cell(TITLE), failed)


@pytest.mark.parametrize("opening", ["Introduction", "## Introduction", "#Introduction", ""])
def test_a_chapter_without_a_title_is_refused(opening: str) -> None:
    with pytest.raises(ReportError, match="does not begin with its title"):
        read(new_markdown_cell(opening))


def test_a_name_without_a_number_is_refused() -> None:
    with pytest.raises(ReportError, match="has no number"):
        read(new_markdown_cell(TITLE), name="introduction")


@pytest.mark.parametrize(("words", "due"), [("# Again", "##"), ("## Funds\n\n#### Deep", "###"), ("### Deep", "##")])
def test_a_heading_out_of_order_is_refused_with_its_cure(words: str, due: str) -> None:
    with pytest.raises(ReportError, match=rf"Begin it with {due}\."):
        read(new_markdown_cell(TITLE), new_markdown_cell(words))


def test_a_heading_out_of_order_in_the_years_prose_is_refused() -> None:
    with pytest.raises(ReportError, match="Welcome"):
        read(new_markdown_cell(TITLE), shows(blocks.Prose(Text("# Welcome"))))


def test_title_and_question_come_from_the_first_cell() -> None:
    document = read(new_markdown_cell(f"{TITLE}\n\nMore words.\n\n## Funding"))
    assert (document.number, document.slug, document.title) == (1, "01_introduction", "Introduction")
    assert document.question == "Who are we, and what did the year bring?"
    assert document.parts == (MarkdownCell("More words.\n\n## Funding"),)


def test_only_words_and_blocks_are_kept() -> None:
    noisy = new_code_cell(
        "print(1)",
        outputs=[
            new_output("stream", name="stderr", text="a warning"),
            new_output("stream", name="stdout", text="chatter"),
            new_output("execute_result", data={"text/plain": "3"}),
        ],
    )
    parameters = new_code_cell('year = "2023-24"', metadata={"tags": ["parameters"]})
    document = read(
        parameters,
        new_markdown_cell(TITLE),
        noisy,
        new_markdown_cell("Said."),
        new_markdown_cell("Hidden.", metadata={"tags": ["hide"]}),
    )
    assert document.parts == (MarkdownCell("Said."),)


def test_a_hidden_cell_shows_nothing_and_takes_no_label() -> None:
    document = read(new_markdown_cell(TITLE), shows(figure("a"), tags=("hide",)), shows(figure("b")))
    assert [shown.label for shown in document.shown()] == ["Figure 1.1"]


def test_figures_and_tables_are_numbered_apart() -> None:
    table = blocks.Table("income", Text("Income"), GRID)
    quiet = blocks.NotSupplied("the deep dives", "the partnership")
    document = read(
        new_markdown_cell(TITLE), shows(figure("a"), table, quiet), shows(figure("b")), name="03_priorities"
    )
    assert [shown.label for shown in document.shown()] == ["Figure 3.1", "Table 3.1", "", "Figure 3.2"]


def test_a_block_is_read_back_as_it_was_shown() -> None:
    sentence = blocks.Prose(compose("Income was {}.", Number("income", 269847, "pounds")))
    document = read(new_markdown_cell(TITLE), shows(sentence))
    assert document.parts == (DisplayedBlock(sentence),)


def test_equal_headings_have_slugs_of_their_own() -> None:
    numbered = blocks.Prose(compose("## The {} *reviews*", Number("reviews", 2)))
    document = read(new_markdown_cell(TITLE), new_markdown_cell("## Next steps\n\n## Next steps"), shows(numbered))
    assert [heading.slug for heading in document.headings] == ["next-steps", "next-steps-2", "the-2-reviews"]


def test_a_numbered_slug_never_meets_a_heading_that_ends_in_that_number() -> None:
    document = read(new_markdown_cell(TITLE), new_markdown_cell("## Step\n\n## Step-2\n\n## Step"))
    slugs = [heading.slug for heading in document.headings]
    assert len(set(slugs)) == len(slugs)


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Children’s voices & views", "childrens-voices-views"),
        ("If Wirral had 100 children", "if-wirral-had-100-children"),
        ("…", "section"),
    ],
)
def test_a_slug_is_plain_words(heading: str, slug: str) -> None:
    assert chapter.slug_of(heading) == slug
