"""What only a partnership can fill leaves the report of an authority that sent nothing; all else stays."""

from __future__ import annotations

from helpers.display.blocks import Grid, NotSupplied, Prose, Table
from helpers.publish import gathering
from helpers.publish.chapter import Chapter, Part, Shown, Words
from helpers.statistics.numbers import text

WAITED_FOR = Shown(NotSupplied("The welcome", "the partners"))
UNPUBLISHED = Shown(NotSupplied("Referrals", unpublished="no figure for Isles of Scilly"))
TABLE = Shown(Table("rates", text("Rates"), Grid((), (), ())), "Table 1.1")


def chapter(*parts: Part, slug: str = "01_introduction") -> Chapter:
    return Chapter(int(slug[:2]), slug, "Introduction", "Who?", parts)


def kept(*parts: Part) -> tuple[Part, ...]:
    return gathering.filled([chapter(*parts)])[0].parts


def test_a_chapter_that_only_waits_is_left_out() -> None:
    assert gathering.filled([chapter(Words("## Welcome"), WAITED_FOR)]) == []


def test_a_chapter_that_only_says_what_is_not_published_is_left_out() -> None:
    assert gathering.filled([chapter(Words("## Inspections"), UNPUBLISHED, Words("## About"))]) == []


def test_a_section_that_only_waits_goes_with_its_heading_and_words() -> None:
    assert kept(Words("## Welcome\n\nWhat partners say."), WAITED_FOR, Words("## Rates"), TABLE) == (
        Words("## Rates"),
        TABLE,
    )


def test_a_heading_stays_for_the_one_of_its_parts_that_is_filled() -> None:
    parts = Words("## The area\n\nHere.\n\n### Deprivation"), WAITED_FOR, Words("### Children"), TABLE
    assert kept(*parts) == (Words("## The area\n\nHere."), Words("### Children"), TABLE)


def test_a_heading_goes_with_the_last_of_its_parts() -> None:
    parts = TABLE, Words("## Role\n\n### Aims"), WAITED_FOR, Words("### Structure"), WAITED_FOR
    assert kept(*parts) == (TABLE,)


def test_words_that_nothing_is_waited_for_under_stay() -> None:
    about = Words("## About these figures\n\nAs released.")
    assert kept(TABLE, about) == (TABLE, about)


def test_a_line_that_says_what_is_not_published_stays_with_its_section() -> None:
    assert kept(TABLE, Words("## Referrals"), UNPUBLISHED) == (TABLE, Words("## Referrals"), UNPUBLISHED)


def test_a_line_that_waits_goes_from_a_section_that_is_filled() -> None:
    assert kept(Words("## Rates"), WAITED_FOR, TABLE) == (Words("## Rates"), TABLE)


def test_a_link_to_what_went_keeps_only_its_words() -> None:
    linked = Words("See [the plan](09_business_plan.ipynb) and [rates](02_rates.ipynb#figures).")
    told = gathering.filled([chapter(TABLE, linked), chapter(Words("## Figures"), TABLE, slug="02_rates")])
    assert told[0].parts[1] == Words("See the plan and [rates](02_rates.ipynb#figures).")


def test_a_link_to_a_place_that_went_keeps_only_its_words() -> None:
    linked = Shown(Prose(text("See [here](02_rates.ipynb#welcome).")))
    rates = chapter(TABLE, Words("## Welcome"), WAITED_FOR, slug="02_rates")
    assert gathering.filled([chapter(TABLE, linked), rates])[0].parts[1] == Shown(Prose(text("See here.")))


def test_no_level_of_heading_is_skipped_by_what_went() -> None:
    parts = Words("## Role\n\n### Aims"), WAITED_FOR, Words("## Rates\n\n### By year"), TABLE
    assert [heading.level for heading in chapter(*kept(*parts)).headings] == [2, 3]


def test_why_something_is_not_published_is_said_once_in_a_chapter() -> None:
    other = Shown(NotSupplied("Care", unpublished="no figure for Isles of Scilly"))
    parts = kept(TABLE, UNPUBLISHED, Words("## A map"), UNPUBLISHED, other)
    assert parts == (TABLE, UNPUBLISHED, Words("## A map"), other)
