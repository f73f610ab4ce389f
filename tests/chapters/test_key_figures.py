"""A chapter's key figures are bound to their rows, and are given whole or not at all."""

from __future__ import annotations

from support.executed import Change, chapter, of_wirral

from helpers import prose, sources
from helpers.display.blocks import KeyFigures, Nothing

ACTIVITY = "05_key_activity"


def shown(name: str) -> dict[str, str]:
    """The key figures of a chapter by their labels."""
    cards = next(block for block in of_wirral(name).blocks if isinstance(block, KeyFigures))
    return {label.plain: number.plain for number, label, _ in cards.figures}


def test_a_figure_that_is_not_held_leaves_no_half_headline() -> None:
    key_activity = sources.chapter("05_key_activity", partnership="wirral", year="2023-24")
    shown = prose.key_figures(key_activity, "systemic.staff_trained", "systemic.staff_untrained")
    assert isinstance(shown, Nothing)


def test_a_partnership_without_a_folder_has_no_key_figures() -> None:
    assert [] == [block for block in chapter(ACTIVITY, partnership="hull").blocks if isinstance(block, KeyFigures)]


def test_a_key_figure_follows_its_table(change: Change) -> None:
    change("01_introduction/family_hubs.csv", "birkenhead,Birkenhead,3", "birkenhead,Birkenhead,2")
    cards = next(block for block in chapter(ACTIVITY).blocks if isinstance(block, KeyFigures))
    assert "7" in [number.plain for number, _, _ in cards.figures]


def test_a_key_figure_says_what_its_row_says() -> None:
    assert shown("05_key_activity") == {
        "Staff trained in the practice model": "over 500",
        "Family Hubs open": "8",
        "Visits to the local offer’s website": "over 10,000",
    }
