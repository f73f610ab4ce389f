"""What only a partnership can fill leaves the report of an authority that sent nothing; all else stays."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.display.blocks import Grid, Nothing, NotSupplied, Prose, Table
from helpers.publish import links, prune_unsupplied
from helpers.publish.chapter import Chapter, ChapterPart, DisplayedBlock, MarkdownCell
from helpers.statistics.numbers import text

WAITED_FOR = DisplayedBlock(NotSupplied("The welcome", "the partners"))
UNPUBLISHED = DisplayedBlock(NotSupplied("Referrals", unpublished="no figure for Isles of Scilly"))
TABLE = DisplayedBlock(Table("rates", text("Rates"), Grid((), (), ())), "Table 1.1")


def filled(chapters: Iterable[Chapter], *, naming_gaps: bool) -> list[Chapter]:
    """What is left of the chapters of one report."""
    chapters_left = [
        left for chapter in chapters if (left := prune_unsupplied.filled(chapter, naming_gaps=naming_gaps))
    ]
    places = {chapter.slug: links.places(chapter) for chapter in chapters_left}
    lost = [prune_unsupplied.lost_links(chapter, places) for chapter in chapters_left]
    return [prune_unsupplied.unlinked(chapter, those) for chapter, those in zip(chapters_left, lost, strict=True)]


def chapter(*parts: ChapterPart, slug: str = "01_introduction") -> Chapter:
    return Chapter(int(slug[:2]), slug, "Introduction", "Who?", parts)


def pruned(*parts: ChapterPart) -> tuple[ChapterPart, ...]:
    return filled([chapter(*parts)], naming_gaps=False)[0].parts


def test_a_chapter_that_only_waits_is_left_out() -> None:
    assert filled([chapter(MarkdownCell("## Welcome"), WAITED_FOR)], naming_gaps=True) == []


def test_a_chapter_that_only_says_what_is_not_published_is_left_out() -> None:
    assert (
        filled([chapter(MarkdownCell("## Inspections"), UNPUBLISHED, MarkdownCell("## About"))], naming_gaps=True) == []
    )


def test_a_section_that_only_waits_goes_with_its_heading_and_words() -> None:
    assert pruned(MarkdownCell("## Welcome\n\nWhat partners say."), WAITED_FOR, MarkdownCell("## Rates"), TABLE) == (
        MarkdownCell("## Rates"),
        TABLE,
    )


def test_a_question_goes_with_the_answer_that_nobody_supplied() -> None:
    parts = MarkdownCell("## Committees"), TABLE, MarkdownCell("How well were they attended?"), WAITED_FOR, WAITED_FOR
    assert pruned(*parts) == (MarkdownCell("## Committees"), TABLE)


def test_a_question_stays_where_some_of_its_answer_was_supplied() -> None:
    parts = MarkdownCell("## Committees"), TABLE, MarkdownCell("How well?"), WAITED_FOR, TABLE
    assert pruned(*parts) == (MarkdownCell("## Committees"), TABLE, MarkdownCell("How well?"), TABLE)


def test_a_heading_stays_for_the_one_of_its_parts_that_is_filled() -> None:
    parts = MarkdownCell("## The area\n\nHere.\n\n### Deprivation"), WAITED_FOR, MarkdownCell("### Children"), TABLE
    assert pruned(*parts) == (MarkdownCell("## The area\n\nHere."), MarkdownCell("### Children"), TABLE)


def test_a_heading_goes_with_the_last_of_its_parts() -> None:
    parts = TABLE, MarkdownCell("## Role\n\n### Aims"), WAITED_FOR, MarkdownCell("### Structure"), WAITED_FOR
    assert pruned(*parts) == (TABLE,)


def test_what_was_looked_for_and_not_found_is_named_once_before_the_last_section() -> None:
    welcome, plan = (DisplayedBlock(NotSupplied(what)) for what in ("The welcome", "NHS plans"))
    about = MarkdownCell("## About these figures")
    parts = TABLE, welcome, MarkdownCell("## Plans"), plan, welcome, about
    gaps = NotSupplied("the welcome or NHS plans")
    assert filled([chapter(*parts)], naming_gaps=True)[0].parts == (TABLE, DisplayedBlock(gaps), about)
    assert gaps.sentence == "We found nothing published on the welcome or NHS plans."


def test_a_chapter_without_a_gap_names_none() -> None:
    about = MarkdownCell("## About these figures")
    assert filled([chapter(TABLE, about)], naming_gaps=True)[0].parts == (TABLE, about)


def test_words_that_nothing_is_waited_for_under_stay() -> None:
    about = MarkdownCell("## About these figures\n\nAs released.")
    assert pruned(TABLE, about) == (TABLE, about)


def test_a_line_that_says_what_is_not_published_stays_with_its_section() -> None:
    assert pruned(TABLE, MarkdownCell("## Referrals"), UNPUBLISHED) == (
        TABLE,
        MarkdownCell("## Referrals"),
        UNPUBLISHED,
    )


def test_a_line_that_waits_goes_from_a_section_that_is_filled() -> None:
    assert pruned(MarkdownCell("## Rates"), WAITED_FOR, TABLE) == (MarkdownCell("## Rates"), TABLE)


def test_a_link_to_what_went_keeps_only_its_words() -> None:
    linked = MarkdownCell("See [the plan](09_business_plan.ipynb) and [rates](02_rates.ipynb#figures).")
    chapters = filled(
        [chapter(TABLE, linked), chapter(MarkdownCell("## Figures"), TABLE, slug="02_rates")], naming_gaps=False
    )
    assert chapters[0].parts[1] == MarkdownCell("See the plan and [rates](02_rates.ipynb#figures).")


def test_a_link_to_a_place_that_went_keeps_only_its_words() -> None:
    linked = DisplayedBlock(Prose(text("See [here](02_rates.ipynb#welcome).")))
    rates = chapter(TABLE, MarkdownCell("## Welcome"), WAITED_FOR, slug="02_rates")
    assert filled([chapter(TABLE, linked), rates], naming_gaps=False)[0].parts[1] == DisplayedBlock(
        Prose(text("See here."))
    )


def test_no_level_of_heading_is_skipped_by_what_went() -> None:
    parts = MarkdownCell("## Role\n\n### Aims"), WAITED_FOR, MarkdownCell("## Rates\n\n### By year"), TABLE
    assert [heading.level for heading in chapter(*pruned(*parts)).headings] == [2, 3]


def test_why_something_is_not_published_is_said_once_in_a_chapter() -> None:
    other = DisplayedBlock(NotSupplied("Care", unpublished="no figure for Isles of Scilly"))
    parts = pruned(TABLE, UNPUBLISHED, MarkdownCell("## A map"), UNPUBLISHED, other)
    assert parts == (TABLE, UNPUBLISHED, MarkdownCell("## A map"), other)


def test_a_section_with_nothing_to_show_goes_and_nobody_is_named_for_it() -> None:
    nothing = DisplayedBlock(Nothing())
    parts = (MarkdownCell("## Promises"), nothing, MarkdownCell("## Rates"), nothing, TABLE)
    (left,) = filled([chapter(*parts)], naming_gaps=True)
    assert left.parts == (MarkdownCell("## Rates"), TABLE)
