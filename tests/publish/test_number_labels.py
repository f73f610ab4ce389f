"""What a number is of is said in words that people know, whatever name the program has for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.publish.number_labels import label
from helpers.sources import YearFolder


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("children_looked_after_per_10k|E08000015", "Children looked after, Wirral"),
        ("children_looked_after_per_10k|its area", "Children looked after, its area"),
        ("attendance.council.attended", "Attendance at the Executive: council, meetings attended"),
        ("count(plan_priorities)", "Priorities of the business plan: number"),
        ("count(reviews, status='under way')", "Child safeguarding practice reviews: number, status under way"),
        ("area.looked_after_rate_…", "Area: looked after rate"),
        ("hundred_children.children_looked_after_per_10k.of_100", "Hundred children: Children looked after, of 100"),
        ("committee_members.Merseyside Police.committees", "Members of each committee: Merseyside Police, committees"),
        ("rose by 1.5", "Rose by 1.5"),
    ],
)
def test_a_number_is_called_by_what_it_is_of(opened: Callable[[], YearFolder], name: str, words: str) -> None:
    assert label(name, opened().forms) == words
